-- What tells that two pages say the same: their addresses in one spelling, and a signature of what they say.
-- All of it can be made again from the pages; only what a person told apart cannot.

-- Pages whose signature is still to be made, or made again. It has no row of what is up to date.
CREATE TABLE likeness_due (
    page TEXT PRIMARY KEY REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
INSERT INTO likeness_due (page) SELECT id FROM page;

-- Which signatures these are: those of another program are made again. See minhash.VERSION.
CREATE TABLE likeness_made (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO likeness_made (one, version) VALUES (1, 1);

CREATE TABLE page_signature (
    number    INTEGER PRIMARY KEY,  -- stands for the page in signature_number, which is long
    page      TEXT    NOT NULL UNIQUE REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    version   TEXT    NOT NULL,     -- the text version that was read
    signature BLOB    NOT NULL      -- numbers of 32 bits, big-endian; none where the text is too short
) STRICT;

-- The signatures turned round: which pages have a number. It declares no parent: SQLite would look through
-- all of it for each page that is deleted, and here the rows are found by their values.
CREATE TABLE signature_number (
    value INTEGER NOT NULL,
    page  INTEGER NOT NULL,  -- page_signature.number
    PRIMARY KEY (value, page)
) STRICT, WITHOUT ROWID;

CREATE TABLE page_address (
    address TEXT NOT NULL,  -- as addresses.address_key writes it
    page    TEXT NOT NULL REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (address, page)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_address_by_page ON page_address (page);

-- Pairs of pages that are alike, each pair twice: seen from the one and from the other.
CREATE TABLE likeness (
    page         TEXT    NOT NULL REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    other        TEXT    NOT NULL REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    same_address INTEGER NOT NULL CHECK (same_address IN (0, 1)),
    resemblance  REAL    NOT NULL CHECK (resemblance BETWEEN 0 AND 1),
    containment  REAL    NOT NULL CHECK (containment BETWEEN 0 AND 1),
    PRIMARY KEY (page, other),
    CHECK (page <> other)
) STRICT, WITHOUT ROWID;
CREATE INDEX likeness_by_other ON likeness (other);

-- Pairs that a person said are not the same, the lower id first. They are not offered again.
CREATE TABLE told_apart (
    page  TEXT NOT NULL REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    other TEXT NOT NULL REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (page, other),
    CHECK (page < other)
) STRICT, WITHOUT ROWID;
CREATE INDEX told_apart_by_other ON told_apart (other);

-- Deleted and inserted, because a conflict clause inside a trigger gives way to that of its statement.
CREATE TRIGGER likeness_of_new_page AFTER INSERT ON page
BEGIN
    DELETE FROM likeness_due WHERE page = NEW.id;
    INSERT INTO likeness_due (page) VALUES (NEW.id);
END;
CREATE TRIGGER likeness_of_changed_page AFTER UPDATE OF version, address, canonical ON page
    WHEN OLD.version IS NOT NEW.version OR OLD.address IS NOT NEW.address
      OR OLD.canonical IS NOT NEW.canonical
BEGIN
    DELETE FROM likeness_due WHERE page = NEW.id;
    INSERT INTO likeness_due (page) VALUES (NEW.id);
END;

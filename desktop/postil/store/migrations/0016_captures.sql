-- Everything that was ever saved of a page: it may be saved again, and become a newer version of itself.

CREATE TABLE capture (
    id            TEXT    PRIMARY KEY,
    page          TEXT    NOT NULL REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    original      TEXT    NOT NULL CHECK (length(original) = 64),
    part          TEXT    NOT NULL,  -- which part of the original it is; empty where that is one page
    markup_hash   TEXT    CHECK (length(markup_hash) = 64),  -- the page's own bytes, of a part
    original_name TEXT    NOT NULL,
    format        TEXT    NOT NULL,
    media_type    TEXT    NOT NULL,
    charset       TEXT,
    address       TEXT,
    saved         TEXT,
    clean         INTEGER NOT NULL CHECK (clean IN (0, 1)),
    waiting       INTEGER NOT NULL CHECK (waiting IN (0, 1)),
    added         TEXT    NOT NULL
) STRICT;
CREATE INDEX capture_by_page     ON capture (page, added);
CREATE INDEX capture_by_original ON capture (original, part);
CREATE INDEX capture_by_markup   ON capture (markup_hash) WHERE markup_hash IS NOT NULL;

INSERT INTO capture (id, page, original, part, original_name, format, media_type, address, saved, clean, waiting,
                     added)
SELECT lower(hex(randomblob(8))), id, original, '', original_name, format, media_type, address, saved, 0, 0, added
  FROM page;

CREATE TRIGGER capture_never_changes BEFORE UPDATE ON capture
BEGIN
    SELECT RAISE(ABORT, 'a capture is never changed');
END;

-- A text is of the capture that it was extracted from.
DROP TRIGGER text_version_never_changes;
ALTER TABLE text_version ADD COLUMN capture TEXT REFERENCES capture (id) DEFERRABLE INITIALLY DEFERRED;
UPDATE text_version SET capture = (SELECT id FROM capture WHERE page = text_version.page);
CREATE INDEX text_version_by_capture ON text_version (capture);
CREATE TRIGGER text_version_never_changes BEFORE UPDATE ON text_version
BEGIN
    SELECT RAISE(ABORT, 'a text version is never changed');
END;

-- A name may mean other bytes in another capture of the page.
DROP VIEW named_content;
CREATE TABLE capture_resource (
    capture    TEXT NOT NULL REFERENCES capture (id) ON DELETE CASCADE,
    source     TEXT NOT NULL,
    hash       TEXT NOT NULL CHECK (length(hash) = 64),
    media_type TEXT NOT NULL,
    PRIMARY KEY (capture, source, hash)
) STRICT, WITHOUT ROWID;
INSERT INTO capture_resource (capture, source, hash, media_type)
SELECT capture.id, source, hash, resource.media_type FROM resource JOIN capture ON capture.page = resource.page;
DROP TABLE resource;
ALTER TABLE capture_resource RENAME TO resource;
CREATE INDEX resource_by_hash ON resource (hash);

CREATE VIEW named_content (hash, owner, page) AS
    SELECT original, 'original', page FROM capture
    UNION ALL SELECT markup_hash, 'page', page FROM capture WHERE markup_hash IS NOT NULL
    UNION ALL SELECT lead_image, 'lead image', id FROM page WHERE lead_image IS NOT NULL
    UNION ALL SELECT text_hash, 'text', page FROM text_version
    UNION ALL SELECT html_hash, 'article', page FROM text_version
    UNION ALL SELECT r.hash, 'resource', c.page FROM capture AS c JOIN resource AS r ON r.capture = c.id
    UNION ALL SELECT text_hash, 'highlighted text', page FROM annotation WHERE text_hash IS NOT NULL
    UNION ALL SELECT f.text_hash, 'highlighted text', a.page
                FROM former_anchor AS f JOIN annotation AS a ON a.id = f.annotation
               WHERE f.text_hash IS NOT NULL;

-- A link waits for its page: it is one itself then.
ALTER TABLE page ADD COLUMN waiting INTEGER NOT NULL DEFAULT 0 CHECK (waiting IN (0, 1));
CREATE INDEX page_waiting ON page (added, id, title_key, format, trashed) WHERE waiting;
DROP INDEX page_by_extractor;
CREATE INDEX page_by_extractor ON page (extractor, added, id, waiting, trashed) WHERE trashed IS NULL;

-- A page's own columns say what the capture says whose text is read, whichever deed chooses the text.
CREATE TRIGGER page_is_as_the_capture_that_is_read AFTER UPDATE OF version ON page
    WHEN (SELECT capture FROM text_version WHERE id = OLD.version)
         IS NOT (SELECT capture FROM text_version WHERE id = NEW.version)
BEGIN
    UPDATE page
       SET original = c.original, original_name = c.original_name, format = c.format,
           media_type = c.media_type, saved = c.saved, waiting = c.waiting,
           address = CASE WHEN instr(' ' || own_details || ' ', ' address ') THEN page.address
                          ELSE coalesce(c.address, page.address) END
      FROM text_version AS v JOIN capture AS c ON c.id = v.capture
     WHERE v.id = NEW.version AND page.id = NEW.id;
END;
CREATE TRIGGER outbox_page_waiting AFTER UPDATE OF waiting ON page
    WHEN OLD.waiting IS NOT NEW.waiting
BEGIN
    DELETE FROM outbox WHERE kind = 'page' AND id = NEW.id;
    INSERT INTO outbox (kind, id) VALUES ('page', NEW.id);
END;

-- Every address that a page was ever known by, as addresses.address_key spells it.
CREATE TABLE known_address (
    key  TEXT NOT NULL,
    page TEXT NOT NULL REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (key, page)
) STRICT, WITHOUT ROWID;
CREATE INDEX known_address_by_page ON known_address (page);
INSERT INTO known_address (key, page)
SELECT address_key(address), id FROM page WHERE address_key(address) IS NOT NULL
UNION SELECT address_key(canonical), id FROM page WHERE address_key(canonical) IS NOT NULL;

-- Which page each part of a file of several pages became, or belongs to; and which files came in to their end.
CREATE TABLE arrival (
    original TEXT    NOT NULL CHECK (length(original) = 64),
    part     TEXT    NOT NULL,
    number   INTEGER NOT NULL,  -- the order of the parts in the file, from 0
    page     TEXT    NOT NULL REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (original, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX arrival_by_page ON arrival (page);
CREATE TABLE imported_file (
    original TEXT PRIMARY KEY CHECK (length(original) = 64),
    imported TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- What was purged of a file, or taken back, may come again.
CREATE TRIGGER imported_file_lacks_a_page AFTER DELETE ON arrival
BEGIN
    DELETE FROM imported_file WHERE original = OLD.original;
END;

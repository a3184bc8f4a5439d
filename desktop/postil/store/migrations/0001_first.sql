-- The first schema. Times are ISO 8601 in UTC with microseconds, so that they sort as text.
-- Offsets count code points of the article's canonical text. Hashes name files under content/.

PRAGMA application_id = 1349481332;  -- "Post": tells the file apart from other programs' databases

CREATE TABLE library (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    id      TEXT    NOT NULL CHECK (length(id) = 16),
    created TEXT    NOT NULL,
    indexed INTEGER NOT NULL DEFAULT 0  -- the outbox is taken by the index up to this sequence
) STRICT;

INSERT INTO library (one, id, created)
VALUES (1, lower(hex(randomblob(8))), strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));

CREATE TABLE page (
    id            TEXT    PRIMARY KEY,
    title         TEXT    NOT NULL,
    added         TEXT    NOT NULL,
    status        TEXT    NOT NULL,
    original      TEXT    NOT NULL CHECK (length(original) = 64),
    original_name TEXT    NOT NULL,
    format        TEXT    NOT NULL,
    media_type    TEXT    NOT NULL,
    version       TEXT    NOT NULL REFERENCES text_version (id) DEFERRABLE INITIALLY DEFERRED,
    address       TEXT,
    canonical     TEXT,
    byline        TEXT,
    site          TEXT,
    language      TEXT,
    direction     TEXT    NOT NULL,
    published     TEXT,
    modified      TEXT,
    lead_image    TEXT,
    excerpt       TEXT,
    words         INTEGER NOT NULL,
    saved         TEXT,
    starred       INTEGER NOT NULL CHECK (starred IN (0, 1)),
    position      INTEGER NOT NULL CHECK (position >= 0),
    progress      REAL    NOT NULL CHECK (progress BETWEEN 0 AND 1),
    opened        TEXT,
    finished      TEXT,
    plain         INTEGER NOT NULL CHECK (plain IN (0, 1)),
    trashed       TEXT,
    highlights    INTEGER NOT NULL DEFAULT 0,  -- annotations outside the trash; triggers count them
    title_key     TEXT    NOT NULL,            -- what titles and sites are sorted by: see pages.sort_key
    site_key      TEXT
) STRICT;

-- One covering index an order of the list: a place of 50,000 pages is one walk, without the rows.
-- (trashed is always null here; without it SQLite would not see that the index covers the query.)
CREATE INDEX page_by_added ON page (added, id, status, starred, highlights, trashed)
    WHERE trashed IS NULL;
CREATE INDEX page_by_published ON page (published, added, id, status, starred, highlights, trashed)
    WHERE trashed IS NULL;
CREATE INDEX page_by_opened ON page (opened, added, id, status, starred, highlights, trashed)
    WHERE trashed IS NULL;
CREATE INDEX page_by_title ON page (title_key, added, id, status, starred, highlights, trashed)
    WHERE trashed IS NULL;
CREATE INDEX page_by_site ON page (site_key, added, id, status, starred, highlights, trashed)
    WHERE trashed IS NULL;
CREATE INDEX page_by_length ON page (words, added, id, status, starred, highlights, trashed)
    WHERE trashed IS NULL;
CREATE INDEX page_in_trash     ON page (trashed, id) WHERE trashed IS NOT NULL;
CREATE INDEX page_by_original  ON page (original, added);
CREATE INDEX page_by_canonical ON page (canonical) WHERE canonical IS NOT NULL;
CREATE INDEX page_by_version   ON page (version);

CREATE TABLE text_version (
    id        TEXT PRIMARY KEY,
    page      TEXT NOT NULL REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    created   TEXT NOT NULL,
    extractor TEXT NOT NULL,
    text_hash TEXT NOT NULL CHECK (length(text_hash) = 64),
    html_hash TEXT NOT NULL CHECK (length(html_hash) = 64)
) STRICT;
CREATE INDEX text_version_by_page ON text_version (page, created);

CREATE TRIGGER text_version_never_changes BEFORE UPDATE ON text_version
BEGIN
    SELECT RAISE(ABORT, 'a text version is never changed');
END;

CREATE TABLE resource (
    page       TEXT NOT NULL REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    source     TEXT NOT NULL,
    hash       TEXT NOT NULL CHECK (length(hash) = 64),
    media_type TEXT NOT NULL,
    PRIMARY KEY (page, source, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX resource_by_hash ON resource (hash);

CREATE TABLE annotation (
    id         TEXT PRIMARY KEY,
    page       TEXT NOT NULL REFERENCES page (id),
    exact      TEXT NOT NULL,
    prefix     TEXT NOT NULL,
    suffix     TEXT NOT NULL,
    start_at   INTEGER,
    end_at     INTEGER,
    text_hash  TEXT CHECK (length(text_hash) = 64),
    color      TEXT NOT NULL,
    note       TEXT NOT NULL,
    created    TEXT NOT NULL,
    modified   TEXT NOT NULL,
    state      TEXT NOT NULL,
    trashed    TEXT,
    CHECK ((start_at IS NULL) = (end_at IS NULL)),
    CHECK (start_at IS NULL OR 0 <= start_at AND start_at < end_at)
) STRICT;
CREATE INDEX annotation_by_page  ON annotation (page, trashed);
CREATE INDEX annotation_latest   ON annotation (created, id, page, trashed) WHERE trashed IS NULL;
CREATE INDEX annotation_in_trash ON annotation (trashed, id) WHERE trashed IS NOT NULL;

CREATE TABLE tag (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    key  TEXT NOT NULL UNIQUE  -- the name without case: see tags.key
) STRICT;

CREATE TABLE page_tag (
    page TEXT    NOT NULL REFERENCES page (id),
    tag  INTEGER NOT NULL REFERENCES tag (id),
    PRIMARY KEY (page, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_tag_by_tag ON page_tag (tag, page);

CREATE TABLE annotation_tag (
    annotation TEXT    NOT NULL REFERENCES annotation (id),
    tag        INTEGER NOT NULL REFERENCES tag (id),
    PRIMARY KEY (annotation, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX annotation_tag_by_tag ON annotation_tag (tag, annotation);

-- Everything under content/ that a row names.
CREATE VIEW named_content (hash, owner, page) AS
    SELECT original, 'original', id FROM page
    UNION ALL SELECT lead_image, 'lead image', id FROM page WHERE lead_image IS NOT NULL
    UNION ALL SELECT text_hash, 'text', page FROM text_version
    UNION ALL SELECT html_hash, 'article', page FROM text_version
    UNION ALL SELECT hash, 'resource', page FROM resource
    UNION ALL SELECT text_hash, 'highlighted text', page FROM annotation WHERE text_hash IS NOT NULL;

-- How many highlights a page has.
CREATE TRIGGER annotation_counted_insert AFTER INSERT ON annotation
BEGIN
    UPDATE page SET highlights = (SELECT count(*) FROM annotation WHERE page = NEW.page AND trashed IS NULL)
     WHERE id = NEW.page;
END;
CREATE TRIGGER annotation_counted_update AFTER UPDATE OF trashed ON annotation
    WHEN OLD.trashed IS NOT NEW.trashed
BEGIN
    UPDATE page SET highlights = (SELECT count(*) FROM annotation WHERE page = NEW.page AND trashed IS NULL)
     WHERE id = NEW.page;
END;
CREATE TRIGGER annotation_counted_delete AFTER DELETE ON annotation
BEGIN
    UPDATE page SET highlights = (SELECT count(*) FROM annotation WHERE page = OLD.page AND trashed IS NULL)
     WHERE id = OLD.page;
END;

-- The outbox: the last change of every page and annotation that search shows. A row stays when the
-- index has taken it (library.indexed says how far it is), so an index begun anew takes all of them.
CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    kind     TEXT NOT NULL CHECK (kind IN ('page', 'annotation')),
    id       TEXT NOT NULL,
    UNIQUE (kind, id)
) STRICT;

-- The triggers delete and insert, because a conflict clause inside a trigger gives way to the one of the
-- statement that fired it (https://www.sqlite.org/lang_createtrigger.html).
CREATE TRIGGER outbox_page_insert AFTER INSERT ON page
BEGIN
    DELETE FROM outbox WHERE kind = 'page' AND id = NEW.id;
    INSERT INTO outbox (kind, id) VALUES ('page', NEW.id);
END;
CREATE TRIGGER outbox_page_update AFTER UPDATE OF
        title, added, status, version, address, canonical, byline, site, language, published, excerpt, words,
        saved, starred, finished, plain, trashed, highlights
    ON page
    WHEN OLD.title IS NOT NEW.title OR OLD.added IS NOT NEW.added OR OLD.status IS NOT NEW.status
      OR OLD.version IS NOT NEW.version OR OLD.address IS NOT NEW.address
      OR OLD.canonical IS NOT NEW.canonical OR OLD.byline IS NOT NEW.byline OR OLD.site IS NOT NEW.site
      OR OLD.language IS NOT NEW.language OR OLD.published IS NOT NEW.published
      OR OLD.excerpt IS NOT NEW.excerpt OR OLD.words IS NOT NEW.words OR OLD.saved IS NOT NEW.saved
      OR OLD.starred IS NOT NEW.starred OR OLD.finished IS NOT NEW.finished OR OLD.plain IS NOT NEW.plain
      OR OLD.trashed IS NOT NEW.trashed OR OLD.highlights IS NOT NEW.highlights
BEGIN
    DELETE FROM outbox WHERE kind = 'page' AND id = NEW.id;
    INSERT INTO outbox (kind, id) VALUES ('page', NEW.id);
END;
-- An annotation is found by what its page is, too.
CREATE TRIGGER outbox_page_shown_with_annotation AFTER UPDATE OF site, language, status, starred, trashed ON page
    WHEN OLD.site IS NOT NEW.site OR OLD.language IS NOT NEW.language OR OLD.status IS NOT NEW.status
      OR OLD.starred IS NOT NEW.starred OR OLD.trashed IS NOT NEW.trashed
BEGIN
    DELETE FROM outbox WHERE kind = 'annotation' AND id IN (SELECT id FROM annotation WHERE page = NEW.id);
    INSERT INTO outbox (kind, id) SELECT 'annotation', id FROM annotation WHERE page = NEW.id;
END;
CREATE TRIGGER outbox_page_delete AFTER DELETE ON page
BEGIN
    DELETE FROM outbox WHERE kind = 'page' AND id = OLD.id;
    INSERT INTO outbox (kind, id) VALUES ('page', OLD.id);
END;

CREATE TRIGGER outbox_annotation_insert AFTER INSERT ON annotation
BEGIN
    DELETE FROM outbox WHERE kind = 'annotation' AND id = NEW.id;
    INSERT INTO outbox (kind, id) VALUES ('annotation', NEW.id);
END;
CREATE TRIGGER outbox_annotation_update AFTER UPDATE OF
        page, exact, start_at, end_at, text_hash, color, note, created, modified, state, trashed
    ON annotation
    WHEN OLD.page IS NOT NEW.page OR OLD.exact IS NOT NEW.exact OR OLD.start_at IS NOT NEW.start_at
      OR OLD.end_at IS NOT NEW.end_at OR OLD.text_hash IS NOT NEW.text_hash OR OLD.color IS NOT NEW.color
      OR OLD.note IS NOT NEW.note OR OLD.created IS NOT NEW.created OR OLD.modified IS NOT NEW.modified
      OR OLD.state IS NOT NEW.state OR OLD.trashed IS NOT NEW.trashed
BEGIN
    DELETE FROM outbox WHERE kind = 'annotation' AND id = NEW.id;
    INSERT INTO outbox (kind, id) VALUES ('annotation', NEW.id);
END;
-- A page is found by having notes, too. (That it has highlights is its own column.)
CREATE TRIGGER outbox_note_shown_with_page AFTER UPDATE OF note ON annotation
    WHEN (OLD.note = '') IS NOT (NEW.note = '')
BEGIN
    DELETE FROM outbox WHERE kind = 'page' AND id = NEW.page;
    INSERT INTO outbox (kind, id) VALUES ('page', NEW.page);
END;
CREATE TRIGGER outbox_annotation_delete AFTER DELETE ON annotation
BEGIN
    DELETE FROM outbox WHERE kind = 'annotation' AND id = OLD.id;
    INSERT INTO outbox (kind, id) VALUES ('annotation', OLD.id);
END;

CREATE TRIGGER outbox_page_tag_insert AFTER INSERT ON page_tag
BEGIN
    DELETE FROM outbox WHERE kind = 'page' AND id = NEW.page;
    INSERT INTO outbox (kind, id) VALUES ('page', NEW.page);
END;
CREATE TRIGGER outbox_page_tag_delete AFTER DELETE ON page_tag
BEGIN
    DELETE FROM outbox WHERE kind = 'page' AND id = OLD.page;
    INSERT INTO outbox (kind, id) VALUES ('page', OLD.page);
END;
CREATE TRIGGER outbox_annotation_tag_insert AFTER INSERT ON annotation_tag
BEGIN
    DELETE FROM outbox WHERE kind = 'annotation' AND id = NEW.annotation;
    INSERT INTO outbox (kind, id) VALUES ('annotation', NEW.annotation);
END;
CREATE TRIGGER outbox_annotation_tag_delete AFTER DELETE ON annotation_tag
BEGIN
    DELETE FROM outbox WHERE kind = 'annotation' AND id = OLD.annotation;
    INSERT INTO outbox (kind, id) VALUES ('annotation', OLD.annotation);
END;
CREATE TRIGGER outbox_tag_renamed AFTER UPDATE OF name ON tag
    WHEN OLD.name IS NOT NEW.name
BEGIN
    DELETE FROM outbox WHERE kind = 'page' AND id IN (SELECT page FROM page_tag WHERE tag = NEW.id);
    INSERT INTO outbox (kind, id) SELECT 'page', page FROM page_tag WHERE tag = NEW.id;
    DELETE FROM outbox
     WHERE kind = 'annotation' AND id IN (SELECT annotation FROM annotation_tag WHERE tag = NEW.id);
    INSERT INTO outbox (kind, id) SELECT 'annotation', annotation FROM annotation_tag WHERE tag = NEW.id;
END;

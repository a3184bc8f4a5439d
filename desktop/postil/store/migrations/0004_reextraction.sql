-- Extracting pages again: which extractor a page was last given to, and what is known of each text version.

-- The text that is read may be of an older extractor: a newer one may have made the same, or a poorer one.
ALTER TABLE page ADD COLUMN extractor TEXT NOT NULL DEFAULT '';
-- 1 where a person gave the page its title: no extractor changes that one.
ALTER TABLE page ADD COLUMN own_title INTEGER NOT NULL DEFAULT 0 CHECK (own_title IN (0, 1));

ALTER TABLE text_version ADD COLUMN words INTEGER NOT NULL DEFAULT 0;
ALTER TABLE text_version ADD COLUMN plain INTEGER NOT NULL DEFAULT 0 CHECK (plain IN (0, 1));

DROP TRIGGER text_version_never_changes;
UPDATE text_version SET words = page.words, plain = page.plain
  FROM page WHERE page.version = text_version.id;
CREATE TRIGGER text_version_never_changes BEFORE UPDATE ON text_version
BEGIN
    SELECT RAISE(ABORT, 'a text version is never changed');
END;

UPDATE page SET extractor = (SELECT extractor FROM text_version WHERE id = page.version);
CREATE INDEX page_by_extractor ON page (extractor, added, id, trashed) WHERE trashed IS NULL;

-- Where highlights stood before a person let them stand elsewhere, and where they were said not to stand.

CREATE TABLE former_anchor (
    annotation TEXT NOT NULL REFERENCES annotation (id) ON DELETE CASCADE,
    replaced   TEXT NOT NULL,
    exact      TEXT NOT NULL,
    prefix     TEXT NOT NULL,
    suffix     TEXT NOT NULL,
    start_at   INTEGER,
    end_at     INTEGER,
    text_hash  TEXT
) STRICT;
CREATE INDEX former_anchor_by_annotation ON former_anchor (annotation);

-- The text in which a person said that a highlight does not stand; in another one it is looked for again.
CREATE TABLE refused_anchor (
    annotation TEXT PRIMARY KEY REFERENCES annotation (id) ON DELETE CASCADE,
    text_hash  TEXT NOT NULL CHECK (length(text_hash) = 64)
) STRICT, WITHOUT ROWID;

-- Whoever writes new selectors: the old ones are kept, and what was refused was refused of them.
CREATE TRIGGER annotation_anchored_anew AFTER UPDATE OF exact, start_at, end_at, text_hash ON annotation
    WHEN OLD.exact IS NOT NEW.exact OR OLD.start_at IS NOT NEW.start_at OR OLD.end_at IS NOT NEW.end_at
      OR OLD.text_hash IS NOT NEW.text_hash
BEGIN
    DELETE FROM refused_anchor WHERE annotation = NEW.id;
    INSERT INTO former_anchor (annotation, replaced, exact, prefix, suffix, start_at, end_at, text_hash)
    VALUES (OLD.id, strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'), OLD.exact, OLD.prefix, OLD.suffix,
            OLD.start_at, OLD.end_at, OLD.text_hash);
END;

DROP VIEW named_content;
CREATE VIEW named_content (hash, owner, page) AS
    SELECT original, 'original', id FROM page
    UNION ALL SELECT lead_image, 'lead image', id FROM page WHERE lead_image IS NOT NULL
    UNION ALL SELECT text_hash, 'text', page FROM text_version
    UNION ALL SELECT html_hash, 'article', page FROM text_version
    UNION ALL SELECT hash, 'resource', page FROM resource
    UNION ALL SELECT text_hash, 'highlighted text', page FROM annotation WHERE text_hash IS NOT NULL
    UNION ALL SELECT f.text_hash, 'highlighted text', a.page
                FROM former_anchor AS f JOIN annotation AS a ON a.id = f.annotation
               WHERE f.text_hash IS NOT NULL;

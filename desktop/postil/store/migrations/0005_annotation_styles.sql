-- How a highlight is drawn, a note on the whole page, and notes that were being written.

ALTER TABLE annotation ADD COLUMN style TEXT NOT NULL DEFAULT 'highlight';
ALTER TABLE page ADD COLUMN note TEXT NOT NULL DEFAULT '';

-- A list of highlights is filtered and ordered without looking at their words.
DROP INDEX annotation_latest;
CREATE INDEX annotation_latest ON annotation (created, id, page, color, style, state, trashed)
    WHERE trashed IS NULL;

-- What stood in a note's editor when it was last kept from a crash; gone once the note is written.
CREATE TABLE note_draft (
    page       TEXT NOT NULL REFERENCES page (id) ON DELETE CASCADE,
    annotation TEXT REFERENCES annotation (id) ON DELETE CASCADE,  -- null: the note of the page itself
    note       TEXT NOT NULL,
    written    TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX note_draft_one_each ON note_draft (page, ifnull(annotation, ''));
CREATE INDEX note_draft_by_annotation ON note_draft (annotation) WHERE annotation IS NOT NULL;

CREATE TRIGGER outbox_annotation_style AFTER UPDATE OF style ON annotation
    WHEN OLD.style IS NOT NEW.style
BEGIN
    DELETE FROM outbox WHERE kind = 'annotation' AND id = NEW.id;
    INSERT INTO outbox (kind, id) VALUES ('annotation', NEW.id);
END;
CREATE TRIGGER outbox_page_note AFTER UPDATE OF note ON page
    WHEN OLD.note IS NOT NEW.note
BEGIN
    DELETE FROM outbox WHERE kind = 'page' AND id = NEW.id;
    INSERT INTO outbox (kind, id) VALUES ('page', NEW.id);
END;

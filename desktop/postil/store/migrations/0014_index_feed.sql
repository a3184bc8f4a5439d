-- What the index has taken is said of each entry of the outbox, so that the newest can be taken first.
-- A change deletes its entry and writes another, which is not taken, even while the old one is.

ALTER TABLE outbox ADD COLUMN taken INTEGER NOT NULL DEFAULT 0 CHECK (taken IN (0, 1));
UPDATE outbox SET taken = 1 WHERE sequence <= (SELECT indexed FROM library);
ALTER TABLE library DROP COLUMN indexed;
CREATE INDEX outbox_pending ON outbox (sequence) WHERE taken = 0;

-- Since when a page is in the archive; null where it is not in it. Who sets it with the status is believed.
ALTER TABLE page ADD COLUMN archived TEXT;
UPDATE page SET archived = coalesce(finished, opened, added) WHERE status = 'archive';

CREATE TRIGGER page_archived_insert AFTER INSERT ON page
    WHEN NEW.status = 'archive' AND NEW.archived IS NULL
BEGIN
    UPDATE page SET archived = coalesce(NEW.finished, NEW.added) WHERE id = NEW.id;
END;
CREATE TRIGGER page_archived_update AFTER UPDATE OF status ON page
    WHEN NEW.status = 'archive' AND OLD.status <> 'archive' AND NEW.archived IS NULL
BEGIN
    UPDATE page SET archived = strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now') WHERE id = NEW.id;
END;
CREATE TRIGGER page_archived_no_more AFTER UPDATE OF status ON page
    WHEN NEW.status <> 'archive' AND NEW.archived IS NOT NULL
BEGIN
    UPDATE page SET archived = NULL WHERE id = NEW.id;
END;
-- A page and its annotations are found by the day on which it was read.
CREATE TRIGGER outbox_page_read AFTER UPDATE OF archived, finished ON page
    WHEN OLD.archived IS NOT NEW.archived OR OLD.finished IS NOT NEW.finished
BEGIN
    DELETE FROM outbox WHERE kind = 'page' AND id = NEW.id;
    INSERT INTO outbox (kind, id) VALUES ('page', NEW.id);
    DELETE FROM outbox WHERE kind = 'annotation' AND id IN (SELECT id FROM annotation WHERE page = NEW.id);
    INSERT INTO outbox (kind, id) SELECT 'annotation', id FROM annotation WHERE page = NEW.id;
END;

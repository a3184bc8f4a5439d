-- An annotation is found by its page's host and year, too, and sorted by its page's title.

DROP TRIGGER outbox_page_shown_with_annotation;
CREATE TRIGGER outbox_page_shown_with_annotation AFTER UPDATE OF
        title, site, address, canonical, language, published, status, starred, trashed
    ON page
    WHEN OLD.title IS NOT NEW.title OR OLD.site IS NOT NEW.site OR OLD.address IS NOT NEW.address
      OR OLD.canonical IS NOT NEW.canonical OR OLD.language IS NOT NEW.language
      OR OLD.published IS NOT NEW.published OR OLD.status IS NOT NEW.status
      OR OLD.starred IS NOT NEW.starred OR OLD.trashed IS NOT NEW.trashed
BEGIN
    DELETE FROM outbox WHERE kind = 'annotation' AND id IN (SELECT id FROM annotation WHERE page = NEW.id);
    INSERT INTO outbox (kind, id) SELECT 'annotation', id FROM annotation WHERE page = NEW.id;
END;

-- When each field of a page or annotation was last changed: a restore into a living library keeps the newer.
-- What has no row was never changed since the page was added, or the annotation made. Several columns that
-- change together are one field; of a tag the field is 'tag:' and its key. What an extractor says of a page
-- is the field 'text'; title, byline … have a row only where the value is, or was, the person's own.

CREATE TABLE field_change (
    page       TEXT NOT NULL REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    annotation TEXT NOT NULL,  -- empty: it is a field of the page itself
    field      TEXT NOT NULL,
    changed    TEXT NOT NULL,
    PRIMARY KEY (page, annotation, field)
) STRICT, WITHOUT ROWID;

-- What was changed before this was written down.
INSERT INTO field_change (page, annotation, field, changed)
SELECT id, '', 'status', coalesce(archived, opened) FROM page
 WHERE status <> 'inbox' AND coalesce(archived, opened) IS NOT NULL;
INSERT INTO field_change (page, annotation, field, changed)
SELECT id, '', 'trashed', trashed FROM page WHERE trashed IS NOT NULL;
INSERT INTO field_change (page, annotation, field, changed)
SELECT id, '', 'position', opened FROM page WHERE opened IS NOT NULL AND (position > 0 OR progress > 0);
INSERT INTO field_change (page, annotation, field, changed)
SELECT page, '', 'repair', changed FROM page_repair;
INSERT INTO field_change (page, annotation, field, changed)
SELECT page, id, 'trashed', trashed FROM annotation WHERE trashed IS NOT NULL;
INSERT INTO field_change (page, annotation, field, changed)
SELECT a.page, a.id, f.field, a.modified
  FROM annotation AS a
  JOIN (SELECT 'anchor' AS field UNION ALL SELECT 'color' UNION ALL SELECT 'note'
        UNION ALL SELECT 'style') AS f
 WHERE a.modified > a.created;
INSERT INTO field_change (page, annotation, field, changed)
SELECT p.id, '', 'text', v.created FROM page AS p JOIN text_version AS v ON v.id = p.version
 WHERE v.created > p.added;

INSERT INTO field_change (page, annotation, field, changed)
SELECT p.id, '', d.field, p.added
  FROM page AS p
  JOIN (SELECT 'title' AS field UNION ALL SELECT 'byline' UNION ALL SELECT 'site' UNION ALL SELECT 'published'
        UNION ALL SELECT 'language' UNION ALL SELECT 'address') AS d
 WHERE ' ' || p.own_details || ' ' LIKE '% ' || d.field || ' %';

-- Each trigger deletes and inserts, because a conflict clause inside a trigger gives way to that of its
-- statement.
CREATE TRIGGER changed_page_title AFTER UPDATE OF title, own_details ON page
    WHEN ' ' || OLD.own_details || ' ' LIKE '% title %'
         AND ' ' || NEW.own_details || ' ' NOT LIKE '% title %'
      OR ' ' || NEW.own_details || ' ' LIKE '% title %'
         AND (OLD.title IS NOT NEW.title OR ' ' || OLD.own_details || ' ' NOT LIKE '% title %')
BEGIN
    DELETE FROM field_change WHERE page = NEW.id AND annotation = '' AND field = 'title';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.id, '', 'title', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_page_byline AFTER UPDATE OF byline, own_details ON page
    WHEN ' ' || OLD.own_details || ' ' LIKE '% byline %'
         AND ' ' || NEW.own_details || ' ' NOT LIKE '% byline %'
      OR ' ' || NEW.own_details || ' ' LIKE '% byline %'
         AND (OLD.byline IS NOT NEW.byline OR ' ' || OLD.own_details || ' ' NOT LIKE '% byline %')
BEGIN
    DELETE FROM field_change WHERE page = NEW.id AND annotation = '' AND field = 'byline';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.id, '', 'byline', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_page_site AFTER UPDATE OF site, own_details ON page
    WHEN ' ' || OLD.own_details || ' ' LIKE '% site %'
         AND ' ' || NEW.own_details || ' ' NOT LIKE '% site %'
      OR ' ' || NEW.own_details || ' ' LIKE '% site %'
         AND (OLD.site IS NOT NEW.site OR ' ' || OLD.own_details || ' ' NOT LIKE '% site %')
BEGIN
    DELETE FROM field_change WHERE page = NEW.id AND annotation = '' AND field = 'site';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.id, '', 'site', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_page_published AFTER UPDATE OF published, own_details ON page
    WHEN ' ' || OLD.own_details || ' ' LIKE '% published %'
         AND ' ' || NEW.own_details || ' ' NOT LIKE '% published %'
      OR ' ' || NEW.own_details || ' ' LIKE '% published %'
         AND (OLD.published IS NOT NEW.published OR ' ' || OLD.own_details || ' ' NOT LIKE '% published %')
BEGIN
    DELETE FROM field_change WHERE page = NEW.id AND annotation = '' AND field = 'published';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.id, '', 'published', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_page_language AFTER UPDATE OF language, own_details ON page
    WHEN ' ' || OLD.own_details || ' ' LIKE '% language %'
         AND ' ' || NEW.own_details || ' ' NOT LIKE '% language %'
      OR ' ' || NEW.own_details || ' ' LIKE '% language %'
         AND (OLD.language IS NOT NEW.language OR ' ' || OLD.own_details || ' ' NOT LIKE '% language %')
BEGIN
    DELETE FROM field_change WHERE page = NEW.id AND annotation = '' AND field = 'language';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.id, '', 'language', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_page_address AFTER UPDATE OF address, own_details ON page
    WHEN ' ' || OLD.own_details || ' ' LIKE '% address %'
         AND ' ' || NEW.own_details || ' ' NOT LIKE '% address %'
      OR ' ' || NEW.own_details || ' ' LIKE '% address %'
         AND (OLD.address IS NOT NEW.address OR ' ' || OLD.own_details || ' ' NOT LIKE '% address %')
BEGIN
    DELETE FROM field_change WHERE page = NEW.id AND annotation = '' AND field = 'address';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.id, '', 'address', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_page_status AFTER UPDATE OF status, archived ON page
    WHEN OLD.status IS NOT NEW.status OR OLD.archived IS NOT NEW.archived
BEGIN
    DELETE FROM field_change WHERE page = NEW.id AND annotation = '' AND field = 'status';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.id, '', 'status', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_page_starred AFTER UPDATE OF starred ON page
    WHEN OLD.starred IS NOT NEW.starred
BEGIN
    DELETE FROM field_change WHERE page = NEW.id AND annotation = '' AND field = 'starred';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.id, '', 'starred', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_page_note AFTER UPDATE OF note ON page
    WHEN OLD.note IS NOT NEW.note
BEGIN
    DELETE FROM field_change WHERE page = NEW.id AND annotation = '' AND field = 'note';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.id, '', 'note', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_page_trashed AFTER UPDATE OF trashed ON page
    WHEN OLD.trashed IS NOT NEW.trashed
BEGIN
    DELETE FROM field_change WHERE page = NEW.id AND annotation = '' AND field = 'trashed';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.id, '', 'trashed', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_page_position AFTER UPDATE OF position, progress ON page
    WHEN OLD.position IS NOT NEW.position OR OLD.progress IS NOT NEW.progress
BEGIN
    DELETE FROM field_change WHERE page = NEW.id AND annotation = '' AND field = 'position';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.id, '', 'position', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_page_opened AFTER UPDATE OF opened ON page
    WHEN OLD.opened IS NOT NEW.opened
BEGIN
    DELETE FROM field_change WHERE page = NEW.id AND annotation = '' AND field = 'opened';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.id, '', 'opened', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_page_finished AFTER UPDATE OF finished ON page
    WHEN OLD.finished IS NOT NEW.finished
BEGIN
    DELETE FROM field_change WHERE page = NEW.id AND annotation = '' AND field = 'finished';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.id, '', 'finished', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_page_text AFTER UPDATE OF
        version, extractor, direction, modified, canonical, lead_image, excerpt
    ON page
    WHEN OLD.version IS NOT NEW.version OR OLD.extractor IS NOT NEW.extractor
      OR OLD.direction IS NOT NEW.direction OR OLD.modified IS NOT NEW.modified
      OR OLD.canonical IS NOT NEW.canonical OR OLD.lead_image IS NOT NEW.lead_image
      OR OLD.excerpt IS NOT NEW.excerpt
BEGIN
    DELETE FROM field_change WHERE page = NEW.id AND annotation = '' AND field = 'text';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.id, '', 'text', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_page_appearance_insert AFTER INSERT ON page_appearance
BEGIN
    DELETE FROM field_change WHERE page = NEW.page AND annotation = '' AND field = 'appearance';
    INSERT INTO field_change (page, annotation, field, changed)
    SELECT id, '', 'appearance', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now') FROM page WHERE id = NEW.page;
END;
CREATE TRIGGER changed_page_appearance_update AFTER UPDATE ON page_appearance
BEGIN
    DELETE FROM field_change WHERE page = NEW.page AND annotation = '' AND field = 'appearance';
    INSERT INTO field_change (page, annotation, field, changed)
    SELECT id, '', 'appearance', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now') FROM page WHERE id = NEW.page;
END;
CREATE TRIGGER changed_page_appearance_delete AFTER DELETE ON page_appearance
BEGIN
    DELETE FROM field_change WHERE page = OLD.page AND annotation = '' AND field = 'appearance';
    INSERT INTO field_change (page, annotation, field, changed)
    SELECT id, '', 'appearance', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now') FROM page WHERE id = OLD.page;
END;
CREATE TRIGGER changed_page_repair_insert AFTER INSERT ON page_repair
BEGIN
    DELETE FROM field_change WHERE page = NEW.page AND annotation = '' AND field = 'repair';
    INSERT INTO field_change (page, annotation, field, changed)
    SELECT id, '', 'repair', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now') FROM page WHERE id = NEW.page;
END;
CREATE TRIGGER changed_page_repair_update AFTER UPDATE ON page_repair
BEGIN
    DELETE FROM field_change WHERE page = NEW.page AND annotation = '' AND field = 'repair';
    INSERT INTO field_change (page, annotation, field, changed)
    SELECT id, '', 'repair', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now') FROM page WHERE id = NEW.page;
END;
CREATE TRIGGER changed_page_repair_delete AFTER DELETE ON page_repair
BEGIN
    DELETE FROM field_change WHERE page = OLD.page AND annotation = '' AND field = 'repair';
    INSERT INTO field_change (page, annotation, field, changed)
    SELECT id, '', 'repair', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now') FROM page WHERE id = OLD.page;
END;
-- What triggers wrote while a page was purged goes with it.
CREATE TRIGGER changed_page_gone AFTER DELETE ON page
BEGIN
    DELETE FROM field_change WHERE page = OLD.id;
END;
-- The same of annotations.
CREATE TRIGGER changed_annotation_anchor AFTER UPDATE OF
        exact, prefix, suffix, start_at, end_at, text_hash
    ON annotation
    WHEN OLD.exact IS NOT NEW.exact OR OLD.prefix IS NOT NEW.prefix OR OLD.suffix IS NOT NEW.suffix
      OR OLD.start_at IS NOT NEW.start_at OR OLD.end_at IS NOT NEW.end_at
      OR OLD.text_hash IS NOT NEW.text_hash
BEGIN
    DELETE FROM field_change WHERE page = NEW.page AND annotation = NEW.id AND field = 'anchor';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.page, NEW.id, 'anchor', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_annotation_state AFTER UPDATE OF state ON annotation
    WHEN OLD.state IS NOT NEW.state
BEGIN
    DELETE FROM field_change WHERE page = NEW.page AND annotation = NEW.id AND field = 'state';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.page, NEW.id, 'state', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_annotation_color AFTER UPDATE OF color ON annotation
    WHEN OLD.color IS NOT NEW.color
BEGIN
    DELETE FROM field_change WHERE page = NEW.page AND annotation = NEW.id AND field = 'color';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.page, NEW.id, 'color', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_annotation_style AFTER UPDATE OF style ON annotation
    WHEN OLD.style IS NOT NEW.style
BEGIN
    DELETE FROM field_change WHERE page = NEW.page AND annotation = NEW.id AND field = 'style';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.page, NEW.id, 'style', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_annotation_note AFTER UPDATE OF note ON annotation
    WHEN OLD.note IS NOT NEW.note
BEGIN
    DELETE FROM field_change WHERE page = NEW.page AND annotation = NEW.id AND field = 'note';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.page, NEW.id, 'note', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_annotation_trashed AFTER UPDATE OF trashed ON annotation
    WHEN OLD.trashed IS NOT NEW.trashed
BEGIN
    DELETE FROM field_change WHERE page = NEW.page AND annotation = NEW.id AND field = 'trashed';
    INSERT INTO field_change (page, annotation, field, changed)
    VALUES (NEW.page, NEW.id, 'trashed', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'));
END;
CREATE TRIGGER changed_annotation_gone AFTER DELETE ON annotation
BEGIN
    DELETE FROM field_change WHERE page = OLD.page AND annotation = OLD.id;
END;
CREATE TRIGGER changed_refused_anchor_insert AFTER INSERT ON refused_anchor
BEGIN
    DELETE FROM field_change
     WHERE page = (SELECT page FROM annotation WHERE id = NEW.annotation) AND annotation = NEW.annotation
       AND field = 'refusal';
    INSERT INTO field_change (page, annotation, field, changed)
    SELECT page, id, 'refusal', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')
      FROM annotation WHERE id = NEW.annotation;
END;
CREATE TRIGGER changed_refused_anchor_delete AFTER DELETE ON refused_anchor
BEGIN
    DELETE FROM field_change
     WHERE page = (SELECT page FROM annotation WHERE id = OLD.annotation) AND annotation = OLD.annotation
       AND field = 'refusal';
    INSERT INTO field_change (page, annotation, field, changed)
    SELECT page, id, 'refusal', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')
      FROM annotation WHERE id = OLD.annotation;
END;
-- Who has a tag, and who has it no more.
CREATE TRIGGER changed_page_tag_insert AFTER INSERT ON page_tag
BEGIN
    DELETE FROM field_change
     WHERE page = NEW.page AND annotation = ''
       AND field = (SELECT 'tag:' || key FROM tag WHERE id = NEW.tag);
    INSERT INTO field_change (page, annotation, field, changed)
    SELECT page.id, '', 'tag:' || key, strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')
      FROM tag, page WHERE tag.id = NEW.tag AND page.id = NEW.page;
END;
CREATE TRIGGER changed_annotation_tag_insert AFTER INSERT ON annotation_tag
BEGIN
    DELETE FROM field_change
     WHERE page = (SELECT page FROM annotation WHERE id = NEW.annotation) AND annotation = NEW.annotation
       AND field = (SELECT 'tag:' || key FROM tag WHERE id = NEW.tag);
    INSERT INTO field_change (page, annotation, field, changed)
    SELECT a.page, a.id, 'tag:' || key, strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')
      FROM tag, annotation AS a WHERE tag.id = NEW.tag AND a.id = NEW.annotation;
END;
CREATE TRIGGER changed_page_tag_delete AFTER DELETE ON page_tag
BEGIN
    DELETE FROM field_change
     WHERE page = OLD.page AND annotation = ''
       AND field = (SELECT 'tag:' || key FROM tag WHERE id = OLD.tag);
    INSERT INTO field_change (page, annotation, field, changed)
    SELECT page.id, '', 'tag:' || key, strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')
      FROM tag, page WHERE tag.id = OLD.tag AND page.id = OLD.page;
END;
CREATE TRIGGER changed_annotation_tag_delete AFTER DELETE ON annotation_tag
BEGIN
    DELETE FROM field_change
     WHERE page = (SELECT page FROM annotation WHERE id = OLD.annotation) AND annotation = OLD.annotation
       AND field = (SELECT 'tag:' || key FROM tag WHERE id = OLD.tag);
    INSERT INTO field_change (page, annotation, field, changed)
    SELECT a.page, a.id, 'tag:' || key, strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')
      FROM tag, annotation AS a WHERE tag.id = OLD.tag AND a.id = OLD.annotation;
END;
-- A tag that is renamed is taken off under its old name and put on under the new one. (No key begins with a
-- slash, but while tags change places: see tags.put_back.)
CREATE TRIGGER changed_tag_key AFTER UPDATE OF key ON tag
    WHEN OLD.key IS NOT NEW.key
BEGIN
    DELETE FROM field_change
     WHERE annotation = '' AND field IN ('tag:' || OLD.key, 'tag:' || NEW.key)
       AND page IN (SELECT page FROM page_tag WHERE tag = NEW.id);
    INSERT INTO field_change (page, annotation, field, changed)
    SELECT page, '', 'tag:' || k.key, strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')
      FROM page_tag, (SELECT OLD.key AS key UNION SELECT NEW.key) AS k
     WHERE tag = NEW.id AND k.key NOT LIKE '/%';
    DELETE FROM field_change
     WHERE field IN ('tag:' || OLD.key, 'tag:' || NEW.key)
       AND annotation IN (SELECT annotation FROM annotation_tag WHERE tag = NEW.id)
       AND page IN (SELECT a.page FROM annotation_tag AS t JOIN annotation AS a ON a.id = t.annotation
                     WHERE t.tag = NEW.id);
    INSERT INTO field_change (page, annotation, field, changed)
    SELECT a.page, a.id, 'tag:' || k.key, strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')
      FROM annotation_tag AS t JOIN annotation AS a ON a.id = t.annotation,
           (SELECT OLD.key AS key UNION SELECT NEW.key) AS k
     WHERE t.tag = NEW.id AND k.key NOT LIKE '/%';
END;

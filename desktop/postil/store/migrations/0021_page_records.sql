-- Which pages have a readable copy beside the database that is not up to date: see app/page_records.py.
-- The empty id stands for what belongs to the whole library. A change deletes the row and writes another, with
-- a higher sequence, also while the copy is being written. A copy says the sequence of the change it was
-- written for: one that is higher than any of the database is newer than the database. No row refers to its
-- page: of a page that is purged, the copy goes, too.

CREATE TABLE record_due (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    page     TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO record_due (page) VALUES ('');
INSERT INTO record_due (page) SELECT id FROM page ORDER BY added;

-- What belongs to a page.
CREATE TRIGGER record_of_page_insert AFTER INSERT ON page
BEGIN
    DELETE FROM record_due WHERE page = NEW.id;
    INSERT INTO record_due (page) VALUES (NEW.id);
END;
CREATE TRIGGER record_of_page_update AFTER UPDATE ON page
BEGIN
    DELETE FROM record_due WHERE page = NEW.id;
    INSERT INTO record_due (page) VALUES (NEW.id);
END;
CREATE TRIGGER record_of_page_delete AFTER DELETE ON page
BEGIN
    DELETE FROM record_due WHERE page = OLD.id;
    INSERT INTO record_due (page) VALUES (OLD.id);
END;
CREATE TRIGGER record_of_capture_insert AFTER INSERT ON capture
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_capture_delete AFTER DELETE ON capture
BEGIN
    DELETE FROM record_due WHERE page = OLD.page;
    INSERT INTO record_due (page) VALUES (OLD.page);
END;
CREATE TRIGGER record_of_text_version_insert AFTER INSERT ON text_version
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_text_version_delete AFTER DELETE ON text_version
BEGIN
    DELETE FROM record_due WHERE page = OLD.page;
    INSERT INTO record_due (page) VALUES (OLD.page);
END;
CREATE TRIGGER record_of_annotation_insert AFTER INSERT ON annotation
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_annotation_update AFTER UPDATE ON annotation
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_annotation_delete AFTER DELETE ON annotation
BEGIN
    DELETE FROM record_due WHERE page = OLD.page;
    INSERT INTO record_due (page) VALUES (OLD.page);
END;
CREATE TRIGGER record_of_page_tag_insert AFTER INSERT ON page_tag
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_page_tag_update AFTER UPDATE ON page_tag
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_page_tag_delete AFTER DELETE ON page_tag
BEGIN
    DELETE FROM record_due WHERE page = OLD.page;
    INSERT INTO record_due (page) VALUES (OLD.page);
END;
CREATE TRIGGER record_of_page_repair_insert AFTER INSERT ON page_repair
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_page_repair_update AFTER UPDATE ON page_repair
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_page_repair_delete AFTER DELETE ON page_repair
BEGIN
    DELETE FROM record_due WHERE page = OLD.page;
    INSERT INTO record_due (page) VALUES (OLD.page);
END;
CREATE TRIGGER record_of_page_appearance_insert AFTER INSERT ON page_appearance
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_page_appearance_update AFTER UPDATE ON page_appearance
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_page_appearance_delete AFTER DELETE ON page_appearance
BEGIN
    DELETE FROM record_due WHERE page = OLD.page;
    INSERT INTO record_due (page) VALUES (OLD.page);
END;
CREATE TRIGGER record_of_page_evidence_insert AFTER INSERT ON page_evidence
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_page_evidence_update AFTER UPDATE ON page_evidence
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_page_evidence_delete AFTER DELETE ON page_evidence
BEGIN
    DELETE FROM record_due WHERE page = OLD.page;
    INSERT INTO record_due (page) VALUES (OLD.page);
END;
CREATE TRIGGER record_of_page_blocks_insert AFTER INSERT ON page_blocks
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_page_blocks_update AFTER UPDATE ON page_blocks
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_page_blocks_delete AFTER DELETE ON page_blocks
BEGIN
    DELETE FROM record_due WHERE page = OLD.page;
    INSERT INTO record_due (page) VALUES (OLD.page);
END;
CREATE TRIGGER record_of_note_draft_insert AFTER INSERT ON note_draft
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_note_draft_update AFTER UPDATE ON note_draft
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_note_draft_delete AFTER DELETE ON note_draft
BEGIN
    DELETE FROM record_due WHERE page = OLD.page;
    INSERT INTO record_due (page) VALUES (OLD.page);
END;
CREATE TRIGGER record_of_known_address_insert AFTER INSERT ON known_address
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_known_address_update AFTER UPDATE ON known_address
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_known_address_delete AFTER DELETE ON known_address
BEGIN
    DELETE FROM record_due WHERE page = OLD.page;
    INSERT INTO record_due (page) VALUES (OLD.page);
END;
CREATE TRIGGER record_of_arrival_insert AFTER INSERT ON arrival
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_arrival_update AFTER UPDATE ON arrival
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_arrival_delete AFTER DELETE ON arrival
BEGIN
    DELETE FROM record_due WHERE page = OLD.page;
    INSERT INTO record_due (page) VALUES (OLD.page);
END;
CREATE TRIGGER record_of_annotation_origin_insert AFTER INSERT ON annotation_origin
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_annotation_origin_update AFTER UPDATE ON annotation_origin
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_annotation_origin_delete AFTER DELETE ON annotation_origin
BEGIN
    DELETE FROM record_due WHERE page = OLD.page;
    INSERT INTO record_due (page) VALUES (OLD.page);
END;
CREATE TRIGGER record_of_told_apart_insert AFTER INSERT ON told_apart
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
    DELETE FROM record_due WHERE page = NEW.other;
    INSERT INTO record_due (page) VALUES (NEW.other);
END;
CREATE TRIGGER record_of_told_apart_update AFTER UPDATE ON told_apart
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
    DELETE FROM record_due WHERE page = NEW.other;
    INSERT INTO record_due (page) VALUES (NEW.other);
END;
CREATE TRIGGER record_of_told_apart_delete AFTER DELETE ON told_apart
BEGIN
    DELETE FROM record_due WHERE page = OLD.page;
    INSERT INTO record_due (page) VALUES (OLD.page);
    DELETE FROM record_due WHERE page = OLD.other;
    INSERT INTO record_due (page) VALUES (OLD.other);
END;
CREATE TRIGGER record_of_field_change_insert AFTER INSERT ON field_change
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_field_change_update AFTER UPDATE ON field_change
BEGIN
    DELETE FROM record_due WHERE page = NEW.page;
    INSERT INTO record_due (page) VALUES (NEW.page);
END;
CREATE TRIGGER record_of_field_change_delete AFTER DELETE ON field_change
BEGIN
    DELETE FROM record_due WHERE page = OLD.page;
    INSERT INTO record_due (page) VALUES (OLD.page);
END;

-- What belongs to a highlight, or to a capture, of a page. Where that is gone, its own trigger has told.
CREATE TRIGGER record_of_resource_insert AFTER INSERT ON resource
BEGIN
    DELETE FROM record_due WHERE page = (SELECT page FROM capture WHERE id = NEW.capture);
    INSERT INTO record_due (page) SELECT page FROM capture WHERE id = NEW.capture;
END;
CREATE TRIGGER record_of_resource_update AFTER UPDATE ON resource
BEGIN
    DELETE FROM record_due WHERE page = (SELECT page FROM capture WHERE id = NEW.capture);
    INSERT INTO record_due (page) SELECT page FROM capture WHERE id = NEW.capture;
END;
CREATE TRIGGER record_of_resource_delete AFTER DELETE ON resource
BEGIN
    DELETE FROM record_due WHERE page = (SELECT page FROM capture WHERE id = OLD.capture);
    INSERT INTO record_due (page) SELECT page FROM capture WHERE id = OLD.capture;
END;
CREATE TRIGGER record_of_annotation_tag_insert AFTER INSERT ON annotation_tag
BEGIN
    DELETE FROM record_due WHERE page = (SELECT page FROM annotation WHERE id = NEW.annotation);
    INSERT INTO record_due (page) SELECT page FROM annotation WHERE id = NEW.annotation;
END;
CREATE TRIGGER record_of_annotation_tag_update AFTER UPDATE ON annotation_tag
BEGIN
    DELETE FROM record_due WHERE page = (SELECT page FROM annotation WHERE id = NEW.annotation);
    INSERT INTO record_due (page) SELECT page FROM annotation WHERE id = NEW.annotation;
END;
CREATE TRIGGER record_of_annotation_tag_delete AFTER DELETE ON annotation_tag
BEGIN
    DELETE FROM record_due WHERE page = (SELECT page FROM annotation WHERE id = OLD.annotation);
    INSERT INTO record_due (page) SELECT page FROM annotation WHERE id = OLD.annotation;
END;
CREATE TRIGGER record_of_former_anchor_insert AFTER INSERT ON former_anchor
BEGIN
    DELETE FROM record_due WHERE page = (SELECT page FROM annotation WHERE id = NEW.annotation);
    INSERT INTO record_due (page) SELECT page FROM annotation WHERE id = NEW.annotation;
END;
CREATE TRIGGER record_of_former_anchor_update AFTER UPDATE ON former_anchor
BEGIN
    DELETE FROM record_due WHERE page = (SELECT page FROM annotation WHERE id = NEW.annotation);
    INSERT INTO record_due (page) SELECT page FROM annotation WHERE id = NEW.annotation;
END;
CREATE TRIGGER record_of_former_anchor_delete AFTER DELETE ON former_anchor
BEGIN
    DELETE FROM record_due WHERE page = (SELECT page FROM annotation WHERE id = OLD.annotation);
    INSERT INTO record_due (page) SELECT page FROM annotation WHERE id = OLD.annotation;
END;
CREATE TRIGGER record_of_refused_anchor_insert AFTER INSERT ON refused_anchor
BEGIN
    DELETE FROM record_due WHERE page = (SELECT page FROM annotation WHERE id = NEW.annotation);
    INSERT INTO record_due (page) SELECT page FROM annotation WHERE id = NEW.annotation;
END;
CREATE TRIGGER record_of_refused_anchor_update AFTER UPDATE ON refused_anchor
BEGIN
    DELETE FROM record_due WHERE page = (SELECT page FROM annotation WHERE id = NEW.annotation);
    INSERT INTO record_due (page) SELECT page FROM annotation WHERE id = NEW.annotation;
END;
CREATE TRIGGER record_of_refused_anchor_delete AFTER DELETE ON refused_anchor
BEGIN
    DELETE FROM record_due WHERE page = (SELECT page FROM annotation WHERE id = OLD.annotation);
    INSERT INTO record_due (page) SELECT page FROM annotation WHERE id = OLD.annotation;
END;

-- A copy has its tags by their names.
CREATE TRIGGER record_of_renamed_tag AFTER UPDATE OF name ON tag
    WHEN OLD.name IS NOT NEW.name
BEGIN
    DELETE FROM record_due WHERE page IN (
        SELECT page FROM page_tag WHERE tag = NEW.id
         UNION SELECT a.page FROM annotation_tag AS t JOIN annotation AS a ON a.id = t.annotation
                WHERE t.tag = NEW.id);
    INSERT INTO record_due (page)
        SELECT page FROM page_tag WHERE tag = NEW.id
         UNION SELECT a.page FROM annotation_tag AS t JOIN annotation AS a ON a.id = t.annotation
                WHERE t.tag = NEW.id;
END;

-- What belongs to the whole library.
CREATE TRIGGER record_of_library_insert AFTER INSERT ON library
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_library_update AFTER UPDATE ON library
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_library_delete AFTER DELETE ON library
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_tag_insert AFTER INSERT ON tag
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_tag_update AFTER UPDATE ON tag
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_tag_delete AFTER DELETE ON tag
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_saved_search_insert AFTER INSERT ON saved_search
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_saved_search_update AFTER UPDATE ON saved_search
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_saved_search_delete AFTER DELETE ON saved_search
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_search_history_insert AFTER INSERT ON search_history
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_search_history_update AFTER UPDATE ON search_history
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_search_history_delete AFTER DELETE ON search_history
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_site_repair_insert AFTER INSERT ON site_repair
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_site_repair_update AFTER UPDATE ON site_repair
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_site_repair_delete AFTER DELETE ON site_repair
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_imported_file_insert AFTER INSERT ON imported_file
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_imported_file_update AFTER UPDATE ON imported_file
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_imported_file_delete AFTER DELETE ON imported_file
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_watched_file_insert AFTER INSERT ON watched_file
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_watched_file_update AFTER UPDATE ON watched_file
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_watched_file_delete AFTER DELETE ON watched_file
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_export_target_insert AFTER INSERT ON export_target
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_export_target_update AFTER UPDATE ON export_target
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;
CREATE TRIGGER record_of_export_target_delete AFTER DELETE ON export_target
BEGIN
    DELETE FROM record_due WHERE page = '';
    INSERT INTO record_due (page) VALUES ('');
END;

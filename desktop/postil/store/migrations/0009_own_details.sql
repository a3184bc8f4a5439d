-- What a person corrected in what a page says of itself: no extractor changes it.

-- The columns whose value is the person's own, with a space between them: 'byline title'.
ALTER TABLE page ADD COLUMN own_details TEXT NOT NULL DEFAULT '';
UPDATE page SET own_details = 'title' WHERE own_title;
ALTER TABLE page DROP COLUMN own_title;

-- How a page is shown where that differs from the settings: JSON of settings by their names, see
-- model/page_appearance.py. A page that follows the settings in everything has no row.

CREATE TABLE page_appearance (
    page       TEXT PRIMARY KEY REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    appearance TEXT NOT NULL
) STRICT, WITHOUT ROWID;

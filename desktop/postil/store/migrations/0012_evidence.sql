-- Where a page says what is known of it: JSON of fields, see store/evidence.py. A page that was last
-- extracted before this was kept has no row.

CREATE TABLE page_evidence (
    page     TEXT PRIMARY KEY REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    evidence TEXT NOT NULL
) STRICT, WITHOUT ROWID;

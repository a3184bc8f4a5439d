-- What a person has put right in what was kept of a page, and what is remembered of it for a site.
-- A repair is JSON: see model/repair.py. A site is the host of a page's address, without "www.".

CREATE TABLE page_repair (
    page    TEXT PRIMARY KEY REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    repair  TEXT NOT NULL,
    changed TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE site_repair (
    site    TEXT PRIMARY KEY CHECK (site <> ''),
    repair  TEXT NOT NULL,
    changed TEXT NOT NULL
) STRICT, WITHOUT ROWID;

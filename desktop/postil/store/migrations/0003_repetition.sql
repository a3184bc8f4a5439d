-- What the newest pages of each site say, block by block: what several of them say is the site's, not theirs.
-- Fingerprints of 32 bits, big-endian, one after the other: see model/repetition.py. Only what helps to
-- extract: a page that has no row lacks nothing.

CREATE TABLE page_blocks (
    page    TEXT NOT NULL UNIQUE REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    site    TEXT NOT NULL,  -- the host of the page's address, without "www."; empty where it has none
    kept    BLOB NOT NULL,  -- of the blocks that the article has
    dropped BLOB NOT NULL
) STRICT;
CREATE INDEX page_blocks_by_site ON page_blocks (site);

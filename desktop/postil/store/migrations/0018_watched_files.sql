-- The files of the watched folder that were taken, as they were then: nothing is taken twice, and a page
-- that was thrown away does not come back because its file is still there.

CREATE TABLE watched_file (
    path     TEXT    PRIMARY KEY,
    size     INTEGER NOT NULL,  -- bytes
    modified INTEGER NOT NULL   -- nanoseconds since 1970
) STRICT, WITHOUT ROWID;

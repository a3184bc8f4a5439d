-- Searches that are kept as places.

CREATE TABLE saved_search (
    id       TEXT    PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,  -- 0 comes first in the list of places
    name     TEXT    NOT NULL CHECK (name <> ''),
    query    TEXT    NOT NULL CHECK (query <> '')
) STRICT, WITHOUT ROWID;

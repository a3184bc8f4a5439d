-- What was searched for: so that a query can be had again.

CREATE TABLE search_history (
    number INTEGER PRIMARY KEY,  -- the query that was used last has the highest
    query  TEXT    NOT NULL UNIQUE CHECK (query <> '')
) STRICT;

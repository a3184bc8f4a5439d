-- Kept bytes that a purge named last: they are removed once no row names them, even after a crash.

CREATE TABLE doomed_content (
    hash TEXT PRIMARY KEY CHECK (length(hash) = 64)
) STRICT, WITHOUT ROWID;

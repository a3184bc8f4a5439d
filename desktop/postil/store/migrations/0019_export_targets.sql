-- Where notes are kept as files of the person's own: see model/export_target.py.

CREATE TABLE export_target (
    id       TEXT    PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,  -- 0 comes first
    name     TEXT    NOT NULL CHECK (name <> ''),
    folder   TEXT    NOT NULL CHECK (folder <> ''),
    layout   TEXT    NOT NULL,
    preset   TEXT    NOT NULL,
    template TEXT,                     -- a folder; null for the shipped templates
    contents TEXT    NOT NULL,
    marks    TEXT    NOT NULL,
    images   TEXT    NOT NULL,
    pages    TEXT    NOT NULL,         -- a query; empty for all pages with highlights or a note
    keeping  TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- Up to which change of the outbox the files of a target are up to date, and what else they were made by
-- (its shape, the meanings of colours, the templates' bytes). All of this is only remembered, so that an
-- update looks at what changed: without it everything is looked at, and nothing is lost.
CREATE TABLE export_state (
    target   TEXT    PRIMARY KEY,
    sequence INTEGER NOT NULL,
    made_by  TEXT    NOT NULL          -- a hash
) STRICT, WITHOUT ROWID;

-- How the last update of a target went: told to the person, and of no other use.
CREATE TABLE export_update (
    target  TEXT PRIMARY KEY,
    ended   TEXT NOT NULL,
    problem TEXT NOT NULL          -- a sentence; empty where nothing was amiss
) STRICT, WITHOUT ROWID;

-- The documents of a target: the file, and how it looked when it was last written or read.
CREATE TABLE exported_document (
    target   TEXT    NOT NULL,
    document TEXT    NOT NULL,
    file     TEXT    NOT NULL,         -- relative to the folder, with / between its parts
    size     INTEGER NOT NULL,         -- bytes; -1 where the file was deleted by the person
    modified INTEGER NOT NULL,         -- nanoseconds since 1970; -1 where it is to be looked at again
    PRIMARY KEY (target, document)
) STRICT, WITHOUT ROWID;

-- Whose notes are in each document.
CREATE TABLE exported_page (
    target   TEXT NOT NULL,
    document TEXT NOT NULL,
    page     TEXT NOT NULL,
    PRIMARY KEY (target, document, page)
) STRICT, WITHOUT ROWID;

-- Notes show that a highlight was said not to stand where it was found; an update sees it by the outbox.
CREATE TRIGGER outbox_anchor_refused AFTER INSERT ON refused_anchor
BEGIN
    DELETE FROM outbox WHERE kind = 'annotation' AND id = NEW.annotation;
    INSERT INTO outbox (kind, id) VALUES ('annotation', NEW.annotation);
END;
CREATE TRIGGER outbox_anchor_accepted AFTER DELETE ON refused_anchor
BEGIN
    DELETE FROM outbox WHERE kind = 'annotation' AND id = OLD.annotation;
    INSERT INTO outbox (kind, id) VALUES ('annotation', OLD.annotation);
END;

-- Which highlights came from other tools or from saved pages: none of them is taken in twice, and one that a
-- person removed, or changed, stays as it is.

CREATE TABLE annotation_origin (
    page       TEXT    NOT NULL REFERENCES page (id) DEFERRABLE INITIALLY DEFERRED,
    origin     TEXT    NOT NULL,  -- what the tool calls it, or what tells it apart: see app/arriving_origins.py
    annotation TEXT    REFERENCES annotation (id) ON DELETE SET NULL,  -- null: removed for good
    said       TEXT    NOT NULL,  -- JSON: what the tool said last, in its own words
    undone     INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),  -- its import was taken back
    PRIMARY KEY (page, origin)
) STRICT, WITHOUT ROWID;
CREATE INDEX annotation_origin_by_origin     ON annotation_origin (origin);
CREATE INDEX annotation_origin_by_annotation ON annotation_origin (annotation) WHERE annotation IS NOT NULL;

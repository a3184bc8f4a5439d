"""The library on disk: SQLite is the truth, a content-addressed store holds the bytes."""

"""Saved pages: the files that browsers, extensions and archivers make of a page, one module a format."""

"""Importing: saved pages into the library, each in one transaction, each file accounted for.

The original's bytes, what was saved with it, and the extracted text are in the content store and on
the disk before the row that names them is committed. The same bytes twice are one page, so an import
that was cut short, or killed, is simply run again.
"""

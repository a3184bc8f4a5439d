"""What may be shown to the user: one root, a class a kind.

A message is one clear sentence that says what happened and what to do. Anything that is not a
``PostilError`` is a bug: it is logged with its traceback and never shown as it is.
"""

from __future__ import annotations


class PostilError(Exception):
    """The root of all errors whose text is for the user."""


class ImportFailed(PostilError):
    """A file could not be read as a saved page."""


class NotAPage(ImportFailed):
    """A file is of a kind that holds no page: it is skipped, not failed."""


class LibraryError(PostilError):
    """The library cannot be opened or used."""


class LibraryLocked(LibraryError):
    """Another running program owns the library."""


class LibraryTooNew(LibraryError):
    """The library was written by a newer program; it is left untouched."""


class LibraryDamaged(LibraryError):
    """The database or a kept file does not read back as it was written."""


class NotFound(PostilError):
    """No page, annotation or passage answers to what was asked."""


class QueryError(PostilError):
    """A search query cannot be understood.

    What is wrong stands from ``start`` to ``end`` in it, in code points.
    """

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


class ExportFailed(PostilError):
    """Notes could not be written."""


class ExportTargetError(PostilError):
    """An export target cannot be set up like that."""


class BackupError(PostilError):
    """A backup cannot be written, or cannot be read."""


class SettingsError(PostilError):
    """A setting has a value that it cannot have."""


class SavedSearchError(PostilError):
    """A search cannot be kept like that."""


class TagError(PostilError):
    """A tag cannot have that name."""


class DesktopFailed(PostilError):
    """The desktop could not be told something about this program."""

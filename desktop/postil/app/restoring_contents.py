"""The kept bytes of a backup on their way into a library: each checked by its name, an article as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from postil.app.backup_contents import named_content
from postil.dom.check import fault
from postil.dom.serialise import parse_article
from postil.errors import ImportFailed, LibraryDamaged
from postil.model.ids import ContentHash, content_hash

if TYPE_CHECKING:
    from pathlib import Path

    from postil.app.holdings import Holdings
    from postil.importers.backup_archive import BackupArchive
    from postil.model.row_record import Row, RowRecord

_IN_MEMORY = 4 * 1024 * 1024
"""Bytes of a kept file that is read whole."""
_IS_READ = "SELECT 1 FROM text_version WHERE id = ? AND html_hash = ?"


class RestoredContents:
    """Brings kept bytes into a library, a batch of pages at a time."""

    def __init__(self, holdings: Holdings, archive: BackupArchive, beside: Path | None) -> None:
        """``beside`` is a folder ``content`` that has what the archive has not."""
        self._holdings = holdings
        self._archive = archive
        self._beside = beside
        self._waiting: dict[ContentHash, bytes] = {}

    def bring(self, record: RowRecord) -> tuple[ContentHash, ...]:
        """Take what a page names; what is nowhere is returned. It is kept with the next ``keep``.

        Raises ValueError where what the page has for an article is none.
        """
        before = set(self._waiting)
        lost = tuple(name for name in named_content(record) if not self._bring(name))
        try:
            for row in record.rows("text_version"):
                self._check_article(row)
        except ValueError:
            for name in self._waiting.keys() - before:
                del self._waiting[name]
            raise
        return lost

    def keep(self) -> None:
        """Keep what was brought; it is on the disk when this returns."""
        self._holdings.contents.put_all(self._waiting.values())
        self._waiting.clear()

    def lacking(self, record: RowRecord) -> tuple[ContentHash, ...]:
        """What a page names that is nowhere: nothing is read, or kept."""
        return tuple(name for name in named_content(record) if not self._is_somewhere(name))

    def _is_somewhere(self, name: ContentHash) -> bool:
        if self._holdings.contents.has(name) or self._archive.has(name):
            return True
        return self._beside is not None and (self._beside / name[:2] / name).is_file()

    def _bring(self, name: ContentHash) -> bool:
        if name in self._waiting or self._holdings.contents.verify(name) is None:
            return True
        return self._from_archive(name) or self._from_beside(name)

    def _from_archive(self, name: ContentHash) -> bool:
        if not self._archive.has(name):
            return False
        try:
            with self._archive.open(name) as stream:
                if self._archive.size(name) > _IN_MEMORY:
                    return self._holdings.contents.put_stream(stream, name)
                content = stream.read(_IN_MEMORY + 1)
        except ImportFailed:
            return False
        if content_hash(content) != name:
            return False
        self._waiting[name] = content
        return True

    def _from_beside(self, name: ContentHash) -> bool:
        if self._beside is None:
            return False
        try:
            return self._holdings.contents.put_file(self._beside / name[:2] / name, name)
        except OSError:
            return False

    def _check_article(self, version: Row) -> None:
        """An article that the library does not read yet is one, and cannot do anything."""
        name = ContentHash(str(version["html_hash"]))
        if self._holdings.reader().execute(_IS_READ, (version["id"], name)).fetchone() is not None:
            return
        try:
            content = self._waiting.get(name) or self._holdings.contents.get(name)
            wrong = fault(parse_article(content.decode("utf-8")))
        except LibraryDamaged:
            return  # it is nowhere, which is told
        except (UnicodeDecodeError, etree.XMLSyntaxError) as error:
            raise ValueError(f"its article cannot be read: {error}") from error
        if wrong is not None:
            raise ValueError(f"its article has {wrong}")

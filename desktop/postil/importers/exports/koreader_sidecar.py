"""What KOReader keeps beside a book: ``metadata.epub.lua`` in a folder that ends in ``.sdr``.

Newer ones have ``annotations``. Older ones have ``highlight``, by page, and ``bookmarks``, where the words
that a person wrote stand under the same time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.importers.exports.gathering import Gathering
from postil.importers.exports.koreader import koreader_annotation
from postil.importers.exports.lua_tables import read_lua_table
from postil.importers.files import binary_kind, read_file
from postil.importers.json_items import Item
from postil.model.page import Status
from postil.model.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postil.model.capture import Capture

_TABLE = re.compile(rb"\A\s*(?:--[^\n]*\n\s*)*return\s*\{")
_FIELDS = (b'["doc_props"]', b'["annotations"]', b'["highlight"]', b'["percent_finished"]', b'["summary"]')
_FEWEST_FIELDS = 2
_STATUS = {"complete": Status.ARCHIVE, "reading": Status.READING, "new": Status.INBOX}
_OF_THE_PROGRAM = re.compile(r"(?:Page|in) .{0,400}@ \d{4}-\d\d-\d\d", re.DOTALL)
"""What KOReader itself writes where a person may write a note."""


class KOReaderSidecar:
    """What KOReader keeps beside a book."""

    name = "KOReader metadata"
    suffixes: tuple[str, ...] = (".lua",)

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - what is in it tells
        """By its fields."""
        if binary_kind(head) or not _TABLE.match(head.removeprefix(b"\xef\xbb\xbf")):
            return 0
        return 1 if sum(field in head for field in _FIELDS) >= _FEWEST_FIELDS else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The book, waiting for its text."""
        book = read_lua_table(decode(read_file(path)).text)
        facts, summary = book.item("doc_props"), book.item("summary")
        entries = list(book.items("annotations")) or list(_older_entries(book))
        marked = [each for each in entries if each.text("drawer", "pos0") and each.text("text")]
        notes = [each.text("note") for each in entries if each not in marked]
        progress = book.number("percent_finished")
        title = facts.line("title") or book.text("doc_path").rpartition("/")[2]
        record = Record(
            title=title or path.parent.name.removesuffix(".sdr") or None,
            byline=", ".join(facts.text("authors").splitlines()) or None,
            language=facts.line("language") or None,
            status=_STATUS.get(summary.text("status")),
            tags=tuple(facts.text("keywords").splitlines()),
            note="\n\n".join(filter(None, (summary.text("note"), *notes))),
            progress=progress if progress is not None and 0 <= progress <= 1 else None,
            annotations=tuple(koreader_annotation(each) for each in marked),
        )
        gathering = Gathering(path, self.name)
        gathering.add(record, name=" — ".join(filter(None, (record.title, record.byline))))
        return gathering.captures()


def _older_entries(book: Item) -> Iterator[Item]:
    """Highlights page by page, each with what was written under its time."""
    written = {each.text("datetime"): each.text("text") for each in book.items("bookmarks")}
    pages = book.item("highlight").value
    for page in pages.values() if isinstance(pages, dict) else ():
        for each in Item(page).items():
            note = written.get(each.text("datetime"), "")
            if isinstance(each.value, dict):
                yield Item({**each.value, "note": "" if _OF_THE_PROGRAM.match(note) else note})

"""What would become of files, told without writing; what comes earlier in the same import is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postil.app.arriving_match import keys_of
from postil.app.import_report import Outcome
from postil.app.versioning import hash_of

if TYPE_CHECKING:
    from pathlib import Path

    from postil.app.arriving import Arriving
    from postil.app.conversion_wire import Conversion
    from postil.app.import_report import ImportRow
    from postil.model.ids import ContentHash


@dataclass(frozen=True, slots=True)
class _Foreseen:
    """A page that an earlier file of the import would become."""

    title: str
    waiting: bool
    text: ContentHash


class Foresight:
    """A dry run: it remembers what it said, by bytes and by address, and no texts.

    So it takes two pages of one import that have one address for one, also where their words are others.
    """

    def __init__(self, arriving: Arriving) -> None:
        self._arriving = arriving
        self._bytes: set[tuple[ContentHash, str]] = set()
        self._pages: dict[str, _Foreseen] = {}

    def row(self, path: Path, converted: Conversion) -> ImportRow:
        """What would become of a page."""
        row = self._arriving.foresee(path, converted)
        same = (converted.original.hash, converted.part)
        if same in self._bytes:
            return replace(row, outcome=Outcome.ALREADY_THERE, highlights=0, unanchored=0, waiting=0)
        self._bytes.add(same)
        keys = keys_of(converted)
        earlier = next((self._pages[key] for key in keys if key in self._pages), None)
        waiting = converted.waiting and (earlier is None or earlier.waiting)
        foreseen = _Foreseen(row.title, waiting, hash_of(converted.article.text))
        self._pages |= dict.fromkeys(keys, foreseen)
        return row if row.page is not None or earlier is None else _after(row, earlier, converted)


def _after(row: ImportRow, earlier: _Foreseen, converted: Conversion) -> ImportRow:
    """The row of a page of which an earlier file would bring the link, or another capture."""
    if converted.waiting:
        record = converted.record
        brings = row.highlights or record.tags or record.note or record.starred
        return replace(row, outcome=Outcome.UPDATED if brings else Outcome.ALREADY_THERE)
    if earlier.waiting:
        return row
    if earlier.text == hash_of(converted.article.text):
        return replace(row, outcome=Outcome.UPDATED if row.highlights else Outcome.ALREADY_THERE)
    return replace(row, outcome=Outcome.NEW_VERSION, version_of=earlier.title)

"""What becomes of a page that arrives: it is new, or a newer version of one, or what a link was waiting for.

Its bytes are kept first; then one transaction writes all of it, or nothing. Both texts and both originals of
a page that is saved again are kept. The newer text is read then, with the highlights carried over, unless it
is the poorer one, was saved before the one that is read, or was cleaned by another tool.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from postil.app import arriving_annotations, arriving_bytes, arriving_match, arriving_rows, versioning
from postil.app.arriving_plan import Planning, text_of
from postil.app.arriving_record import filled, new_page, own_of, own_with, set_own, with_record
from postil.app.arriving_undo import Change
from postil.app.read_state import metadata_of, turned
from postil.extraction.version import EXTRACTOR
from postil.model.changes import Changes
from postil.model.ids import PageId, new_id
from postil.store import arrivals, evidence, pages, repetition
from postil.store.arrivals import Arrival

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from postil.app.arriving_bytes import KeptBytes
    from postil.app.arriving_match import Matched
    from postil.app.arriving_plan import Plan
    from postil.app.conversion_wire import Conversion
    from postil.app.holdings import Holdings
    from postil.app.import_report import ImportRow
    from postil.model.annotation import Color
    from postil.model.ids import ContentHash
    from postil.model.page import Page
    from postil.store.connection import Connection


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of an arrival, and what it changed of a page that was there."""

    row: ImportRow
    change: Change | None
    """None where the page is new."""
    changes: Changes


class Arriving:
    """Takes in what arrives, page by page."""

    def __init__(self, holdings: Holdings, *, color: Color) -> None:
        """``color`` is for highlights of tools that said none."""
        self._holdings = holdings
        self._planning = Planning(holdings, color)
        self._file: ContentHash | None = None
        self._begun = holdings.now()
        """When the first page of that file of many came."""

    def take_in(self, path: Path, converted: Conversion, number: int) -> Arrived:
        """Keep what arrives, and write down what it is. ``number`` is its place in its file.

        Raises PostilError where it cannot be kept; then nothing was written.
        """
        kept: KeptBytes | None = None
        while True:
            matched = arriving_match.find(self._holdings, converted)
            plan = None if matched.match is None else self._planning.plan(matched.match, converted)
            if kept is None and (plan is None or plan.capture is not None):
                kept = arriving_bytes.keep(self._holdings, converted)
            if plan is None and kept is not None:
                return self._add(path, converted, kept, number, matched=matched)
            if plan is not None:
                arrived = self._join(path, converted, kept, number, plan=plan)
                if arrived is not None:
                    return arrived

    def foresee(self, path: Path, converted: Conversion) -> ImportRow:
        """What would become of an arrival. Nothing is written."""
        matched = arriving_match.find(self._holdings, converted)
        if matched.match is not None:
            return arriving_rows.of_known(path, converted, self._planning.plan(matched.match, converted))
        highlights = self._planning.highlights(PageId(new_id()), converted, text_of(converted))
        return arriving_rows.of_new(path, converted, None, highlights, other=matched.other)

    def _add(
        self, path: Path, converted: Conversion, kept: KeptBytes, number: int, *, matched: Matched
    ) -> Arrived:
        """A page that is new."""
        page_id = PageId(new_id())
        capture = arriving_bytes.new_capture(self._holdings, page_id, converted)
        version = versioning.new_version(self._holdings, page_id, converted.article, capture.id)
        page = new_page(capture, version, converted, now=self._time_of(converted, number))
        highlights = self._planning.highlights(page_id, converted, text_of(converted))
        with self._holdings.transaction() as tx:
            pages.add(tx, page)
            arriving_bytes.add_rows(tx, capture, version, converted, kept)
            _add_what_is_known(tx, page_id, converted)
            arriving_annotations.write(tx, highlights)
            _add_arrival(tx, converted, number, page_id)
        told = Changes(
            pages=frozenset({page_id}),
            annotations=frozenset(each.id for each in highlights.added),
            annotated=frozenset({page_id} if highlights.added else ()),
            membership=True,
        )
        row = arriving_rows.of_new(path, converted, page_id, highlights, other=matched.other)
        return Arrived(row, None, told)

    def _time_of(self, converted: Conversion, number: int) -> datetime:
        """When a page came. Those of one file, chapters of a book, stand in its order, the newest first."""
        if not arriving_bytes.is_part(converted):
            return self._holdings.now()
        if self._file != converted.original.hash:
            self._file, self._begun = converted.original.hash, self._holdings.now()
        return self._begun - timedelta(milliseconds=number)

    def _join(
        self, path: Path, converted: Conversion, kept: KeptBytes | None, number: int, *, plan: Plan
    ) -> Arrived | None:
        """Write down what arrives to a page that is there; None where that was changed meanwhile."""
        page_id = plan.match.page.id
        with self._holdings.transaction() as tx:
            before = pages.get(tx, page_id)
            if before is None or not plan.holds(tx):
                return None
            told = self._write(tx, before, plan, converted, kept)
            back = arriving_rows.comes_back(before, converted)
            if back:
                pages.set_trashed(tx, page_id, None)
            arrival = _add_arrival(tx, converted, number, page_id)
            after = pages.get(tx, page_id)
        assert after is not None
        owned = own_of(before), own_of(after)
        highlights = plan.highlights
        change = Change(
            page_id,
            trashed=before.trashed if back else None,
            turned=turned(before, after),
            own=owned if owned[0] != owned[1] else None,
            added=tuple(each.id for each in highlights.added),
            annotations=tuple(zip(highlights.before, highlights.after, strict=True)),
            arrival=arrival,
        )
        is_changed = not replace(change, trashed=None).is_nothing
        return Arrived(arriving_rows.of_known(path, converted, plan, changed=is_changed), change, told)

    def _write(
        self, tx: Connection, before: Page, plan: Plan, converted: Conversion, kept: KeptBytes | None
    ) -> Changes:
        page_id = before.id
        told = Changes()
        if plan.capture is not None and kept is not None:
            version = None if plan.turn is None else plan.turn.after
            arriving_bytes.add_rows(tx, plan.capture, version, converted, kept)
        known = metadata_of(before)
        said = with_record(known, converted.record)
        if plan.turn is not None and plan.is_turned:
            told = versioning.take(tx, plan.turn)
            pages.set_extractor(tx, page_id, EXTRACTOR)
            _add_what_is_known(tx, page_id, converted)
            said = with_record(converted.metadata, converted.record, clean=converted.clean)
            said = filled(said, known) if before.waiting else said
        if said != known:
            pages.set_metadata(tx, page_id, said)
        set_own(tx, before, own_with(own_of(before), converted.record))
        arriving_annotations.write(tx, plan.highlights)
        marked = frozenset(each.id for each in (*plan.highlights.added, *plan.highlights.after))
        return replace(
            told,
            pages=frozenset({page_id}),
            annotations=told.annotations | marked,
            annotated=told.annotated | ({page_id} if marked else frozenset()),
            membership=True,
        )


def _add_what_is_known(tx: Connection, page: PageId, converted: Conversion) -> None:
    """Remember where the page says what it is, and what it says block by block."""
    evidence.set_of_page(tx, page, converted.metadata)
    address = converted.address or converted.article.metadata.canonical
    repetition.remember(tx, page, address, converted.article.blocks)


def _add_arrival(tx: Connection, converted: Conversion, number: int, page: PageId) -> Arrival | None:
    if not arriving_bytes.is_part(converted):
        return None
    arrival = Arrival(converted.original.hash, converted.part, number, page)
    arrivals.add_all(tx, (arrival,))
    return arrival

"""What an arrival would do to a page that the library has: worked out before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.app import arriving_annotations, arriving_bytes, versioning
from postil.app.arriving_annotations import ArrivingHighlights, Highlights
from postil.app.arriving_match import Meeting
from postil.errors import LibraryDamaged
from postil.store import captures, pages, versions
from postil.translation import _

if TYPE_CHECKING:
    from postil.app.arriving_match import Match
    from postil.app.conversion_wire import Conversion
    from postil.app.holdings import Holdings
    from postil.app.versioning import Turn
    from postil.model.annotation import Color
    from postil.model.ids import CaptureId, ContentHash, PageId
    from postil.model.kept_capture import KeptCapture
    from postil.model.page import Page, TextVersion
    from postil.store.connection import Connection

_PICTURE = 'src="asset:'
"""What stands in an article's markup for each picture that the library has."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an arrival does to a page that is there."""

    match: Match
    capture: KeptCapture | None
    """To be added; None where the library has its bytes already."""
    turn: Turn | None
    """To the version of the arrival; None where it has no other text."""
    beside: str
    """Why that version is not the one that is read, in a sentence; empty where it is."""
    highlights: Highlights

    @property
    def is_turned(self) -> bool:
        """Whether another text is read then."""
        return self.turn is not None and not self.beside

    def holds(self, tx: Connection) -> bool:
        """Whether the page is as it was when this was worked out: a person may be at it."""
        page, was = pages.get(tx, self.match.page.id), self.match.page
        if page is None or (page.version, page.trashed) != (was.version, was.trashed):
            return False
        if self.turn is not None and not versioning.holds(tx, self.turn):
            return False
        untouched = self.highlights == Highlights()
        return untouched or arriving_annotations.still_holds(tx, page.id, self.highlights)


@dataclass(frozen=True, slots=True)
class Planning:
    """Works out what arrivals do."""

    holdings: Holdings
    color: Color
    """For highlights of tools that said none."""

    def plan(self, match: Match, converted: Conversion) -> Plan:
        """What the arrival does to the page that it meets."""
        page = match.page
        capture = self._capture(match, converted)
        version, text, beside = None, text_of(converted), ""
        if capture is not None and match.meeting is not Meeting.SAME_TEXT:
            version = versioning.new_version(self.holdings, page.id, converted.article, capture.id)
        elif match.meeting is Meeting.PAGE_OF_LINK:
            version = self._version_taken_back(match, converted)
            text = text if version is None else (self.holdings.text(version.text_hash), version.text_hash)
        turn = None if version is None else versioning.compare(self.holdings, page.id, version, text[0])
        if turn is not None and capture is not None and not page.waiting:
            beside = self._why_beside(turn, capture, converted)
        is_read = turn is not None and not beside
        highlights = self.highlights(
            page.id, converted, text if is_read else self._text_read(page), anew=is_read
        )
        return Plan(match, capture, turn, beside, highlights)

    def highlights(
        self, page: PageId, converted: Conversion, text: tuple[str, ContentHash], *, anew: bool = False
    ) -> Highlights:
        """What becomes of the highlights that come, and, where the text is ``anew``, of those that waited."""
        if not anew and not converted.record.annotations:
            return Highlights()
        working = ArrivingHighlights(
            self.holdings.reader(), page, text, color=self.color, now=self.holdings.now()
        )
        if anew:
            working.find_places()
        working.take_in(converted.record.annotations)
        return working.highlights()

    def _capture(self, match: Match, converted: Conversion) -> KeptCapture | None:
        if match.meeting is Meeting.LINK or self._captures_there(match, converted):
            return None
        return arriving_bytes.new_capture(self.holdings, match.page.id, converted)

    def _captures_there(self, match: Match, converted: Conversion) -> frozenset[CaptureId]:
        """The captures of the page that are these bytes."""
        fresh = arriving_bytes.new_capture(self.holdings, match.page.id, converted)
        there = captures.of_page(self.holdings.reader(), match.page.id)
        return frozenset(each.id for each in there if each.source == fresh.source)

    def _version_taken_back(self, match: Match, converted: Conversion) -> TextVersion | None:
        """What these bytes were to a link that waits again, since their import was taken back."""
        there = self._captures_there(match, converted)
        known = versions.of_page(self.holdings.reader(), match.page.id)
        return next((version for version in reversed(known) if version.capture in there), None)

    def _why_beside(self, turn: Turn, capture: KeptCapture, converted: Conversion) -> str:
        """Why the newer version is not to be read, in a sentence; empty where it is."""
        there = captures.current(self.holdings.reader(), turn.page.id)
        if there is not None and capture.saved and there.saved and capture.saved < there.saved:
            return _("It was saved before the text that is read, and is kept beside it.")
        if there is not None and capture.clean and not there.clean and not turn.before.plain:
            return _("What another tool kept of it is kept beside the page that was saved whole.")
        poorer = turn.poorer() or self._barer(turn, converted)
        told = _("{reason} It is kept beside the older one, which stays the one that is read.")
        return told.format(reason=poorer) if poorer else ""

    def _barer(self, turn: Turn, converted: Conversion) -> str:
        """Why a newer version is poorer by what is no word, in a sentence; empty where it is not."""
        try:
            shown = self.holdings.text(turn.before.html_hash).count(_PICTURE)
        except LibraryDamaged:
            return ""
        if turn.after.words > turn.before.words or converted.article.html.count(_PICTURE) >= shown:
            return ""
        return _("The newer text has fewer of the page's pictures and not more words.")

    def _text_read(self, page: Page) -> tuple[str, ContentHash]:
        version = versions.get(self.holdings.reader(), page.version)
        assert version is not None
        try:
            return self.holdings.text(version.text_hash), version.text_hash
        except LibraryDamaged:  # nothing can be found in it
            return "", version.text_hash


def text_of(converted: Conversion) -> tuple[str, ContentHash]:
    """The text of an arrival, and the name under which it is kept."""
    return converted.article.text, versioning.hash_of(converted.article.text)

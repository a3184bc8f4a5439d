"""Details: what is known of a page beside its text, and what a person puts right in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.errors import NotFound
from postil.model.changes import Changes
from postil.model.details import corrected, details_of
from postil.store import annotations as kept
from postil.store import captures, evidence, pages, versions
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.app.holdings import Holdings
    from postil.model.annotation import AnchorState, Color
    from postil.model.article import Evidence
    from postil.model.details import Correction
    from postil.model.details import Details as PageDetails
    from postil.model.ids import PageId
    from postil.model.page import Page, TextVersion


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of a page, for who asks about it."""

    page: Page
    original_size: int | None
    """The bytes of the original; None where its file is missing."""
    versions: tuple[TextVersion, ...]
    """The newest first."""
    colors: tuple[tuple[Color, int], ...]
    """How many highlights it has of each colour, the most frequent first."""
    states: tuple[tuple[AnchorState, int], ...]
    """How many of them were found in the text, and how surely."""
    notes: int
    """How many of them have a note."""
    evidence: tuple[Evidence, ...] = ()
    """Where the page says what is known of it, as far as that is known."""


class Details:
    """What a person knows better than the page says, and asks about it."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def facts(self, page_id: PageId) -> Facts:
        """All that is known of a page. Raises NotFound."""
        connection = self._holdings.reader()
        page = pages.get(connection, page_id)
        if page is None:
            raise NotFound(_("There is no page {id} in this library.").format(id=page_id))
        annotations = kept.of_page(connection, page_id)
        capture = captures.current(connection, page_id)
        path = self._holdings.contents.path(page.original if capture is None else capture.source)
        return Facts(
            page,
            path.stat().st_size if path.is_file() else None,
            tuple(reversed(versions.of_page(connection, page_id))),
            tuple(Counter(annotation.color for annotation in annotations).most_common()),
            tuple(Counter(annotation.state for annotation in annotations).most_common()),
            sum(bool(annotation.note) for annotation in annotations),
            evidence.of_page(connection, page),
        )

    def correct(self, ids: Sequence[PageId], correction: Correction) -> Changes:
        """Let pages say this of themselves, whatever an extractor finds; as one deed."""
        found = pages.many(self._holdings.reader(), ids)
        before = {page_id: details_of(page) for page_id, page in found.items()}
        after = {page_id: corrected(details, correction) for page_id, details in before.items()}
        touched = tuple(page_id for page_id in before if before[page_id] != after[page_id])
        if not touched:
            return Changes()

        def write(wanted: dict[PageId, PageDetails]) -> Changes:
            with self._holdings.transaction() as tx:
                for page_id in touched:
                    pages.set_details(tx, page_id, wanted[page_id])
            return Changes(pages=frozenset(touched), membership=True)

        return self._holdings.undo.do(_("Edit details"), lambda: write(after), lambda: write(before))

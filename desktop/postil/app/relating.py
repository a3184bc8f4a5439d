"""Relating: the other pages that speak of what a page speaks of, and by which words that shows."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.errors import LibraryDamaged, NotFound
from postil.model.ids import PageId
from postil.model.likeness import Kinship
from postil.search.document import Kind, kind_of
from postil.search.likeness.kinship import shown_words, terms
from postil.store import likeness, pages, versions
from postil.translation import _

if TYPE_CHECKING:
    from postil.app.finding import Finding
    from postil.app.holdings import Holdings
    from postil.model.page import Page

MOST = 6
"""Related pages that are told."""


@dataclass(frozen=True, slots=True)
class Related:
    """A page that is related to another one."""

    page: Page
    kinship: Kinship


class Relating:
    """What the search index knows of pages that belong together."""

    def __init__(self, holdings: Holdings, finding: Finding) -> None:
        self._holdings = holdings
        self._finding = finding

    def related(self, page_id: PageId, *, limit: int = MOST) -> tuple[Related, ...]:
        """The pages that are related to a page, the nearest first; not those that are the same.

        What search does not know yet is not found. Raises NotFound where there is no such page.
        """
        connection = self._holdings.reader()
        page = pages.get(connection, page_id)
        if page is None:
            raise NotFound(_("There is no page {page} in this library.").format(page=page_id))
        same = {page_id, *(each.other for each in likeness.of_page(connection, page_id))}
        text = self._text(page)
        found = []
        for document, kin in self._finding.kin(terms(page.title, text, page.language), limit=4 * limit):
            kind, name = kind_of(document.key)
            if kind is Kind.PAGE and name not in same:
                words = shown_words(kin.shared, text or page.title)
                found.append(Kinship(PageId(name), words, min(1.0, kin.share)))
        rows = pages.many(connection, [each.page for each in found])
        there = (Related(rows[each.page], each) for each in found if each.page in rows)
        return tuple(each for each in there if each.page.trashed is None)[:limit]

    def _text(self, page: Page) -> str:
        version = versions.get(self._holdings.reader(), page.version)
        with suppress(LibraryDamaged):  # of which `postil check` tells
            return "" if version is None else self._holdings.text(version.text_hash)
        return ""

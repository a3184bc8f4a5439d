"""Finding: a query in; pages, highlights and notes out, each with the words that answer it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from postil.app.indexing import INDEX
from postil.errors import LibraryDamaged
from postil.model.ids import AnnotationId
from postil.search.document import Kind, kind_of
from postil.search.find import find
from postil.search.index import Index
from postil.search.ranking import Sort
from postil.search.snippets import occurrences, snippet
from postil.store import annotations as kept
from postil.store import pages, versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.app.facets import FacetChoices
    from postil.app.holdings import Holdings
    from postil.model.annotation import Annotation
    from postil.model.ids import PageId
    from postil.model.page import Page
    from postil.search.find import Hit as IndexHit
    from postil.search.kin import Kin
    from postil.search.kinship import Term
    from postil.search.ranking import RankedDocument
    from postil.search.snippets import Snippet, Sought


@dataclass(frozen=True, slots=True)
class Hit:
    """A page, or a highlight or note on it, that answers a query."""

    page: Page
    annotation: Annotation | None
    """The highlight that was found; None where the page itself was."""
    snippet: Snippet
    start: int | None
    """Where to open the page, in code points of its text; None at its beginning, or at the highlight."""
    end: int | None
    score: float
    folded: tuple[Page, ...] = ()
    """Pages that are the same as this one and answer too, the best first: they have no rows of their own."""
    more: tuple[AnnotationId, ...] = ()
    """Further highlights of the page that answer, the best first; they are told at the last of its rows."""


@dataclass(frozen=True, slots=True)
class Results:
    """What answers a query, the best first."""

    query: str
    hits: tuple[Hit, ...]
    total: int
    sought: tuple[Sought, ...]
    """The words that were looked for, to mark them in an opened page."""
    problem: str | None = None
    """What in the query could not be understood, in a sentence; the rest of it was searched."""
    problem_at: tuple[int, int] | None = None
    """From where to where that stands in the query, in code points."""
    sort: Sort = Sort.RELEVANCE
    """The order of the hits."""
    facets: tuple[FacetChoices, ...] = ()
    """What they can be narrowed by, where it was asked for; facets that have one value only are left out."""
    suggestion: str | None = None
    """Another query that would find something, where this one finds nothing."""
    partial_from: int | None = None
    """The number of the first hit that has only most of the words; None where all have all of them."""


class Finding:
    """What a person looks for."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self._opening = threading.Lock()
        self._index: Index | None = None

    def search(self, query: str, *, limit: int = 20, typing: bool = False) -> Results:
        """The best hits of a query (its language is told in ``search.query``).

        While ``typing``, the last word may go on.
        """
        found = find(self._open_index(), query, limit=limit, now=datetime.now().astimezone(), typing=typing)
        problem = str(found.problem) if found.problem else None
        return Results(query, self._hits(found.hits, found.sought), found.total, found.sought, problem)

    def places(self, page_id: PageId, results: Results) -> tuple[tuple[int, int], ...]:
        """Every place on a page that answers the query: start and end in code points of its text."""
        page = pages.get(self._holdings.reader(), page_id)
        text = self._text(page) if page else ""
        return occurrences(text, results.sought, page.language if page else None)

    def kin(self, terms: Sequence[Term], *, limit: int) -> tuple[tuple[RankedDocument, Kin], ...]:
        """The documents that share the most telling of these terms: see ``search.kinship``."""
        return self._open_index().related(terms, limit=limit)

    def close(self) -> None:
        """Let go of the index."""
        with self._opening:
            if self._index is not None:
                self._index.close()
                self._index = None

    def _open_index(self) -> Index:
        with self._opening:
            if self._index is None:
                self._index = Index(self._holdings.folder / INDEX, self._holdings.database.library_id)
            return self._index

    def _hits(self, hits: Sequence[IndexHit], sought: tuple[Sought, ...]) -> tuple[Hit, ...]:
        connection = self._holdings.reader()
        rows = pages.many(connection, {hit.page for hit in hits})
        marked = kept.many(connection, filter(None, map(_annotation_id, hits)))
        made = (self._hit(hit, rows.get(hit.page), marked, sought) for hit in hits)
        return tuple(hit for hit in made if hit is not None)

    def _hit(
        self,
        hit: IndexHit,
        page: Page | None,
        marked: dict[AnnotationId, Annotation],
        sought: tuple[Sought, ...],
    ) -> Hit | None:
        """The hit with what is shown of it; None where the database no longer has it."""
        if page is None:
            return None
        annotation_id = _annotation_id(hit)
        if annotation_id is None:
            found = _page_snippet(page, self._text(page), sought)
            return Hit(page, None, found, found.start, found.end, hit.score)
        annotation = marked.get(annotation_id)
        if annotation is None:
            return None
        start, end = self._place(annotation, page)
        found = _annotation_snippet(annotation, sought, page.language)
        return Hit(page, annotation, found, start, end, hit.score)

    def _place(self, annotation: Annotation, page: Page) -> tuple[int, int] | tuple[None, None]:
        """Where a highlight stands, if it was made on the text that is read; else opening the page tells."""
        version = versions.get(self._holdings.reader(), page.version)
        position = annotation.selectors.position
        if position is None or version is None or annotation.selectors.text_hash != version.text_hash:
            return None, None
        return position.start, position.end

    def _text(self, page: Page) -> str:
        version = versions.get(self._holdings.reader(), page.version)
        if version is None:
            return ""
        try:
            return self._holdings.text(version.text_hash)
        except LibraryDamaged:  # searching goes on; opening the page, or `postil check`, tells of it
            return ""


def _annotation_id(hit: IndexHit) -> AnnotationId | None:
    kind, name = kind_of(hit.key)
    return AnnotationId(name) if kind is Kind.ANNOTATION else None


def _page_snippet(page: Page, text: str, sought: tuple[Sought, ...]) -> Snippet:
    """The text, or the note on the page where only that one answers."""
    found = snippet(text, sought, page.language)
    if found.marks or not page.note:
        return found
    noted = snippet(page.note, sought, page.language)
    # It is shown, but no place of the text to open the page at.
    return replace(noted, start=None, end=None) if noted.marks else found


def _annotation_snippet(annotation: Annotation, sought: tuple[Sought, ...], language: str | None) -> Snippet:
    """The quote, or the note where only that one answers."""
    quoted = snippet(annotation.selectors.quote.exact, sought, language)
    if quoted.marks or not annotation.note:
        return quoted
    noted = snippet(annotation.note, sought, language)
    return noted if noted.marks else quoted

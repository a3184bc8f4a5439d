"""Finding: a query in; pages, highlights and notes out, each with the words that answer it.

How what was found becomes rows is told in ``folding``, what it can be narrowed by in ``facets``.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from postil.app import folding
from postil.app.explaining import SearchExplanation, explain
from postil.app.facets import FacetChoices, choices
from postil.app.indexing import INDEX
from postil.errors import LibraryDamaged
from postil.model.color_names import ColorNames
from postil.search.find import find
from postil.search.index import Index
from postil.search.queries.spelling import suggestion
from postil.search.ranking import Facet, Sort
from postil.search.snippets.excerpt import LENGTH, is_torn
from postil.search.snippets.snippets import occurrences, snippet
from postil.store import annotations as kept
from postil.store import likeness, pages, versions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from postil.app.completing import Completing
    from postil.app.folding import Row
    from postil.app.holdings import Holdings
    from postil.model.annotation import Annotation
    from postil.model.ids import AnnotationId, PageId, VersionId
    from postil.model.page import Page, TextVersion
    from postil.model.selectors import TextQuoteSelector
    from postil.search.find import Found
    from postil.search.likeness.kin import Kin
    from postil.search.likeness.kinship import Term
    from postil.search.ranking import RankedDocument
    from postil.search.snippets.snippets import Snippet
    from postil.search.snippets.sought import Sought


LOOKED_THROUGH = 2
"""So many times the wanted rows are looked through: some of what was found is folded into other rows."""


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

    def __init__(self, holdings: Holdings, completing: Completing) -> None:
        self._holdings = holdings
        self._completing = completing
        self._opening = threading.Lock()
        self._index: Index | None = None
        self.colors = ColorNames()
        """What the colours mean to the person: for whoever knows the settings to say."""

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        typing: bool = False,
        sort: Sort | None = None,
        facets: bool = False,
    ) -> Results:
        """The best rows for a query (``search.queries.query`` tells its language).

        While ``typing``, the last word may go on. ``sort`` is the order where the query names none; with
        ``facets`` it is told what the results can be narrowed by.
        """
        found, rows = self._found(query, limit, typing=typing, sort=sort, facets=facets)
        hits = self._hits(rows, found.sought)
        problem = found.problem
        return Results(
            query,
            tuple(hit for _row, hit in hits),
            found.total,
            found.sought,
            problem=str(problem) if problem else None,
            problem_at=(problem.start, problem.end) if problem else None,
            sort=found.sort,
            facets=self._choices(query, found) if facets else (),
            suggestion=found.suggestion or self._suggestion(query, found),
            partial_from=_first_partial(hits, found.partial_from),
        )

    def count(self, query: str) -> int:
        """How much a query finds, without a look at any of it."""
        return find(self._open_index(), query, limit=0, now=_now(), typing=False).total

    def page_ids(self, query: str) -> tuple[PageId, ...]:
        """Every page of which something has all that is asked for; QueryError where that is not clear."""
        index = self._open_index()
        found = find(index, query, limit=index.count(), now=_now(), typing=False, sort=Sort.ADDED)
        if found.problem is not None:
            raise found.problem
        return tuple(dict.fromkeys(hit.page for hit in found.hits))

    def indexed(self) -> int:
        """How many pages and highlights search knows."""
        return self._open_index().count()

    def explain(self, results: Results) -> SearchExplanation:
        """How a query was read, and what made the scores; of results that were not asked for while typing."""
        return explain(self._open_index(), results, _now().date())

    def more(self, hit: Hit, results: Results) -> tuple[Hit, ...]:
        """The further highlights that a hit tells of, as hits of their own; they have no score."""
        marked = kept.many(self._holdings.reader(), hit.more)
        shown = [annotation for name in hit.more if (annotation := marked.get(name)) is not None]
        version = versions.get(self._holdings.reader(), hit.page.version)
        return tuple(_annotation_hit(each, hit.page, version, 0.0, results.sought) for each in shown)

    def places(self, page_id: PageId, results: Results) -> tuple[tuple[int, int], ...]:
        """Every place on a page that answers the query: start and end in code points of its text."""
        page = pages.get(self._holdings.reader(), page_id)
        text = self._text(versions.get(self._holdings.reader(), page.version)) if page else ""
        return occurrences(text, results.sought, page.language if page else None)

    def kin(self, terms: Sequence[Term], *, limit: int) -> tuple[tuple[RankedDocument, Kin], ...]:
        """The documents that share the most telling of these terms: see ``search.likeness.kinship``."""
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

    def _found(
        self, query: str, limit: int, *, typing: bool, sort: Sort | None, facets: bool
    ) -> tuple[Found, tuple[Row, ...]]:
        """What is found, and the rows of it; as much is looked through as these need."""
        index, now = self._open_index(), _now()
        looked = LOOKED_THROUGH * limit
        while True:
            found = find(index, query, limit=looked, now=now, typing=typing, sort=sort, facets=facets)
            pairs = likeness.among(self._holdings.reader(), {hit.page for hit in found.hits})
            rows = folding.rows(found.hits, pairs, limit=limit)
            if len(rows) >= limit or len(found.hits) < looked:
                return found, rows
            looked *= LOOKED_THROUGH

    def _hits(self, rows: Sequence[Row], sought: tuple[Sought, ...]) -> list[tuple[Row, Hit]]:
        """The rows with what is shown of them, but those of which the database no longer has anything."""
        connection = self._holdings.reader()
        named = {page for row in rows for page in (row.hit.page, *row.folded)}
        shown = {page.id: page for page in pages.many(connection, named).values() if page.trashed is None}
        marked = kept.many(connection, (row.annotation for row in rows if row.annotation is not None))
        read = versions.many(connection, (page.version for page in shown.values()))
        made = ((row, self._hit(row, _Shown(shown, marked, read), sought)) for row in rows)
        return [(row, hit) for row, hit in made if hit is not None]

    def _hit(self, row: Row, shown: _Shown, sought: tuple[Sought, ...]) -> Hit | None:
        page = shown.pages.get(row.hit.page)
        if page is None:
            return None
        version = shown.versions.get(page.version)
        if row.annotation is None:
            found = _page_snippet(page, self._text(version), sought)
            folded = tuple(shown.pages[name] for name in row.folded if name in shown.pages)
            return Hit(page, None, found, found.start, found.end, row.hit.score, folded)
        annotation = shown.annotations.get(row.annotation)
        if annotation is None or annotation.trashed is not None:
            return None
        return replace(_annotation_hit(annotation, page, version, row.hit.score, sought), more=row.more)

    def _suggestion(self, query: str, found: Found) -> str | None:
        return None if found.total else suggestion(query, self._open_index(), today=_now().date())

    def _choices(self, query: str, found: Found) -> tuple[FacetChoices, ...]:
        known = self._completing.known
        values = {each.value for facet in (Facet.TAG, Facet.SITE) for each in found.facets.get(facet, ())}
        if not values <= known.spellings.keys():
            known = self._completing.read()
        return choices(query, found.facets, known, self.colors, total=found.total)

    def _text(self, version: TextVersion | None) -> str:
        if version is None:
            return ""
        try:
            return self._holdings.text(version.text_hash)
        except LibraryDamaged:  # searching goes on; opening the page, or `postil check`, tells of it
            return ""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the database has for the rows."""

    pages: Mapping[PageId, Page]
    annotations: Mapping[AnnotationId, Annotation]
    versions: Mapping[VersionId, TextVersion]


def _now() -> datetime:
    return datetime.now().astimezone()


def _first_partial(hits: Sequence[tuple[Row, Hit]], partial_from: int | None) -> int | None:
    """The number of the first row whose hit is only a partial one."""
    if partial_from is None:
        return None
    return next((number for number, (row, _hit) in enumerate(hits) if row.rank >= partial_from), None)


def _page_snippet(page: Page, text: str, sought: tuple[Sought, ...]) -> Snippet:
    """The text, or the note on the page where only that answers; how it begins where no word is sought."""
    if not sought:
        return snippet(text[: 2 * LENGTH], (), page.language)
    found = snippet(text, sought, page.language)
    if found.marks or not page.note:
        return found
    noted = snippet(page.note, sought, page.language)
    # It is shown, but no place of the text to open the page at.
    return replace(noted, start=None, end=None) if noted.marks else found


def _annotation_hit(
    annotation: Annotation, page: Page, version: TextVersion | None, score: float, sought: tuple[Sought, ...]
) -> Hit:
    start, end = _place(annotation, version)
    found = _annotation_snippet(annotation, sought, page.language)
    return Hit(page, annotation, found, start, end, score)


def _place(annotation: Annotation, version: TextVersion | None) -> tuple[int, int] | tuple[None, None]:
    """Where a highlight stands, if it was made on the text that is read; else opening the page tells."""
    position = annotation.selectors.position
    if position is None or version is None or annotation.selectors.text_hash != version.text_hash:
        return None, None
    return position.start, position.end


def _annotation_snippet(annotation: Annotation, sought: tuple[Sought, ...], language: str | None) -> Snippet:
    """The quote, or the note where only that one answers."""
    quote = annotation.selectors.quote
    quoted = _torn(snippet(quote.exact, sought, language), quote)
    if quoted.marks or not annotation.note:
        return quoted
    noted = snippet(annotation.note, sought, language)
    return noted if noted.marks else quoted


def _torn(quoted: Snippet, quote: TextQuoteSelector) -> Snippet:
    """With a sign where the highlight begins, or ends, inside of a word."""
    before = "…" if is_torn(quote.prefix, quote.exact) and not quoted.text.startswith("…") else ""
    after = "…" if is_torn(quote.exact, quote.suffix) and not quoted.text.endswith("…") else ""
    marks = tuple((start + len(before), end + len(before)) for start, end in quoted.marks)
    return replace(quoted, text=before + quoted.text + after, marks=marks)

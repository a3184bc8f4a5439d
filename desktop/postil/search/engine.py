"""Whoosh behind the index: opening, writing, merging and searching its segments.

Everything that imports Whoosh is imported from here, and this is imported by ``index`` when an index is
opened: Whoosh takes a quarter of a second, and the window must not wait for it.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from postil.search import translate
from postil.search.damage import Unusable
from postil.search.execution.executor import Executor
from postil.search.execution.forms import begun_forms, near_forms
from postil.search.likeness import kin
from postil.search.ranking import Sort
from postil.search.segments import tiers
from postil.search.segments.codec import SUFFIX, file_of
from postil.search.segments.columns import Columns
from postil.search.segments.schema import VERSION as SCHEMA_VERSION
from postil.search.segments.schema import row, schema
from postil.search.segments.segment import Segment
from postil.search.segments.storage import CheckedStorage, SealedIndex
from postil.search.segments.vocabulary import Vocabulary
from postil.search.segments.writing import Writer
from postil.search.words.analysis import VERSION as ANALYSIS_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from postil.search.document import Document
    from postil.search.execution.executor import Ranked
    from postil.search.likeness.kin import Kin
    from postil.search.likeness.kinship import Term
    from postil.search.queries.query import Query
    from postil.search.ranking import Contribution, Form

    Choice = Callable[[Sequence[Any]], list[list[Any]]]

SOON = 2000
"""A merge of so few documents is over in no time: it is not interrupted."""

_TRIES = 10


class Stopped(Exception):
    """A merge was given up for something more urgent; the index is as it was."""


def stamp(library: str) -> str:
    """What an index must say of itself to be used: versions of fields and analysis, and the library."""
    return json.dumps([SCHEMA_VERSION, ANALYSIS_VERSION, library])


class Engine:
    """One folder of segments. Not safe to be used by two threads at a time."""

    def __init__(self, folder: Path, library: str) -> None:
        self._library = library
        self._storage = CheckedStorage(folder, stamp(library))
        self._schema = schema()
        self._executor = Executor(self._schema)
        self._vocabulary = Vocabulary()
        self._index: Any = None
        self._state = (-1, 0, 0)
        self._names: tuple[str, ...] = ()
        self._files: tuple[tuple[int, int, int], ...] = ()
        self._open: dict[str, Segment] = {}
        self._segments: tuple[Segment, ...] = ()
        self._languages: tuple[str, ...] = ()

    def create(self) -> None:
        """Make an empty index in the folder."""
        self._storage.create()
        SealedIndex.begin(self._storage, self._schema)

    def refresh(self) -> None:
        """Read what was committed since; raises Unusable, FileNotFoundError where there is no index."""
        for tried in range(1, _TRIES + 1):
            generation = self._storage.latest()
            if generation < 0:
                raise FileNotFoundError(self._storage.folder)
            try:
                state = self._storage.state(generation)
                if state == self._state:
                    if self._storage.files(self._names) == self._files:
                        return
                    self._open.clear()  # somebody else wrote to them: all is checked again
                self._read(generation)
            except (FileNotFoundError, Unusable) as error:
                # A writer may have committed meanwhile, and removed what was just looked at.
                if tried < _TRIES and self._storage.latest() != generation:
                    continue
                if isinstance(error, Unusable):
                    raise
                raise Unusable("a file of it is missing") from None
            else:
                self._state = state
                return

    def write(self, updates: Iterable[Document], deletions: Iterable[str], *, merge: bool = True) -> None:
        """Add or replace documents and delete keys, in one commit, which may ``merge`` small segments."""
        documents = {document.key: document for document in updates}
        gone = self._numbers(*{*documents, *deletions})
        if documents or gone:
            self._commit(documents.values(), gone, choose=tiers.due if merge else tiers.none)

    def tidy(self, stop: Callable[[], bool]) -> None:
        """Merge small segments where there are many; raises Stopped where a long merge is not wanted now."""
        if tiers.due(self._index.segments()):
            self._commit((), (), choose=tiers.due, stop=stop)

    def merge(self, stop: Callable[[], bool]) -> None:
        """Make as few segments as can be, without what was deleted; raises Stopped, and leaves all then."""
        if tiers.whole(self._index.segments()):
            self._commit((), (), choose=tiers.whole, stop=stop)

    def replace(self, folder: Path) -> None:
        """Let the index be what the one in ``folder`` is, in one commit: its files are linked, or copied."""
        other = Engine(folder, self._library)
        try:
            other.refresh()
            other.check()
            segments = other._index.segments()
            for segment in segments:
                self._storage.take(folder / segment.make_filename(SUFFIX))
        finally:
            other.close()
        Writer(self._index, self._vocabulary, self._columns).commit_segments(segments)
        self.refresh()

    def check(self) -> None:
        """Read every byte of the index; raises Unusable where one is not as it was written."""
        for segment in self._segments:
            segment.columns.check_all()

    def sweep(self) -> None:
        """Remove what a killed writer left."""
        self._storage.sweep()

    def stamps(self) -> dict[str, str]:
        """The stamp of every document, by its key."""
        found: dict[str, str] = {}
        for segment in self._segments:
            rows = zip(segment.keys.all(), segment.stamps.all(), segment.live.tolist(), strict=True)
            found.update((key, stamp) for key, stamp, live in rows if live)
        return found

    def search(
        self,
        tree: Query,
        limit: int,
        today: date,
        typed: int,
        *,
        sort: Sort = Sort.RELEVANCE,
        facets: bool = False,
    ) -> Ranked:
        """The best documents for a query; a word that ends at ``typed`` may go on."""
        translated = self._translated(tree, today, typed)
        return self._executor.run(translated, self._segments, limit, sort=sort, facets=facets)

    def explain(self, tree: Query, key: str, today: date) -> tuple[Contribution, ...]:
        """What each thing that a query asks for adds to the score of a document."""
        translated = self._translated(tree, today, -1)
        for number in self._numbers(key):
            return self._executor.explain(translated, self._segments, number)
        return ()

    def near(self, word: str, limit: int) -> tuple[Form, ...]:
        """The words of the library that are an edit or two from a word."""
        return near_forms(self._segments, word, limit)

    def begun(self, prefix: str, limit: int) -> tuple[Form, ...]:
        """The words of the library that begin so."""
        return begun_forms(self._segments, prefix, limit)

    def related(self, terms: Iterable[Term], limit: int) -> tuple[tuple[int, Kin], ...]:
        """The documents that have most of what makes these terms telling, with what they share."""
        return kin.related(terms, self._segments, limit)

    def stored(self, number: int) -> dict[str, str]:
        """What is stored of a document: its key, its page, its stamp."""
        for segment in self._segments:
            if number < segment.base + segment.count:
                return segment.stored(number)
        raise KeyError(number)

    @property
    def count(self) -> int:
        """How many documents there are."""
        return sum(segment.count - segment.deleted for segment in self._segments)

    @property
    def commit(self) -> tuple[int, int, int]:
        """What tells the commit that was read last from all others."""
        return self._state

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the documents, the most frequent first."""
        return self._languages

    def close(self) -> None:
        """Let go of all files."""
        self._open.clear()
        self._segments = ()

    def _read(self, generation: int) -> None:
        self._storage.check(generation)
        index = SealedIndex(self._storage, self._schema, generation)
        segments = index.segments()
        opened = {
            segment.segment_id(): self._open.get(segment.segment_id()) or Segment(self._storage, segment)
            for segment in segments
        }
        base = 0
        for segment in segments:
            opened[segment.segment_id()].place(base, segment)
            base += segment.doc_count_all()
        self._index = index
        self._open = opened
        self._names = tuple(file_of(self._storage, segment).name for segment in segments)
        self._files = self._storage.files(self._names)
        self._segments = tuple(opened[segment.segment_id()] for segment in segments)
        self._languages = self._counted_languages()

    def _translated(self, tree: Query, today: date, typed: int) -> Any:
        return translate.translate(tree, today=today, typed=typed, languages=self._languages)

    def _numbers(self, *keys: str) -> list[int]:
        """The documents with these keys."""
        each = [(segment.base, segment.numbered(keys)) for segment in self._segments]
        return [base + number for base, numbers in each for number in numbers]

    def _commit(
        self,
        documents: Iterable[Document],
        gone: Iterable[int],
        *,
        choose: Choice,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        if self._vocabulary.full:
            self._vocabulary = Vocabulary()
        writer = Writer(self._index, self._vocabulary, self._columns)
        try:
            for number in gone:
                writer.delete_document(number)
            for document in documents:
                writer.add(row(document, self._vocabulary))
            writer.commit_segments(_merged(writer, choose, stop))
        except BaseException:
            if not writer.is_closed:
                writer.cancel()  # gives the lock back; what was half written is removed by the next commit
            raise
        self.refresh()

    def _columns(self, segment: Any) -> Columns:
        """The file of a segment, which may have been written just now."""
        opened = self._open.get(segment.segment_id())
        return Columns(file_of(self._storage, segment)) if opened is None else opened.columns

    def _counted_languages(self) -> tuple[str, ...]:
        counts: Counter[str] = Counter()
        for segment in self._segments:
            counts.update(segment.languages)
        return tuple(language for language, _ in counts.most_common())


def _never() -> None:
    """A short merge is not interrupted."""


def _merged(writer: Writer, choose: Choice, stop: Callable[[], bool]) -> list[Any]:
    """The segments there are when all that is to be merged was merged."""

    def pause() -> None:
        if stop():
            raise Stopped

    segments = writer.left()
    while groups := choose(segments):
        for group in groups:
            soon = sum(segment.doc_count() for segment in group) <= SOON
            in_order = [segment for segment in segments if segment in group]
            whole = writer.merged(in_order, _never if soon else pause)
            # What came last stays behind the rest: of equal documents the newest are found first.
            segments[segments.index(in_order[-1])] = whole
            segments = [segment for segment in segments if segment not in group and segment.doc_count()]
    return segments

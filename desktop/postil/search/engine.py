"""Whoosh behind the index: opening, writing, merging and searching its segments.

Everything that imports Whoosh is imported from here, and this is imported by ``index`` when an index is
opened: Whoosh takes a quarter of a second, and the window must not wait for it.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from whoosh.index import FileIndex
from whoosh.reading import SegmentReader

from postil.search import kin, translate
from postil.search.analysis import VERSION as ANALYSIS_VERSION
from postil.search.codec import ListCodec, ListWriter
from postil.search.damage import Unusable
from postil.search.executor import Executor
from postil.search.forms import begun_forms, near_forms
from postil.search.ranking import Sort
from postil.search.schema import VERSION as SCHEMA_VERSION
from postil.search.schema import row, schema
from postil.search.segment import Segment
from postil.search.storage import NAME, CheckedStorage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from postil.search.document import Document
    from postil.search.executor import Ranked
    from postil.search.kin import Kin
    from postil.search.kinship import Term
    from postil.search.query import Query
    from postil.search.ranking import Contribution, Form

    Choice = Callable[[list[Any]], list[Any]]

SEGMENTS = 12
"""With so many segments the small ones are merged."""

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
        self._codec = ListCodec()
        self._index: Any = None
        self._state = (-1, 0, 0)
        self._open: dict[str, Segment] = {}
        self._segments: tuple[Segment, ...] = ()
        self._languages: tuple[str, ...] = ()

    def create(self) -> None:
        """Make an empty index in the folder."""
        self._storage.create()
        FileIndex.create(self._storage, self._schema, NAME)

    def refresh(self) -> None:
        """Read what was committed since; raises Unusable, FileNotFoundError where there is no index."""
        for tried in range(1, _TRIES + 1):
            generation = self._storage.latest()
            if generation < 0:
                raise FileNotFoundError(self._storage.folder)
            try:
                state = self._storage.state(generation)
                if state == self._state:
                    return
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
        rows = {document.key: row(document) for document in updates}
        gone = [number for key in {*rows, *deletions} for number in self._numbers(key)]
        if not rows and not gone:
            return
        self._commit(rows, gone, choose=_small if merge else _none)

    def tidy(self, stop: Callable[[], bool]) -> None:
        """Merge small segments where there are many; raises Stopped where a long merge is not wanted now."""
        if len(self._segments) < SEGMENTS:
            return
        self._commit({}, [], choose=_small, stop=stop)

    def merge(self, stop: Callable[[], bool]) -> None:
        """Make one segment of all, without what was deleted; raises Stopped between two segments."""
        if len(self._segments) > 1 or any(segment.deleted for segment in self._segments):
            self._commit({}, [], choose=_all, stop=stop)

    def replace(self, folder: Path) -> None:
        """Let the index be what the one in ``folder`` is, in one commit: its files are linked, or copied."""
        other = Engine(folder, self._library)
        try:
            other.refresh()
            segments = other._index._segments()  # noqa: SLF001 - Whoosh names its segments nowhere else
            for segment in segments:
                self._storage.take(folder / segment.make_filename(segment.COMPOUND_EXT))
        finally:
            other.close()
        ListWriter(self._index, self._codec).commit(mergetype=lambda *_: segments)
        self.refresh()

    def sweep(self) -> None:
        """Remove what a killed writer left."""
        self._storage.sweep()

    def stamps(self) -> dict[str, str]:
        """The stamp of every document, by its key."""
        found = {}
        for segment in self._segments:
            for number in segment.numbers():
                stored = segment.stored(number)
                found[stored["key"]] = stored["stamp"]
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
        return sum(segment.count - len(segment.deleted) for segment in self._segments)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the documents, the most frequent first."""
        return self._languages

    def close(self) -> None:
        """Let go of all files."""
        for segment in self._open.values():
            segment.close()
        self._open.clear()
        self._segments = ()

    def _read(self, generation: int) -> None:
        self._storage.check(generation)
        index = FileIndex(self._storage, schema=self._schema, indexname=NAME)
        segments = index._segments()  # noqa: SLF001 - Whoosh names its segments nowhere else
        for segment in segments:
            self._storage.check_segment(segment.make_filename(segment.COMPOUND_EXT))
        opened = {
            segment.segment_id(): self._open.get(segment.segment_id()) or Segment(self._storage, segment)
            for segment in segments
        }
        base = 0
        for segment in segments:
            opened[segment.segment_id()].place(base, segment)
            base += segment.doc_count_all()
        for name in self._open.keys() - opened.keys():
            self._open[name].close()
        self._index = index
        self._open = opened
        self._segments = tuple(opened[segment.segment_id()] for segment in segments)
        self._languages = self._counted_languages()

    def _translated(self, tree: Query, today: date, typed: int) -> Any:
        return translate.translate(tree, today=today, typed=typed, languages=self._languages)

    def _numbers(self, key: str) -> list[int]:
        return [
            number
            for segment in self._segments
            for number in segment.frequencies("key", key)
            if number not in segment.deleted
        ]

    def _commit(
        self,
        rows: Mapping[str, Any],
        gone: Iterable[int],
        *,
        choose: Choice,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        writer = ListWriter(self._index, self._codec)
        readers: list[Any] = []

        def merge(_: Any, segments: list[Any]) -> list[Any]:
            """Take the chosen segments into the new one, and tell which stay."""
            kept = [segment for segment in segments if segment.doc_count() > 0]
            taken = choose(kept)
            soon = sum(int(segment.doc_count()) for segment in taken) <= SOON
            for segment in taken:
                if not soon and stop():
                    raise Stopped
                readers.append(SegmentReader(writer.storage, writer.schema, segment))
                writer.merge_in(readers[-1], self._open[segment.segment_id()])
            return [segment for segment in kept if segment not in taken]

        try:
            for number in gone:
                writer.delete_document(number)
            for values in rows.values():
                writer.add_document(**values)
            writer.commit(mergetype=merge)
        except BaseException:
            if not writer.is_closed:
                writer.cancel()  # gives the lock back; what was half written is removed by the next commit
            raise
        finally:
            for reader in readers:
                reader.close()
        self.refresh()

    def _counted_languages(self) -> tuple[str, ...]:
        counts: Counter[str] = Counter()
        for segment in self._segments:
            counts.update({place.term: place.documents for place in segment.expand("language", "")})
        return tuple(language for language, _ in counts.most_common())


def _small(segments: list[Any]) -> list[Any]:
    """The segments to merge once there are many: the smallest, as long as none outweighs all before it.

    So a document is written again only when what it lies in doubles: about log2(n) times.
    """
    if len(segments) < SEGMENTS:
        return []
    taken: list[Any] = []
    size = 0
    for segment in sorted(segments, key=lambda segment: int(segment.doc_count())):
        if len(taken) >= SEGMENTS // 2 and segment.doc_count() > size:
            break
        taken.append(segment)
        size += segment.doc_count()
    return taken


def _all(segments: list[Any]) -> list[Any]:
    return segments


def _none(_segments: list[Any]) -> list[Any]:
    return []

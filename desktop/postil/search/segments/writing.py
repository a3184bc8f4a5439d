"""One commit: documents added and deleted, segments merged, all of it there at once.

Whoosh's writer with its lock, its deletions and its table of contents. Documents are not sorted posting by
posting, segments are merged as arrays, and a commit may write several segments.

Read only through ``engine``: importing this imports Whoosh.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.writing import SegmentWriter

from postil.search.segments.codec import ColumnCodec, ColumnSegment, SegmentFile
from postil.search.segments.inversion import Gathered, Occurrences
from postil.search.segments.merging import Source, merge
from postil.search.segments.tiers import MOST_DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from postil.search.segments.columns import Columns
    from postil.search.segments.vocabulary import Vocabulary

    Opened = Callable[[ColumnSegment], Columns]

_NO_POSTINGS = Occurrences.none()
"""What Whoosh's writer sees of a field whose postings are gathered."""

MOST_GATHERED = 12_000_000
"""Occurrences of terms that are held before they are written as a segment: 100 MB."""


class Writer(SegmentWriter):
    """Writes one commit. Raises Unusable where a segment that is to be merged is damaged."""

    _added: bool

    def __init__(self, index: Any, vocabulary: Vocabulary, opened: Opened) -> None:
        super().__init__(index, codec=ColumnCodec(), poolclass=None)
        self.pool = _Pool(vocabulary)
        self._opened = opened
        self._finished: list[ColumnSegment] = []

    def add(self, row: Mapping[str, Any]) -> None:
        """Add a document."""
        if self.docnum >= MOST_DOCUMENTS or self.pool.size > MOST_GATHERED:
            self._next_segment()
        found = {name: value for name, value in row.items() if isinstance(value, Occurrences)}
        self.pool.gather(self.docnum, found)
        self.add_document(**{**row, **dict.fromkeys(found, _NO_POSTINGS)})

    def left(self) -> list[ColumnSegment]:
        """The segments there are now, without those of which nothing is left."""
        self._finish_added()
        return [segment for segment in [*self.segments, *self._finished] if segment.doc_count()]

    def merged(self, segments: Sequence[ColumnSegment], pause: Callable[[], None]) -> ColumnSegment:
        """One segment of several, which stay as they are. ``pause`` is called on the way, and may raise."""
        sources = [Source(self._opened(segment), _live(segment)) for segment in segments]
        merged: ColumnSegment = self.codec.new_segment(self.storage, self.indexname)
        file = SegmentFile(self.storage, merged)
        try:
            merged.set_doc_count(merge(sources, file.writer, pause))
            file.finish(merged.doc_count_all())
        finally:
            file.close()
        return merged

    def commit_segments(self, segments: Sequence[ColumnSegment]) -> None:
        """Let the index consist of these segments, and no others."""
        self._finish_added()
        if not self.perdocwriter.is_closed:
            self._close_segment()
        self._commit_toc(list(segments))
        self._finish()

    def cancel(self) -> None:
        """Leave the index as it is and give the lock back, also where the disk takes no more."""
        try:
            super().cancel()
        except OSError:  # from closing the files that were begun
            self._finish()

    def _finish_added(self) -> None:
        if self._added:
            self._finished.append(self._finalize_segment())
            self._added = False

    def _next_segment(self) -> None:
        """What was added so far is a segment; what follows is another."""
        self._finish_added()
        self.newsegment = self.codec.new_segment(self.storage, self.indexname)
        self.perdocwriter = self.codec.per_document_writer(self.storage, self.newsegment)
        self.fieldwriter = self.codec.field_writer(self.storage, self.newsegment)
        self.docnum = self.docbase


class _Pool:
    """The terms of the documents of a segment. Stands where Whoosh has its sorting of single postings."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._fields: dict[str, Gathered] = {}
        self.size = 0

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """A single posting, as Whoosh's own fields give them: there are none in an index of ours."""
        raise TypeError(f"no posting by itself: {item!r}")

    def gather(self, number: int, fields: Mapping[str, Occurrences]) -> None:
        """The terms of a document."""
        for name, found in fields.items():
            gathered = self._fields.get(name)
            if gathered is None:
                gathered = self._fields[name] = Gathered(self._vocabulary)
            gathered.add(number, found)
            self.size += len(found.terms)

    def iter_postings(self) -> Mapping[str, Gathered]:
        """All of them, by field: for ``PostingsWriter.add_postings``."""
        return self._fields

    def cleanup(self) -> None:
        """Forget all."""
        self._fields = {}
        self.size = 0


def _live(segment: ColumnSegment) -> np.ndarray[Any, np.dtype[np.bool_]] | None:
    if not segment.deleted_count():
        return None
    live = np.ones(segment.doc_count_all(), np.bool_)
    live[list(segment.deleted_docs())] = False
    return live

"""How the index lies in its files: Whoosh's codec with postings of our own.

Whoosh's term table, columns and stored fields are kept. Its postings, blocks of pickles written and read
one posting a call, are replaced by ``lists``, written and read a list a call. Whoosh's matchers work on
them, too.

Read only through ``engine``: importing this imports Whoosh.
"""

from __future__ import annotations

import heapq
import struct
from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo, W3TermsReader
from whoosh.matching import ListMatcher
from whoosh.system import pack_ushort
from whoosh.writing import SegmentWriter

from postil.search.lists import packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from postil.search.lists import PostingList
    from postil.search.segment import Segment


_FIELD_BYTES = 2
_INFO = struct.Struct("!5xI14xqi")
"""Of Whoosh's record of a term: documents, then offset and length of the postings (W3TermInfo.to_bytes)."""


class TermPostings(NamedTuple):
    """All postings of one term of one field, as they are written."""

    field: str
    term: bytes
    numbers: list[int]
    weights: list[float]
    values: list[bytes]


class Place(NamedTuple):
    """A term of a segment, in how many documents it is, and where its postings lie."""

    term: str
    documents: int
    offset: int
    length: int


class ListCodec(W3Codec):
    """Whoosh's codec, with lists of postings."""

    length_stats = False
    """No field is scored by Whoosh, so no posting needs its field's length."""

    def field_writer(self, storage: Any, segment: Any) -> ListFieldWriter:
        """What writes terms and postings."""
        return ListFieldWriter(self, storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> ListTermsReader:
        """What reads terms and postings."""
        name = segment.make_filename(self.TERMS_EXT)
        postings = segment.open_file(storage, self.POSTS_EXT)
        return ListTermsReader(self, storage.open_file(name), storage.file_length(name), postings)


class ListFieldWriter(W3FieldWriter):
    """Writes a term's whole list at once."""

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[TermPostings]) -> None:  # noqa: ARG002 - Whoosh's signature
        """Write all terms; they come sorted by field and term."""
        for field, terms in groupby(items, key=itemgetter(0)):
            self.start_field(field, schema[field])
            for postings in terms:
                self._add(postings)
            self.finish_field()

    def _add(self, postings: TermPostings) -> None:
        content = packed(postings.numbers, postings.weights, postings.values)
        info = W3TermInfo(
            weight=sum(postings.weights),
            df=len(postings.numbers),
            maxweight=max(postings.weights),
            minid=postings.numbers[0],
            maxid=postings.numbers[-1],
        )
        info.set_extent(self._postfile.tell(), len(content))
        self._postfile.write(content)
        self._tindex.add(pack_ushort(self._fieldid) + postings.term, info.to_bytes())


class ListTermsReader(W3TermsReader):
    """Reads a term's whole list at once."""

    def postings(self, field: str, term: bytes) -> PostingList | None:
        """The postings of a term; None where the segment has it not."""
        try:
            start, end = self._range_for_key(field, term)
        except KeyError:
            return None
        return self._list(W3TermInfo.from_bytes(self._dbfile.get(start, end)))

    def documents(self, field: str, term: bytes) -> int:
        """How many documents have the term; its postings are not read."""
        try:
            start, end = self._range_for_key(field, term)
        except KeyError:
            return 0
        return int(W3TermInfo.from_bytes(self._dbfile.get(start, end)).doc_frequency())

    def begun(self, field: str, prefix: bytes) -> Iterator[Place]:
        """The terms of a field that begin with ``prefix``, in their order."""
        start = self._keycoder(field, prefix)
        for key, info in self._tindex.items_from(start):
            if not key.startswith(start):
                return
            yield Place(key[_FIELD_BYTES:].decode(), *_INFO.unpack(info))

    def at(self, place: Place) -> PostingList:
        """The postings that lie there."""
        return unpacked(self._postfile.get(place.offset, place.length))

    def all(self) -> Iterator[tuple[str, bytes, PostingList]]:
        """Every term with its postings, in their order."""
        for (field, term), info in self.items():
            yield field, term, self._list(info)

    def matcher(self, fieldname: str, tbytes: bytes, format_: Any, scorer: Any = None) -> Any:
        """The postings as Whoosh's matchers take them."""
        info = self.term_info(fieldname, tbytes)
        found = self._list(info)
        weights = [float(weight) for weight in found.weights]
        return ListMatcher(
            found.numbers, weights, found.values(), format_, scorer, term=(fieldname, tbytes), terminfo=info
        )

    def _list(self, info: Any) -> PostingList:
        offset, (length,) = info.extent()  # Whoosh forgets to take the length out of its tuple
        return unpacked(self._postfile.get(offset, length))


class ListWriter(SegmentWriter):
    """Whoosh's writer with a pool of lists, which needs no sorting of single postings."""

    def __init__(self, index: Any, codec: ListCodec) -> None:
        super().__init__(index, codec=codec)
        self.pool = _Pool()
        self._merging: Segment | None = None

    def merge_in(self, reader: Any, segment: Segment) -> None:
        """Take over a segment: its columns and stored fields by Whoosh's reader, its postings by ours."""
        self._merging = segment
        self.add_reader(reader)

    def add_postings_to_pool(self, reader: Any, startdoc: int, docmap: Mapping[int, int] | None) -> None:  # noqa: ARG002 - Whoosh's signature
        """Called by ``add_reader``: the segment's postings, under their new numbers."""
        assert self._merging is not None
        self.pool.take(self._merging.all_postings(), startdoc, docmap)

    def cancel(self) -> None:
        """Leave the index as it is and give the lock back, also where the disk takes no more."""
        try:
            super().cancel()
        except OSError:  # from closing the files that were begun
            self._finish()


class _Pool:
    """The postings of the documents being written, and of the segments that are merged with them."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[bytes, tuple[list[int], list[float], list[bytes]]]] = defaultdict(dict)
        self._taken: list[Iterator[TermPostings]] = []

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """One posting: field, term, document number, weight, value. Document numbers only rise."""
        field, term, number, weight, value = item
        terms = self._fields[field]
        lists = terms.get(term)
        if lists is None:
            terms[term] = ([number], [weight], [value])
        else:
            lists[0].append(number)
            lists[1].append(weight)
            lists[2].append(value)

    def take(
        self,
        postings: Iterable[tuple[str, bytes, PostingList]],
        first: int,
        renumbered: Mapping[int, int] | None,
    ) -> None:
        """The postings of a segment; they are read when all is written."""
        self._taken.append(_renumbered(postings, first, renumbered))

    def iter_postings(self) -> Iterator[TermPostings]:
        """All, sorted by field and term, each term once."""
        merged = heapq.merge(self._added(), *self._taken, key=itemgetter(0, 1))
        for _, several in groupby(merged, key=itemgetter(0, 1)):
            # Added documents come before taken ones, and these in their order: merge keeps it.
            whole, *others = several
            for more in others:
                whole.numbers.extend(more.numbers)
                whole.weights.extend(more.weights)
                whole.values.extend(more.values)
            yield whole

    def cleanup(self) -> None:
        """Forget all."""
        self._fields.clear()
        self._taken.clear()

    def _added(self) -> Iterator[TermPostings]:
        for field in sorted(self._fields):
            terms = self._fields[field]
            for term in sorted(terms):
                yield TermPostings(field, term, *terms[term])


def _renumbered(
    postings: Iterable[tuple[str, bytes, PostingList]], first: int, renumbered: Mapping[int, int] | None
) -> Iterator[TermPostings]:
    for field, term, found in postings:
        rows = zip(found.numbers, found.weights, found.values(), strict=True)
        if renumbered is None:
            kept = [(first + number, float(weight), value) for number, weight, value in rows]
        else:
            kept = [
                (renumbered[number], float(weight), value)
                for number, weight, value in rows
                if number in renumbered
            ]
        if kept:
            numbers, weights, values = zip(*kept, strict=True)
            yield TermPostings(field, term, list(numbers), list(weights), list(values))

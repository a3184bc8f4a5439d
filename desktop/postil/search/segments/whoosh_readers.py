"""What Whoosh's own readers and matchers ask of a segment's file.

Read only through ``engine``: importing this imports Whoosh.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import columns as whoosh_columns
from whoosh.codec import base
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from postil.search.segments.columns import Part
from postil.search.segments.positions import sizes_of
from postil.search.segments.terms import FieldTerms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, KeysView

    from numpy.typing import NDArray

    from postil.search.segments.columns import Columns


class TermsReader(base.TermsReader):
    """Terms and postings as Whoosh asks for them."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._fields: dict[str, FieldTerms] = {
            name: FieldTerms(columns, name) for name in columns.fields(Part.TERMS)
        }

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in self._fields and self._fields[field].index(text) >= 0

    def indexed_field_names(self) -> KeysView[str]:
        """The fields that have terms."""
        return self._fields.keys()

    def cursor(self, fieldname: str, fieldobj: Any) -> Any:
        """What steps through the terms of a field."""
        terms = self._fields.get(fieldname)
        return base.EmptyCursor() if terms is None else TermsCursor(self, fieldname, terms, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms of all fields."""
        return ((name, term) for name, terms in self._fields.items() for term in terms.all())

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms of a field that are not before ``prefix``."""
        terms = self._fields.get(fieldname)
        if terms is not None:
            for place in range(terms.find(prefix), len(terms)):
                yield fieldname, terms[place]

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms with what is known of each."""
        return ((key, self.term_info(*key)) for key in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """As ``terms_from``, with what is known of each."""
        return ((key, self.term_info(*key)) for key in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """What is known of a term; raises KeyError."""
        terms, place = self._place(fieldname, text)
        found = terms.postings(place, place + 1)
        return TermInfo(
            weight=float(found.weights.sum(dtype=np.int64)),
            df=len(found),
            minlength=0,
            maxlength=0,
            maxweight=float(found.weights.max()),
            minid=int(found.numbers[0]),
            maxid=int(found.numbers[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """The weights of a term, added."""
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """How many documents have the term."""
        terms, place = self._place(fieldname, text)
        return int(terms.documents(place, place + 1)[0])

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> TermMatcher:
        """The postings as Whoosh's matchers take them."""
        try:
            terms, place = self._place(fieldname, text)
        except KeyError as error:
            raise TermNotFound(str(error)) from None
        found = terms.postings(place, place + 1)
        return TermMatcher(
            found.numbers.tolist(),
            found.weights.astype(float).tolist(),
            _Values(terms, place),
            format_,
            scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def close(self) -> None:
        """Let go of the file."""
        self._fields = {}

    def _place(self, field: str, term: bytes) -> tuple[FieldTerms, int]:
        terms = self._fields.get(field)
        place = -1 if terms is None else terms.index(term)
        if terms is None or place < 0:
            raise KeyError(f"{field}:{term!r}")
        return terms, place


class TermsCursor(base.FieldCursor):
    """Steps through the terms of a field."""

    def __init__(self, reader: TermsReader, name: str, terms: FieldTerms, fieldobj: Any) -> None:
        self._reader = reader
        self._name = name
        self._terms = terms
        self._field = fieldobj
        self._at = 0

    def first(self) -> Any:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, string: Any) -> Any:
        """Go to the first term that is not before this one."""
        self._at = self._terms.find(string if isinstance(string, bytes) else self._field.to_bytes(string))
        return self.text()

    def next(self) -> Any:
        """Go to the next term."""
        self._at += 1
        return self.text()

    def text(self) -> Any:
        """The term; None after the last."""
        return self._field.from_bytes(self._terms[self._at]) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """What is known of the term."""
        return self._reader.term_info(self._name, self._terms[self._at]) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether this is not after the last term."""
        return self._at < len(self._terms)


class TermMatcher(ListMatcher):
    """Whoosh's matcher over lists, which finds a document without looking at all before it."""

    _i: int

    def skip_to(self, id: int) -> None:  # noqa: A002 - Whoosh's signature
        """Go to the first document that is not before this one."""
        self._i = bisect_left(self._ids, id, self._i)

    def copy(self) -> TermMatcher:
        """The same at the same place."""
        return TermMatcher(
            self._ids,
            self._weights,
            self._values,
            self._format,
            self._scorer,
            self._i,
            term=self._term,
            terminfo=self._terminfo,
        )


class _Values:
    """The positions of each posting of a term, as bytes; read at the first need."""

    def __init__(self, terms: FieldTerms, place: int) -> None:
        self._terms = terms
        self._place = place
        self._cut: list[bytes] | None = None

    def __getitem__(self, index: int) -> bytes:
        if self._cut is None:
            found = self._terms.position_bytes(self._place, self._place + 1)
            ends = np.cumsum(sizes_of(found)).tolist()
            content = found.tobytes()
            self._cut = [content[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        return self._cut[index] if self._cut else b""


class DocumentsReader(base.PerDocumentReader):
    """Columns, stored texts and deletions as Whoosh asks for them."""

    def __init__(self, columns: Columns, segment: Any) -> None:
        self._columns = columns
        self._segment = segment
        self._texts = {name: Texts(columns, name) for name in columns.fields(Part.TEXT)}

    def doc_count(self) -> int:
        """Documents that are not deleted."""
        return int(self._segment.doc_count())

    def doc_count_all(self) -> int:
        """All documents."""
        return int(self._segment.doc_count_all())

    def has_deletions(self) -> bool:
        """Whether any is deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether this one is."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterable[int]:
        """Those that are."""
        deleted: Iterable[int] = self._segment.deleted_docs()
        return deleted

    def supports_columns(self) -> bool:
        """There are columns."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether there is this one."""
        return self._columns.column(fieldname, Part.VALUES) is not None

    def column_reader(self, fieldname: str, column: Any) -> ValuesReader:  # noqa: ARG002 - Whoosh's signature
        """The values of a column."""
        found = self._columns.column(fieldname, Part.VALUES)
        assert found is not None
        return ValuesReader(found.whole())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:  # noqa: ARG002 - Whoosh's signature
        """No field is scored by Whoosh."""
        return default

    def field_length(self, fieldname: str) -> int:  # noqa: ARG002 - Whoosh's signature
        """No field is scored by Whoosh."""
        return 0

    min_field_length = max_field_length = field_length

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """What is stored of a document."""
        return {name: texts[docnum] for name, texts in self._texts.items()}


class ValuesReader(whoosh_columns.ColumnReader):
    """The values of a column, as Whoosh takes them."""

    def __init__(self, values: NDArray[Any]) -> None:
        self._values = values
        self._doccount = len(values)

    def __getitem__(self, docnum: int) -> Any:
        return self._values[docnum].item()

    def __len__(self) -> int:
        return len(self._values)


class Texts:
    """A stored text of each document."""

    def __init__(self, columns: Columns, field: str) -> None:
        content = columns.column(field, Part.TEXT)
        starts = columns.column(field, Part.TEXT_STARTS)
        assert content is not None
        assert starts is not None
        self._content = content
        self._starts = starts

    def __getitem__(self, number: int) -> str:
        start, end = self._starts.cut(number, number + 2).tolist()
        return self._content.cut(start, end).tobytes().decode()

    def all(self) -> list[str]:
        """All, in the order of the documents."""
        content = self._content.whole().tobytes()
        return [content[start:end].decode() for start, end in pairwise(self._starts.whole().tolist())]

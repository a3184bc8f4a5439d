"""How the index lies in its files: a codec for Whoosh, with one file of arrays for each segment.

Whoosh's schema, table of contents, deletions, locks, readers and matchers are kept and work on these
files. What a segment holds is in ``columns``; it is written by ``inversion`` and ``merging``.

Read only through ``engine``: importing this imports Whoosh.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from whoosh import columns as whoosh_columns
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Segment

from postil.search.segments.columns import Columns, ColumnsWriter, Part, starts_of
from postil.search.segments.inversion import single_postings
from postil.search.segments.whoosh_readers import DocumentsReader, TermsReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import BinaryIO

    from postil.search.segments.inversion import Gathered

    Row = tuple[bytes, int, float, bytes]

SUFFIX = ".seg"
"""What the name of a segment's file ends in."""


def file_of(storage: Any, segment: Any) -> Path:
    """The file of a segment."""
    return Path(storage.folder, segment.make_filename(SUFFIX))


class ColumnSegment(W3Segment):
    """What the table of contents says of a segment: its name, its documents, which of them are deleted."""

    def should_assemble(self) -> bool:
        """It is one file already."""
        return False

    def delete_document(self, docnum: int, delete: bool = True) -> None:  # noqa: FBT001, FBT002 - Whoosh's signature
        """Delete a document, or bring it back."""
        if delete:
            super().delete_document(docnum)
        elif self._deleted is not None:
            self._deleted.discard(docnum)

    def copy(self) -> ColumnSegment:
        """The same segment, whose deletions may be changed."""
        deleted = set(self._deleted) if self._deleted else None
        return ColumnSegment(self._codec, self.indexname, self._doccount, self.segid, deleted)


class ColumnCodec(base.Codec):
    """Whoosh's door to these files."""

    length_stats = False
    """No field is scored by Whoosh, so no posting needs its field's length."""

    def new_segment(self, storage: Any, indexname: str) -> ColumnSegment:  # noqa: ARG002 - Whoosh's signature
        """A segment to be written."""
        return ColumnSegment(self, indexname)

    def per_document_writer(self, storage: Any, segment: Any) -> DocumentsWriter:
        """What takes columns and stored fields."""
        return DocumentsWriter(storage, segment)

    def field_writer(self, storage: Any, segment: Any) -> PostingsWriter:
        """What takes terms and postings, and writes the file."""
        return PostingsWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> TermsReader:
        """What reads terms and postings."""
        return TermsReader(Columns(file_of(storage, segment)))

    def per_document_reader(self, storage: Any, segment: Any) -> DocumentsReader:
        """What reads columns and stored fields."""
        return DocumentsReader(Columns(file_of(storage, segment)), segment)


class SegmentFile:
    """The file of a segment that is being written; it comes to be with the first thing written."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._path = file_of(storage, segment)
        self._writer: ColumnsWriter | None = None

    @property
    def writer(self) -> ColumnsWriter:
        """What writes it."""
        if self._writer is None:
            self._writer = ColumnsWriter(cast("BinaryIO", self._path.open("xb")))
        return self._writer

    def finish(self, documents: int) -> None:
        """All is written: see to it that it is on the disk."""
        self.writer.finish(documents)
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()


class DocumentsWriter(base.PerDocumentWriter):
    """Gathers columns and stored texts, in the order of the documents."""

    def __init__(self, storage: Any, segment: Any) -> None:
        segment.file = self._file = SegmentFile(storage, segment)
        self._segment = segment
        self._stored: dict[str, dict[int, str]] = {}
        self._columns: dict[str, tuple[Any, dict[int, Any]]] = {}
        self._number = -1
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """A document begins."""
        self._number = docnum

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:  # noqa: ARG002 - Whoosh's signature
        """What is stored of it: text."""
        if value is not None:
            self._stored.setdefault(fieldname, {})[self._number] = value

    def add_column_value(self, fieldname: str, columnobj: Any, value: Any) -> None:
        """Its value in a column of numbers, or of so many bytes."""
        self._columns.setdefault(fieldname, (columnobj, {}))[1][self._number] = value

    def close(self) -> None:
        """Write all of it; postings follow."""
        self.is_closed = True
        count = self._number + 1
        self._segment.set_doc_count(count)
        for name, texts in sorted(self._stored.items()):
            _write_texts(self._file.writer, name, [texts.get(number, "") for number in range(count)])
        for name, (column, values) in sorted(self._columns.items()):
            missing = column.default_value()
            listed = [values.get(number, missing) for number in range(count)]
            self._file.writer.add(name, Part.VALUES, np.array(listed, _column_type(column)))


class PostingsWriter(base.FieldWriter):
    """Writes the postings of all fields, and with them the file."""

    def __init__(self, storage: Any, segment: Any) -> None:  # noqa: ARG002 - of one kind with the others
        self._segment = segment
        self._file: SegmentFile = segment.file
        self._field = ""
        self._term = b""
        self._rows: list[Row] = []
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Any) -> None:
        """Write all postings: those that were gathered, or single ones in their order."""
        if not isinstance(items, dict):
            super().add_postings(schema, lengths, items)
            return
        gathered: Mapping[str, Gathered] = items
        for name in sorted(gathered):
            if len(gathered[name]):
                gathered[name].postings().write(self._file.writer, name)

    def start_field(self, fieldname: str, fieldobj: Any) -> None:  # noqa: ARG002 - Whoosh's signature
        """A field begins."""
        self._field = fieldname

    def start_term(self, text: bytes) -> None:
        """A term begins."""
        self._term = text

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:  # noqa: ARG002 - Whoosh's signature
        """A posting of the term."""
        self._rows.append((self._term, docnum, weight, vbytes))

    def finish_term(self) -> None:
        """The term has no more postings."""

    def finish_field(self) -> None:
        """The field has no more terms."""
        rows, self._rows = self._rows, []
        single_postings(rows).write(self._file.writer, self._field)

    def close(self) -> None:
        """Write the last of the file, and see to it that it is on the disk."""
        self.is_closed = True
        if vars(self._segment).pop("file", None) is None:
            return
        try:
            if self._segment.doc_count_all():
                self._file.finish(self._segment.doc_count_all())
        finally:
            self._file.close()


def _write_texts(writer: ColumnsWriter, name: str, texts: Iterable[str]) -> None:
    """Write a stored text of each document."""
    encoded = [text.encode("utf-8", "replace") for text in texts]
    writer.add(name, Part.TEXT, np.frombuffer(b"".join(encoded), np.uint8))
    writer.add(name, Part.TEXT_STARTS, starts_of(np.fromiter(map(len, encoded), np.int64, len(encoded))))


def _column_type(column: Any) -> np.dtype[Any]:
    """The type of the items of one of Whoosh's columns."""
    if isinstance(column, whoosh_columns.NumericColumn):
        numeric: np.dtype[Any] = np.dtype(column._typecode)  # noqa: SLF001 - Whoosh tells it nowhere else
        return numeric.newbyteorder("<")
    if isinstance(column, whoosh_columns.FixedBytesColumn):
        return np.dtype(f"S{column._fixedlen}")  # noqa: SLF001 - Whoosh tells it nowhere else
    raise TypeError(f"no column of a segment: {column!r}")

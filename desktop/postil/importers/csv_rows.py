"""CSV files as other tools write them: rows whose cells are asked for by the name of their column.

RFC 4180 and what is found beside it: any character set, a byte order mark, commas, semicolons, tabs or
bars, line breaks in quotes, cells of megabytes, zero bytes, a first line that says ``sep=;``, an apostrophe
before cells that a spreadsheet would run as formulas. A quote that never ends costs its own row, not all
that follow.

The file is read row by row. Names of columns are folded: ``Book Title``, ``book_title`` and ``bookTitle`` are
all ``book title``.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import deque
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import IO, TYPE_CHECKING, Self

import webencodings

from postil.dom.decode import decode
from postil.importers.files import open_file
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

LARGEST_CELL = 16 * 1024 * 1024
"""Characters that a cell may have; a quote that ends later than that never ends."""

_DELIMITERS = ",;\t|"
_SEPARATOR = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_WORD_END = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTING = re.compile(r"[\s_\-]+")
_GUARD = re.compile("'(?='*[=+\\-@\t\r\n＝＋－＠])")
"""What tools put before a cell that a spreadsheet would take for a formula; more before one that has it."""
_HEADER = 8 * 1024
"""Bytes in which the first line of a table ends."""
_SAMPLE = 1024 * 1024
_MOST_LINES = 20_000
"""Lines that a row may go over."""
_LOOSE_LINES = 200
"""Lines in which the end of a broken row is looked for."""
_READ_AGAIN = 64 * 1024 * 1024
"""Characters that are read again after broken quotes, in all; then quotes may no longer go over lines."""
_SHOWN = 300
_YES = frozenset({"true", "1", "yes"})


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    line: int
    """The line of the file on which it begins, from 1."""
    cells: tuple[str, ...]
    problem: str
    """A sentence about what is wrong with it and names its line; empty where nothing is."""
    _places: Mapping[str, Sequence[int]]

    def text(self, *columns: str) -> str:
        """The first cell that has something, of the columns of these folded names; without white space
        around it, and empty where none has.
        """
        for column in columns:
            for place in self._places.get(column, ()):
                cell = self.cells[place].strip() if place < len(self.cells) else ""
                if cell:
                    return cell[1:] if _GUARD.match(cell) else cell
        return ""

    def says_yes(self, *columns: str) -> bool:
        """Whether that cell says yes, as tools write it."""
        return self.text(*columns).casefold() in _YES

    def with_problem(self, sentence: str) -> str:
        """The sentence, after what is wrong with the row already."""
        return f"{self.problem} {sentence}".strip()


def read_rows(source: Path | bytes) -> Iterator[Row]:
    """The rows of a file, or of the bytes of one, after the row that names the columns.

    Rows with nothing in them are left out. The first row's problem also says if the character set of the file
    is a guess. Raises ImportFailed where the file cannot be read.
    """
    with BytesIO(source) if isinstance(source, bytes) else open_file(source) as file:
        encoding, said = _encoding(file)
        file.seek(0)
        table = _Table(_Lines(TextIOWrapper(file, encoding, errors="replace", newline="")))
        places: dict[str, list[int]] = {}
        for place, column in enumerate(table.header()):
            places.setdefault(column, []).append(place)
        for row in table.rows(places):
            if any(cell.strip() for cell in row.cells):
                yield replace(row, problem=f"{said} {row.problem}".strip()) if said else row
                said = ""


def read_columns(head: bytes) -> tuple[str, ...]:
    """The folded names of the columns, from the beginning of a file; whatever the first line is."""
    return _columns(head[:_HEADER])


def column_name(text: str) -> str:
    """The name of a column as all tools' spellings of it are folded: lower case, words parted by a space."""
    words = _WORD_END.sub(" ", unicodedata.normalize("NFKC", text))
    return _PARTING.sub(" ", words).strip(" \"'\ufeff").casefold()


@lru_cache(maxsize=2)
def _columns(head: bytes) -> tuple[str, ...]:
    """Every importer of tables asks for the same ones."""
    content = decode(head).text.encode("utf-8", "replace")
    return _Table(_Lines(TextIOWrapper(BytesIO(content), "utf-8", newline=""))).header()


class _Table:
    """The records of a file; those with broken quotes as well as can be."""

    def __init__(self, lines: _Lines) -> None:
        csv.field_size_limit(LARGEST_CELL)  # the program's, and 131,072 unless said otherwise
        self._lines = lines
        self._delimiter = _delimiter(lines)
        self._again = 0

    def header(self) -> tuple[str, ...]:
        """The names of the columns: the first record."""
        return next((tuple(map(column_name, row.cells)) for row in self.rows({}) if row.cells), ())

    def rows(self, places: Mapping[str, Sequence[int]]) -> Iterator[Row]:
        """The records from here on, whose columns stand at ``places``; empty before the header was read."""
        width = sum(map(len, places.values()))
        lines = self._lines
        while True:
            lines.begin_record()
            try:
                for cells in csv.reader(lines, delimiter=self._delimiter, strict=True):
                    yield Row(lines.first, tuple(cells), _too_long(lines.first, cells, width), places)
                    lines.begin_record()
            except csv.Error:
                self._again += lines.go_back()
                lines.most = _MOST_LINES if self._again < _READ_AGAIN else 1
                cells = self._broken(width)
                yield Row(lines.first, tuple(cells), _broken_quote(lines.first), places)
            else:
                return

    def _broken(self, width: int) -> list[str]:
        """The cells of a record with a broken quote: of its first line, or of more if that makes it whole."""
        line = next(self._lines)
        alone, _breaks = self._loosely(line)
        if len(alone) == width or self._lines.most == 1:
            return alone
        following = list(islice(self._lines, _LOOSE_LINES))
        together, count = self._loosely(line + "".join(following))
        taken = len(together) == width and not self._is_record(following, width)
        self._lines.give_back(len(following) - (count if taken else 0))
        return together if taken else alone

    def _is_record(self, lines: list[str], width: int) -> bool:
        """Whether a sound row begins here."""
        try:
            return len(next(csv.reader(lines, delimiter=self._delimiter, strict=True), ())) == width
        except csv.Error:
            return False

    def _loosely(self, text: str) -> tuple[list[str], int]:
        """The first record of a text whose quotes end only before a delimiter or the end of a line; how many
        line breaks are within it.
        """
        bound = re.escape(self._delimiter)
        field = re.compile(rf'"((?:[^"]++|""|"(?![{bound}\r\n]|\Z))*+)"|([^{bound}\r\n]*+)')
        cells: list[str] = []
        position = 0
        while found := field.match(text, position):  # it always matches, if nothing
            cells.append(found[2].removeprefix('"') if found[1] is None else found[1].replace('""', '"'))
            position = found.end() + 1
            if text[found.end() : position] != self._delimiter:
                break
        return cells, len(text[: position - 1].splitlines()) - 1


class _Lines:
    """The lines of a file, which can be taken back to where a record began."""

    def __init__(self, file: TextIOWrapper) -> None:
        self._file = file
        self._waiting: deque[str] = deque()
        self._record: list[str] = []
        self.first = 1
        """The line on which the record begins, from 1."""
        self.most = _MOST_LINES
        """How many lines a record may have."""
        self._waiting.append(self._read().removeprefix("\ufeff"))

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._read()
        if not line:
            raise StopIteration
        self._record.append(line)
        if len(self._record) > self.most:
            raise csv.Error
        return line

    def begin_record(self) -> None:
        """Say that the line that comes next begins a record."""
        self.first += len(self._record)
        self._record.clear()

    def go_back(self) -> int:
        """Back to where the record began; how many characters will be read again."""
        count = sum(map(len, self._record))
        self.give_back(len(self._record))
        return count

    def give_back(self, count: int) -> None:
        """Take the last lines for not read yet."""
        for _line in range(count):
            self._waiting.appendleft(self._record.pop())

    def _read(self) -> str:
        line = self._file.readline(LARGEST_CELL)
        # A line of nothing but zero bytes is not the end of the file.
        return (line.replace("\0", "") or "\n") if "\0" in line else line


def _delimiter(lines: _Lines) -> str:
    """What parts the cells: as the first line says, or what parts it in the most."""
    said = ""
    for line in lines:
        said = line.strip()
        if said:
            break
        lines.begin_record()  # of empty lines there may be any number
    declared = _SEPARATOR.fullmatch(said)
    if declared:
        return declared[1]
    lines.go_back()
    unquoted = re.sub(r'"[^"]*+"', "", said)
    return max(_DELIMITERS, key=unquoted.count)


def _encoding(file: IO[bytes]) -> tuple[str, str]:
    """The character set of a file, judged where its text first is more than ASCII; and, if it is a guess, a
    sentence that says so.
    """
    sample = b""
    while chunk := file.read(_SAMPLE):
        sample = chunk
        if not chunk.isascii() or b"\0" in chunk or b"\x1b" in chunk:
            sample += file.read(_SAMPLE)
            break
    decoded = decode(sample)
    known = webencodings.lookup(decoded.encoding)
    name = known.name if known else decoded.encoding
    said = _("The character set of the file was guessed: {name}.").format(name=name)
    is_guess = decoded.guessed and not sample.isascii()
    return known.codec_info.name if known else decoded.encoding, said if is_guess else ""


def _too_long(line: int, cells: Sequence[str], width: int) -> str:
    if not width or not any(cell.strip() for cell in cells[width:]):
        return ""
    return _("Line {line}: there are more cells than columns; these were left out: {cells}").format(
        line=line, cells=" | ".join(map(str.strip, cells[width:]))[:_SHOWN]
    )


def _broken_quote(line: int) -> str:
    return _("Line {line}: a quotation mark is missing or one too many; the row may be incomplete.").format(
        line=line
    )

"""Tables of comma separated values (RFC 4180) that no spreadsheet takes for formulas.

A cell that begins as a formula does gets an apostrophe before it, as OWASP advises ("CSV Injection"), and so
does one that has apostrophes before such a beginning: whoever takes one away has the cell as it was.
``importers/csv_rows.py`` does.
"""

from __future__ import annotations

import csv
import io
import re
from typing import IO, TYPE_CHECKING

from postil.export.formats.words import exactly

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_BREAKS = re.compile("\r\n?")


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]], file: IO[bytes]) -> None:
    """Write a table in UTF-8, its rows ended by CR LF."""
    file.write(_line(header))
    for row in rows:
        file.write(_line([guarded(cell) for cell in row]))


def guarded(cell: str) -> str:
    """A cell that is words, whatever it begins with; without white space around it."""
    text = _BREAKS.sub("\n", exactly(cell)).strip()
    return f"'{text}" if _FORMULA.match(text) else text


def _line(cells: Sequence[str]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerow(cells)
    return written.getvalue().encode()

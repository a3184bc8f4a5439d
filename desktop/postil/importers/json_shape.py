"""What the beginning of a JSON file shows of it: by its fields, importers tell the tools apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from postil.dom.decode import decode
from postil.importers.json_scanner import DEEPEST, PIECE, are_lines

_BLANK = " \t\r\n\ufeff\x1e"
_GAP = 40


@dataclass(frozen=True, slots=True)
class Shape:
    """What the beginning of a file shows of it, to tell tools by."""

    is_list: bool
    """Also of JSON lines."""
    fields: frozenset[str]
    """Those of the outermost object, or of the objects in the outermost list."""
    inner: frozenset[tuple[str, str]]
    """Fields of objects, or of objects in lists, that stand in one of ``fields``, with its name first."""

    def within(self, field: str) -> frozenset[str]:
        """The fields of what stands in a field."""
        return frozenset(name for outer, name in self.inner if outer == field)


NO_SHAPE: Final = Shape(is_list=False, fields=frozenset(), inner=frozenset())


@lru_cache(maxsize=2)
def shape_of(head: bytes) -> Shape:
    """What the first bytes of a file show of it; ``NO_SHAPE`` where they are no list or object."""
    text = decode(head).text.lstrip(_BLANK)
    if text[:1] not in ("[", "{"):
        return NO_SHAPE
    is_lines = are_lines(text)
    reader = _Reader(is_lines=is_lines)
    position = 0
    while (piece := PIECE.match(text, position)) and reader.goes_on:
        position = piece.end()
        following = text[position : position + _GAP].lstrip(_BLANK)
        reader.take(piece[0], is_field=following.startswith(":"))
    return Shape(is_lines or text[0] == "[", frozenset(reader.fields), frozenset(reader.inner))


class _Reader:
    """Collects the fields of objects, of which some are not whole yet."""

    def __init__(self, *, is_lines: bool) -> None:
        self.fields: set[str] = set()
        self.inner: set[tuple[str, str]] = set()
        self.goes_on = True
        self._least = 0 if is_lines else 1
        """Brackets that are open as long as there is more to see."""
        self._open: list[tuple[str, str]] = []
        """The brackets that are open, each with the field it stands in, if it stands in one."""
        self._field = ""

    def take(self, piece: str, *, is_field: bool) -> None:
        """The next piece of the file: a string, a bracket, or what stands between."""
        if piece in ("{", "["):
            self._open.append((piece, self._field))
            self._field = ""
        elif piece in ("}", "]"):
            del self._open[-1:]
            self._field = ""
        elif piece[0] == '"' and is_field:
            self._field = piece[1:-1]
            self._keep()
        self.goes_on = self._least <= len(self._open) <= DEEPEST

    def _keep(self) -> None:
        depth = sum(bracket == "{" for bracket, _field in self._open)
        outer = next((field for _bracket, field in self._open if field), "")
        if depth == 1:
            self.fields.add(self._field)
        elif depth == 2 and outer:
            self.inner.add((outer, self._field))

"""Data that a page carries for its own scripts: JSON in script elements, in attributes and in assignments.

Pages that are drawn by scripts bring their content along this way, whatever made them: as a script of
type JSON, as a literal that a script assigns or hands over, in an attribute of an element, or as one of
these inside a string of another. Nothing is run. What is read is bounded in size, number and depth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from postil.extraction.literals import read_literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_SIZE = 8_000_000
"""Characters of a page that are read, in all."""
_LITERALS = 300
"""Literals of a page that are read."""
_SHORTEST = 300
"""A literal that holds an article is not shorter (characters)."""
_START = re.compile(r"(?:=|\(|,|\breturn)\s*+(?=[{\[])|\bJSON\.parse\(\s*+(?=[\"'`])")
_DATA_ATTRIBUTES = etree.XPath(
    f"//@*[string-length() >= {_SHORTEST} and (starts-with(., '{{') or starts-with(., '['))]",
    smart_strings=False,
)
_DATA = re.compile(r"\s*+[{\[]")
_ROW = re.compile(r"([0-9a-f]{1,8}):(?:T([0-9a-f]{1,8}),|[A-Z]{0,2}(?=[{\[]))")
_SHORTEST_TABLE = 8


@dataclass(frozen=True, slots=True)
class DataSource:
    """What may hold data, as it is written."""

    text: str
    whole: bool
    """Whether it is data as a whole; else a script, which may hold some."""


def data_sources(html: _Element, *, attributes: bool) -> Iterator[DataSource]:
    """A page's scripts that are long enough, and with ``attributes`` those that begin as data."""
    for script in html.iter("script"):
        text = script.text
        if text is not None and len(text) >= _SHORTEST:
            yield DataSource(str(text), "json" in (script.get("type") or "").lower())
    if attributes:
        found = _DATA_ATTRIBUTES(html)
        for value in found if isinstance(found, list) else ():
            yield DataSource(str(value), whole=True)


def read_islands(sources: Iterable[DataSource]) -> Iterator[object]:
    """The values of data islands, in order: lists and dicts as JSON has them."""
    budget = _Budget()
    pieces: list[str] = []
    for source in sources:
        if source.whole:
            yield from _whole(source.text, budget)
        else:
            yield from _script(source.text, budget, pieces)
        if not budget.left:
            break
    if pieces:
        yield from _stream("".join(pieces), budget)


def within(text: str) -> Iterator[object]:
    """The data that a string of an island holds in its turn."""
    if len(text) >= _SHORTEST and _DATA.match(text):
        yield from _whole(text, _Budget())


def hydrated(value: object) -> object:
    """``value`` with its references resolved, where it is a table of values that name each other by number.

    So write devalue (Nuxt, SvelteKit) and its like: the first value is the root, and every object and
    array holds, for its members, their places in the table.
    """
    if (
        not isinstance(value, list)
        or len(value) < _SHORTEST_TABLE
        or not _is_table_head(value[0], len(value))
    ):
        return value
    return _Table(value).at(0, 0)


class _Budget:
    """What may still be read."""

    def __init__(self) -> None:
        self._size = _SIZE
        self._literals = _LITERALS

    @property
    def left(self) -> bool:
        return self._size > 0 and self._literals > 0

    def take(self, size: int) -> bool:
        """Whether a literal of ``size`` characters may be read still."""
        if not self.left or size > self._size:
            self._size = 0
            return False
        self._size -= size
        self._literals -= 1
        return True


def _script(source: str, budget: _Budget, pieces: list[str]) -> Iterator[object]:
    for value in _assigned(source, budget):
        piece = _piece(value)
        if piece is not None:
            pieces.append(piece)
        elif isinstance(value, str):
            yield from _whole(value, budget)
        else:
            yield value


def _assigned(source: str, budget: _Budget) -> Iterator[object]:
    """The literals that a script assigns, returns or hands over."""
    at = 0
    while (start := _START.search(source, at)) is not None:
        literal, at = read_literal(source, start.end())
        size = at - start.end()
        if size >= _SHORTEST or _piece(literal) is not None:
            if not budget.take(size):
                return
            yield literal


def _whole(source: str, budget: _Budget) -> Iterator[object]:
    start = _DATA.search(source)
    if start is not None and budget.take(len(source)):
        value, _ = read_literal(source, start.end() - 1)
        yield hydrated(value)


def _piece(value: object) -> str | None:
    """The text of a literal that is the number 1 and a text: streams come in such pieces (React)."""
    if isinstance(value, list) and len(value) == 2 and value[0] == 1 and isinstance(value[1], str):
        return value[1]
    return None


def _stream(text: str, budget: _Budget) -> Iterator[object]:
    """The rows of a streamed page: ``id:value``, or ``id:T`` with a length in bytes, a comma and a text."""
    at = 0
    while (row := _ROW.search(text, at)) is not None:
        if row[2] is not None:
            size = int(row[2], 16)
            content = (
                text[row.end() : row.end() + size].encode("utf-8", "replace")[:size].decode("utf-8", "ignore")
            )
            at = row.end() + len(content)
            value: object = {row[1]: content}
        else:
            value, at = read_literal(text, row.end())
        if not budget.take(at - row.start()):
            return
        yield value


def _is_table_head(head: object, size: int) -> bool:
    members = list(head.values()) if isinstance(head, dict) else head[-1:] if isinstance(head, list) else []
    return bool(members) and all(type(each) is int and -9 < each < size for each in members)


class _Table:
    """A table of values that name each other by number."""

    def __init__(self, values: list[object]) -> None:
        self._values = values
        self._left = 20 * len(values)

    def at(self, number: int, depth: int) -> object:
        value = self._values[number] if 0 <= number < len(self._values) else None
        self._left -= 1
        if depth > 40 or self._left < 0:
            return None
        if isinstance(value, dict):
            return {name: self._member(each, depth) for name, each in value.items()}
        if isinstance(value, list):
            if len(value) == 2 and isinstance(value[0], str):
                return self._member(value[1], depth)
            return [self._member(each, depth) for each in islice(value, len(self._values))]
        return value

    def _member(self, number: object, depth: int) -> object:
        return self.at(number, depth + 1) if type(number) is int else None

"""JSON as other tools write it: items whose fields may be missing, null, or of another type than usual.

An export of any size is read item by item, and never as a whole: the elements of a list, or those of the
lists in one object. An item that is broken, or cut off where the file ends, comes as a sentence about it,
and the others come as items. UTF-8, UTF-16, a byte order mark, ``NaN``, keys that come twice (the last one
holds), control characters and lone surrogates are all read.
"""

from __future__ import annotations

import json
import math
import re
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from postil.errors import ImportFailed
from postil.importers.files import open_file
from postil.importers.json_scanner import END, Scanner
from postil.importers.times import read_time
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime
LARGEST_FILE = 1024**3
"""Bytes that a file may have; no more than an item of it is in memory."""
MOST_PROBLEMS = 100
"""Broken items after which the rest of a file is not read."""

_LONGEST_NUMBER = 40
_SHOWN = 80
_FIRST_FIELD = 500
_FIRST = re.compile(r'\{\s*"(?:[^"\\]|\\.){0,200}"\s*:')
_UNREADABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_TRUE = frozenset({"1", "true", "yes", "on"})
_NAMES = ("name", "title", "label", "text", "slug", "tag")
_NOTHING: Final = object()


@dataclass(frozen=True, slots=True)
class Item:
    """A value of a JSON file, asked for what it should hold. Asking never fails: what is missing is empty."""

    value: Any = None

    def text(self, *fields: str) -> str:
        """The first of the fields that says something, as text without white space around it.

        Numbers are text, too. Without fields: what the item itself is.
        """
        for value in self._values(fields):
            if isinstance(value, str):
                text = readable(value).strip()
                if text:
                    return text
            elif isinstance(value, int | float) and not isinstance(value, bool):
                return str(value)
        return ""

    def texts(self, *fields: str) -> tuple[str, ...]:
        """The texts of the first of the fields that says something: of a list, all that are in it."""
        found = (tuple(filter(None, (each.text() for each in self.items(field)))) for field in fields)
        return next(filter(None, found), ())

    def line(self, *fields: str) -> str:
        """As ``text``, on one line: for titles and names."""
        return " ".join(self.text(*fields).split())

    def number(self, *fields: str) -> float | None:
        """The first of the fields that is a number, or a text that is one."""
        for value in self._values(fields):
            if isinstance(value, bool | int | float | str):
                try:
                    number = float(value)
                except (ValueError, OverflowError):
                    continue
                if math.isfinite(number):
                    return number
        return None

    def flag(self, *fields: str) -> bool:
        """Whether one of the fields says yes: ``true``, ``1``, ``"1"``, ``"yes"``."""
        return any(str(value).strip().lower() in _TRUE for value in self._values(fields))

    def time(self, *fields: str) -> datetime | None:
        """The first of the fields that is a time (``times.read_time``)."""
        return next((moment for value in self._values(fields) if (moment := read_time(value))), None)

    def item(self, field: str) -> Item:
        """What stands in a field, to be asked itself."""
        return Item(self.value.get(field)) if isinstance(self.value, dict) else Item()

    def items(self, *fields: str) -> tuple[Item, ...]:
        """The elements of the first of the fields that has any; one that is no list is its only element.

        Without fields: those of the item itself. Programs in PHP write a list with gaps as an object whose
        keys are numbers.
        """
        for value in self._values(fields):
            if isinstance(value, dict) and value and all(key.isdigit() for key in value):
                return tuple(map(Item, value.values()))
            if isinstance(value, list) and value:
                return tuple(map(Item, value))
            if value not in (None, "", [], {}, False):
                return (Item(value),)
        return ()

    def names(self, *fields: str) -> tuple[str, ...]:
        """Tags and the like: a list of texts, or of objects with a name. Each once, in order."""
        names = (item.line(*_NAMES) or " ".join(item.text().split()) for item in self.items(*fields))
        return tuple(dict.fromkeys(filter(None, names)))

    def has(self, *fields: str) -> bool:
        """Whether it is an object with all these fields, whatever is in them."""
        return isinstance(self.value, dict) and all(field in self.value for field in fields)

    def _values(self, fields: tuple[str, ...]) -> Iterator[Any]:
        if not fields:
            yield self.value
        elif isinstance(self.value, dict):
            yield from (self.value[field] for field in fields if field in self.value)


@dataclass(frozen=True, slots=True)
class Element:
    """An item with where in the file it stands."""

    field: str
    """The field of the outermost object whose list it is in, or that it is in; empty in a list."""
    place: int
    """How many came before it there, from 1."""
    item: Item
    problem: str = ""
    """A sentence that says what is wrong with it and which one it is; empty where nothing is."""


def read_items(source: Path | bytes | IO[bytes], *, only: Collection[str] | None = None) -> Iterator[Element]:
    """The elements of the outermost list; or of the outermost object, field by field, and of each list in it
    element by element: of those fields ``only``, where that is said. JSON lines are a list.

    Raises ImportFailed where the file cannot be read, or is no JSON from its first character on.
    """
    with _opened(source) as file:
        yield from _Reader(file, only).elements()


def read_lines(source: Path | bytes | IO[bytes]) -> Iterator[Element]:
    """The values of a file that has one after the other: JSON lines, or a whole value over several lines.

    Raises ImportFailed where the file cannot be read.
    """
    with _opened(source) as file:
        yield from _Reader(file).values()


def read_item(source: Path | bytes | IO[bytes]) -> Item:
    """All of a small file as one item. Raises ImportFailed where it is broken."""
    first = next(read_lines(source), None)
    if first is None or first.problem:
        raise ImportFailed(_("The file is no whole JSON; it may have been cut short."))
    return first.item


def readable(text: str) -> str:
    """``text`` without what no text may have: control characters, halves of characters."""
    return _UNREADABLE.sub(lambda found: "\ufffd" if found[0] > "\x7f" else "", text)


@contextmanager
def _opened(source: Path | bytes | IO[bytes]) -> Iterator[IO[bytes]]:
    if isinstance(source, bytes):
        yield BytesIO(source)
    elif isinstance(source, Path):
        with open_file(source, LARGEST_FILE) as file:
            yield file
    else:
        yield source


class _Reader:
    """Takes a file apart into the values that are parsed by themselves."""

    def __init__(self, file: IO[bytes], only: Collection[str] | None = None) -> None:
        self._scanner = Scanner(file)
        self._only = only
        self._problems = 0
        self._parting: _Parting | None = None

    def elements(self) -> Iterator[Element]:
        """The elements of the outermost list or object."""
        first = self._scanner.peek()
        if first not in ("[", "{"):
            raise ImportFailed(_("This is not JSON, or not JSON that can be read."))
        if self._scanner.has_lines:
            yield from self.values()
            return
        self._scanner.take()
        yield from self._listed("", "]") if first == "[" else self._fields()

    def values(self) -> Iterator[Element]:
        """Values one after the other, to the end of the file."""
        yield from self._listed("", END)

    def _fields(self) -> Iterator[Element]:
        scanner = self._scanner
        while (character := scanner.peek()) == '"':
            text = scanner.value()
            if text is None:  # a quotation mark that nothing follows
                scanner.go_on(None)
                continue
            name = _parsed(text)
            field = name if isinstance(name, str) else ""
            wanted = self._only is None or field in self._only
            if scanner.peek() == "[":
                scanner.take()
                elements = self._listed(field, "]")
                if wanted:
                    yield from elements
                else:
                    deque(elements, maxlen=0)  # damage in it shall not hide what follows
            elif wanted:
                yield self._element(field, 1)
            else:
                scanner.value(keep=False)
        if character != "}":
            yield Element("", 0, Item(), _("The file is broken or cut short; the rest of it was not read."))

    def _listed(self, field: str, end: str) -> Iterator[Element]:
        scanner = self._scanner
        self._parting = None if end else _LINES
        place = 0
        is_broken = False
        while (character := scanner.peek()) not in (end, END) and self._problems < MOST_PROBLEMS:
            if is_broken and self._parting and character not in "{[":  # the rest of the broken one
                scanner.go_on(self._parting.separator)
                is_broken = False
                continue
            element = self._element(field, place + 1)
            is_broken = bool(element.problem)
            if is_broken and end and scanner.peek() == END:
                break  # it was cut off, which is told below
            place += 1
            yield element
        if character == end:
            scanner.take()
        else:
            problem = _("The file is broken or cut short after item {count}; the rest of it was not read.")
            yield Element(field, place + 1, Item(), problem.format(count=place))

    def _element(self, field: str, place: int) -> Element:
        scanner = self._scanner
        text = scanner.value()
        value = _NOTHING if text is None else _parsed(text)
        if self._parting is None:
            self._parting = _parting(scanner.passed(_FIRST_FIELD))
        if value is not _NOTHING:
            return Element(field, place, Item(value))
        self._problems += 1
        problem = _("Item {place} is broken and was left out: {text}")
        shown = " ".join(readable(scanner.passed(_SHOWN)).split())
        self._go_to_next()
        return Element(field, place, Item(), problem.format(place=place, text=shown or "…"))

    def _go_to_next(self) -> None:
        """Go from a broken value to the next one, which may be within what was taken for the broken one, or
        not yet there.
        """
        scanner, parting = self._scanner, self._parting
        if parting is not None and scanner.go_back(parting.separator):
            return
        if scanner.is_lost or (parting is not None and not scanner.is_followed_by(parting.end)):
            scanner.go_on(None if parting is None else parting.separator)


@dataclass(frozen=True, slots=True)
class _Parting:
    """What parts the values of a list."""

    separator: re.Pattern[str]
    end: re.Pattern[str]
    """What comes after a whole one."""


_LINES = _Parting(re.compile(r"\n\s*(?=[{\[])"), re.compile(r"\s*(?:[{\[]|\Z)"))


def _parting(text: str) -> _Parting | None:
    """What parts the objects of a list, by how the first one begins: programs write all of them alike."""
    first = _FIRST.match(text)
    if first is None:
        return None
    following = r"\s*,\s*(?=" + re.escape(first[0]) + ")"
    end = rf"{following}|\s*\](?!\s*\}}{following})"
    return _Parting(re.compile(r"\}" + following), re.compile(end))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, strict=False, parse_int=_whole_number, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return _NOTHING


def _whole_number(text: str) -> int | None:
    return int(text) if len(text) <= _LONGEST_NUMBER else None


def _no_number(_name: str) -> None:
    """``NaN`` and ``Infinity``, which are no JSON."""

"""Writes an article's tree in reading order: blocks hold lines, lines hold formatted text.

Whoever writes says what comes ("a quote begins", "bold", "this text"); the writer keeps the tree well
formed whatever the page's nesting was. A line is begun only by its first word, so nothing empty is
written; a format that spans several blocks is written anew in each; an item outside a list gets one.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.serialise import without_control_characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_SPACES = re.compile(r"[\t\r\n\f\v][ \t\r\n\f\v]*+| [ \t\r\n\f\v]++")
"""White space but for single spaces, which stay."""
_TIGHT = frozenset({"li", "td", "th", "dt", "dd", "figcaption", "caption", "summary"})
"""Blocks whose only paragraph needs no element of its own."""
_MAY_BE_EMPTY = frozenset({"td", "th"})
_LISTS = frozenset({"ul", "ol"})
_NO_ATTRIBUTES: Mapping[str, str] = {}


@dataclass(slots=True, eq=False)
class _Format:
    tag: str
    attributes: dict[str, str]


@dataclass(slots=True)
class _Line:
    """A line that is begun by its first word."""

    tag: str
    attributes: Mapping[str, str]
    raw: bool = False
    element: _Element | None = None
    open_formats: list[tuple[_Format, _Element]] = field(default_factory=list)


class Writer:
    """An article in the making. ``root`` is its outermost ``div``."""

    def __init__(self) -> None:
        self.root = etree.Element("div")
        self._containers = [self.root]
        self._locales: list[Mapping[str, str]] = [{}]
        self._locale: Mapping[str, str] = {}
        self._line: _Line | None = None
        self._formats: list[_Format] = []
        self._breaks = 0
        self._ids: list[str] = []
        self._orphans: _Element | None = None
        self._gathering: _Element | None = None
        self._gathered: list[str] = []

    @property
    def container(self) -> _Element:
        """The block that is being filled."""
        return self._containers[-1]

    @property
    def in_text(self) -> bool:
        """Whether the current line has begun, with no line break pending."""
        return self._line is not None and self._line.element is not None and not self._breaks

    def is_within(self, tag: str) -> bool:
        """Whether a block of this kind is open."""
        return any(element.tag == tag for element in self._containers)

    @contextmanager
    def block(self, tag: str, attributes: Mapping[str, str] = _NO_ATTRIBUTES) -> Iterator[_Element]:
        """A block that holds others: a quote, a list, an item, a cell, a figure."""
        self.end_line()
        added = self._open_parents(tag)
        element = self._append(tag, attributes)
        self._containers.append(element)
        self._locales.append(self._locale)
        yield element
        self.end_line()
        self._close()
        for _ in range(added):
            self._close()

    @contextmanager
    def line(
        self, tag: str, attributes: Mapping[str, str] = _NO_ATTRIBUTES, *, raw: bool = False
    ) -> Iterator[None]:
        """A block that holds text: a paragraph, a heading; with ``raw``, white space stays as it is."""
        self.end_line()
        self._line = _Line(tag, attributes, raw)
        yield
        self.end_line()

    @contextmanager
    def format(self, tag: str, attributes: Mapping[str, str] = _NO_ATTRIBUTES) -> Iterator[None]:
        """What follows stands in this inline element."""
        format_ = _Format(tag, dict(attributes))
        self._formats.append(format_)
        yield
        self._formats.remove(format_)
        self._sync_formats()

    @contextmanager
    def locale(self, attributes: Mapping[str, str]) -> Iterator[None]:
        """The language and direction of the blocks that follow, where they differ from those around."""
        outer = self._locale
        self._locale = {**outer, **attributes}
        yield
        self._locale = outer

    def anchor(self, name: str) -> None:
        """Links to ``name`` point to what comes now: the line that has begun, or else the next element."""
        line = self._line
        if line is not None and line.element is not None and line.element.get("id") is None:
            line.element.set("id", name)
        else:
            self._ids.append(name)

    def text(self, text: str) -> None:
        """Words. White space alone begins no line."""
        text = without_control_characters(text)
        line = self._line
        if line is not None and line.raw:
            self._gather(text)
            return
        text = _SPACES.sub(" ", text)
        if text in ("", " ") and (line is None or line.element is None or self._breaks):
            return
        if self._breaks or line is None or line.element is None:
            self._write_breaks()
            text = text.lstrip(" ")
        self._gather(text)

    def inline(self, element: _Element) -> None:
        """A ready element within a line."""
        self._write_breaks()
        host = self._host()
        self._write_text()
        host.append(element)

    def object(self, element: _Element) -> None:
        """A ready element of its own, between lines; a link around it stays around it."""
        self.end_line()
        added = self._open_parents("")
        parent = self.container
        for format_ in self._formats:
            if format_.tag == "a" and element.tag == "img":
                parent = etree.SubElement(parent, "a", self._attributes_of(format_))
        self._take_id(element)
        parent.append(element)
        for _ in range(added):
            self._close()

    def line_break(self) -> None:
        """A line break; two of them part paragraphs. Before the first word of a line they are nothing."""
        if self._line is not None and self._line.element is not None:
            self._breaks += 1

    def end_line(self) -> None:
        """What follows begins a line of its own."""
        self._write_text()
        line = self._line
        if line is not None and line.element is not None and not line.raw:
            _strip_end(line.element)
        self._line = None
        self._breaks = 0

    def _write_breaks(self) -> None:
        line = self._line
        if not self._breaks or line is None or line.element is None:
            return
        if self._breaks == 1:
            self._breaks = 0
            host = self._host()
            self._write_text()
            _strip_end(host)
            etree.SubElement(host, "br")
            return
        tag, attributes = line.tag, line.attributes
        self.end_line()
        self._line = _Line(tag, attributes) if tag == "p" else None

    def _gather(self, text: str) -> None:
        """Add words to the innermost element. They are written as one: there may be thousands."""
        host = self._host()
        if host is not self._gathering:
            self._write_text()
            self._gathering = host
        self._gathered.append(text)

    def _write_text(self) -> None:
        """Write the gathered words, before anything comes after them."""
        if self._gathering is not None:
            _add_text(self._gathering, "".join(self._gathered))
            self._gathering = None
            self._gathered.clear()

    def _host(self) -> _Element:
        """The element that takes the next text: the line, or the innermost format within it."""
        line = self._line
        if line is None:
            line = self._line = _Line("p", _NO_ATTRIBUTES)
        if line.element is None:
            self._begin(line)
        self._sync_formats()
        assert line.element is not None
        host = line.open_formats[-1][1] if line.open_formats else line.element
        for format_ in self._formats[len(line.open_formats) :]:
            self._write_text()
            host = etree.SubElement(host, format_.tag, self._attributes_of(format_))
            self._take_id(host)
            line.open_formats.append((format_, host))
        return host

    def _begin(self, line: _Line) -> None:
        container = self.container.tag
        if container in _LISTS:
            line.element = self._append("li", line.attributes)
        elif container == "dl":
            line.element = self._append("dd", line.attributes)
        else:
            line.element = self._append(line.tag, line.attributes)

    def _sync_formats(self) -> None:
        """Forget the open formats of the line that have ended."""
        line = self._line
        if line is None:
            return
        count = 0
        for (open_, _), wanted in zip(line.open_formats, self._formats, strict=False):
            if open_ is not wanted:
                break
            count += 1
        del line.open_formats[count:]

    def _attributes_of(self, format_: _Format) -> dict[str, str]:
        attributes = dict(format_.attributes)
        format_.attributes.pop("id", None)
        return attributes

    def _append(self, tag: str, attributes: Mapping[str, str]) -> _Element:
        element = etree.SubElement(self.container, tag, dict(attributes))
        outer = self._locales[-1]
        for name, value in self._locale.items():
            if outer.get(name) != value and element.get(name) is None:
                element.set(name, value)
        self._take_id(element)
        return element

    def _take_id(self, element: _Element) -> None:
        if self._ids and element.get("id") is None:
            element.set("id", self._ids.pop(0))

    def _open_parents(self, tag: str) -> int:
        """Open what must stand between the container and a ``tag``; how many were opened."""
        container = self.container
        if tag == "li" and container.tag not in _LISTS:
            if self._orphans is None or last_child(container) is not self._orphans:
                self._orphans = self._append("ul", _NO_ATTRIBUTES)
            assert self._orphans is not None
            self._containers.append(self._orphans)
            self._locales.append(self._locale)
            return 1
        if container.tag in _LISTS and tag != "li":
            last = last_child(container)
            if tag in _LISTS and last is not None and last.tag == "li":
                self._containers.append(last)
                self._locales.append(self._locale)
                return 1
            parent = "li"
        elif container.tag == "dl" and tag not in ("dt", "dd"):
            parent = "dd"
        else:
            return 0
        self._containers.append(self._append(parent, _NO_ATTRIBUTES))
        self._locales.append(self._locale)
        return 1

    def _close(self) -> None:
        element = self._containers.pop()
        self._locales.pop()
        if element.tag in _TIGHT:
            _tighten(element)
        parent = element.getparent()
        if (
            parent is not None
            and last_child(element) is None
            and not element.text
            and element.tag not in _MAY_BE_EMPTY
        ):
            parent.remove(element)


def last_child(element: _Element) -> _Element | None:
    """The last child; counting the children of a long element would take long each time."""
    return next(element.iterchildren(reversed=True), None)


def unwrap(element: _Element) -> None:
    """Put an element's children in its place. It has no text of its own."""
    parent = element.getparent()
    assert parent is not None
    at = parent.index(element)
    for child in reversed(element):
        parent.insert(at, child)
    parent.remove(element)


def _tighten(element: _Element) -> None:
    """``<li><p>words</p><ul>…`` is ``<li>words<ul>…``, where the paragraph is the only one."""
    first = next(iter(element), None)
    if first is None or first.tag != "p" or first.attrib or element.text:
        return
    if any(child.tag == "p" for child in list(element)[1:]):
        return
    if element.tag != "li" and len(element) > 1:
        return
    element.text = first.text
    for at, child in enumerate(list(first)):
        element.insert(at, child)
    element.remove(first)


def _add_text(host: _Element, text: str) -> None:
    if not text:
        return
    last = last_child(host)
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        host.text = (host.text or "") + text


def _strip_end(element: _Element) -> None:
    last = last_child(element)
    if last is not None:
        if last.tail:
            last.tail = last.tail.rstrip(" ")
    elif element.text:
        element.text = element.text.rstrip(" ")

"""Markup made safe to parse: one linear walk that cuts what makes tree builders slow or lossy.

HTML tree builders take quadratic time in the attributes of a tag, in the depth of open elements and in
formatting elements that were never closed. Tags beyond the limits are cut, text never is. Ordinary
pages pass unchanged, and are told at one glance.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.dom.elements import BLOCKS, VOID
from postil.dom.ordinary import read_ordinary
from postil.dom.plain import VisibleWords, count_letters
from postil.dom.tags import RAW, Tag, is_xhtml, tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.dom.ordinary import Ordinary

ATTRIBUTES = 1000
"""Attributes that a tag may have."""
DEPTH = 2000
"""Elements that may be open at once, not counting those whose end tag may be left out."""
FORMATTING = 200
"""Formatting elements that may be open at once: each open one is repeated in each later block."""

_ATTRIBUTE = re.compile(r"""[\s/]*+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>]++)?+)?+""")
_IMPLIED = frozenset({
    "body", "caption", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p", "rb", "rp",
    "rt", "rtc", "tbody", "td", "tfoot", "th", "thead", "tr",
})  # fmt: skip
"""Elements whose end tag may be left out: they do not nest without another element between."""
_EMPTY = VOID | {
    "area", "base", "bgsound", "col", "embed", "frame", "input", "link", "meta", "param", "source", "track",
}  # fmt: skip
"""Elements without an end tag."""
_FORMATTING = frozenset({
    "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u",
})  # fmt: skip
_FORMATTING_TAGS = _FORMATTING | {f"/{name}" for name in _FORMATTING}
_UNLIMITED = _IMPLIED | _EMPTY | RAW
_FOREIGN = frozenset({"svg", "math"})
"""Elements in which raw elements are not raw."""
_UNFRAMED = {"frameset": "div", "noframes": "div", "frame": "embed"}
"""A page of frames has no body in a tree, and its frames and words for readers without them would be lost."""


@dataclass(frozen=True, slots=True)
class Guarded:
    """Markup within the limits, and what it was."""

    markup: str
    letters: int
    """How many letters a person would see: what the tree must have."""


def guard(markup: str) -> Guarded:
    """``markup`` within the limits, with every quote, comment and title ended."""
    ordinary = read_ordinary(markup)
    if ordinary is not None and _is_within_limits(ordinary):
        return Guarded(markup, count_letters(html.unescape(ordinary.words)))
    return _Guard(markup).guarded()


def _is_within_limits(ordinary: Ordinary) -> bool:
    """Whether ordinary markup is certainly within the limits: no element is counted too few times."""
    names = ordinary.names
    if ordinary.hidden > DEPTH and not _FOREIGN.isdisjoint(names):
        return False
    if any(len(tag) > 2 * ATTRIBUTES and _count_attributes(tag) > ATTRIBUTES for tag in ordinary.tags):
        return False
    formats = [name for name in names if name in _FORMATTING_TAGS]
    if len(formats) > FORMATTING and _most_open(formats) >= FORMATTING:
        return False
    return len(names) <= DEPTH or _most_open([name for name in names if name not in _UNLIMITED]) < DEPTH


def _count_attributes(tag: str) -> int:
    return len(_ATTRIBUTE.findall(tag))


def _most_open(names: Sequence[str]) -> int:
    """How many elements are open at once if an end tag ends only one of its name."""
    opened = Counter[str]()
    now = most = 0
    for name in names:
        if name[0] != "/":
            opened[name] += 1
            now += 1
            most = max(most, now)
        elif opened[name[1:]]:
            opened[name[1:]] -= 1
            now -= 1
    return most


class _Guard:
    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._expands = is_xhtml(markup)
        self._edits: list[tuple[int, int, str]] = []
        self._open: list[tuple[str, bool]] = []
        """Names of the open elements, and whether their start tag was kept."""
        self._count = Counter[str]()
        self._formatting = Counter[str]()
        """Open formatting elements; the end of a block does not end them."""

    def guarded(self) -> Guarded:
        words = VisibleWords(self._markup)
        for tag in tags(self._markup):
            words.pass_by(tag)
            if tag.name:
                self._look_at(tag)
            if tag.lacks:
                self._edits.append((tag.end, tag.end, tag.lacks))
        return Guarded(self._edited(), count_letters(words.text()))

    def _edited(self) -> str:
        if not self._edits:
            return self._markup
        pieces: list[str] = []
        position = 0
        for start, end, replacement in self._edits:
            pieces += (self._markup[position:start], replacement)
            position = end
        pieces.append(self._markup[position:])
        return "".join(pieces)

    def _look_at(self, tag: Tag) -> None:
        if tag.name in _UNFRAMED:
            name_start = tag.start + (2 if tag.closing else 1)
            self._edits.append((name_start, name_start + len(tag.name), _UNFRAMED[tag.name]))
            tag = tag._replace(name=_UNFRAMED[tag.name])
        if tag.closing:
            self._close(tag)
            return
        if tag.end - tag.attributes > 2 * ATTRIBUTES:
            self._limit_attributes(tag)
        if tag.name in _EMPTY or (tag.name in RAW and not self._expands):
            return
        if self._expands and self._markup[tag.end - 2] == "/" and not tag.lacks:
            self._edits.append((tag.end, tag.end, f"</{tag.name}>"))
        elif tag.name not in _IMPLIED and tag.name not in RAW:
            self._open_element(tag)

    def _limit_attributes(self, tag: Tag) -> None:
        end = tag.end if tag.lacks else tag.end - 1
        for number, attribute in enumerate(_ATTRIBUTE.finditer(self._markup, tag.attributes, end)):
            if number == ATTRIBUTES:
                self._edits.append((attribute.start(), end, ""))
                return

    def _open_element(self, tag: Tag) -> None:
        formatting = tag.name in _FORMATTING
        kept = len(self._open) < DEPTH and not (formatting and self._formatting.total() >= FORMATTING)
        if formatting and kept:
            self._formatting[tag.name] += 1
        self._open.append((tag.name, kept))
        self._count[tag.name] += 1
        if not kept:
            self._cut(tag)

    def _close(self, tag: Tag) -> None:
        kept = True
        if self._count[tag.name]:
            name = ""
            while name != tag.name:
                name, kept = self._open.pop()
                self._count[name] -= 1
        if not kept:
            self._cut(tag)
        elif self._formatting[tag.name]:
            self._formatting[tag.name] -= 1

    def _cut(self, tag: Tag) -> None:
        while self._edits and self._edits[-1][0] >= tag.start:
            self._edits.pop()
        self._edits.append((tag.start, tag.end, "<br>" if tag.name in BLOCKS else ""))

"""Where about in a page an annotation of wallabag stands: hints that tell equal words apart.

Annotator names the place by the path of an element (``/div[1]/p[3]``, from the article's own element) and an
offset in its text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.dom.parse import parse_page
from postil.errors import ImportFailed
from postil.model.selectors import CONTEXT, TextQuoteSelector

if TYPE_CHECKING:
    from lxml.etree import _Element

_STEP = re.compile(r"/([a-z][a-z0-9]*)(?:\[(\d{1,6})\])?")
_PATH = re.compile(r"(?:/[a-z][a-z0-9]*(?:\[\d{1,6}\])?){0,200}")


class Places:
    """The elements of a page, with where in its text each begins."""

    def __init__(self, page: str) -> None:
        try:
            self._body: _Element | None = parse_page(page).find("body")
        except ImportFailed:
            self._body = None
        self._starts: dict[_Element, int] = {}
        self._length = 0
        if self._body is not None:
            self._measure(self._body)

    def share(self, path: str, offset: float | None) -> float | None:
        """The share of the text before a place, 0 to 1; None where the page has no such place."""
        element = self._element(path)
        if element is None or not self._length:
            return None
        position = self._starts[element] + max(0, int(offset or 0))
        return min(position / self._length, 1.0)

    def quote(self, path: str, offset: float | None, exact: str) -> TextQuoteSelector:
        """The words with what stands around them, if they do stand at that place."""
        element = self._element(path)
        if element is None or offset is None or not 0 <= offset <= self._length * 2:
            return TextQuoteSelector(exact)
        words = "".join(map(str, element.itertext()))
        units = words.encode("utf-16-le", "surrogatepass")[: 2 * int(offset)]
        start = len(units.decode("utf-16-le", "ignore"))  # browsers count a rare character twice
        end = start + len(exact)
        if words[start:end] != exact:
            return TextQuoteSelector(exact)
        return TextQuoteSelector(exact, words[max(0, start - CONTEXT) : start], words[end : end + CONTEXT])

    def _element(self, path: str) -> _Element | None:
        element = self._body
        if element is None or not _PATH.fullmatch(path.lower()):
            return None
        for name, number in _STEP.findall(path.lower()):
            same = [child for child in element if child.tag == name]
            index = int(number or 1) - 1
            if not 0 <= index < len(same):
                return None
            element = same[index]
        return element

    def _measure(self, body: _Element) -> None:
        stack: list[tuple[_Element, bool]] = [(body, False)]
        while stack:
            element, is_done = stack.pop()
            if is_done:
                self._length += len(element.tail or "")
                continue
            self._starts[element] = self._length
            self._length += len(element.text or "")
            stack.append((element, True))
            stack += ((child, False) for child in reversed(element))

"""The words of a saved page as they are seen, and quotes of what stands in its elements."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from postil.dom.flatten import OBJECT, flatten
from postil.dom.taking_out import take_out
from postil.model.selectors import CONTEXT, TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_UNSEEN = (
    "button", "head", "iframe", "noscript", "object", "script", "select", "style", "svg", "template",
    "textarea", "title",
)  # fmt: skip
_BLANK = f" \t\r\n\f\v\u00a0{OBJECT}"
_LONGEST = 1_000
"""A quote of an element that only tells where a note stands is its first line, where it is longer."""

Span = tuple[int, int]


class PageText:
    """A page's words, in the shape of an article's: code points, a line for each block."""

    def __init__(self, root: _Element) -> None:
        """What is not seen is taken out of ``root``."""
        for element in list(root.iter(_UNSEEN)):
            if element is not root:
                take_out(element)
        self._root = root
        self._flat = flatten(root)

    def spans(self, elements: Iterable[_Element]) -> list[Span]:
        """Where the words of the elements stand, in order, without those that have none."""
        found = (self.span(element) for element in elements)
        return sorted({span for span in found if span is not None})

    def span(self, element: _Element) -> Span | None:
        """Where the words of an element stand; None where it has none, or is not in the page."""
        try:
            start, end = self._flat.span(element)
        except KeyError:
            return None
        words = self._flat.text[start:end]
        start += len(words) - len(words.lstrip(_BLANK))
        end -= len(words) - len(words.rstrip(_BLANK))
        return (start, end) if start < end else None

    def is_blank(self, start: int, end: int) -> bool:
        """Whether no words stand between two places."""
        return not self._flat.text[start:end].strip(_BLANK)

    def quote(self, span: Span) -> TextQuoteSelector:
        """The words of a span with those around it."""
        start, end = span
        text = self._flat.text
        return TextQuoteSelector(
            text[start:end].strip(_BLANK), text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        )

    def beginning(self, span: Span) -> Span:
        """The span, or its first line where it is long."""
        start, end = span
        if end - start <= _LONGEST:
            return span
        line = self._flat.text.find("\n", start, end)
        return (start, line) if line > 0 else span


def joined(spans: Iterable[Span], text: PageText, others: Cover) -> list[Span]:
    """Spans in order, those made one between which nothing stands, or only what ``others`` cover."""
    result: list[Span] = []
    for start, end in spans:
        if result and (start <= result[-1][1] or others.fills(result[-1][1], start, text)):
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


class Cover:
    """The places of a text that any of many spans covers."""

    def __init__(self, spans: Iterable[Span], text: PageText) -> None:
        merged: list[Span] = []
        for start, end in sorted(spans):
            if merged and (start <= merged[-1][1] or text.is_blank(merged[-1][1], start)):
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def fills(self, start: int, end: int, text: PageText) -> bool:
        """Whether the places from ``start`` to ``end`` are blank or covered without a gap."""
        if text.is_blank(start, end):
            return True
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._ends[at] >= end

"""Selectors of web annotations, as far as they say words: the quote itself, and where about it stands.

Selectors in a list are ways to the same words; one that refines another says more than that. The fragment of
an address may quote, too: ``#:~:text=before-,from%20here,to%20there,-after``
(https://wicg.github.io/scroll-to-text-fragment/).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from postil.importers.json_items import readable
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postil.importers.json_items import Item

_DEEPEST = 12
_GAP = " … "
"""Stands for the words between the two ends of a quote that names only these."""
_DIRECTIVE = re.compile(r":~:(?:.*?&)??text=([^&]+)", re.DOTALL)
_TYPES = ("type", "@type")


@dataclass(frozen=True, slots=True)
class Place:
    """What the selectors of a target say."""

    quote: TextQuoteSelector | None
    start: float | None
    """In code points from the beginning of the text."""


def read_selectors(target: Item, address: str) -> Place:
    """The words that a target selects, and where; a place without words where it selects none."""
    selectors = tuple(_all(target, 0))
    quotes = [quote for selector in selectors if (quote := _quote(selector))]
    starts = (selector.number("start", "oa:start") for selector in selectors if "Position" in _type(selector))
    quote = quotes[-1] if quotes else read_text_fragment(address)
    return Place(quote, next((start for start in starts if start is not None), None))


def read_text_fragment(address: str) -> TextQuoteSelector | None:
    """The words that the fragment of an address quotes, if it quotes any."""
    found = _DIRECTIVE.search(address)
    if found is None:
        return None
    prefix = suffix = ""
    parts = found[1].split(",")
    if len(parts) > 1 and parts[0].endswith("-"):
        prefix = unquote(parts.pop(0)[:-1])
    if len(parts) > 1 and parts[-1].startswith("-"):
        suffix = unquote(parts.pop()[1:])
    exact = _GAP.join(filter(None, map(unquote, parts[:2])))
    return _of_words(exact, prefix, suffix)


def _all(holder: Item, depth: int) -> Iterator[Item]:
    """The selectors of a target or of a selector, each before those that refine it."""
    if depth > _DEEPEST:
        return
    for selector in holder.items("selector", "hasSelector", "oa:hasSelector"):
        yield from _refined(selector, depth)


def _refined(selector: Item, depth: int) -> Iterator[Item]:
    yield selector
    if depth > _DEEPEST:
        return
    for refining in selector.items("refinedBy"):
        yield from _refined(refining, depth + 1)
    for way in selector.items("items", "default", "members"):  # a Choice of Open Annotation
        yield from _refined(way, depth + 1)


def _quote(selector: Item) -> TextQuoteSelector | None:
    if selector.has("exact") or selector.has("oa:exact"):
        exact, prefix, suffix = (_words(selector, field) for field in ("exact", "prefix", "suffix"))
        return _of_words(exact, prefix, suffix)
    if "Range" in _type(selector):
        ends = [_quote_of_end(selector, field) for field in ("startSelector", "endSelector")]
        first, last = ends
        if first and last and first != last:
            return _of_words(first.exact + _GAP + last.exact, first.prefix, last.suffix)
        return first or last
    if "Fragment" in _type(selector):
        return read_text_fragment(selector.text("value", "rdf:value"))
    return None


def _quote_of_end(selector: Item, field: str) -> TextQuoteSelector | None:
    quotes = [
        quote for end in selector.items(field) for each in _refined(end, 0) if (quote := _quote_only(each))
    ]
    return quotes[-1] if quotes else None


def _quote_only(selector: Item) -> TextQuoteSelector | None:
    """Ends of a range are no ranges themselves."""
    return None if "Range" in _type(selector) else _quote(selector)


def _type(selector: Item) -> str:
    return " ".join(selector.names(*_TYPES))


def _words(selector: Item, field: str) -> str:
    """With the white space around them, which tells where a word begins."""
    for name in (field, f"oa:{field}"):
        value = selector.item(name).value
        if isinstance(value, str):
            return readable(value)
    return ""


def _of_words(exact: str, prefix: str, suffix: str) -> TextQuoteSelector | None:
    return TextQuoteSelector(exact, prefix, suffix) if exact.strip() else None

"""What a page says of itself in JSON-LD scripts (schema.org): read leniently, bounded, never trusted.

Publishers write trailing commas, comments around the script, raw line breaks in strings, ``NaN``, and
graphs of any shape; a script that cannot be read says nothing.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

_SCRIPT_SIZE = 4_000_000
"""Characters of all scripts that are read."""
_THINGS = 5_000
"""Objects that are read."""
_OPENING = re.compile(r"\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)")
_CLOSING = re.compile(r"(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)?[\s;]*$")
_LONGEST_CLOSING = 60
"""Characters at the end of a script that are looked at for the end of a comment around it."""
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_ASIDE_KEYS = frozenset({
    "comment", "hasPart", "isPartOf", "itemListElement", "mentions", "relatedLink", "review", "citation",
    "suggestedAnswer", "acceptedAnswer", "isBasedOn", "subjectOf", "video", "image", "about",
})  # fmt: skip
"""What stands under these is another thing than the page's own subject."""


@dataclass(frozen=True, slots=True)
class Thing:
    """An object of the page's linked data."""

    types: frozenset[str]
    """Names without their vocabulary: ``NewsArticle``."""
    aside: bool
    """True where it is only part of, or mentioned by, another thing."""
    _values: Mapping[str, object]

    def texts(self, key: str) -> tuple[str, ...]:
        """The strings under ``key``, and the names of the objects there."""
        return tuple(_texts(self._values.get(key)))

    def text(self, key: str) -> str | None:
        """The first string under ``key``."""
        return next(iter(self.texts(key)), None)


def linked_data(tree: _Element) -> tuple[Thing, ...]:
    """Every typed object in the page's JSON-LD scripts, in document order, graphs and lists unrolled."""
    budget = _SCRIPT_SIZE
    things: list[Thing] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = script.text or ""
        budget -= len(source)
        if budget < 0 or len(things) >= _THINGS:
            break
        things.extend(_things(_parse(source)))
    named = {text: thing for thing in things if (text := _identity(thing))}
    return tuple(_resolved(thing, named) for thing in things[:_THINGS])


def _parse(source: str) -> object:
    source = _unwrapped(source)
    try:
        return json.loads(source, strict=False, parse_constant=_nothing)
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(_TRAILING_COMMA.sub(r"\1", source), strict=False, parse_constant=_nothing)
    except (ValueError, RecursionError):
        return None


def _unwrapped(source: str) -> str:
    """The script without a comment around it and what follows its end."""
    opening = _OPENING.match(source)
    source = source[opening.end() :] if opening else source
    source = source.rstrip()
    tail = len(source) - _LONGEST_CLOSING
    closing = _CLOSING.search(source, max(0, tail))
    return source[: closing.start()] if closing else source


def _nothing(_name: str) -> None:
    """What ``NaN`` and ``Infinity`` mean here."""


def _things(root: object) -> Iterator[Thing]:
    """The typed objects under ``root``; an explicit stack, since a page may nest without end."""
    pending: list[tuple[object, bool]] = [(root, False)]
    count = 0
    while pending and count < _THINGS:
        value, aside = pending.pop()
        if isinstance(value, list):
            pending.extend((item, aside) for item in reversed(value[:_THINGS]))
        elif isinstance(value, dict):
            types = frozenset(
                name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in _texts(value.get("@type"))
            )
            if types:
                count += 1
                yield Thing(types, aside, value)
            pending.extend(
                (inner, aside or key in _ASIDE_KEYS)
                for key, inner in reversed(value.items())
                if isinstance(inner, dict | list)
            )


def _texts(value: object) -> Iterator[str]:
    items = value[:50] if isinstance(value, list) else [value]
    for item in items:
        text = item
        if isinstance(item, dict):
            text = item.get("name") or item.get("@value") or item.get("@id")
            if isinstance(text, list):
                text = text[0] if text else None
        if isinstance(text, str) and text.strip():
            yield text.strip()


def _identity(thing: Thing) -> str | None:
    identity = thing._values.get("@id")  # noqa: SLF001 - a Thing's own module
    return identity if isinstance(identity, str) and thing._values.get("name") else None  # noqa: SLF001


def _resolved(thing: Thing, named: Mapping[str, Thing]) -> Thing:
    """The thing with references to named people and organisations replaced by those."""
    values = dict(thing._values)  # noqa: SLF001
    for key in ("author", "creator", "publisher"):
        value = values.get(key)
        items = value if isinstance(value, list) else [value]
        values[key] = [_referred(item, named) for item in items[:50]]
    return Thing(thing.types, thing.aside, values)


def _referred(item: object, named: Mapping[str, Thing]) -> object:
    if isinstance(item, dict) and "name" not in item and isinstance(item.get("@id"), str):
        target = named.get(item["@id"])
        return target._values if target else None  # noqa: SLF001
    return item

"""Pocket's page of links, ``ril_export.html``: two lists, each under a heading.

::

    <h1>Unread</h1>
    <ul><li><a href="https://…" time_added="1625421909" tags="a,b">title</a></li></ul>
    <h1>Read Archive</h1>
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TITLE = re.compile(rb"<title>\s*Pocket Export\s*</title>", re.IGNORECASE)
_LINK = re.compile(rb"<a\s[^<>]*\btime_added\s*=", re.IGNORECASE)
_HEADING = re.compile(rb"<h1>\s*(?:Unread|Read Archive)\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_TAG = re.compile(r"/?[a-z]\w*+", re.IGNORECASE)
_ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class PocketLink:
    """A link, as the page says it."""

    address: str
    title: str
    added: str
    """Seconds since 1970."""
    tags: str
    """With commas between."""
    is_archived: bool


def is_pocket_page(head: bytes) -> bool:
    """Whether a file begins as the page does."""
    return bool(_TITLE.search(head) or (_LINK.search(head) and _HEADING.search(head)))


def links_of(markup: str) -> Iterator[PocketLink]:
    """The links, in the order of the page."""
    heading = ""
    attributes: dict[str, str] = {}
    words: list[str] = []
    is_open = ""
    for piece in markup.split("<"):
        tag = _TAG.match(piece)
        name = tag[0].lower() if tag else ""
        inside, _end, text = piece.partition(">") if tag else ("", "", "<" + piece)
        if name in ("a", "h1", "/a", "/h1", "/ul"):
            if is_open == "a":
                yield _link(attributes, words, heading)
            elif is_open == "h1":
                heading = _text(words)
            is_open, words = name.strip("/") if name in ("a", "h1") else "", []
            attributes = _attributes(inside) if name == "a" else {}
        words.append(text)
    if is_open == "a":
        yield _link(attributes, words, heading)


def _link(attributes: dict[str, str], words: list[str], heading: str) -> PocketLink:
    return PocketLink(
        address=attributes.get("href", ""),
        title=_text(words),
        added=attributes.get("time_added", ""),
        tags=attributes.get("tags", ""),
        is_archived=_ARCHIVE in heading.lower(),
    )


def _attributes(inside: str) -> dict[str, str]:
    return {
        found[1].lower(): unescape(found[2] or found[3] or found[4] or "").strip()
        for found in _ATTRIBUTE.finditer(inside)
    }


def _text(words: list[str]) -> str:
    return " ".join(unescape("".join(words)).split())

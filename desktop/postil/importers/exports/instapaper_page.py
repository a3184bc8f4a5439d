"""Instapaper's page of links, which it exports beside its table: a list under the name of each folder.

::

    <title>Instapaper: Export</title>
    <h1>Unread</h1>
    <ol><li><a href="https://…">title</a></ol>
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TITLE = re.compile(rb"<title>\s*Instapaper\s*:\s*Export\s*</title>", re.IGNORECASE)
_PART = re.compile(r"<(h1|a)\b([^<>]*+)>([^<]*+)", re.IGNORECASE)
_ADDRESS = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class InstapaperLink:
    """A link, with the folder it is in."""

    address: str
    title: str
    folder: str


def is_instapaper_page(head: bytes) -> bool:
    """Whether a file begins as the page does."""
    return bool(_TITLE.search(head))


def instapaper_links(markup: str) -> Iterator[InstapaperLink]:
    """The links, in the order of the page."""
    folder = ""
    for part in _PART.finditer(markup):
        text = " ".join(unescape(part[3]).split())
        address = _ADDRESS.search(part[2])
        if part[1].lower() == "h1":
            folder = text
        elif address:
            yield InstapaperLink(unescape(address[1] or address[2] or address[3] or "").strip(), text, folder)

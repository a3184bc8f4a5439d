"""A page as plain text: what is shown where no article could be made of it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.decode import decode
from postil.dom.flatten import flatten
from postil.dom.plain import plain_text
from postil.dom.serialise import parse_article, serialise, without_control_characters
from postil.model.article import Article, Metadata
from postil.model.reading_time import count_words
from postil.translation import _

if TYPE_CHECKING:
    from postil.model.capture import Capture

RENDERING = "plain 1"
"""Name and version of this rendering, as an extractor's."""

_LONGEST = 20_000_000
"""Bytes of a page that are rendered; the time is linear in them."""
_TITLE = re.compile(r"<title\b[^<>]*+>([^<]{1,1000})</title", re.IGNORECASE)


def render_plain(capture: Capture, reason: str) -> Article:
    """The words of a page, a paragraph for each line. ``reason`` is the warning that tells why."""
    markup = decode(capture.markup[:_LONGEST], declared=capture.charset).text
    text = plain_text(markup) if capture.media_type == "text/html" else without_control_characters(markup)
    root = etree.Element("div")
    for line in text.splitlines():
        if line.strip():
            etree.SubElement(root, "p").text = line
    document = serialise(root)
    canonical = flatten(parse_article(document)).text
    warnings = (*capture.warnings, reason)
    if len(capture.markup) > _LONGEST:
        warnings += (_("Only the beginning of this very long page is shown; the original is kept whole."),)
    return Article(
        metadata=Metadata(title=_title(markup) or capture.name.rsplit(".", 1)[0]),
        html=document,
        text=canonical,
        extractor=RENDERING,
        words=count_words(canonical),
        warnings=warnings,
        plain=True,
    )


def _title(markup: str) -> str | None:
    found = _TITLE.search(markup, 0, 100_000)
    title = " ".join(html.unescape(found[1]).split()) if found else ""
    return without_control_characters(title) or None

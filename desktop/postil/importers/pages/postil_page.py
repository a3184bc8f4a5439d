"""Pages that Postil itself wrote as HTML (``export/formats/html_page.py``), read back with their highlights.

What is known of the page stands in ``data-`` attributes of ``main``, its article in ``article``; what is
known of a highlight in those of its first ``mark``, or of its quote where it stands nowhere. The signs and
notes that were put into the article are taken out of it again.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.decode import decode
from postil.dom.parse import parse_page
from postil.dom.serialise import serialise
from postil.dom.taking_out import take_out
from postil.importers.annotations.page_text import PageText
from postil.importers.colors import read_color
from postil.importers.exports.gathering import distinct
from postil.importers.files import file_name, read_file
from postil.importers.pages.html import web_address
from postil.importers.times import read_time
from postil.model.annotation import Style
from postil.model.capture import Capture
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

_SIGN = re.compile(rb'<meta name="postil-page" content="[^"<>]+">')
_HIGHLIGHT = "data-highlight"
_STYLES = {style.value: style for style in Style}
_ADDED = ("margin", "note-sign")
"""Classes of what the export put into an article."""


class PostilPage:
    """A page that Postil exported as HTML."""

    name = "Postil page"
    suffixes: tuple[str, ...] = (".html", ".htm")

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - its head tells
        """Certain where the page says which one it is."""
        return 0.99 if _SIGN.search(head) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The page, as its article alone."""
        content = read_file(path)
        root = parse_page(decode(content).text)
        main = next(root.iter("main"), root)
        lost = tuple(_annotation(quote, _words(quote)) for quote in _lost(main))
        note = next((each.get("data-note") or "" for each in main.iter("aside") if each.get("data-note")), "")
        article = next(main.iter("article"), None)
        if article is None:
            article = etree.Element("article")
        _restore(article)
        found = tuple(_highlights(article))
        yield Capture(
            content=content,
            media_type="text/html",
            format=self.name,
            name=file_name(path),
            page=_page(article, root),
            address=web_address(main.get("data-address") or ""),
            saved=read_time(main.get("data-saved") or ""),
            charset="utf-8",
            clean=True,
            record=Record(
                title=main.get("data-title") or None,
                byline=main.get("data-byline") or None,
                site=main.get("data-site") or None,
                language=root.get("lang"),
                published=main.get("data-published") or None,
                tags=distinct(_strings(main.get("data-tags"))),
                note=note,
                added=read_time(main.get("data-added") or ""),
                annotations=(*found, *lost),
            ),
        )


def _restore(article: _Element) -> None:
    """Take out what the export put into the article."""
    for element in tuple(article.iter()):
        if isinstance(element.tag, str) and (element.get("class") or "") in _ADDED:
            take_out(element)


def _highlights(article: _Element) -> Iterator[ImportedAnnotation]:
    marks: dict[str, list[_Element]] = {}
    for mark in article.iter("mark"):
        name = mark.get(_HIGHLIGHT)
        if name:
            marks.setdefault(name, []).append(mark)
    text = PageText(article)
    for elements in marks.values():
        spans = text.spans(elements)
        if spans:
            yield _annotation(elements[0], text.quote((spans[0][0], max(end for _start, end in spans))))


def _lost(main: _Element) -> tuple[_Element, ...]:
    return tuple(each for each in main.iter("blockquote") if each.get(_HIGHLIGHT) and _words(each).exact)


def _words(quote: _Element) -> TextQuoteSelector:
    """The words of a highlight that stands nowhere, and those that stood around it."""
    lines = ("".join(map(str, line.itertext())).strip() for line in quote.iter("p"))
    return TextQuoteSelector(
        "\n".join(filter(None, lines)), quote.get("data-prefix") or "", quote.get("data-suffix") or ""
    )


def _annotation(element: _Element, quote: TextQuoteSelector) -> ImportedAnnotation:
    return ImportedAnnotation(
        quote,
        note=element.get("data-note") or "",
        color=read_color(element.get("data-color")),
        style=_STYLES.get(element.get("data-style") or "", Style.HIGHLIGHT),
        tags=distinct(_strings(element.get("data-tags"))),
        created=read_time(element.get("data-created") or ""),
        modified=read_time(element.get("data-modified") or ""),
        id=f"postil:{element.get(_HIGHLIGHT)}",
    )


def _strings(text: str | None) -> tuple[str, ...]:
    """The strings in a list that is written as JSON."""
    try:
        read = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return ()
    return tuple(each for each in read if isinstance(each, str)) if isinstance(read, list) else ()


def _page(article: _Element, root: _Element) -> bytes:
    """The article as a page of its own."""
    for mark in tuple(article.iter("mark")):
        if mark.get(_HIGHLIGHT):
            mark.tag = "span"
            for name in tuple(mark.attrib):
                del mark.attrib[name]
    article.tail = None
    language = f' lang="{escape(root.get("lang") or "")}"' if root.get("lang") else ""
    turned = ' dir="rtl"' if root.get("dir") == "rtl" else ""
    return f"<!DOCTYPE html><html{language}{turned}><body>{serialise(article)}</body></html>".encode()

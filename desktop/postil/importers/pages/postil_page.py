"""Pages that Postil itself wrote as HTML (``export/formats/html_page.py``), read back with their highlights.

What is known of the page stands in ``data-`` attributes of ``main``, its article in ``article``; what is
known of a highlight in those of its first ``mark``, or of its quote where it stands nowhere. The signs and
notes that were put into the article are taken out of it again.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.decode import decode
from postil.dom.parse import parse_page
from postil.dom.serialise import serialise
from postil.importers.annotations.page_text import PageText
from postil.importers.annotations.postil_annotations import (
    HIGHLIGHT,
    marked,
    page_note,
    read_mark,
    strings,
    take_out_added,
)
from postil.importers.files import file_name, read_file
from postil.importers.pages.html import web_address
from postil.importers.times import read_time
from postil.model.capture import Capture
from postil.model.record import ImportedAnnotation, Record
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

    from postil.importers.annotations.marks import Mark

_SIGN = re.compile(rb'<meta name="postil-page" content="[^"<>]+">')


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
        lost = tuple(_annotation(read_mark((quote,)), _words(quote)) for quote in _lost(main))
        note = page_note(main)
        article = next(main.iter("article"), None)
        if article is None:
            article = etree.Element("article")
        take_out_added(article)
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
                tags=strings(main.get("data-tags")),
                note=note,
                added=read_time(main.get("data-added") or ""),
                annotations=(*found, *lost),
            ),
        )


def _highlights(article: _Element) -> Iterator[ImportedAnnotation]:
    found = marked(article)
    text = PageText(article)
    for elements in found:
        spans = text.spans(elements)
        if spans:
            quote = text.quote((spans[0][0], max(end for _start, end in spans)))
            yield _annotation(read_mark(elements), quote)


def _lost(main: _Element) -> tuple[_Element, ...]:
    return tuple(each for each in main.iter("blockquote") if each.get(HIGHLIGHT) and _words(each).exact)


def _words(quote: _Element) -> TextQuoteSelector:
    """The words of a highlight that stands nowhere, and those that stood around it."""
    lines = ("".join(map(str, line.itertext())).strip() for line in quote.iter("p"))
    return TextQuoteSelector(
        "\n".join(filter(None, lines)), quote.get("data-prefix") or "", quote.get("data-suffix") or ""
    )


def _annotation(mark: Mark, quote: TextQuoteSelector) -> ImportedAnnotation:
    return ImportedAnnotation(
        quote,
        note=mark.note,
        color=mark.color,
        style=mark.style,
        tags=mark.tags,
        created=mark.created,
        modified=mark.modified,
        id=mark.id,
    )


def _page(article: _Element, root: _Element) -> bytes:
    """The article as a page of its own."""
    for mark in tuple(article.iter("mark")):
        if mark.get(HIGHLIGHT):
            mark.tag = "span"
            for name in tuple(mark.attrib):
                del mark.attrib[name]
    article.tail = None
    language = f' lang="{escape(root.get("lang") or "")}"' if root.get("lang") else ""
    turned = ' dir="rtl"' if root.get("dir") == "rtl" else ""
    return f"<!DOCTYPE html><html{language}{turned}><body>{serialise(article)}</body></html>".encode()

"""From where and when a page was saved, as what saved it wrote into the page.

Browsers write a comment before it (``saved from url=(0034)https://…``), monolith another one, WebScrapBook
attributes of ``html``, and Save Page WE ``meta`` elements. SingleFile's comment is in ``singlefile``.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.importers.times import read_time

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_BROWSER = re.compile(r"<!--\s*saved from url=\(\d+\)(\S{1,4000})\s*-->", re.IGNORECASE)
_MONOLITH = re.compile(r"<!-- Saved from (\S{1,4000}) at (\S{1,40}) using monolith\b")
_HTML = re.compile(r"<html\b((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>", re.IGNORECASE)
_SCRAPBOOK = re.compile(
    r"""\bdata-scrapbook-(source|create|title)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""", re.IGNORECASE
)
_SAVE_PAGE = re.compile(r'<meta name="savepage-(url|title|date)" content="([^"]{0,4000})">')
_SAVE_PAGE_MARK = '<meta name="savepage-url"'
_FIRST = 4000
_HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class Origin:
    """What a page says of how it came; empty and None where it does not."""

    address: str = ""
    """As it is written: whether it is one of the web's is for the importer to see."""
    saved: datetime | None = None
    title: str = ""


_UNKNOWN = Origin()


def origin_of(markup: str) -> Origin:
    """What is written in a page by whatever saved it."""
    found = (find(markup) for find in _WAYS)
    return next((origin for origin in found if origin != _UNKNOWN), _UNKNOWN)


def _by_browser(markup: str) -> Origin:
    found = _BROWSER.search(markup, 0, _FIRST)
    return Origin(found[1]) if found else _UNKNOWN


def _by_monolith(markup: str) -> Origin:
    found = _MONOLITH.search(markup, 0, _FIRST)
    return Origin(found[1], read_time(found[2])) if found else _UNKNOWN


def _by_scrapbook(markup: str) -> Origin:
    tag = _HTML.search(markup, 0, _HEAD)
    written = _SCRAPBOOK.findall(tag[1]) if tag else ()
    facts = {name.lower(): html.unescape(double or single) for name, double, single in written}
    return Origin(facts.get("source", ""), read_time(facts.get("create", "")), facts.get("title", ""))


def _by_save_page(markup: str) -> Origin:
    """The elements stand at the end of the head, after whatever styles the page has."""
    start = markup.find(_SAVE_PAGE_MARK)
    if start < 0:
        return _UNKNOWN
    written = _SAVE_PAGE.findall(markup, start, start + _HEAD)
    facts = {name: html.unescape(value) for name, value in reversed(written)}
    return Origin(facts.get("url", ""), read_time(facts.get("date", "")), facts.get("title", ""))


_WAYS: tuple[Callable[[str], Origin], ...] = (_by_browser, _by_monolith, _by_scrapbook, _by_save_page)

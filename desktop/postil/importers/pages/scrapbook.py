"""What WebScrapBook writes into the ``html`` element of the pages that it saves: from where, and when."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.importers.pages.html import web_address
from postil.importers.times import read_time

if TYPE_CHECKING:
    from datetime import datetime

_HTML = re.compile(r"<html\b((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>", re.IGNORECASE)
_FACT = re.compile(
    r"""\bdata-scrapbook-(source|create|title)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""", re.IGNORECASE
)
_HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class ScrapbookFacts:
    """What the extension says of a page that it saved."""

    address: str | None = None
    saved: datetime | None = None
    title: str = ""


def scrapbook_facts(markup: str) -> ScrapbookFacts:
    """What the page in ``markup`` says; nothing of pages that the extension did not save."""
    tag = _HTML.search(markup, 0, _HEAD)
    facts = {
        name.lower(): html.unescape(double or single)
        for name, double, single in (_FACT.findall(tag[1]) if tag else ())
    }
    return ScrapbookFacts(
        web_address(facts.get("source", "")), read_time(facts.get("create", "")), facts.get("title", "")
    )

"""What is known of a page from around it, written into its head: a letter's subject, the contents of a book.

It is surer than what the page says of itself there, and so the page says it wherever it is read anew.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.model.record import Record

_TITLE = re.compile(r"<title\b[^<>]*(?:/>|>[^<]*</title\s*>)", re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^<>]*(?<!/)>", re.IGNORECASE)
_BEFORE = re.compile(r"\s*(?:<\?xml[^<>]*\?>\s*)?(?:<!doctype[^<>]*>\s*)?(?:<html\b[^<>]*>)?", re.IGNORECASE)
_REACH = 50_000
"""Characters in which a head is looked for."""


def with_head(markup: str, record: Record, *, image: str = "") -> str:
    """The page with what the record says of it in its head; ``image`` names the one that stands for it."""
    told = [
        f'<meta {kind}="{name}" content="{html.escape(value)}"/>'
        for kind, name, value in (
            ("property", "og:title", record.title),
            ("name", "author", record.byline),
            ("property", "og:site_name", record.site),
            ("property", "article:published_time", record.published),
            ("property", "og:image", image),
        )
        if value
    ]
    if record.title:
        told.append(f"<title>{html.escape(record.title)}</title>")
        titled = _TITLE.search(markup, 0, _REACH)
        if titled:
            markup = markup[: titled.start()] + markup[titled.end() :]
    head = _HEAD.search(markup, 0, _REACH)
    if head:
        return markup[: head.end()] + "".join(told) + markup[head.end() :]
    before = _BEFORE.match(markup)
    at = before.end() if before else 0
    return f"{markup[:at]}<head>{''.join(told)}</head>{markup[at:]}"

"""The title that an archive gives a page, for pages that give themselves none."""

from __future__ import annotations

import re

from postil.model.record import NOTHING_RECORDED, Record

_TITLE = re.compile(r"<title\b[^>]*>\s*[^<\s]", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*[a-z][a-z0-9+.-]*:\S*\s*", re.IGNORECASE)
_HEAD = 200_000


def spare_title(markup: str, title: str) -> Record:
    """A record with the title, if it is one and the page in ``markup`` has none of its own."""
    title = " ".join(title.split())
    if not title or _ADDRESS.fullmatch(title) or _TITLE.search(markup, 0, _HEAD):
        return NOTHING_RECORDED
    return Record(title=title)

"""Documents for tests of search: a test says what it is about only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from postil.model.annotation import Color
from postil.model.ids import AnnotationId, PageId
from postil.model.page import Status
from postil.search.document import Document, annotation_key, page_key

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
LIBRARY = "testlibrary"


def page(name: str, body: str = "", **fields: Any) -> Document:
    """A page that says ``body``."""
    plain = Document(
        key=page_key(PageId(name)),
        page=PageId(name),
        stamp="1",
        added=date(2026, 3, 1),
        status=Status.INBOX,
        body=body,
        language="en",
    )
    return replace(plain, **fields)


def annotation(name: str, owner: str, quote: str = "", **fields: Any) -> Document:
    """A highlight of ``quote`` on the page ``owner``."""
    plain = Document(
        key=annotation_key(AnnotationId(name)),
        page=PageId(owner),
        stamp="1",
        added=date(2026, 3, 2),
        status=Status.INBOX,
        quote=quote,
        color=Color.YELLOW,
        language="en",
    )
    return replace(plain, **fields)

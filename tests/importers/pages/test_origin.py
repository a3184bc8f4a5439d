from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.importers.pages.orchard import ADDRESS, page

from postil.importers import registry
from postil.importers.pages.origin import Origin, origin_of

if TYPE_CHECKING:
    from pathlib import Path

SAVED = datetime(2024, 3, 5, 10, 30, tzinfo=UTC)
SAVE_PAGE = (
    f'<style>{"p{}" * 50_000}</style><meta name="savepage-url" content="{ADDRESS}?a=1&amp;b=2">'
    '<meta name="savepage-title" content="R &amp; D"><meta name="savepage-pubdate" content="Unknown">'
    '<meta name="savepage-date" content="Tue Mar 05 2024 12:30:00 GMT+0200 (Somewhere)">'
)


@pytest.mark.parametrize(
    ("markup", "origin"),
    [
        (f"<!DOCTYPE html>\n<!-- saved from url=(0035){ADDRESS} -->\n{page()}", Origin(ADDRESS)),
        (
            f"<!-- Saved from {ADDRESS} at 2024-03-05T10:30:00Z using monolith v2.8.1 -->{page()}",
            Origin(ADDRESS, SAVED),
        ),
        (
            page(html=f"<html data-scrapbook-create=20240305103000000 data-scrapbook-source='{ADDRESS}'>"),
            Origin(ADDRESS),
        ),
        (
            page(
                html=f'<html class="a>b" data-scrapbook-title="R &amp; D" data-scrapbook-source="{ADDRESS}" '
                'data-scrapbook-create="20240305103000000">'
            ),
            Origin(ADDRESS, SAVED, "R & D"),
        ),
        (page(head=SAVE_PAGE), Origin(f"{ADDRESS}?a=1&b=2", SAVED, "R & D")),
        (page("<p>saved from url=(0001)https://a.example, data-scrapbook-source='x'"), Origin()),
        ("", Origin()),
    ],
)
def test_what_saved_a_page_says_from_where_and_when(markup: str, origin: Origin) -> None:
    assert origin_of(markup) == origin


def test_a_saved_page_has_its_address_and_time(tmp_path: Path) -> None:
    path = tmp_path / "door.html"
    path.write_text(page(head=SAVE_PAGE), encoding="utf-8")
    (capture,) = registry.read(path)
    assert (capture.address, capture.saved, capture.record.title) == (f"{ADDRESS}?a=1&b=2", SAVED, "R & D")

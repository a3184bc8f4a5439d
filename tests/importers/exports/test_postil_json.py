"""Pages that Postil printed as JSON come back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.export.pages import ARTICLE, highlight
from tests.importers.contract import ImporterContract

from postil.export.formats.postil_json import annotation_facts
from postil.importers import registry
from postil.importers.exports.postil_json import PostilJson
from postil.model.annotation import Color
from postil.model.page import Status

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

_PAGE: dict[str, Any] = {
    "id": "pageaaaaaaaaaaaa",
    "title": "The mill",
    "byline": "Ann Miller",
    "address": "https://example.org/mill",
    "added": "2026-11-21T09:30:00+00:00",
    "status": "archive",
    "starred": True,
    "tags": ["water"],
    "highlights": 1,
    "progress": 0.5,
    "original_name": "mill.html",
    "format": "HTML",
    "note": "mine",
    "text": "Before all headings.",
    "html": ARTICLE,
    "annotations": [
        annotation_facts(highlight("Before all", name="one", color=Color.RED, note="n", tags=("t",)))
    ],
}


class TestPostilJson(ImporterContract):
    importer = PostilJson()
    good = (("page.json", json.dumps(_PAGE, indent=2).encode()), ("pages.json", json.dumps([_PAGE]).encode()))


def _read(tmp_path: Path, value: Any) -> tuple[Capture, ...]:
    path = tmp_path / "data.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return tuple(registry.read(path))


def test_a_page_comes_back_with_its_article_and_highlights(tmp_path: Path) -> None:
    (page,) = _read(tmp_path, _PAGE)
    assert (page.address, page.waiting, page.clean) == ("https://example.org/mill", False, True)
    assert page.page == ARTICLE.encode()
    record = page.record
    assert (record.title, record.byline, record.tags, record.note) == (
        "The mill",
        "Ann Miller",
        ("water",),
        "mine",
    )
    assert (record.status, record.starred, record.progress) == (Status.ARCHIVE, True, 0.5)
    assert record.added == datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    (one,) = record.annotations
    assert (one.quote.exact, one.note, one.tags, one.color) == ("Before all", "n", ("t",), Color.RED)
    assert (one.id, one.created, one.share) == ("postil:one", datetime(2026, 11, 21, 9, 30, tzinfo=UTC), 0)


def test_a_page_without_text_is_waited_for(tmp_path: Path) -> None:
    (page,) = _read(tmp_path, [{**_PAGE, "text": "", "html": "<div></div>"}])
    assert (page.waiting, page.page) == (True, b"")


def test_what_is_no_page_is_said(tmp_path: Path) -> None:
    (page,) = _read(tmp_path, [_PAGE, 5])
    assert page.warnings == ("Item 2 is no page, and was left out.",)


def test_a_highlight_has_the_words_around_it_and_its_times(tmp_path: Path) -> None:
    changed = {
        **_PAGE["annotations"][0],
        "prefix": "far ",
        "suffix": " then",
        "modified": "2026-12-01T10:00:00Z",
    }
    (page,) = _read(tmp_path, {**_PAGE, "annotations": [changed]})
    (one,) = page.record.annotations
    assert (one.quote.prefix, one.quote.suffix) == ("far ", " then")
    assert one.modified == datetime(2026, 12, 1, 10, 0, tzinfo=UTC)

"""Bookmarks of Pinboard and linkding."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.pinboard import Pinboard
from postil.model.page import Status

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

_POST: dict[str, Any] = {
    "href": "https://yarn.example/cast-on",
    "description": "Casting on",
    "extended": "for the scarf",
    "meta": "0",
    "hash": "1",
    "time": "2014-07-13T03:03:58Z",
    "shared": "no",
    "toread": "yes",
    "tags": "wool diy",
}
_LINK: dict[str, Any] = {
    "id": 1,
    "url": "https://yarn.example/purl",
    "title": "",
    "website_title": "Purl",
    "description": "how to",
    "notes": "*slow*",
    "is_archived": True,
    "unread": False,
    "tag_names": ["wool", "two words"],
    "date_added": "2021-01-02T03:04:05.678Z",
}


class TestPinboard(ImporterContract):
    importer = Pinboard()
    good = (
        ("pinboard_export.json", json.dumps([_POST]).encode()),
        ("recent.json", json.dumps({"date": "2014", "user": "ann", "posts": [_POST]}).encode()),
        ("linkding.json", json.dumps({"count": 1, "next": None, "results": [_LINK]}).encode()),
    )


def _read(tmp_path: Path, value: Any) -> tuple[Capture, ...]:
    path = tmp_path / "data.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return tuple(registry.read(path))


def test_a_bookmark_of_pinboard(tmp_path: Path) -> None:
    (page,) = _read(tmp_path, [_POST])
    record = page.record
    assert (page.address, page.waiting, record.title) == ("https://yarn.example/cast-on", True, "Casting on")
    assert (record.note, record.tags, record.status) == ("for the scarf", ("wool", "diy"), Status.INBOX)
    assert record.added == datetime(2014, 7, 13, 3, 3, 58, tzinfo=UTC)


def test_a_bookmark_of_linkding(tmp_path: Path) -> None:
    (page,) = _read(tmp_path, {"count": 1, "results": [_LINK]})
    record = page.record
    assert (record.title, record.excerpt, record.note) == ("Purl", "how to", "*slow*")
    assert (record.tags, record.status) == (("wool", "two words"), Status.ARCHIVE)


def test_a_bookmark_without_address_is_said(tmp_path: Path) -> None:
    (page,) = _read(tmp_path, [{**_POST, "href": None}, 7, _POST])
    assert len(page.warnings) == 2

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.linkwarden import Linkwarden
from postil.model.annotation import Color

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture


def link(number: int = 5, **said: object) -> dict[str, object]:
    return {
        "id": number,
        "name": "Tide tables",
        "type": "url",
        "description": "For the *mooring*.",
        "url": "https://quay.example/tides",
        "tags": [{"id": 1, "name": "water"}, {"id": 2, "name": "spring tide"}],
        "importDate": None,
        "createdAt": "2025-02-15T12:00:00.000Z",
        **said,
    }


def export(*links: object, **said: object) -> dict[str, object]:
    return {
        "name": "Ada",
        "username": "ada",
        "collections": [
            {"id": 1, "name": "Sea", "description": "", "parentId": None, "links": []},
            {"id": 2, "name": "Quays", "description": "Where I moor.", "parentId": 1, "links": list(links)},
        ],
        "pinnedLinks": [{"id": 5, "name": "Tide tables"}],
        **said,
    }


def read(folder: Path, content: object) -> list[Capture]:
    path = folder / "data.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return list(registry.read(path))


class TestLinkwarden(ImporterContract):
    importer = Linkwarden()
    good = (("backup.json", json.dumps(export(link(), link(6, url="https://quay.example/b"))).encode()),)


def test_a_link(tmp_path: Path) -> None:
    (tides,) = read(tmp_path, export(link()))
    assert (tides.address, tides.waiting) == ("https://quay.example/tides", True)
    record = tides.record
    assert (record.title, record.excerpt, record.note) == ("Tide tables", "For the *mooring*.", "")
    assert record.tags == ("Sea/Quays", "water", "spring tide")
    assert record.starred
    assert record.added == datetime(2025, 2, 15, 12, tzinfo=UTC)
    assert any("Where I moor." in warning for warning in tides.warnings)


def test_a_description_beside_that_of_the_site_is_a_note(tmp_path: Path) -> None:
    (tides,) = read(tmp_path, export(link(metaDescription="All tides.", importDate="2020-01-02T00:00:00Z")))
    assert (tides.record.note, tides.record.excerpt) == ("For the *mooring*.", "All tides.")
    assert tides.record.added == datetime(2020, 1, 2, tzinfo=UTC)


def test_the_same_page_in_two_collections_is_one_page(tmp_path: Path) -> None:
    said = export(link())
    collections = said["collections"]
    assert isinstance(collections, list)
    collections.append({"id": 3, "name": "Work", "parentId": None, "links": [link(9, name="Tides", tags=[])]})
    (tides,) = read(tmp_path, said)
    assert tides.record.tags == ("Sea/Quays", "water", "spring tide", "Work")


def test_the_text_of_a_page_and_its_highlights(tmp_path: Path) -> None:
    highlight = {"id": 3, "color": "blue", "comment": "why", "text": "ebb", "startOffset": 6, "endOffset": 9}
    text = "flood ebb slack"
    (tides,) = read(tmp_path, export(link(textContent=text, highlight=[highlight, {"text": None}])))
    assert (tides.page, tides.media_type, tides.clean) == (text.encode(), "text/plain", True)
    (ebb,) = tides.record.annotations
    assert (ebb.quote.exact, ebb.note, ebb.color, ebb.id) == ("ebb", "why", Color.BLUE, "linkwarden:5-3")
    assert ebb.share == 6 / 15


def test_highlights_beside_the_collections(tmp_path: Path) -> None:
    (tides,) = read(tmp_path, export(link(), highlights=[{"linkId": 5, "text": "ebb", "color": "yellow"}]))
    assert [each.quote.exact for each in tides.record.annotations] == ["ebb"]


def test_a_file_is_told(tmp_path: Path) -> None:
    (paper,) = read(
        tmp_path,
        export(link(url=None, type="pdf", name="Chart.pdf"), link(8, url=None, name="", description="")),
    )
    assert (paper.address, paper.record.title) == (None, "Chart.pdf")
    assert "does not export" in paper.warnings[0]
    assert any("neither an address nor a name" in warning for warning in paper.warnings)


def test_answers_of_the_api(tmp_path: Path) -> None:
    said = link(collectionId=2, collection={"id": 2, "name": "Quays"}, pinnedBy=[{"id": 1}])
    (tides,) = read(tmp_path, {"response": [said]})
    assert (tides.record.tags[0], tides.record.starred) == ("Quays", True)


def test_the_note_of_a_highlight_without_words_is_the_pages(tmp_path: Path) -> None:
    (tides,) = read(tmp_path, export(link(highlight=[{"id": 1, "text": "", "comment": "Neap, too?"}])))
    assert (tides.record.annotations, tides.record.note) == ((), "Neap, too?")

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract
from tests.importers.pages.orchard import ADDRESS, TEXT, page, png, zipped

from postil.errors import ImportFailed
from postil.extraction.extract import extract
from postil.importers import registry
from postil.importers.pages.htz import Htz

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postil.model.capture import Capture

MARKED = f"<html lang=en data-scrapbook-source='{ADDRESS}' data-scrapbook-create=\"20240305103000123\">"
GOOD = zipped(
    ("index.html", page('<img src="a.png"><iframe src="index_1.html"></iframe>', html=MARKED)),
    ("a.png", png()),
    ("index_1.html", f"<html><body><p>{'What the frame of the gate says. ' * 8}</p></body></html>"),
)
DEEP = zipped(
    (
        "index.json",
        json.dumps(
            {
                "version": 3,
                "indexPages": ["index.html"],
                "files": [
                    {"path": "index.json", "role": "sitemap"},
                    {"path": "index.html", "role": "document", "url": ADDRESS},
                    {"path": "gate.html", "role": "document", "url": "https://orchard.example/gate"},
                    {"path": "frame.html", "role": "document-4711"},
                    {"path": "gone.html", "role": "document"},
                ],
            }
        ),
    ),
    ("index.html", page(html=MARKED)),
    ("gate.html", page("<p>The gate</p>", html=MARKED.replace("press/door", "gate"))),
    ("frame.html", page()),
)


class TestHtz(ImporterContract):
    importer = Htz()
    good = (("door.htz", GOOD), ("deep.htz", DEEP))


def read(tmp_path: Path, content: bytes, name: str = "door.htz") -> Sequence[Capture]:
    path = tmp_path / name
    path.write_bytes(content)
    return tuple(registry.read(path))


def test_the_page_says_itself_from_where_and_when(tmp_path: Path) -> None:
    (capture,) = read(tmp_path, GOOD)
    assert (capture.content, capture.part, capture.container) == (GOOD, "", None)
    assert capture.address == ADDRESS
    assert capture.saved == datetime(2024, 3, 5, 10, 30, 0, 123000, tzinfo=UTC)
    article = extract(capture)
    assert all(words in article.text for words in (*TEXT, "What the frame of the gate says."))
    assert [asset.content for asset in article.assets] == [png()]


def test_a_capture_in_depth_is_its_pages(tmp_path: Path) -> None:
    captures = read(tmp_path, DEEP)
    assert [capture.part for capture in captures] == ["index.html", "gate.html"]
    assert [capture.address for capture in captures] == [ADDRESS, "https://orchard.example/gate"]


@pytest.mark.parametrize(
    "site", ["{", "[]", '{"files": 5}', '{"files": [5, {"role": "document"}]}', "[" * 9999]
)
def test_a_map_of_the_site_that_is_none_leaves_the_page(tmp_path: Path, site: str) -> None:
    (capture,) = read(tmp_path, zipped(("index.json", site), ("index.html", page(html=MARKED))))
    assert capture.address == ADDRESS


def test_what_is_not_a_page_is_told(tmp_path: Path) -> None:
    leads = '<html><meta http-equiv="refresh" content="0; url=./scan.pdf"></html>'
    with pytest.raises(ImportFailed, match=r"not a page: scan\.pdf"):
        read(tmp_path, zipped(("index.html", leads), ("scan.pdf", b"%PDF-1.4")))


def test_a_page_that_was_not_marked_is_known_by_the_name_of_its_archive(tmp_path: Path) -> None:
    content = zipped(("index.html", page()), ("a.png", png()))
    (capture,) = read(tmp_path, content)
    assert (capture.format, capture.address, capture.saved) == ("HTZ", None, None)


def test_a_page_that_leads_to_a_file_says_where_that_is_from(tmp_path: Path) -> None:
    leading = f'{MARKED}<head><meta http-equiv="refresh" content="0; url=./list.txt"></head></html>'
    (plain,) = read(tmp_path, zipped(("index.html", leading), ("list.txt", "Pippin.\n\nRusset.")))
    assert (plain.address, plain.media_type, plain.page) == (ADDRESS, "text/plain", b"Pippin.\n\nRusset.")

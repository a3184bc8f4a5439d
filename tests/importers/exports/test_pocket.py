from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract
from tests.importers.exports.zips import damaged, make_zip

from postil.importers import registry
from postil.importers.exports.pocket import Pocket
from postil.model.page import Status

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

HEADER = "title,url,time_added,tags,status\n"
TABLE = (
    HEADER
    + "Owls of the fen,https://fen.example/owls,1625421909,birds|night walks,unread\n"
    + '"Reeds, and ""rushes""",https://fen.example/reeds,1625000000,,archive\n'
)
HIGHLIGHTS: list[dict[str, object]] = [
    {
        "url": "https://www.fen.example/owls?utm_source=pocket_list",
        "title": "Owls of the fen",
        "highlights": [
            {"quote": "They hunt before dusk.", "created_at": 1625500000},
            {"quote": "No two hoot\n\nalike.", "created_at": 1625500060},
        ],
    },
    {
        "url": "https://fen.example/gone",
        "title": "https://fen.example/gone",
        "highlights": [{"quote": "Peat remembers.", "created_at": "1625600000"}],
    },
]
COLLECTION = {
    "slug": "wet-places",
    "title": "Wet places",
    "description": "For the long winter.",
    "createdAt": "2023-01-01T00:00:00.000Z",
    "items": [
        {
            "url": "https://fen.example/owls",
            "title": "Owls of the fen",
            "excerpt": "On owls.",
            "note": "Read *first*.",
        }
    ],
}
PAGE = """<!DOCTYPE html>
<html>
	<!--So long-->
	<head><title>Pocket Export</title></head>
	<body>
		<h1>Unread</h1>
		<ul>
			<li><a href="https://fen.example/owls?a=1&amp;b=2"
				time_added="1625421909" tags="birds,fen">Owls &amp; <b>co</b></a></li>
			<li><a href="https://fen.example/reeds" time_added="1625000000" tags="">https://fen.example/reeds</a></li>
		</ul>
		<h1>Read Archive</h1>
		<ul>
			<li><a href='https://fen.example/peat' time_added=1624000000>Peat</a></li>
		</ul>
	</body>
</html>
"""


def archive() -> bytes:
    return make_zip(
        [
            ("annotations/part_000000.json", json.dumps(HIGHLIGHTS)),
            ("collections/wet-places.json", json.dumps(COLLECTION)),
            ("part_000000.csv", TABLE),
            ("part_000001.csv", HEADER + "Sedge,https://fen.example/sedge,1620000000,,unread\n"),
        ]
    )


def read(folder: Path, content: bytes | str, name: str = "pocket.zip") -> list[Capture]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(registry.read(path))


class TestPocket(ImporterContract):
    importer = Pocket()
    good = (
        ("pocket.zip", archive()),
        ("part_000000.csv", TABLE.encode()),
        ("ril_export.html", PAGE.encode()),
        ("part_000000.json", json.dumps(HIGHLIGHTS).encode()),
        ("wet-places.json", json.dumps(COLLECTION).encode()),
    )


def test_a_list_with_its_highlights_and_collections(tmp_path: Path) -> None:
    owls, reeds, sedge, gone = read(tmp_path, archive())
    assert owls.waiting
    assert owls.address == "https://fen.example/owls"
    record = owls.record
    assert record.title == "Owls of the fen"
    assert record.status is Status.INBOX
    assert record.tags == ("birds", "night walks", "Wet places")
    assert (record.note, record.excerpt) == ("Read *first*.", "On owls.")
    assert record.added == datetime(2021, 7, 4, 18, 5, 9, tzinfo=UTC)
    assert [(each.quote.exact, each.created) for each in record.annotations] == [
        ("They hunt before dusk.", datetime(2021, 7, 5, 15, 46, 40, tzinfo=UTC)),
        ("No two hoot\n\nalike.", datetime(2021, 7, 5, 15, 47, 40, tzinfo=UTC)),
    ]
    assert any("For the long winter." in warning for warning in owls.warnings)
    assert (reeds.record.title, reeds.record.status) == ('Reeds, and "rushes"', Status.ARCHIVE)
    assert sedge.record.title == "Sedge"
    assert gone.record.title is None
    assert [each.quote.exact for each in gone.record.annotations] == ["Peat remembers."]


def test_a_page_of_links(tmp_path: Path) -> None:
    owls, reeds, peat = read(tmp_path, PAGE, "saved.html")
    assert owls.address == "https://fen.example/owls?a=1&b=2"
    assert (owls.record.title, owls.record.tags) == ("Owls & co", ("birds", "fen"))
    assert owls.record.added == datetime(2021, 7, 4, 18, 5, 9, tzinfo=UTC)
    assert [each.record.status for each in (owls, reeds, peat)] == [
        Status.INBOX,
        Status.INBOX,
        Status.ARCHIVE,
    ]
    assert reeds.record.title is None
    assert peat.record.added == datetime(2021, 6, 18, 7, 6, 40, tzinfo=UTC)


def test_a_page_of_links_that_is_broken(tmp_path: Path) -> None:
    broken = PAGE[: PAGE.index("Peat")].replace("</a>", "", 1).replace("</h1>", "")
    captures = read(tmp_path, broken, "ril_export.html")
    assert [capture.address for capture in captures] == [
        "https://fen.example/owls?a=1&b=2",
        "https://fen.example/reeds",
        "https://fen.example/peat",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_tables_in_any_shape(tmp_path: Path, encoding: str) -> None:
    table = (
        "status;Tags;TIME_ADDED;URL;title\r\narchive;вода|ліс;1625421909;https://fen.example/owls;Сови\r\n"
    )
    (owls,) = read(tmp_path, table.encode(encoding), "list")
    assert (owls.record.title, owls.record.status, owls.record.tags) == (
        "Сови",
        Status.ARCHIVE,
        ("вода", "ліс"),
    )


def test_columns_that_are_missing(tmp_path: Path) -> None:
    (owls,) = read(tmp_path, "url,time_added\nhttps://fen.example/owls,\n", "list.csv")
    assert (owls.record.title, owls.record.status, owls.record.added) == (None, None, None)


def test_what_is_no_address_of_the_web_is_kept_and_told(tmp_path: Path) -> None:
    table = HEADER + "A file,file:///tmp/x,1625421909,,unread\n,,1625421909,,unread\n"
    (capture,) = read(tmp_path, table, "part_000000.csv")
    assert (capture.address, capture.record.title) == (None, "A file")
    assert capture.warnings == ("Line 3 has no address, and was left out.",)


def test_a_damaged_part_costs_only_itself(tmp_path: Path) -> None:
    table = HEADER + "Sedge,https://fen.example/sedge,1620000000,,unread\n"
    content = make_zip([("part_000000.csv", TABLE), ("part_000001.csv", table)])
    alone = make_zip([("part_000001.csv", table)])
    start = alone.index(b"part_000001.csv") + len(b"part_000001.csv")
    captures = read(tmp_path, damaged(content, alone[start : alone.index(b"PK\1\2")]))
    assert len(captures) == 2
    assert any(
        warning.startswith("part_000001.csv: ") for capture in captures for warning in capture.warnings
    )


def test_highlights_with_odd_fields(tmp_path: Path) -> None:
    odd = [
        {"url": "https://fen.example/a", "title": 5, "highlights": ["plain words", {"quote": None}, 7]},
        {"title": "No address", "highlights": [{"quote": "kept", "created_at": "2021-07-04 18:05:09"}]},
        {"highlights": [{"quote": "no page at all"}]},
    ]
    captures = read(tmp_path, json.dumps(odd), "part_000000.json")
    assert [[each.quote.exact for each in capture.record.annotations] for capture in captures] == [
        ["plain words", "7"],
        ["kept"],
        ["no page at all"],
    ]


def test_the_note_of_a_highlight_without_words_is_the_pages(tmp_path: Path) -> None:
    odd = [{"url": "https://fen.example/a", "title": "A", "highlights": [{"quote": "", "note": "By boat."}]}]
    (page,) = read(tmp_path, json.dumps(odd), "part_000000.json")
    assert (page.record.annotations, page.record.note) == ((), "By boat.")

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.importers.contract import ImporterContract
from tests.importers.exports.zips import damaged, make_zip

from postil.importers import registry
from postil.importers.exports.omnivore import Omnivore
from postil.importers.walking import walk
from postil.model.page import Status

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

PAGE = (
    '<div id="readability-page-1" class="page"><p>Bees sleep in foxgloves — sometimes two by two.</p></div>'
)


def item(slug: str = "bees-1", **said: object) -> dict[str, object]:
    return {
        "id": "8d0c",
        "slug": slug,
        "title": "Sleeping  bees",
        "description": "Where they spend the night.",
        "author": "Ines Moor",
        "url": "https://meadow.example/bees",
        "state": "Archived",
        "readingProgress": 62.5,
        "thumbnail": None,
        "labels": ["insects", "Night & day"],
        "savedAt": "2024-06-02T05:06:07.000Z",
        "updatedAt": "2024-07-01T00:00:00.000Z",
        "publishedAt": "2024-05-31T00:00:00.000Z",
        **said,
    }


def read(folder: Path, content: bytes, name: str = "omnivore.zip") -> list[Capture]:
    path = folder / name
    path.write_bytes(content)
    return list(registry.read(path))


def zip_of(*entries: tuple[str, str | bytes]) -> bytes:
    return make_zip(entries)


class TestOmnivore(ImporterContract):
    importer = Omnivore()
    good = (
        (
            "export.zip",
            zip_of(
                ("metadata_0_to_20.json", json.dumps([item(), item("moths-2", state="Active")])),
                ("content/bees-1.html", PAGE),
                ("highlights/bees-1.md", "> sleep in foxgloves  "),
            ),
        ),
        ("metadata_0_to_20.json", json.dumps([item()], indent=2).encode()),
    )


def test_an_item_with_its_page_and_highlights(tmp_path: Path) -> None:
    (bees,) = read(
        tmp_path,
        zip_of(
            ("metadata_0_to_20.json", json.dumps([item()])),
            ("content/bees-1.html", PAGE),
            ("highlights/bees-1.md", "Read in June.\n\n\n\n> two by two \n\n#sweet\n\nlike children "),
        ),
    )
    assert bees.address == "https://meadow.example/bees"
    assert bees.page == PAGE.encode()
    assert bees.clean
    assert not bees.waiting
    record = bees.record
    assert (record.title, record.byline, record.excerpt) == (
        "Sleeping bees",
        "Ines Moor",
        "Where they spend the night.",
    )
    assert record.status is Status.ARCHIVE
    assert record.progress == 0.625
    assert record.tags == ("insects", "Night & day")
    assert record.added == datetime(2024, 6, 2, 5, 6, 7, tzinfo=UTC)
    assert record.published == "2024-05-31"
    assert record.note == "Read in June."
    (highlight,) = record.annotations
    assert highlight.quote.exact == "two by two"
    assert (highlight.note, highlight.tags) == ("like children", ("sweet",))


def test_the_other_name_of_the_folder_and_a_folder_around_all(tmp_path: Path) -> None:
    for folder in ("", "export-4711/"):
        (bees,) = read(
            tmp_path,
            zip_of(
                (f"{folder}metadata_0_to_20.json", json.dumps([item()])),
                (f"{folder}contents/bees-1.html", PAGE),
                (f"__MACOSX/{folder}._metadata_0_to_20.json", b"\0\5\x16\7"),
            ),
        )
        assert bees.page == PAGE.encode()


def test_a_page_whose_content_is_missing_waits_with_its_highlights(tmp_path: Path) -> None:
    (bees,) = read(
        tmp_path, zip_of(("metadata_0_to_20.json", json.dumps([item()])), ("highlights/bees-1.md", "> two"))
    )
    assert bees.waiting
    assert [each.quote.exact for each in bees.record.annotations] == ["two"]


def test_a_pdf_waits_and_says_where_it_is(tmp_path: Path) -> None:
    (bees,) = read(
        tmp_path, zip_of(("metadata_0_to_20.json", json.dumps([item()])), ("content/bees-1.pdf", b"%PDF-1.7"))
    )
    assert bees.waiting
    assert "PDF" in bees.warnings[0]


def test_states_and_progress(tmp_path: Path) -> None:
    said = [
        ("Active", 0),
        ("Active", 30),
        ("Active", 100),
        ("ARCHIVED", 0),
        ("SUCCEEDED", 0),
        ("Unknown", 140),
    ]
    items = [
        item(f"s{number}", state=state, readingProgress=percent)
        for number, (state, percent) in enumerate(said)
    ]
    captures = read(tmp_path, zip_of(("metadata_0_to_20.json", json.dumps(items))))
    assert [(each.record.status, each.record.progress) for each in captures] == [
        (Status.INBOX, 0),
        (Status.READING, 0.3),
        (Status.INBOX, 1),
        (Status.ARCHIVE, 0),
        (Status.INBOX, 0),
        (None, 1),
    ]


def test_entries_that_come_twice(tmp_path: Path) -> None:
    (bees,) = read(
        tmp_path,
        zip_of(
            ("metadata_0_to_20.json", json.dumps([item()])),
            ("content/bees-1.html", PAGE),
            ("content/bees-1.html", PAGE),
        ),
    )
    assert bees.page == PAGE.encode()


def test_a_damaged_page_costs_only_itself(tmp_path: Path) -> None:
    archive = zip_of(
        ("metadata_0_to_20.json", json.dumps([item(), item("moths-2", url="https://meadow.example/moths")])),
        ("content/bees-1.html", b"<p>bees"),
        ("content/moths-2.html", b"<p>moths</p>"),
    )
    stored = make_zip([("content/bees-1.html", b"<p>bees")])
    start = stored.index(b"content/bees-1.html") + len(b"content/bees-1.html")
    packed = stored[start : stored.index(b"PK\1\2")]
    bees, moths = read(tmp_path, damaged(archive, packed))
    assert bees.waiting
    assert "content/bees-1.html could not be read" in bees.warnings[0]
    assert moths.page == b"<p>moths</p>"


def test_a_damaged_list_leaves_its_pages_and_the_other_lists(tmp_path: Path) -> None:
    captures = read(
        tmp_path,
        zip_of(
            (
                "metadata_0_to_20.json",
                '[{"slug": "bees-1", "title": oops}, {"slug": "wasps-3", "title": "W"}]',
            ),
            ("metadata_20_to_40.json", "no json at all"),
            ("metadata_40_to_60.json", json.dumps([item("moths-2")])),
            ("content/bees-1.html", PAGE),
            ("content/lost-9.html", "<p>lost</p>"),
        ),
    )
    assert [capture.part for capture in captures] == ["wasps-3", "moths-2", "bees-1", "lost-9"]
    warnings = " ".join(warning for capture in captures for warning in capture.warnings)
    assert "metadata_0_to_20.json: Item 1 is broken" in warnings
    assert "metadata_20_to_40.json" in warnings
    assert captures[2].page == PAGE.encode()


def test_fields_of_other_types(tmp_path: Path) -> None:
    odd = {
        "slug": 7,
        "title": None,
        "labels": [{"name": "a"}, None],
        "readingProgress": "50",
        "savedAt": 1717304767,
    }
    (capture,) = read(tmp_path, zip_of(("metadata_0_to_20.json", json.dumps([odd, 5, None, []]))))
    assert capture.part == "7"
    assert (capture.record.tags, capture.record.progress) == (("a",), 0.5)
    assert capture.record.added == datetime(2024, 6, 2, 5, 6, 7, tzinfo=UTC)


def test_the_folder_that_it_was_unpacked_to(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "highlights").mkdir()
    (tmp_path / "content/bees-1.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "highlights/bees-1.md").write_text("> foxgloves", encoding="utf-8")
    (tmp_path / "metadata_0_to_20.json").write_text(json.dumps([item()]), encoding="utf-8")
    (path,) = walk([tmp_path])
    (bees,) = registry.read(path)
    assert bees.page == PAGE.encode()
    assert [each.quote.exact for each in bees.record.annotations] == ["foxgloves"]


def test_names_that_lead_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("<p>secret</p>", encoding="utf-8")
    inner = tmp_path / "export"
    inner.mkdir()
    (capture,) = read(inner, json.dumps([item("../../secret")]).encode(), "metadata_0_to_20.json")
    assert capture.waiting


def test_a_whole_page_is_not_taken_for_an_article(tmp_path: Path) -> None:
    whole = "<!DOCTYPE html><html><body><nav>Menu</nav><p>Words.</p></body></html>"
    (capture,) = read(
        tmp_path, zip_of(("metadata_0_to_20.json", json.dumps([item()])), ("content/bees-1.html", whole))
    )
    assert not capture.clean

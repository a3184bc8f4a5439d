"""Bookmarks as HTML and JSON, and lists of addresses."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract

from postil.errors import ImportFailed
from postil.importers import registry
from postil.importers.links.address_list import AddressList
from postil.importers.links.bookmarks import bookmark_time
from postil.importers.links.browser_bookmarks import BrowserBookmarks
from postil.importers.links.browser_folders import is_browsers_own
from postil.importers.links.netscape_bookmarks import NetscapeBookmarks
from postil.model.page import Status

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

HEAD = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks</H1>
"""
FIREFOX = f"""{HEAD}
<DL><p>
    <DT><H3 ADD_DATE="1650000000" PERSONAL_TOOLBAR_FOLDER="true">Lesezeichen-Symbolleiste</H3>
    <DD>Was oben steht
    <DL><p>
        <DT><A HREF="https://orchard.example/pears" ADD_DATE="1650000000" TAGS="fruit,autumn"
            ICON="data:image/png;base64,AAAA">Pears &amp; quinces</A>
        <DD>Ripe in October,
not before
        <DT><H3>Tools/knives</H3>
        <DL><p>
            <DT><A HREF="https://orchard.example/pruning" ADD_DATE="1650000000000">Pruning</A>
            <HR>
            <DT><A HREF="javascript:void(0)">Script</A>
            <DT><A HREF="place:sort=8">Most visited</A>
        </DL><p>
    </DL><p>
    <DT><A HREF="https://orchard.example/pears" TAGS="Fruit,store" ADD_DATE="1640000000">again</A>
</DL>
"""
CHROMIUM = {
    "checksum": "0",
    "roots": {
        "bookmark_bar": {
            "type": "folder",
            "name": "Lesezeichenleiste",
            "children": [
                {
                    "type": "folder",
                    "name": "Bees",
                    "children": [
                        {
                            "type": "url",
                            "name": "Hives",
                            "url": "https://bees.example/hives",
                            "date_added": "13300000000000000",
                        },
                        {"type": "url", "name": "Local", "url": "file:///etc/passwd"},
                    ],
                }
            ],
        },
        "other": {"type": "folder", "name": "Weitere Lesezeichen", "children": []},
        "synced": {"type": "folder", "name": "Mobil", "children": []},
    },
    "version": 1,
}
PLACES = {
    "guid": "root________",
    "title": "",
    "type": "text/x-moz-place-container",
    "root": "placesRoot",
    "children": [
        {
            "guid": "menu________",
            "title": "menu",
            "type": "text/x-moz-place-container",
            "root": "bookmarksMenuFolder",
            "children": [
                {
                    "type": "text/x-moz-place-container",
                    "title": "Wool",
                    "children": [
                        {
                            "type": "text/x-moz-place",
                            "title": "Carding",
                            "uri": "https://wool.example/carding",
                            "tags": "craft,sheep",
                            "dateAdded": 1_600_000_000_000_000,
                            "annos": [{"name": "bookmarkProperties/description", "value": "two brushes"}],
                        },
                        {"type": "text/x-moz-place-separator"},
                    ],
                }
            ],
        }
    ],
}
TABS = "https://looms.example/one | The first loom\n\nhttps://looms.example/two | Warp | weft\nhttp://looms.example/3\n"


def captures(tmp_path: Path, content: str | bytes, name: str = "file") -> list[Capture]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(registry.read(path))


class TestNetscapeBookmarks(ImporterContract):
    importer = NetscapeBookmarks()
    good = (("bookmarks.html", FIREFOX.encode()), ("old.htm", FIREFOX.encode("utf-16")))


class TestBrowserBookmarks(ImporterContract):
    importer = BrowserBookmarks()
    good = (("Bookmarks", json.dumps(CHROMIUM).encode()), ("backup.json", json.dumps(PLACES).encode()))


class TestAddressList(ImporterContract):
    importer = AddressList()
    good = (("tabs.txt", TABS.encode()),)


def test_bookmarks_of_firefox(tmp_path: Path) -> None:
    pears, pruning = captures(tmp_path, FIREFOX)
    assert pears.address == "https://orchard.example/pears"
    assert pears.waiting
    assert pears.page == b""
    assert pears.container == tmp_path / "file"
    assert pears.record.title == "Pears & quinces"
    assert pears.record.tags == ("fruit", "autumn", "store")
    assert pears.record.note == "Ripe in October,\nnot before"
    assert pears.record.added == datetime(2021, 12, 20, 11, 33, 20, tzinfo=UTC)
    assert pruning.record.tags == ("Tools knives",)
    assert pruning.record.added == datetime(2022, 4, 15, 5, 20, tzinfo=UTC)
    (warning,) = (*pears.warnings, *pruning.warnings)
    assert warning.startswith("2 bookmarks lead to no web page")


def test_a_folder_on_the_bar_that_a_person_named_is_kept(tmp_path: Path) -> None:
    named = FIREFOX.replace("Lesezeichen-Symbolleiste", "My orchard")
    pears, pruning = captures(tmp_path, named)
    assert pears.record.tags[0] == "My orchard"
    assert pruning.record.tags == ("My orchard/Tools knives",)


def test_services_say_what_is_still_to_be_read(tmp_path: Path) -> None:
    found = captures(
        tmp_path,
        f"""{HEAD}<DL><p>
        <dt><a href=https://a.example/1 add_date=1700000000 private="1" toread="1" tags="x">unquoted</a>
        <DT><A HREF="https://a.example/2" DATA-IMPORTANT="true">favourite</A>
        <DD>words <a href="https://b.example">in</a> it<br>more
        <DT><A HREF="https://a.example/3" TAGS="linkding:bookmarks.archived,y">old</A>
        <DT><H3 FOLDED id="com.apple.ReadingList">Leseliste</H3>
        <DL><p><DT><A HREF="https://a.example/4">list</A></DL>
        """,
    )
    first, second, third, fourth = (each.record for each in found)
    assert (first.status, first.tags) == (Status.INBOX, ("x",))
    assert (second.starred, second.note) == (True, "words in it\nmore")
    assert (third.status, third.tags) == (Status.ARCHIVE, ("y",))
    assert (fourth.status, fourth.tags) == (Status.INBOX, ())


def test_bookmarks_that_were_cut_short_or_never_closed_are_read(tmp_path: Path) -> None:
    cut = FIREFOX[: FIREFOX.index("Pruning") + 4]
    assert [each.address for each in captures(tmp_path, cut)] == [
        "https://orchard.example/pears",
        "https://orchard.example/pruning",
    ]


def test_a_list_without_its_first_line_is_known_by_its_dates(tmp_path: Path) -> None:
    content = '<DL><p><DT><A HREF="https://a.example/1" ADD_DATE="1700000000">one</A></DL>'
    assert [each.format for each in captures(tmp_path, content, "links.html")] == ["Bookmarks (HTML)"]


def test_nothing_but_scripts_is_said(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="leads to no web page"):
        captures(tmp_path, f'{HEAD}<DL><DT><A HREF="javascript:alert(1)">x</A></DL>')


def test_notes_that_lead_only_to_themselves_are_kept(tmp_path: Path) -> None:
    (graft,) = captures(
        tmp_path,
        f"""{HEAD}<DL><p>
        <DT><A HREF="?gR4-ft" ADD_DATE="1700000000" TAGS="trees">Grafting</A>
        <DD>Cut when the sap rises.
        <DT><A HREF="?nothing">nothing said</A>
        <DT><A HREF=" javascript:alert(1)">script</A>
        <DD>what it does</DL>""",
    )
    assert (graft.address, graft.waiting) == (None, True)
    assert (graft.record.title, graft.record.tags) == ("Grafting", ("trees",))
    assert graft.record.note == "Cut when the sap rises."
    assert graft.warnings[0].startswith("2 bookmarks lead to no web page")


def test_thousands_of_bookmarks_come_once_each(tmp_path: Path) -> None:
    icon = "A" * 400
    links = "".join(
        f'<DT><A HREF="https://a.example/{number % 2500}" ICON="data:{icon}">n {number}</A>\n'
        for number in range(5000)
    )
    assert len(captures(tmp_path, f"{HEAD}<DL><p>{links}</DL>")) == 2500


def test_bookmarks_of_chromium_and_of_firefox_as_json(tmp_path: Path) -> None:
    (hives,) = captures(tmp_path, json.dumps(CHROMIUM), "Bookmarks")
    assert (hives.address, hives.record.title, hives.record.tags) == (
        "https://bees.example/hives",
        "Hives",
        ("Bees",),
    )
    assert hives.record.added == datetime(2022, 6, 18, 4, 26, 40, tzinfo=UTC)
    assert hives.warnings
    (carding,) = captures(tmp_path, json.dumps(PLACES), "backup.json")
    assert carding.address == "https://wool.example/carding"
    assert carding.record.tags == ("Wool", "craft", "sheep")
    assert carding.record.note == "two brushes"
    assert carding.record.added == datetime(2020, 9, 13, 12, 26, 40, tzinfo=UTC)


def test_a_list_of_tabs(tmp_path: Path) -> None:
    found = captures(tmp_path, TABS, "tabs.txt")
    assert [(each.address, each.record.title) for each in found] == [
        ("https://looms.example/one", "The first loom"),
        ("https://looms.example/two", "Warp | weft"),
        ("http://looms.example/3", None),
    ]


def test_a_text_that_begins_with_an_address_is_a_text(tmp_path: Path) -> None:
    content = "https://looms.example/one\nA loom is a frame on which threads are crossed.\n"
    assert [each.format for each in captures(tmp_path, content, "note.txt")] == ["Text"]


@pytest.mark.parametrize("value", ["1650000000", "1650000000000", "1650000000000000", "13294473600000000"])
def test_times_in_any_unit(value: str) -> None:
    assert bookmark_time(value) == datetime(2022, 4, 15, 5, 20, tzinfo=UTC)


@pytest.mark.parametrize("value", ["", "0", "-5", "soon", None, "9" * 30])
def test_what_is_no_time(value: str | None) -> None:
    assert bookmark_time(value) is None


@pytest.mark.parametrize(
    "name", ["Bookmarks bar", "LESEZEICHEN-SYMBOLLEISTE", "Barre  personnelle", "Панель закладок", "书签栏"]
)
def test_the_folders_that_every_browser_has(name: str) -> None:
    assert is_browsers_own(name)
    assert not is_browsers_own(f"{name} of mine")

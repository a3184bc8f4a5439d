from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract

from postil.errors import ImportFailed
from postil.importers import registry
from postil.importers.exports.wallabag import Wallabag
from postil.importers.exports.wallabag_ranges import Places
from postil.importers.exports.wallabag_xml import xml_elements
from postil.model.page import Status
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

PAGE = "<p>Oat and rye.</p><div><p>First oat.</p><p>Then <b>rye</b>, and oat again.</p></div>"
SENTINEL = (
    'wallabag can\'t retrieve contents for this article. Please <a href="https://doc.example">help</a>.'
)


def entry(**said: object) -> dict[str, object]:
    return {
        "is_archived": 0,
        "is_starred": 1,
        "tags": ["bread", "slow food"],
        "is_public": False,
        "id": 31,
        "uid": None,
        "title": "Rye &amp; <em>oat</em>",
        "url": "https://mill.example/rye",
        "hashed_url": "f0",
        "given_url": "https://mill.example/rye?from=feed",
        "content": PAGE,
        "created_at": "2023-10-01T07:08:09+0200",
        "updated_at": "2023-10-02T07:08:09+0200",
        "published_at": "2023-09-30T00:00:00+0000",
        "published_by": ["Olga Mill", "Per Stone"],
        "annotations": [
            {
                "text": "not *this* one",
                "quote": "oat",
                "ranges": [
                    {"start": "/div[1]/p[2]", "startOffset": "14", "end": "/div[1]/p[2]", "endOffset": "17"}
                ],
            }
        ],
        "mimetype": "text/html",
        "language": "en_GB",
        "reading_time": 1,
        "domain_name": "mill.example",
        "preview_picture": "https://mill.example/rye.png",
        **said,
    }


OLD = {
    "0": "4",
    "id": "4",
    "title": "Barley",
    "url": "http://mill.example/barley",
    "is_read": "1",
    "is_fav": "0",
    "content": "<p>Barley.</p>",
    "user_id": "1",
    "tags": "bread,beer",
}
TABLE = (
    'Title;URL;Content;Tags;"MIME Type";Language;"Creation date"\n'
    '"Rye";https://mill.example/rye;"<p>Rye; ""and"" oat.</p>";"bread, slow food";text/html;en;'
    '"03/10/2023 07:08:09"\n'
    f'Gone;https://mill.example/gone;"{SENTINEL.replace(chr(34), chr(34) * 2)}";;text/html;;'
    '"25/12/2023 01:00:00"\n'
)
XML = """<?xml version="1.0" encoding="UTF-8"?>
<result>
  <entry>
    <is_archived>1</is_archived>
    <is_starred>0</is_starred>
    <tags><entry><![CDATA[bread]]></entry><entry><![CDATA[beer]]></entry></tags>
    <id>31</id>
    <title><![CDATA[Rye]]></title>
    <url><![CDATA[https://mill.example/rye]]></url>
    <content><![CDATA[<p>Rye &amp; oat.</p>]]></content>
    <created_at><![CDATA[2023-10-01T07:08:09+0200]]></created_at>
    <annotations><entry><text><![CDATA[n]]></text><quote><![CDATA[oat]]></quote></entry></annotations>
    <domain_name><![CDATA[mill.example]]></domain_name>
  </entry>
  <entry>
    <id>32</id>
    <is_archived>0</is_archived>
    <title><![CDATA[Oat]]></title>
    <url><![CDATA[https://mill.example/oat]]></url>
    <tags/>
  </entry>
</result>
"""


def read(folder: Path, content: object, name: str = "All articles.json") -> list[Capture]:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    return list(registry.read(path))


class TestWallabag(ImporterContract):
    importer = Wallabag()
    good = (
        ("All articles.json", json.dumps([entry(), entry(id=32, content="")], indent=4).encode()),
        ("wallabag-v1.json", json.dumps([OLD]).encode()),
        ("All articles.csv", TABLE.encode()),
        ("All articles.xml", XML.encode()),
    )


def test_an_entry_with_its_page_and_annotations(tmp_path: Path) -> None:
    (rye,) = read(tmp_path, [entry()])
    assert (rye.address, rye.page, rye.charset) == ("https://mill.example/rye", PAGE.encode(), "utf-8")
    assert rye.clean
    record = rye.record
    assert (record.title, record.byline, record.language) == ("Rye & oat", "Olga Mill, Per Stone", "en-GB")
    assert (record.status, record.starred) == (Status.INBOX, True)
    assert record.tags == ("bread", "slow food")
    assert record.added == datetime(2023, 10, 1, 5, 8, 9, tzinfo=UTC)
    assert record.published == "2023-09-30"
    (annotation,) = record.annotations
    assert (annotation.quote.exact, annotation.note) == ("oat", "not *this* one")
    assert annotation.share is not None
    assert annotation.share > 0.7


def test_entries_without_titles(tmp_path: Path) -> None:
    untitled = entry()
    del untitled["title"]
    (rye,) = read(tmp_path, [untitled])
    assert (rye.format, len(rye.record.annotations)) == ("wallabag", 1)


def test_older_entries(tmp_path: Path) -> None:
    (barley,) = read(tmp_path, [OLD])
    assert (barley.record.status, barley.record.starred) == (Status.ARCHIVE, False)
    assert barley.record.tags == ("bread", "beer")
    assert barley.page == b"<p>Barley.</p>"


@pytest.mark.parametrize(
    "content", ["", None, SENTINEL, f"<p>{SENTINEL}</p>", "[unable to retrieve full-text content]"]
)
def test_a_page_that_could_not_be_retrieved_waits(tmp_path: Path, content: str | None) -> None:
    (rye,) = read(tmp_path, [entry(content=content)])
    assert rye.waiting
    assert [each.quote.exact for each in rye.record.annotations] == ["oat"]


def test_tags_of_all_kinds(tmp_path: Path) -> None:
    said = [
        [{"id": 1, "label": "slow food", "slug": "slow-food"}],
        {"2": "bread", "5": "beer"},
        "bread, beer",
        None,
    ]
    captures = read(tmp_path, [entry(id=number, tags=tags) for number, tags in enumerate(said)])
    assert [capture.record.tags for capture in captures] == [
        ("slow food",),
        ("bread", "beer"),
        ("bread", "beer"),
        (),
    ]


def test_flags_as_words_and_dates_of_reading(tmp_path: Path) -> None:
    archived, starred = read(
        tmp_path,
        [
            entry(id=1, is_archived="1", is_starred=False, archived_at="2023-11-01T00:00:00+0000"),
            entry(id=2, is_archived=False, is_starred="1"),
        ],
    )
    assert (archived.record.status, archived.record.starred) == (Status.ARCHIVE, False)
    assert archived.record.finished == datetime(2023, 11, 1, tzinfo=UTC)
    assert (starred.record.status, starred.record.starred) == (Status.INBOX, True)


def test_annotations_of_the_api_have_ids_and_dates(tmp_path: Path) -> None:
    annotation = {"id": 9, "quote": "rye", "text": "", "created_at": "2023-10-05T00:00:00+0000"}
    (rye,) = read(
        tmp_path, {"page": 1, "pages": 1, "_embedded": {"items": [entry(annotations=[annotation])]}}
    )
    (found,) = rye.record.annotations
    assert (found.id, found.created) == ("wallabag:31-9", datetime(2023, 10, 5, tzinfo=UTC))
    assert found.share is None


def test_an_entry_alone(tmp_path: Path) -> None:
    (rye,) = read(tmp_path, entry())
    assert (rye.part, rye.record.tags) == ("31", ("bread", "slow food"))
    assert len(rye.record.annotations) == 1


def test_one_bad_item_costs_only_itself(tmp_path: Path) -> None:
    text = (
        "["
        + ",".join([json.dumps(entry(id=1)), '{"id": 2, "title": NOPE}', json.dumps(entry(id=3)), "{}"])
        + "]"
    )
    first, third = read(tmp_path, text)
    assert (first.part, third.part) == ("1", "3")
    assert "Item 2" in third.warnings[0] or "Item 2" in first.warnings[0]
    assert any("Item 4 has neither" in warning for warning in third.warnings)


def test_entries_without_ids_are_told_apart(tmp_path: Path) -> None:
    captures = read(tmp_path, [entry(id=None), entry(id=None), entry(id=1)])
    assert len({capture.part for capture in captures}) == 3


def test_a_table(tmp_path: Path) -> None:
    rye, gone = read(tmp_path, TABLE, "All articles.csv")
    assert rye.page == b'<p>Rye; "and" oat.</p>'
    assert rye.record.tags == ("bread", "slow food")
    assert rye.record.added == datetime(2023, 10, 3, 7, 8, 9, tzinfo=UTC)
    assert gone.waiting
    assert gone.record.added == datetime(2023, 12, 25, 1, tzinfo=UTC)


def test_xml(tmp_path: Path) -> None:
    rye, oat = read(tmp_path, XML, "All articles.xml")
    assert rye.page == b"<p>Rye &amp; oat.</p>"
    assert (rye.record.tags, rye.record.status) == (("bread", "beer"), Status.ARCHIVE)
    assert [(each.quote.exact, each.note) for each in rye.record.annotations] == [("oat", "n")]
    assert oat.waiting


def test_xml_that_is_cut_or_hostile(tmp_path: Path) -> None:
    (rye,) = read(tmp_path, XML[: XML.index("<id>32")], "cut.xml")
    assert "cut short after item 1" in rye.warnings[0]
    hostile = XML.replace("<result>", '<!DOCTYPE result [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<result>')
    with pytest.raises(ImportFailed):
        read(tmp_path, hostile, "hostile.xml")
    path = tmp_path / "entity.xml"
    path.write_text(hostile.replace("<![CDATA[Oat]]>", "&x;"), encoding="utf-8")
    titles = [element.item.text("title") for element in xml_elements(path)]
    assert titles == ["Rye", ""]


class TestPlaces:
    def test_a_place_is_a_share_of_the_text(self) -> None:
        places = Places("<p>12345</p><p>67890</p>")
        assert places.share("/p[1]", 0) == 0
        assert places.share("/p[2]", 0) == 0.5
        assert places.share("/p[2]", 5) == 1
        assert places.share("", 5) == 0.5

    def test_the_words_around_a_quote(self) -> None:
        places = Places("<p>Rye and <b>oat</b>, 🌾 oat again.</p><p>oat</p>")
        quote = places.quote("/p[1]", 16, "oat")
        assert (quote.exact, quote.prefix, quote.suffix) == ("oat", "Rye and oat, 🌾 ", " again.")
        assert places.quote("/p[1]/b[1]", 0, "oat") == TextQuoteSelector("oat", "", "")
        for path, offset in (("/p[1]", 3), ("/p[9]", 0), ("/p[2]", None), ("/p[2]", 1e300), ("/p[2]", -1)):
            assert places.quote(path, offset, "oat") == TextQuoteSelector("oat")

    def test_what_is_no_place(self) -> None:
        places = Places("<p>12345</p>")
        assert places.share("/p[2]", 0) is None
        assert places.share("//p | //*", 0) is None
        assert places.share("/p[1]", None) == 0
        assert places.share("/p[1]", 10**9) == 1
        assert Places("").share("", 0) is None


def test_the_note_of_an_annotation_without_words_is_the_pages(tmp_path: Path) -> None:
    (rye,) = read(tmp_path, [{**entry(), "annotations": [{"text": "Soak it.", "quote": " ", "ranges": []}]}])
    assert (rye.record.annotations, rye.record.note) == ((), "Soak it.")

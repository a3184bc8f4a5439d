from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract
from tests.importers.pages.orchard import ADDRESS, TEXT, page, png, zipped

from postil.errors import ImportFailed, NotAPage
from postil.extraction.extract import extract
from postil.importers import registry
from postil.importers.pages.maff import Maff

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postil.model.capture import Capture

SAVED = datetime(2012, 3, 15, 21, 49, 34, tzinfo=UTC)


def rdf(
    *, index: str = "index.html", address: str = ADDRESS, charset: str = "UTF-8", title: str = "The door"
) -> str:
    values = {
        "originalurl": address,
        "title": title,
        "archivetime": "Thu, 15 Mar 2012 14:49:34 -0700",
        "indexfilename": index,
        "charset": charset,
    }
    lines = "".join(
        f'<MAF:{name} RDF:resource="{escape(value)}"/>' for name, value in values.items() if value
    )
    return (
        '<?xml version="1.0"?><RDF:RDF xmlns:MAF="http://maf.mozdev.org/metadata/rdf#" '
        'xmlns:RDF="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<RDF:Description RDF:about="urn:root">{lines}</RDF:Description></RDF:RDF>'
    )


GOOD = zipped(
    ("1331_1/index.rdf", rdf()),
    (
        "1331_1/index.html",
        page('<img src="index_files/a%20b.png"><iframe src="index_files/f.html"></iframe>'),
    ),
    ("1331_1/index_files/a b.png", png()),
    ("1331_1/index_files/f.html", f"<html><body><p>{'In the frame of the door. ' * 8}<img src=g.png></p>"),
    ("1331_1/index_files/g.png", png(9)),
    ("1331_1/index_files/press.js", "run()"),
    (
        "1331_2/index.rdf",
        rdf(index="tür.html", address="https://orchard.example/gate", charset="windows-1251"),
    ),
    ("1331_2/tür.html", page("<p>Ворота</p>").encode("cp1251")),
)


class TestMaff(ImporterContract):
    importer = Maff()
    good = (("tabs.maff", GOOD),)


def read(tmp_path: Path, content: bytes, name: str = "tabs.maff") -> Sequence[Capture]:
    path = tmp_path / name
    path.write_bytes(content)
    return tuple(registry.read(path))


def test_each_tab_is_a_page_with_what_lies_in_its_folder(tmp_path: Path) -> None:
    door, gate = read(tmp_path, GOOD)
    assert (door.part, door.address, door.saved) == ("1331_1", ADDRESS, SAVED)
    assert (gate.part, gate.address, gate.charset) == (
        "1331_2",
        "https://orchard.example/gate",
        "windows-1251",
    )
    assert sorted(each.source for each in door.resources) == [
        "index_files/a%20b.png",
        "index_files/f.html",
        "index_files/g.png",
    ]
    article = extract(door)
    assert all(words in article.text for words in (*TEXT, "In the frame of the door."))
    assert [asset.content for asset in article.assets] == [png(), png(9)]
    assert "Ворота" in extract(gate).text


@pytest.mark.parametrize(
    "description",
    [
        (
            '<r:RDF xmlns:r="u:r" xmlns:m="u:m"><r:Description><m:originalurl>{address}</m:originalurl>'
            "<m:archivetime>Thu, 15 Mar 2012 14:49:34 -0700</m:archivetime></r:Description></r:RDF>"
        ),
        (
            '<RDF xmlns="u:r" xmlns:m="u:m"><Description m:originalurl="{address}" '
            'm:archivetime="Thu, 15 Mar 2012 14:49:34 -0700"/></RDF>'
        ),
        (
            "<RDF:RDF><RDF:Description><MAF:originalurl resource='{address}'/>"
            "<MAF:archivetime resource='Thu, 15 Mar 2012 14:49:34 -0700'></RDF:Description>"
        ),
    ],
)
def test_descriptions_are_read_in_whatever_style(tmp_path: Path, description: str) -> None:
    content = zipped(("a/index.rdf", description.format(address=ADDRESS)), ("a/index.htm", page()))
    (capture,) = read(tmp_path, content)
    assert (capture.address, capture.saved) == (ADDRESS, SAVED)


def test_a_folder_without_description_begins_with_its_index(tmp_path: Path) -> None:
    content = zipped(
        ("one/about.html", page("<p>About</p>")),
        ("one/index.xhtml", page("<p>Index</p>")),
        ("two/door.html", page("<p>Door</p>")),
        ("two/door_files/frame.html", page()),
        ("deep/in/three/index.rdf", rdf()),
        ("deep/in/three/index.html", page("<p>Three</p>")),
    )
    found = {capture.part: capture.markup for capture in read(tmp_path, content)}
    assert list(found) == ["deep/in/three", "one", "two"]
    assert b"Three" in found["deep/in/three"]
    assert b"Index" in found["one"]
    assert b"Door" in found["two"]


def test_the_title_of_the_description_is_for_pages_without_one(tmp_path: Path) -> None:
    untitled = zipped(("a/index.rdf", rdf(title="R & D")), ("a/index.html", page(head="")))
    titled = zipped(("a/index.rdf", rdf(title="R & D")), ("a/index.html", page()))
    assert [capture.record.title for capture in read(tmp_path, untitled)] == ["R & D"]
    assert [capture.record.title for capture in read(tmp_path, titled)] == [None]


def test_a_tab_that_cannot_be_read_is_told_of_beside_the_others(tmp_path: Path) -> None:
    content = zipped(
        ("a/index.rdf", rdf(index="picture.png")),
        ("a/picture.png", png()),
        ("b/index.rdf", rdf()),
        ("b/index.html", page()),
        ("c/index.rdf", rdf()),
    )
    (capture,) = read(tmp_path, content)
    assert capture.part == "b"
    assert capture.warnings == (
        "1 file in the archive was left out: The archive lacks a part that it should have.",
        "1 file in the archive is not a page and was passed over.",
    )
    with pytest.raises(NotAPage, match="no saved page"):
        read(tmp_path, zipped(("a/index.rdf", rdf(index="picture.png")), ("a/picture.png", png())))


def test_a_page_that_only_leads_to_another_is_that_other(tmp_path: Path) -> None:
    leads = "<html><head><meta http-equiv='refresh' content='0; url=./in/the%20door.html?x#y'></head></html>"
    round_trip = "<meta http-equiv=refresh content=0;url=../index.html>"
    content = zipped(
        ("a/index.html", leads), ("a/in/the door.html", page('<img src="p.png">')), ("a/in/p.png", png())
    )
    (capture,) = read(tmp_path, content)
    assert TEXT[0].encode() in capture.markup
    assert [each.source for each in capture.resources] == ["p.png"]
    round_and_round = zipped(("a/index.html", leads), ("a/in/the door.html", round_trip))
    assert len(read(tmp_path, round_and_round)) == 1


def test_nothing_leads_out_of_the_archive(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text(page("<p>secret</p>"))
    content = zipped(
        ("a/index.rdf", rdf(index="../../../secret.html")),
        ("a/index.html", page('<img src="../../secret.html"><iframe src="/secret.html"></iframe>')),
        ("../secret.html", page("<p>slipped</p>")),
        ("/abs/index.rdf", rdf()),
        ("C:\\win\\index.rdf", rdf()),
    )
    (capture,) = read(tmp_path, content)
    assert b"secret.html" in capture.markup
    assert capture.resources == ()


def test_entities_in_descriptions_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hidden words")
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    outside = f'<!ENTITY x SYSTEM "file://{tmp_path}/secret">'
    declared = f'<!DOCTYPE r [{outside}<!ENTITY a0 "{"a" * 999}">{laughs}]>'
    description = rdf().replace("?><RDF", f"?>{declared}<RDF").replace("The door", "&x;&a11;")
    spelled = (
        rdf()
        .replace("?><RDF", f"?>{declared}<RDF")
        .replace('<MAF:title RDF:resource="The door"/>', "<MAF:title>&x;&a11;</MAF:title>")
    )
    for text in (description, spelled):
        content = zipped(("a/index.rdf", text), ("a/index.html", page(head="")))
        (capture,) = read(tmp_path, content)
        assert "hidden" not in (capture.record.title or "")
        assert len(capture.record.title or "") < 2000


def test_an_archive_with_more_than_a_page_may_hold_is_refused(tmp_path: Path) -> None:
    bomb = zipped(("a/index.rdf", rdf()), ("a/index.html", b"<html>" + bytes(220_000_000)))
    with pytest.raises(ImportFailed, match="more than a saved page may"):
        read(tmp_path, bomb)

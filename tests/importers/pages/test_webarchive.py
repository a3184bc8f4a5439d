from __future__ import annotations

import plistlib
from typing import TYPE_CHECKING, Any

import pytest
from tests.importers.contract import ImporterContract
from tests.importers.pages.orchard import ADDRESS, TEXT, page, png

from postil.errors import ImportFailed
from postil.extraction.extract import extract
from postil.importers import registry
from postil.importers.pages import webarchive
from postil.importers.pages.webarchive import Webarchive

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

FRAMED = f"<html><body><p>{' '.join('Опись яблок в рамке.' for _ in range(8))}</p></body></html>"


def resource(address: str, content: bytes, media_type: str, encoding: str = "") -> dict[str, Any]:
    return {
        "WebResourceURL": address,
        "WebResourceData": content,
        "WebResourceMIMEType": media_type,
        "WebResourceFrameName": "",
        **({"WebResourceTextEncodingName": encoding} if encoding else {}),
    }


def archive(main: dict[str, Any], *images: dict[str, Any], frames: tuple[Any, ...] = ()) -> dict[str, Any]:
    return {
        "WebMainResource": main,
        "WebSubresources": list(images),
        "WebSubframeArchives": list(frames),
    }


MAIN = resource(
    ADDRESS,
    page('<img src="leaf.png"><iframe src="../side.html"></iframe>').encode("utf-16"),
    "text/html",
    "utf-16",
)
LEAF = resource("https://orchard.example/press/leaf.png", png(), "image/png")
FRAME = archive(
    resource("https://orchard.example/side.html", FRAMED.encode("koi8-r"), "text/html", "KOI8-R"),
    resource("https://orchard.example/side.png", png(9), "image/png"),
)
SHEET = resource("https://orchard.example/press.css", b"p { color: red }", "text/css")
WHOLE = archive(MAIN, LEAF, SHEET, frames=(FRAME,))


def written(value: dict[str, Any], *, xml: bool = False) -> bytes:
    return plistlib.dumps(value, fmt=plistlib.FMT_XML if xml else plistlib.FMT_BINARY)


class TestWebarchive(ImporterContract):
    importer = Webarchive()
    good = (("page.webarchive", written(WHOLE)), ("page.xml", written(WHOLE, xml=True)))


def read(tmp_path: Path, content: bytes) -> Capture:
    path = tmp_path / "page.webarchive"
    path.write_bytes(content)
    (capture,) = registry.read(path)
    return capture


@pytest.mark.parametrize("xml", [False, True])
def test_the_page_comes_with_its_images_and_frames(tmp_path: Path, xml: bool) -> None:  # noqa: FBT001 - a form
    capture = read(tmp_path, written(WHOLE, xml=xml))
    assert (capture.address, capture.charset) == (ADDRESS, "utf-16")
    assert [each.source for each in capture.resources] == [
        "https://orchard.example/press/leaf.png",
        "https://orchard.example/side.html",
        "https://orchard.example/side.png",
    ]
    article = extract(capture)
    assert all(words in article.text for words in (*TEXT, "Опись яблок в рамке."))
    assert [asset.content for asset in article.assets] == [png()]


@pytest.mark.parametrize(
    ("main", "sentence"),
    [
        (resource(ADDRESS, b"", "text/html"), "empty"),
        (resource(ADDRESS, png(), "image/png"), "only a file"),
        ({"WebResourceData": 5}, "empty"),
        ([], "empty"),
    ],
)
def test_an_archive_without_a_page_is_refused(tmp_path: Path, main: Any, sentence: str) -> None:
    with pytest.raises(ImportFailed, match=sentence):
        read(tmp_path, written({"WebMainResource": main}))


def test_a_page_of_plain_text_is_one(tmp_path: Path) -> None:
    capture = read(tmp_path, written(archive(resource(ADDRESS, TEXT[0].encode(), "text/plain"))))
    assert capture.media_type == "text/plain"


def with_itself_inside() -> bytes:
    """Two objects, the archive and its frames, each of which holds the other."""
    content = bytearray(b"bplist00")
    offsets = [len(content)]
    objects = (
        b"\xd2\x01\x02\x03\x04",  # {1: 3, 2: 4}
        b"\x5f\x10\x0fWebMainResource",
        b"\x5f\x10\x13WebSubframeArchives",
        b"\xd1\x05\x06",
        b"\xa2\x00\x04",  # itself, and the list itself
        b"\x5f\x10\x0fWebResourceData",
        b"\x4f\x10\x1c<html><p>Round and round</p>",
    )
    for each in objects:
        content += each
        offsets.append(len(content))
    table = len(content)
    content += bytes(offsets[:-1])
    return bytes(content) + bytes(6) + b"\x01\x01" + (7).to_bytes(8) + bytes(8) + table.to_bytes(8)


def test_an_archive_that_holds_itself_ends(tmp_path: Path) -> None:
    capture = read(tmp_path, with_itself_inside())
    assert b"Round and round" in capture.markup
    assert capture.resources == ()


def test_archives_in_archives_without_end_are_followed_a_few_levels(tmp_path: Path) -> None:
    inner = WHOLE
    for depth in range(60):
        inner = archive(resource(f"{ADDRESS}/{depth}", FRAMED.encode(), "text/html"), frames=(inner, inner))
    assert len(read(tmp_path, written(inner)).resources) == 20


def test_data_that_many_resources_share_is_not_multiplied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webarchive, "LARGEST", 3000)
    leaves = [resource(f"{ADDRESS}/{number}.png", png() + bytes(900), "image/png") for number in range(50)]
    assert len(read(tmp_path, written(archive(MAIN, *leaves))).resources) == 3


def test_entities_of_xml_are_not_read(tmp_path: Path) -> None:
    laughs = b'<!DOCTYPE plist [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    content = written(WHOLE, xml=True)
    start = content.index(b"<!DOCTYPE")
    end = content.index(b">", start) + 1
    with pytest.raises(ImportFailed, match="damaged"):
        read(tmp_path, content[:start] + laughs + content[end:])


def test_a_page_from_a_disk_shows_what_lay_beside_it(tmp_path: Path) -> None:
    main = resource("file:///Users/may/press/door.html", page('<img src="leaf.png">').encode(), "text/html")
    leaf = resource("file:///Users/may/press/leaf.png", png(), "image/png")
    path = tmp_path / "door.webarchive"
    path.write_bytes(written(archive(main, leaf)))
    (capture,) = registry.read(path)
    assert capture.address is None
    assert [each.source for each in capture.resources] == ["leaf.png"]

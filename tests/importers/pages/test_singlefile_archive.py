from __future__ import annotations

import json
import struct
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract
from tests.importers.pages.orchard import ADDRESS, TEXT, page, png, zipped

from postil.errors import ImportFailed
from postil.extraction.extract import extract
from postil.importers import registry
from postil.importers.pages.singlefile_archive import SingleFileArchive

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postil.model.capture import Capture

COMMENT = (
    f"<!--\n Page saved with SingleFile \n url: {ADDRESS} \n"
    " saved date: Tue Mar 05 2024 12:30:00 GMT+0200 (Somewhere)\n-->"
)
FRAME = f"<html><meta charset=utf-8><body><p>{'The frame keeps the count. ' * 8}<img src=images/0.png>"
MANIFEST = {
    "originalUrl": ADDRESS,
    "title": "The door, by its list",
    "archiveTime": "2024-03-05T10:30:00.000Z",
    "indexFilename": "index.html",
    "resources": {"images/0.png": "https://orchard.example/leaf.png"},
}


def entries(
    root: str = "", *, comment: str = COMMENT, manifest: object = MANIFEST
) -> Sequence[tuple[str, bytes | str]]:
    index = page(
        "<img src=images/0.png><iframe src=frames/0/index.html></iframe>", html=f"<html lang=en>{comment}"
    )
    return (
        (f"{root}index.html", index),
        (f"{root}manifest.json", json.dumps(manifest)),
        (f"{root}stylesheet_0.css", "p { color: red }"),
        (f"{root}images/0.png", png()),
        (f"{root}frames/0/index.html", FRAME),
        (f"{root}frames/0/manifest.json", json.dumps({"title": "frame"})),
        (f"{root}frames/0/images/0.png", png(9)),
    )


def shifted(before: bytes, archive: bytes, after: bytes = b"") -> bytes:
    """An archive between other bytes, its places counted from the beginning of the file."""
    buffer = BytesIO()
    buffer.write(before)
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as target,
        zipfile.ZipFile(BytesIO(archive)) as source,
    ):
        for entry in source.infolist():
            target.writestr(zipfile.ZipInfo(entry.filename, entry.date_time), source.read(entry))
    return buffer.getvalue() + after


PLAIN = zipped(*entries())
MARKUP = f"<!DOCTYPE html> <html data-sfz>{COMMENT}<meta charset=windows-1252><body hidden><!--".encode()
EXTRA = b"--><sfz-extra-data>" + b"QUJD" * 40_000 + b"</sfz-extra-data></body></html>"
ITSELF = shifted(MARKUP, PLAIN, EXTRA[:90] + b"</sfz-extra-data></body></html>")
UNIVERSAL = shifted(MARKUP, PLAIN, EXTRA)


def in_an_image() -> bytes:
    image = png()
    chunk = struct.pack(">I", 40) + b"tEXtZIP\0"
    return shifted(image[:33] + chunk, PLAIN, image[33:])


class TestSingleFileArchive(ImporterContract):
    importer = SingleFileArchive()
    good = (
        ("door.zip", PLAIN),
        ("door.zip.html", ITSELF),
        ("door.u.zip.html", UNIVERSAL),
        ("door.png", in_an_image()),
        ("door.pdf", shifted(b"%PDF-1.7\n%%EOF\n", PLAIN)),
        ("folder.zip", zipped(*entries("1709634600_7/"))),
    )


def read(tmp_path: Path, content: bytes, name: str = "door.zip.html") -> Capture:
    path = tmp_path / name
    path.write_bytes(content)
    (capture,) = registry.read(path)
    return capture


@pytest.mark.parametrize(
    ("name", "content"), TestSingleFileArchive.good, ids=[name for name, _ in TestSingleFileArchive.good]
)
def test_every_kind_gives_the_page_its_frames_and_images(tmp_path: Path, name: str, content: bytes) -> None:
    capture = read(tmp_path, content, name)
    assert (capture.content, capture.address) == (content, ADDRESS)
    assert capture.saved == datetime(2024, 3, 5, 10, 30, tzinfo=UTC)
    assert {each.source for each in capture.resources} == {
        "images/0.png",
        "frames/0/index.html",
        "frames/0/images/0.png",
    }
    article = extract(capture)
    assert all(words in article.text for words in (*TEXT, "The frame keeps the count."))
    assert [asset.content for asset in article.assets] == [png(), png(9)]


def test_without_its_comment_the_manifest_says_from_where_and_when(tmp_path: Path) -> None:
    capture = read(tmp_path, zipped(*entries(comment="")), "door.zip")
    assert (capture.address, capture.saved) == (ADDRESS, datetime(2024, 3, 5, 10, 30, tzinfo=UTC))


@pytest.mark.parametrize("manifest", [[], {"originalUrl": 5, "archiveTime": [], "title": {}}])
def test_a_manifest_that_says_nothing_leaves_the_page(tmp_path: Path, manifest: object) -> None:
    content = shifted(MARKUP, zipped(*entries(comment="", manifest=manifest)))
    capture = read(tmp_path, content)
    assert (capture.address, capture.saved) == (None, None)


def test_the_archive_of_a_program_is_none_of_its(tmp_path: Path) -> None:
    path = tmp_path / "extension.zip"
    path.write_bytes(zipped(*entries(manifest={"manifest_version": 3, "name": "Press"})))
    assert SingleFileArchive().confidence(path.read_bytes(), path) == 0


def test_a_page_with_a_password_says_what_to_do(tmp_path: Path) -> None:
    locked = bytearray(PLAIN)
    for sign, flags in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        at = locked.find(sign)
        while at >= 0:
            locked[at + flags] |= 1
            at = locked.find(sign, at + 1)
    with pytest.raises(ImportFailed, match="password"):
        read(tmp_path, MARKUP + bytes(locked))


def test_markup_whose_archive_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="damaged"):
        read(tmp_path, MARKUP + b"--></html>")


def test_a_page_about_such_files_is_a_page(tmp_path: Path) -> None:
    markup = page("<pre>&lt;html data-sfz&gt;</pre>").encode()
    assert SingleFileArchive().confidence(markup, tmp_path / "a.html") == 0
    text = b"It begins with <html data-sfz> and ends with an archive."
    assert SingleFileArchive().confidence(text, tmp_path / "a.txt") == 0

from __future__ import annotations

import base64
import quopri
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract
from tests.importers.pages.orchard import ADDRESS, TEXT, page, png

from postil.errors import ImportFailed
from postil.extraction.extract import extract
from postil.importers import registry
from postil.importers.pages.mhtml import Mhtml

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

FRAMED = (
    f"<html><body><p>{' '.join('The inventory of the barn, framed.' for _ in range(8))}</p></body></html>"
)


def part(headers: str, content: bytes | str, *, encoding: str = "quoted-printable") -> bytes:
    raw = content.encode() if isinstance(content, str) else content
    packed = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(encoding, bytes)(raw)
    lines = f"{headers}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
    return b"--=_edge\r\n" + lines.removeprefix(b"\r\n") + packed + b"\r\n"


def message(headers: str, *parts: bytes, kind: str = 'multipart/related; type="text/html"') -> bytes:
    top = f'{headers}\r\nMIME-Version: 1.0\r\nContent-Type: {kind};\r\n\tboundary="=_edge"\r\n\r\n\r\n'
    return top.removeprefix("\r\n").encode() + b"".join(parts) + b"--=_edge--\r\n"


CHROMIUM = message(
    f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {ADDRESS}\r\n"
    "Subject: =?utf-8?Q?The=20press=20=E2=80?=\r\n =?utf-8?Q?=94=20a=20door?=\r\n"
    "Date: Tue, 5 Mar 2024 10:30:00 GMT",
    part(
        f"Content-Type: text/html\r\nContent-ID: <frame-AA@mhtml.blink>\r\nContent-Location: {ADDRESS}",
        page(
            '<img src="https://orchard.example/press/a%20b.png">'
            '<iframe src="cid:frame-BB@mhtml.blink"></iframe><a-note><template shadowmode="open">'
            "<p>Only in the shadow of the barn. <slot></slot></p></template>slotted apples</a-note>",
            head="",
        ),
    ),
    part("Content-Type: text/css\r\nContent-Location: cid:css-1@mhtml.blink", "p { color: red }"),
    part(
        "Content-Type: image/png\r\nContent-Location: https://orchard.example/press/a%20b.png",
        png(),
        encoding="base64",
    ),
    part("Content-Type: text/html\r\nContent-ID: <frame-BB@mhtml.blink>", FRAMED),
)
EXPLORER = message(
    'From: "Saved by Windows Internet Explorer 8"\r\nSubject: =?windows-1251?B?0fLg8PvpIPHg5A==?=\r\n'
    "Date: Tue, 5 Mar 2024 13:30:00 +0300",
    part(
        'Content-Type: text/html;\r\n\tcharset="windows-1251"\r\n'
        "Content-Location: https://orchard.example/press/\r\n\tdoor",
        "<html><body><p>Старый сад за амбаром давно не даёт яблок, но его не рубят.</p>"
        "<img src='img/leaf.png'><iframe src='side.htm'></iframe></body></html>".encode("cp1251"),
        encoding="base64",
    ),
    part(
        "Content-Type: image/png\r\nContent-Location: https://orchard.example/press/img/leaf.png",
        png(),
        encoding="base64",
    ),
    part(
        "Content-Type: text/html;\r\n\tcharset=koi8-r\r\nContent-Location: https://orchard.example/press/side.htm",
        "<html><body><p>Опись бочек: двенадцать полных и три пустых.</p></body></html>".encode("koi8-r"),
    ),
    kind="multipart/related",
)
ALONE = (
    "From: <Saved by Microsoft Internet Explorer 5>\r\nSubject: \r\nMIME-Version: 1.0\r\n"
    'Content-Type: text/html;\r\n\tcharset="iso-8859-1"\r\nContent-Transfer-Encoding: quoted-printable\r\n'
    f"Content-Location: {ADDRESS}\r\n\r\n<html><title>Caf=E9</title><p>Caf=E9 au verger</p></html>"
).encode()


class TestMhtml(ImporterContract):
    importer = Mhtml()
    good = (("page.mhtml", CHROMIUM), ("old.mht", EXPLORER), ("mail.eml", CHROMIUM), ("one.mht", ALONE))


def read(tmp_path: Path, content: bytes, name: str = "page.mhtml") -> Capture:
    path = tmp_path / name
    path.write_bytes(content)
    (capture,) = registry.read(path)
    return capture


def test_chromium_says_from_where_and_when_and_gives_the_title(tmp_path: Path) -> None:
    capture = read(tmp_path, CHROMIUM)
    assert (capture.content, capture.address, capture.charset) == (CHROMIUM, ADDRESS, None)
    assert capture.saved == datetime(2024, 3, 5, 10, 30, tzinfo=UTC)
    assert capture.record.title == "The press — a door"
    assert [resource.source for resource in capture.resources] == [
        "https://orchard.example/press/a%20b.png",
        "cid:frame-BB@mhtml.blink",
    ]


def test_frames_shadow_roots_and_images_are_in_the_article(tmp_path: Path) -> None:
    article = extract(read(tmp_path, CHROMIUM))
    for words in (
        *TEXT,
        "The inventory of the barn, framed.",
        "Only in the shadow of the barn. slotted apples",
    ):
        assert words in article.text
    assert [asset.content for asset in article.assets] == [png()]


def test_a_title_of_the_page_itself_is_left_alone(tmp_path: Path) -> None:
    own = CHROMIUM.replace(b"<head></head>", b"<head><title>A door</title></head>")
    assert read(tmp_path, own).record.title is None


def test_explorer_declares_character_sets_in_the_parts(tmp_path: Path) -> None:
    capture = read(tmp_path, EXPLORER, "old.mht")
    assert (capture.address, capture.charset) == (ADDRESS, "windows-1251")
    assert capture.saved == datetime(2024, 3, 5, 10, 30, tzinfo=UTC)
    assert capture.record.title == "Старый сад"
    article = extract(capture)
    assert "Старый сад за амбаром" in article.text
    assert [asset.content for asset in article.assets] == [png()]
    (frame,) = [each for each in capture.resources if each.media_type == "text/html"]
    assert "Опись бочек" in frame.content.decode()


def test_a_page_without_images_is_a_message_of_one_part(tmp_path: Path) -> None:
    capture = read(tmp_path, ALONE, "one.mht")
    assert (capture.address, capture.resources) == (ADDRESS, ())
    assert "Café au verger" in extract(capture).text


def test_word_names_its_files_from_the_folder_of_the_page(tmp_path: Path) -> None:
    content = message(
        "",
        part(
            'Content-Location: file:///C:/B1/door.htm\r\nContent-Type: text/html; charset="us-ascii"',
            page('<img src="door_files/image001.png">'),
        ),
        part(
            "Content-Location: file:///C:/B1/door_files/image001.png\r\nContent-Type: image/png",
            png(),
            encoding="base64",
        ),
        kind="multipart/related",
    )
    capture = read(tmp_path, content, "door.mht")
    assert capture.address is None
    assert [resource.source for resource in capture.resources] == ["door_files/image001.png"]


def test_the_root_is_the_part_that_the_message_starts_with(tmp_path: Path) -> None:
    alternative = (
        b'--=_edge\r\nContent-Type: multipart/alternative; boundary="=_in"\r\n\r\n'
        b"--=_in\r\nContent-Type: text/plain\r\n\r\nPlain words\r\n"
        b"--=_in\r\nContent-Type: text/html\r\nContent-ID: <second>\r\n\r\n"
        b"<html><p>Second</p></html>\r\n--=_in--\r\n"
    )
    first = part("Content-Type: text/html\r\nContent-ID: <first>", "<html><p>First</p></html>")
    started = message("", first, alternative, kind='multipart/related; start="<second>"')
    assert b"Second" in read(tmp_path, started).markup
    assert b"First" in read(tmp_path, message("", first, alternative, kind="multipart/related")).markup
    assert b"Second" in read(tmp_path, message("", alternative, kind="multipart/related")).markup


def test_images_asked_for_by_their_id_are_found(tmp_path: Path) -> None:
    content = message(
        "",
        part("Content-Type: text/html", page("<img src='cid:leaf%40barn'>")),
        part("Content-Type: image/png\r\nContent-ID: <leaf@barn>", png(), encoding="base64"),
    )
    assert [asset.content for asset in extract(read(tmp_path, content)).assets] == [png()]


@pytest.mark.parametrize(
    "headers",
    [
        "From: tamsin@orchard.example\r\nTo: ned@orchard.example\r\nSubject: Barrels",
        "Received: from orchard.example\r\nSubject: Barrels",
    ],
)
def test_a_letter_is_no_saved_page(tmp_path: Path, headers: str) -> None:
    content = message(headers, part("Content-Type: text/html", "<html><p>Dear Ned</p></html>"))
    assert Mhtml().confidence(content, tmp_path / "letter.eml") == 0


def test_what_was_saved_without_a_page_is_refused(tmp_path: Path) -> None:
    content = message(
        "", part("Content-Type: image/png\r\nContent-Location: a.png", png(), encoding="base64")
    )
    with pytest.raises(ImportFailed, match="no page in this file"):
        read(tmp_path, content)


def test_addresses_of_the_disk_are_not_taken(tmp_path: Path) -> None:
    capture = read(tmp_path, CHROMIUM.replace(ADDRESS.encode(), b"file:///home/tamsin/door.html"))
    assert capture.address is None


def test_more_parts_than_any_page_has_are_refused(tmp_path: Path) -> None:
    many = message("", *[b"--=_edge\r\nContent-Type: image/png\r\n\r\nx\r\n"] * 30_000)
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (each, each)
        for each in range(3000)
    )
    for content in (many, b"MIME-Version: 1.0\r\n" + nested):
        with pytest.raises(ImportFailed, match="more parts"):
            read(tmp_path, content)


def test_a_subject_of_very_many_encoded_words_is_read(tmp_path: Path) -> None:
    words = "\r\n ".join(f"=?utf-8?Q?w{number}?=" for number in range(20_000))
    title = read(
        tmp_path, CHROMIUM.replace(b"Subject: ", b"Subject: " + words.encode() + b"\r\n ")
    ).record.title
    assert title is not None
    assert title.startswith("w0w1w2")


def test_headers_without_end_are_those_of_such_a_file_by_its_name(tmp_path: Path) -> None:
    content = b"Subject: " + b"\r\n ".join([b"barrels"] * 20_000) + b"\r\n" + CHROMIUM.partition(b"\r\n")[2]
    assert read(tmp_path, content).address == ADDRESS
    with pytest.raises(ImportFailed, match="no page in this file"):
        read(tmp_path, b"Barrels: twelve\r\n\r\nand three that are empty")

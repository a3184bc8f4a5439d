from __future__ import annotations

import gzip
import tarfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract
from tests.importers.pages.orchard import ADDRESS, TEXT, page, png, zipped
from tests.importers.pages.test_htz import DEEP
from tests.importers.pages.test_mhtml import CHROMIUM

from postil.errors import ImportFailed, NotAPage
from postil.extraction.extract import extract
from postil.importers import registry
from postil.importers.pages import page_archive
from postil.importers.pages.html import Html
from postil.importers.pages.page_archive import PageArchive

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postil.model.capture import Capture

Entries = tuple[tuple[str, bytes | str], ...]

SAVED: Entries = (
    ("Barn/The door.html", page('<img src="The%20door_files/leaf.png"><iframe src="The door_files/f.html">')),
    ("Barn/The door_files/leaf.png", png()),
    ("Barn/The door_files/f.html", f"<html><body><p>{'Framed beside the door. ' * 8}</p></body></html>"),
    ("Barn/The door_files/unnamed.css", "p { color: red }"),
    ("Barn/Tür.htm", page('<img src="../shared/wall.png">', head="")),
    ("shared/wall.png", png(9)),
    ("gate.mhtml", CHROMIUM),
    ("notes.txt", "\n\n".join(TEXT)),
)
GOOD = zipped(*SAVED)


def tarred(entries: Entries) -> bytes:
    buffer = BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in entries:
            raw = content.encode() if isinstance(content, str) else content
            entry = tarfile.TarInfo(name)
            entry.size = len(raw)
            archive.addfile(entry, BytesIO(raw))
    return buffer.getvalue()


class TestPageArchive(ImporterContract):
    importer = PageArchive((Html(),))
    good = (
        ("pages.zip", GOOD),
        ("pages.tar", tarred(SAVED)),
        ("pages.tar.gz", gzip.compress(tarred(SAVED), mtime=0)),
        ("pages.tgz", gzip.compress(tarred(SAVED), mtime=0)),
    )


def read(tmp_path: Path, content: bytes, name: str = "pages.zip") -> Sequence[Capture]:
    path = tmp_path / name
    path.write_bytes(content)
    return tuple(registry.read(path))


@pytest.mark.parametrize(
    ("name", "content"), TestPageArchive.good, ids=[name for name, _ in TestPageArchive.good]
)
def test_each_page_is_read_with_what_was_saved_beside_it(tmp_path: Path, name: str, content: bytes) -> None:
    captures = read(tmp_path, content, name)
    assert [capture.part for capture in captures] == [
        "Barn/The door.html",
        "Barn/Tür.htm",
        "gate.mhtml",
        "notes.txt",
    ]
    door, window, gate, notes = captures
    assert [each.content for each in door.resources if each.media_type == "image/png"] == [png()]
    assert "Framed beside the door." in extract(door).text
    assert [(each.source, each.content) for each in window.resources] == [("../shared/wall.png", png(9))]
    assert [asset.content for asset in extract(window).assets] == [png(9)]
    assert window.record.title == "Tür"
    assert gate.address == ADDRESS
    assert notes.media_type == "text/plain"
    assert not any(capture.warnings for capture in captures)


def test_names_that_begin_with_the_folder_itself_are_those_without(tmp_path: Path) -> None:
    entries = tuple((f"./{name}", content) for name, content in SAVED)
    captures = read(tmp_path, tarred(entries), "pages.tar")
    assert [capture.part for capture in captures][:2] == ["./Barn/The door.html", "./Barn/Tür.htm"]
    assert [len(capture.resources) for capture in captures] == [3, 1, 2, 0]


def test_only_a_page_without_title_is_called_as_its_entry(tmp_path: Path) -> None:
    pages = (page(), page(head=""), page(head="<title> </title>"))
    content = zipped(*((f"barn\\{number}.html", each.encode("utf-16")) for number, each in enumerate(pages)))
    assert [capture.record.title for capture in read(tmp_path, content)] == [None, "1", "2"]


def test_names_in_old_character_sets_still_name_the_files_of_a_page(tmp_path: Path) -> None:
    content = zipped(
        ("Дверь.html", page('<img src="Дверь_files/лист.png">')), ("Дверь_files/лист.png", png())
    )
    for encoding in ("utf-8", "cp866"):
        garbled = content
        for name in ("Дверь.html", "Дверь_files/лист.png"):
            garbled = renamed(garbled, name, encoding)
        (capture,) = read(tmp_path, garbled)
        assert [each.source for each in capture.resources] == ["Дверь_files/лист.png"]


def renamed(archive: bytes, name: str, encoding: str) -> bytes:
    """The archive with a name in another character set, and without the flag that it is UTF-8."""
    written = name.encode(encoding)
    plain = bytearray()
    at = 0
    long, short = name.encode(), written
    for sign, flags, length, start in ((b"PK\3\4", 6, 26, 30), (b"PK\1\2", 8, 28, 46)):
        while (found := archive.find(sign, at)) >= 0:
            if archive[found + start : found + start + len(long)] != long:
                plain += archive[at : found + 4]
                at = found + 4
                continue
            header = bytearray(archive[found : found + start])
            header[flags + 1] &= ~8 & 0xFF
            header[length : length + 2] = len(short).to_bytes(2, "little")
            plain += archive[at:found] + header + short
            at = found + start + len(long)
            break
    return rebuilt(bytes(plain + archive[at:]))


def rebuilt(archive: bytes) -> bytes:
    """The archive with the places of its entries counted anew."""
    content = bytearray(archive)
    first = content.find(b"PK\1\2")
    end = content.rfind(b"PK\5\6")
    content[end + 12 : end + 16] = (end - first).to_bytes(4, "little")
    content[end + 16 : end + 20] = first.to_bytes(4, "little")
    local, central = 0, first
    while central < end:
        content[central + 42 : central + 46] = local.to_bytes(4, "little")
        local = content.find(b"PK\3\4", local + 4)
        central = content.find(b"PK\1\2", central + 4)
        central = end if central < 0 else central
    return bytes(content)


def test_hidden_entries_are_passed_over_and_others_are_counted(tmp_path: Path) -> None:
    content = zipped(
        ("__MACOSX/._door.html", page()),
        (".git/index.html", page()),
        ("door.html", page()),
        ("Thumbs.db", b"\xd0\xcf\x11\xe0"),
        ("photo.jpg", b"\xff\xd8\xff"),
        ("empty.html", ""),
        ("broken.maff", b"PK\3\4" + bytes(60)),
        ("C:\\win.html", page()),
    )
    (capture,) = read(tmp_path, content)
    assert capture.part == "door.html"
    assert capture.warnings == (
        "1 file in the archive was left out: The archive is damaged or cut short.",
        "3 files in the archive are not pages and were passed over.",
    )


def test_archives_in_archives_are_opened_once(tmp_path: Path) -> None:
    inner = zipped(("in.html", page()), ("deep.htz", DEEP))
    content = zipped(
        ("deep.htz", DEEP), ("inner.zip", inner), ("text.html.gz", gzip.compress(page().encode()))
    )
    assert [capture.part for capture in read(tmp_path, content)] == [
        "deep.htz/index.html",
        "deep.htz/gate.html",
        "inner.zip/in.html",
        "text.html.gz",
    ]
    with pytest.raises(NotAPage, match="no saved page"):
        read(tmp_path, zipped(("a.zip", zipped(("b.zip", inner)))))


def test_nothing_of_a_name_becomes_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    names = (
        "../../out.html",
        "/abs.html",
        "a/../../b.html",
        "CON.html",
        "x" * 300 + ".html",
        "a:b.html",
        "d. ",
    )
    captures = read(tmp_path, zipped(*((name, page()) for name in names), ("../out_files/a.png", png())))
    assert {capture.part for capture in captures} == {"CON.html", "x" * 300 + ".html", "d. "}
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["pages.zip", "temporary"]


def test_an_archive_without_a_page_says_so(tmp_path: Path) -> None:
    for content in (zipped(("a.png", png())), zipped(), zipped(("a.css", "p {}"), ("b/c.js", "run()"))):
        with pytest.raises(NotAPage, match="no saved page"):
            read(tmp_path, content)
    with pytest.raises(ImportFailed, match="damaged"):
        read(tmp_path, GOOD[:-200])


def test_documents_of_other_programs_are_not_opened(tmp_path: Path) -> None:
    document = zipped(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"), ("a.html", page()))
    with pytest.raises(NotAPage, match="ZIP archive"):
        read(tmp_path, document, "letter.docx")


def test_what_comes_out_of_all_archives_is_counted_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_archive, "LARGEST_TOTAL", 5 * len(page()))
    inner = zipped(*((f"{number}.html", page()) for number in range(9)))
    captures = read(tmp_path, zipped(("a.html", page()), ("inner.zip", inner)))
    assert 0 < len(captures) < 6
    assert "more than a saved page may" in captures[-1].warnings[0]


def test_links_and_devices_of_a_tar_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text(page("<p>secret</p>"))
    buffer = BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for kind, name in (
            (tarfile.SYMTYPE, "s.html"),
            (tarfile.LNKTYPE, "l.html"),
            (tarfile.FIFOTYPE, "f.html"),
        ):
            entry = tarfile.TarInfo(name)
            entry.type = kind
            entry.linkname = str(tmp_path / "secret.html")
            archive.addfile(entry)
    with pytest.raises(NotAPage, match="no saved page"):
        read(tmp_path, buffer.getvalue(), "pages.tar")

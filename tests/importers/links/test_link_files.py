"""Links of Windows, macOS and Linux."""

from __future__ import annotations

import plistlib
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract

from postil.errors import NotAPage
from postil.importers import registry
from postil.importers.links.desktop_entry import DesktopEntry
from postil.importers.links.internet_shortcut import InternetShortcut
from postil.importers.links.webloc import Webloc

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

ADDRESS = "https://quay.example/ropes?knot=3&bend=x"
SHORTCUT = (
    "[{000214A0-0000-0000-C000-000000000046}]\r\nProp3=19,2\r\n"
    f"[InternetShortcut]\r\nIDList=\r\nURL={ADDRESS}\r\n"
)
ENTRY = (
    "# a link\n[Desktop Entry]\nVersion=1.0\nType=Link\n"
    f"Name=Ropes\\sand knots\nName[de]=Taue\nURL={ADDRESS}\n"
)
HOSTILE_PLIST = (
    '<!DOCTYPE plist [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<plist><dict><key>URL</key><string>https://a.example/&x;</string></dict></plist>"
)
PLIST = plistlib.dumps({"URL": ADDRESS})


def link(tmp_path: Path, content: bytes | str, name: str) -> Capture:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (capture,) = registry.read(path)
    return capture


class TestInternetShortcut(ImporterContract):
    importer = InternetShortcut()
    good = (
        ("Ropes and knots.url", SHORTCUT.encode()),
        ("Pinned.website", SHORTCUT.encode("utf-16")),
    )


class TestWebloc(ImporterContract):
    importer = Webloc()
    good = (
        ("Ropes.webloc", PLIST),
        ("Binary.webloc", plistlib.dumps({"URL": ADDRESS}, fmt=plistlib.FMT_BINARY)),
    )


class TestDesktopEntry(ImporterContract):
    importer = DesktopEntry()
    good = (("ropes.desktop", ENTRY.encode()),)


@pytest.mark.parametrize(
    ("content", "name", "title"),
    [
        (SHORTCUT, "Ropes and knots.url", "Ropes and knots"),
        (ENTRY, "x.desktop", "Ropes and knots"),
        (ENTRY.replace("Name=Ropes\\sand knots\n", ""), "x.desktop", "Taue"),
        (PLIST, "Hitches.webloc", "Hitches"),
    ],
)
def test_a_link_waits_for_its_page(tmp_path: Path, content: bytes | str, name: str, title: str) -> None:
    capture = link(tmp_path, content, name)
    assert capture.address == ADDRESS
    assert capture.waiting
    assert capture.page == b""
    assert capture.container is None
    assert capture.record.title == title
    assert capture.content == (content if isinstance(content, bytes) else content.encode())


def test_the_base_of_a_frame_is_not_the_address(tmp_path: Path) -> None:
    content = f"[DEFAULT]\nBASEURL=https://frame.example/\n[InternetShortcut]\nBASEURL=https://b.example/\nurl={ADDRESS}\n"
    assert link(tmp_path, content, "a.url").address == ADDRESS


def test_an_address_may_stand_in_quotes(tmp_path: Path) -> None:
    assert link(tmp_path, f'[InternetShortcut]\rURL="{ADDRESS}"\r', "a.url").address == ADDRESS


def test_letters_that_the_character_set_lacks(tmp_path: Path) -> None:
    wide = "https://quay.example/узли".encode("utf-7").decode()
    content = f"[InternetShortcut]\nURL=https://quay.example/????\n[InternetShortcut.W]\nURL={wide}\n"
    assert link(tmp_path, content, "a.url").address == "https://quay.example/узли"
    broken = content.replace(wide, "https+AD")
    assert link(tmp_path, broken, "a.url").address == "https://quay.example/????"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("[InternetShortcut]\nURL=file:///C:/Windows/system32/calc.exe\n", "a.url"),
        (
            "[InternetShortcut]\nURL=javascript:alert(1)\n[InternetShortcut.W]\nURL=https://a.example\n",
            "b.url",
        ),
        ("[InternetShortcut]\nIconFile=https://a.example/x.ico\n", "c.url"),
        ("nothing of the kind", "d.url"),
        ("[Desktop Entry]\nType=Application\nExec=rm -rf x\nURL=https://a.example/\n", "e.desktop"),
        ("[Desktop Entry]\nType=Link\nURL=file:///etc/passwd\n", "f.desktop"),
        ("[Desktop Entry]\nType=Link\n[Other]\nURL=https://a.example/\n", "g.desktop"),
        (plistlib.dumps({"URL": "ftp://a.example/"}), "h.webloc"),
        (plistlib.dumps({"URL": 5}), "i.webloc"),
        (plistlib.dumps(["https://a.example"]), "j.webloc"),
        (
            HOSTILE_PLIST,
            "k.webloc",
        ),
        ("<plist><dict>" + "<array>" * 5000, "l.webloc"),
    ],
)
def test_what_is_no_link_to_a_page_is_refused(tmp_path: Path, content: bytes | str, name: str) -> None:
    with pytest.raises(NotAPage, match=r"[A-Z].+\."):
        link(tmp_path, content, name)


def test_an_address_that_was_written_carelessly_is_found(tmp_path: Path) -> None:
    content = f"<plist version='1.0'><dict><key>URL</key><string>{ADDRESS}</string></dict></plist>"
    assert link(tmp_path, content, "a.webloc").address == ADDRESS

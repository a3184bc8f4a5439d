"""Links of Postil and the desktop: its own programs say whether the entry is right, and follow a link."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from postil import paths
from postil.app.link_handler import ENTRY, open_links
from postil.errors import DesktopFailed

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux desktops")

SAY = """#!/bin/sh
for word in "$@"; do echo "$word"; done > "{told}"
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, on no desktop in particular."""
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "KDE_FULL_SESSION", "GNOME_DESKTOP_SESSION_ID"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def needs(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")


@pytest.mark.parametrize("folder", ["library", "my library", 'a "quoted" $HOME 100% `x` \\ Ж'])
def test_the_desktop_knows_who_opens_links(home: Path, folder: str) -> None:
    needs("xdg-mime", "desktop-file-validate")
    entry = open_links(home / folder)
    assert entry == home / "data" / "applications" / ENTRY
    checked = subprocess.run(["desktop-file-validate", entry], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "")
    asked = subprocess.run(
        ["xdg-mime", "query", "default", "x-scheme-handler/postil"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout.strip() == ENTRY


def test_a_link_reaches_the_program(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs("xdg-mime", "xdg-open")
    program = home / "program"
    program.write_text(SAY.format(told=home / "told"), encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setattr(paths, "program", lambda: (str(program), "-m", "postil"))
    open_links(home / "library")
    subprocess.run(
        ["xdg-open", "postil://page/abcd#hl-efgh"],
        env={**os.environ, "DISPLAY": ":none"},
        check=True,
        capture_output=True,
        timeout=60,
    )
    assert (home / "told").read_text(encoding="utf-8").splitlines() == [
        "-m",
        "postil",
        "--library",
        str(home / "library"),
        "postil://page/abcd#hl-efgh",
    ]


def test_the_usual_library_need_not_be_named(home: Path) -> None:
    needs("xdg-mime")
    entry = open_links(paths.default_library())
    assert f"Exec={sys.executable} -m postil %u" in entry.read_text(encoding="utf-8").splitlines()
    assert home in entry.parents


def test_what_cannot_be_done_is_one_sentence(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DesktopFailed, match="that the desktop cannot keep"):
        open_links(home / "two\nlines")
    monkeypatch.setenv("PATH", str(home))
    with pytest.raises(DesktopFailed, match="xdg-mime is missing"):
        open_links(home / "library")
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(DesktopFailed, match="cannot be set up by Postil itself"):
        open_links(home / "library")

"""What the words of a start are taken for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from postil import __main__ as program

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """The words with which a window was opened, in a folder with files of odd names."""
    for name in ("list", "page.html"):
        (tmp_path / name).write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POSTIL_LIBRARY", str(tmp_path / "library"))
    found: list[Sequence[str]] = []

    def open_window(words: Sequence[str]) -> int:
        found.append(words)
        return 0

    monkeypatch.setattr(program, "_open_window", open_window)
    return found


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("page.html",),
        ("./list",),
        ("postil://page/abc",),
        ("POSTIL://page/abc#hl-def",),
        ("postil:--library=/elsewhere",),
        ("--library", "x"),
        ("--library=x",),
    ],
)
def test_files_and_links_and_nothing_open_the_window(
    opened: list[Sequence[str]], words: tuple[str, ...]
) -> None:
    assert program.main(words) == 0
    assert opened == [words]


def test_a_verb_is_a_verb_where_a_file_has_its_name(opened: list[Sequence[str]]) -> None:
    assert program.main(("list",)) == 2  # there is no library
    assert not opened


def test_a_word_too_long_for_a_name_is_a_wrong_verb(opened: list[Sequence[str]]) -> None:
    with pytest.raises(SystemExit) as ended:
        program.main(("x-" * 5000,))
    assert ended.value.code == 2
    assert not opened


def test_without_a_display_the_window_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert program.main([]) == 2
    assert "no display" in capsys.readouterr().err

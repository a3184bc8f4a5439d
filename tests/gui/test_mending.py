"""A library that is damaged at the start is repaired where the person wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton
from tests.app.saved_pages import write_shelf

from postil.app.library import Library
from postil.errors import LibraryDamaged
from postil.gui.mending import offer_repair
from postil.jobs import Progress
from postil.model.page import Place
from postil.settings import Settings
from postil.store.database import DATABASE

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.gui


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A library of two pages whose database is garbage."""
    folder = tmp_path / "library"
    with Library.open(folder) as library:
        library.importing.add((write_shelf(tmp_path / "shelf"),), Progress())
        library.page_records.drain(Progress())
    (folder / DATABASE).write_bytes(b"garbage" * 1000)
    return folder


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the message boxes said; each is answered with its first button."""
    heard: list[str] = []

    def answer(box: QMessageBox) -> int:
        heard.append(f"{box.text()} {box.informativeText()}")
        button = box.defaultButton() or box.button(QMessageBox.StandardButton.Ok)
        if isinstance(button, QPushButton):
            button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return heard


def test_it_is_repaired_and_opens(qapp: QApplication, damaged: Path, said: list[str]) -> None:
    with pytest.raises(LibraryDamaged) as damage:
        Library.open(damaged)
    assert offer_repair(damaged, damage.value, Settings())
    asked, told = said
    assert asked.startswith("The library is damaged. Postil can repair it")
    assert told.startswith("The library was repaired. It was made anew with 2 pages.")
    assert str(damaged) in told  # where the old database is
    with Library.open(damaged) as library:
        assert len(library.reading.page_ids(Place())) == 2


def test_who_does_not_want_it_finds_everything_as_it_was(
    qapp: QApplication, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (damaged / DATABASE).read_bytes()
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: 0)
    assert not offer_repair(damaged, LibraryDamaged("It is damaged."), Settings())
    assert (damaged / DATABASE).read_bytes() == before

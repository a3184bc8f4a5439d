"""Pages on their way in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QUrl
from tests.gui.pages import write_pages

from postil.app.import_report import ImportReport, ImportRow, Outcome
from postil.gui.dialogs.batch import BatchDialog
from postil.gui.imports import Imports, dropped_paths, page_of_link
from postil.gui.widgets.message_bar import MessageBar
from postil.model.page import Place

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.appearance import Appearance
    from postil.jobs import Jobs

pytestmark = pytest.mark.gui


@pytest.fixture
def messages(host: QWidget, appearance: Appearance) -> MessageBar:
    return MessageBar(appearance, host)


@pytest.fixture
def imports(library: Library, jobs: Jobs, messages: MessageBar, host: QWidget) -> Imports:
    def failed(error: Exception) -> None:
        raise error

    return Imports(library, jobs, messages=messages, failed=failed, parent=host)


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("postil://page/abcd", "abcd"),
        ("postil://page/abcd#hl-xyz", "abcd"),
        ("postil://page/abcd/more?and=so", "abcd"),
        ("postil://page/", None),
        ("postil://other/abcd", None),
        ("https://example.org/page/abcd", None),
        ("", None),
    ],
)
def test_a_link_names_a_page_or_nothing(link: str, page: str | None) -> None:
    assert page_of_link(link) == page


def test_only_files_of_this_computer_are_taken_from_a_drop(tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a b.html")), QUrl("https://example.org/x.html")])
    assert dropped_paths(mime) == [tmp_path / "a b.html"]
    assert dropped_paths(QMimeData()) == []


def test_a_chosen_folder_is_imported(
    imports: Imports, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    write_pages(tmp_path / "chosen")
    (tmp_path / "chosen" / "water.html").write_text(
        "<!doctype html><title>Another</title><p>" + "One more page to read in the evening. " * 20,
        encoding="utf-8",
    )
    monkeypatch.setattr(
        "postil.gui.imports.QFileDialog.getExistingDirectory", lambda *_: str(tmp_path / "chosen")
    )
    imports.choose_folder()
    qtbot.waitUntil(lambda: len(library.reading.page_ids(Place())) == 4)


def test_the_samples_come_with_the_manual_and_only_once(
    imports: Imports, library: Library, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(imports.manual_added) as first:
        imports.add_samples()
    number = len(library.reading.page_ids(Place()))
    assert number > 4
    with qtbot.waitSignal(imports.manual_added) as again:
        imports.add_samples()
    assert again.args == first.args
    assert len(library.reading.page_ids(Place())) == number


def test_choosing_nothing_starts_nothing(
    imports: Imports, host: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postil.gui.imports.QFileDialog.getExistingDirectory", lambda *_: "")
    monkeypatch.setattr("postil.gui.imports.QFileDialog.getOpenFileNames", lambda *_: ([], ""))
    before = len(host.children())
    imports.choose_folder()
    imports.choose_files()
    assert len(host.children()) == before


def test_an_import_that_ends_out_of_sight_offers_its_report(
    imports: Imports, messages: MessageBar, host: QWidget, qtbot: QtBot
) -> None:
    report = ImportReport((ImportRow(Path("one.html"), Outcome.IMPORTED),))
    told: list[str] = []
    imports.told.connect(told.append)
    imports._start(lambda _progress: report)
    (dialog,) = host.findChildren(BatchDialog)
    dialog.close()
    qtbot.waitUntil(lambda: messages.text == "1 page imported")
    assert told[-1] == ""

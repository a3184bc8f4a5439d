"""Pages on their way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from tests.gui.pages import write_pages
from tests.gui.pressing import press

from postil.gui.imports import Imports, can_be_dropped, file_filters
from postil.gui.widgets.message_bar import MessageBar
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.appearance import Appearance
    from postil.gui.window import MainWindow
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui


@pytest.fixture
def messages(host: QWidget, appearance: Appearance) -> MessageBar:
    return MessageBar(appearance, host)


@pytest.fixture
def imports(
    library: Library, jobs: Jobs, settings: LiveSettings, messages: MessageBar, host: QWidget
) -> Imports:
    def failed(error: Exception) -> None:
        raise error

    return Imports(library, jobs, settings, messages=messages, failed=failed, parent=host)


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
    qtbot: QtBot, imports: Imports, host: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_parent: QWidget, _title: str, _folder: str, filters: str) -> tuple[list[str], str]:
        asked.append(filters)
        return [], ""

    monkeypatch.setattr("postil.gui.imports.QFileDialog.getExistingDirectory", lambda *_: "")
    monkeypatch.setattr("postil.gui.imports.QFileDialog.getOpenFileNames", choose)
    before = len(host.children())
    imports.choose_folder()
    imports.choose_files()
    assert asked == []  # the formats are being loaded, and the window goes on
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [file_filters()]
    assert len(host.children()) == before


def test_the_dialog_for_files_names_all_formats() -> None:
    filters = file_filters().split(";;")
    assert "*.html" in filters[0]
    assert filters[-1] == "All files (*)"
    assert not [each for each in filters[:-1] if "(* " in each or each.endswith((" *)", "(*)"))]
    assert any(each.startswith("SingleFile (") for each in filters[1:-1])


def copy(mime: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(mime)


def test_a_copied_piece_of_a_page_is_pasted_and_offered_to_be_opened(
    imports: Imports, library: Library, messages: MessageBar, qtbot: QtBot
) -> None:
    mime = QMimeData()
    mime.setHtml("<h2>Warm walls</h2><p>Nobody lights the fires any more.</p>")
    mime.setData("chromium/x-source-url", b"https://walls.example/peaches")
    copy(mime)
    imports.paste()
    qtbot.waitUntil(lambda: messages.text == "“Warm walls” imported")
    with qtbot.waitSignal(imports.runs.page_wanted) as wanted:
        messages._button.click()
    page = library.reading.page(wanted.args[0])
    assert (page.title, page.address) == ("Warm walls", "https://walls.example/peaches")


def test_copied_files_are_imported(
    imports: Imports, library: Library, tmp_path: Path, messages: MessageBar, qtbot: QtBot
) -> None:
    (tmp_path / "figs.txt").write_text("Figs for Sunday\n\nAnd for Monday.\n", encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "figs.txt"))])
    copy(mime)
    imports.paste()
    qtbot.waitUntil(lambda: messages.text.endswith("imported"))
    assert len(library.reading.page_ids(Place())) == 4


def test_a_picture_and_nothing_are_refused_in_a_sentence(imports: Imports, messages: MessageBar) -> None:
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    mime = QMimeData()
    mime.setImageData(image)
    assert not can_be_dropped(mime)
    copy(mime)
    imports.paste()
    assert messages.text.startswith("A picture by itself")
    copy(QMimeData())
    imports.paste()
    assert messages.text.startswith("There is nothing to paste")


def test_links_can_be_dropped() -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://walls.example/peaches")])
    assert can_be_dropped(mime)
    assert not can_be_dropped(QMimeData())


def test_ctrl_v_pastes_in_the_list_and_not_in_a_field(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    mime = QMimeData()
    mime.setText("Figs for Sunday\n\nAnd for Monday, if there are any.")
    copy(mime)
    press(Qt.Key.Key_Slash)
    press(Qt.Key.Key_V, held=Qt.KeyboardModifier.ControlModifier)
    assert "Figs" in window.parts.search.field.text()
    press(Qt.Key.Key_Escape)
    window.parts.list.setFocus()
    press(Qt.Key.Key_V, held=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.messages.text == "“Figs for Sunday” imported")
    assert len(library.reading.page_ids(Place())) == 4
    press(Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: len(library.reading.page_ids(Place())) == 3)


def test_something_dropped_on_the_window_comes_in(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setText("Figs for Sunday\n\nAnd for Monday, if there are any.")
    where, copied = QPoint(5, 5), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(where, copied, mime, left, none)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(where), copied, mime, left, none))
    qtbot.waitUntil(lambda: len(library.reading.page_ids(Place())) == 4)


def test_what_can_be_imported_is_told(window: MainWindow) -> None:
    window.commands.fire("help.import")
    told = window.manuals.of_imports.text.toPlainText()
    assert window.manuals.of_imports.text.hasFocus()
    assert "Omnivore" in told
    assert "|" not in told
    press(Qt.Key.Key_Escape)
    assert not window.manuals.of_imports.isVisible()

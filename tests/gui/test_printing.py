"""Saving as PDF and printing from the window, with a printer that is a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from postil.gui.dialogs.paper import PaperDialog
from postil.gui.printing import file_name, usual_folder, usual_paper
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from postil.gui.window import MainWindow

pytestmark = pytest.mark.gui


def dialog_of(window: MainWindow, qtbot: QtBot) -> PaperDialog:
    page_id = window._library.reading.page_ids(Place())[0]
    with qtbot.waitSignal(window.open_page.shown):
        window.navigation.read(page_id)
    widget = window.focusWidget()
    assert widget is not None
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(widget, Qt.Key.Key_P, control | Qt.KeyboardModifier.ShiftModifier)
    (dialog,) = window.findChildren(PaperDialog)
    return dialog


def test_a_pdf_is_saved_where_it_is_wanted(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = dialog_of(window, qtbot)
    dialog._file.setText(str(tmp_path / "mine"))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: (tmp_path / "mine.pdf").exists() and not dialog.isVisible())
    assert (tmp_path / "mine.pdf").read_bytes().startswith(b"%PDF")
    assert window.messages.text == f"1 page saved to {tmp_path / 'mine.pdf'}."


def test_what_goes_wrong_is_said_in_the_dialog(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = dialog_of(window, qtbot)
    dialog._file.setText(str(tmp_path / "none" / "mine.pdf"))
    dialog.start()
    qtbot.waitUntil(lambda: "Choose another folder" in dialog.text)
    assert dialog.isVisible()
    assert dialog.accept_button.isEnabled()
    dialog.reject()


def test_a_folder_that_exists_is_proposed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert usual_folder() == tmp_path
    (tmp_path / "Documents").mkdir()
    assert usual_folder() == tmp_path / "Documents"


def test_a_page_is_printed_on_the_chosen_printer(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    def to_file(printer: QPrinter, _parent: QWidget) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        return True

    printing = window.reader_deeds.printing
    printing._ask_printer = to_file
    dialog_of(window, qtbot).reject()
    dialog = printing.print()
    assert dialog is not None
    dialog.start()
    qtbot.waitUntil(lambda: window.messages.text == "1 page printed.")
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_who_chooses_no_printer_prints_nothing(window: MainWindow, qtbot: QtBot) -> None:
    printing = window.reader_deeds.printing
    printing._ask_printer = lambda _printer, _parent: False
    dialog_of(window, qtbot).reject()
    dialog = printing.print()
    assert dialog is not None
    dialog.start()
    assert dialog.accept_button.isEnabled()
    dialog.reject()


def test_paper_is_that_of_the_country() -> None:
    assert usual_paper(QLocale("en_US")) is QPageSize.PageSizeId.Letter
    assert usual_paper(QLocale("uk_UA")) is QPageSize.PageSizeId.A4
    assert usual_paper(QLocale("en_GB")) is QPageSize.PageSizeId.A4


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A plain title", "A plain title"),
        ('What? "Why" a/b: c', "What Why a b c"),
        ("...", "page"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_title_becomes_a_name_of_a_file(title: str, name: str) -> None:
    assert file_name(title) == name

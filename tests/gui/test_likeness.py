"""Pages that are the same: listed, compared, united and parted, with the keyboard alone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from tests.gui.pages import BEES, MAPS, html
from tests.gui.pressing import press
from tests.gui.test_window import back_in, open_page, page_called

from postil.app.library import Library
from postil.app.uniting import CarryReport
from postil.gui.details.fact_row import FactRow
from postil.gui.dialogs.comparison import ComparisonDialog
from postil.gui.dialogs.duplicates import DuplicatesDialog
from postil.gui.dialogs.likeness import LikenessDialog
from postil.gui.dialogs.question import Question
from postil.gui.likeness import carried
from postil.jobs import Progress
from postil.model.annotation import Color
from postil.model.page import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from postil.gui.window import MainWindow

pytestmark = pytest.mark.gui

SHIFT = Qt.KeyboardModifier.ShiftModifier
Dialog = TypeVar("Dialog", bound=QDialog)


@pytest.fixture(scope="session")
def twins(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library that has the page of the bees twice, the second time with another end."""
    folder = tmp_path_factory.mktemp("twins")
    shutil.copytree(imported, folder / "library")
    path = folder / "again.html"
    path.write_text(html("Bees, once more", (*BEES[:3], MAPS[0], *BEES[3:])), encoding="utf-8")
    with Library.open(folder / "library") as library:
        library.importing.add((path,), Progress())
        bees = page_called(library, "What bees know")
        library.annotating.highlight_quote(bees.id, "listen with a hand on the lid", color=Color.GREEN)
        library.indexing.drain(Progress())
    return folder / "library"


@pytest.fixture
def library(twins: Path, tmp_path: Path) -> Iterator[Library]:
    """A library of this test alone, for the window."""
    shutil.copytree(twins, tmp_path / "library")
    with Library.open(tmp_path / "library") as opened:
        yield opened


def _dialog(qtbot: QtBot, kind: type[Dialog]) -> Dialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), kind))
    found = QApplication.activeWindow()
    assert isinstance(found, kind)
    return found


def _listed(dialog: LikenessDialog | DuplicatesDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def _likeness_of(window: MainWindow, qtbot: QtBot, title: str) -> LikenessDialog:
    window.parts.list.make_current(page_called(window._library, title).id)
    press(Qt.Key.Key_R, held=SHIFT)
    dialog = _dialog(qtbot, LikenessDialog)
    qtbot.waitUntil(lambda: dialog.list.count() > 0)
    return dialog


def _quotes(library: Library, title: str) -> list[str]:
    placed = library.annotating.placed(page_called(library, title).id)
    return [each.annotation.selectors.quote.exact for each in placed]


def test_the_same_story_is_listed_and_opened(window: MainWindow, qtbot: QtBot) -> None:
    dialog = _likeness_of(window, qtbot, "What bees know")
    assert _listed(dialog)[:2] == ["The same story, also saved", "Bees, once more"]
    assert dialog.list.currentRow() == 1, "a heading cannot be chosen"
    with qtbot.waitSignal(window.open_page.shown):
        press(Qt.Key.Key_Return)
    assert window.windowTitle() == "Bees, once more — Postil"
    assert not dialog.isVisible()


def test_a_page_like_no_other_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.parts.list.make_current(page_called(window._library, "The water works").id)
    press(Qt.Key.Key_R, held=SHIFT)
    dialog = _dialog(qtbot, LikenessDialog)
    qtbot.waitUntil(
        lambda: dialog.note.text() == "No other page says the same, or speaks of the same things."
    )
    assert [each.text() for each in dialog.findChildren(QPushButton) if each.isEnabled()] == ["Close"]
    press(Qt.Key.Key_M, Qt.Key.Key_C, Qt.Key.Key_Escape)
    back_in(window, qtbot)


def test_highlights_are_carried_there_and_back_by_undo(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    dialog = _likeness_of(window, qtbot, "What bees know")
    press(Qt.Key.Key_H)
    qtbot.waitUntil(lambda: dialog.note.text() == "1 highlight carried over.")
    assert _quotes(library, "Bees, once more") == ["listen with a hand on the lid"]
    press(Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: dialog.note.text() == "Undone: Carry highlights over")
    assert _quotes(library, "Bees, once more") == []


def test_highlights_are_brought_here(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    dialog = _likeness_of(window, qtbot, "Bees, once more")
    press(Qt.Key.Key_B)
    qtbot.waitUntil(lambda: dialog.note.text() == "1 highlight carried over.")
    assert _quotes(library, "Bees, once more") == ["listen with a hand on the lid"]
    press(Qt.Key.Key_B)
    qtbot.waitUntil(lambda: "1 was there already." in dialog.note.text())


def test_pages_are_made_one_when_the_person_says_so(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    older = page_called(library, "What bees know")
    dialog = _likeness_of(window, qtbot, "What bees know")
    press(Qt.Key.Key_M)
    question = _dialog(qtbot, Question)
    press(Qt.Key.Key_Return)
    assert not question.isVisible()
    assert library.reading.page(older.id).trashed is None, "Enter does not do it"
    dialog.activateWindow()  # offscreen, no window manager gives the focus back
    _dialog(qtbot, LikenessDialog)
    press(Qt.Key.Key_M)
    _dialog(qtbot, Question)
    press(Qt.Key.Key_Backtab)
    with qtbot.waitSignal(window.open_page.shown):
        press(Qt.Key.Key_Space)
    assert library.reading.page(older.id).trashed is not None
    assert _quotes(library, "Bees, once more") == ["listen with a hand on the lid"]
    back_in(window, qtbot)
    press(Qt.Key.Key_Z)
    assert library.reading.page(older.id).trashed is None


def test_what_is_not_the_same_is_not_listed_again(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    bees = page_called(library, "What bees know")
    assert bees.alike == 1
    dialog = _likeness_of(window, qtbot, "What bees know")
    press(Qt.Key.Key_N)
    qtbot.waitUntil(lambda: "The same story, also saved" not in _listed(dialog))
    assert library.reading.page(bees.id).alike == 0
    press(Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: "The same story, also saved" in _listed(dialog))


def test_two_pages_are_compared(window: MainWindow, qtbot: QtBot) -> None:
    _likeness_of(window, qtbot, "What bees know")
    press(Qt.Key.Key_C)
    comparison = _dialog(qtbot, ComparisonDialog)
    qtbot.waitUntil(lambda: comparison.told.text().startswith("Place 1 of "))
    shown = comparison.text.toPlainText()
    assert MAPS[0] in shown
    cursor = comparison.text.textCursor()
    cursor.setPosition(shown.index(MAPS[0]) + 3)
    assert cursor.charFormat().fontUnderline(), "it is told by more than a colour"
    assert cursor.charFormat().background().color() == QColor(
        window._appearance.theme.highlight(Color.GREEN).fill
    )
    press(Qt.Key.Key_J)
    assert comparison.told.text().startswith("Place 1 of 1")
    press(Qt.Key.Key_Escape)
    assert not comparison.isVisible()


def test_duplicates_of_the_library_are_listed(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.fire("library.duplicates")
    dialog = _dialog(qtbot, DuplicatesDialog)
    qtbot.waitUntil(lambda: dialog.list.count() == 3)
    assert _listed(dialog) == ["2 pages: What bees know", "What bees know", "Bees, once more"]
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    found = _dialog(qtbot, LikenessDialog)
    assert found.page == page_called(window._library, "Bees, once more").id


def test_the_details_tell_where_a_story_was_also_saved(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    open_page(window, qtbot, "What bees know")
    press(Qt.Key.Key_I)
    section = window.likeness._section
    qtbot.waitUntil(section.isVisible)
    assert "Bees, once more" in section.findChildren(FactRow)[0].line.value
    window.parts.details.take_last()
    press(Qt.Key.Key_J)
    first = QApplication.focusWidget()
    assert first is not None
    assert section.isAncestorOf(first), "one goes down from the facts"
    press(Qt.Key.Key_K)
    assert QApplication.focusWidget() is not first
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is first
    with qtbot.waitSignal(window.open_page.shown):
        press(Qt.Key.Key_Return)
    assert window.open_page.page is not None
    assert window.open_page.page.title == "Bees, once more"


def test_the_list_says_how_often_a_page_is_saved(window: MainWindow, library: Library) -> None:
    model = window.parts.list.model
    row = model.row_of(page_called(library, "What bees know").id)
    assert row is not None
    spoken = model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole)
    assert "saved 1 more time" in spoken
    library.reading.trash((page_called(library, "Bees, once more").id,))
    assert library.reading.pages(library.reading.page_ids(Place()))
    assert page_called(library, "What bees know").alike == 0


def test_a_report_says_what_became_of_each_highlight() -> None:
    assert carried(CarryReport()) == "There are no highlights to carry over."
    assert carried(CarryReport(sure=2, doubtful=1, lost=3, already_there=1)) == (
        "3 highlights carried over. 1 was there already. 1 should be checked. "
        "The words of 3 are not in the other text."
    )

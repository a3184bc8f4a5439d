"""A report, listed, copied and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout
from tests.gui.pressing import press

from postil.errors import ExportFailed
from postil.gui.dialogs.report import ReportView
from postil.gui.dialogs.report_rows import Report, ReportRow, as_text
from postil.model.ids import PageId

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("appearance")]

GOOD = ReportRow("one.html", "Imported", whole_name="a/one.html")
BAD = ReportRow("two.html", "Failed", "It ends in the middle.", problem=True, whole_name="a/two.html")
REPORT = Report("1 page imported, 1 failed", (GOOD, BAD))


@pytest.fixture
def view(qtbot: QtBot) -> ReportView:
    made = ReportView("Files of the import", "File")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_report(REPORT)
    return made


def names(view: ReportView) -> list[str]:
    return [view.model.index(row, 0).data() for row in range(view.model.rowCount())]


def under(view: ReportView, row: int) -> list[str]:
    """What is listed under a file."""
    file = view.model.index(row, 0)
    return [view.model.index(each, 0, file).data() for each in range(view.model.rowCount(file))]


def test_the_table_is_a_sound_model(view: ReportView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(view.model)  # type: ignore[no-untyped-call] # pytest-qt ships it so


def test_the_whole_name_is_in_the_tool_tip(view: ReportView) -> None:
    assert view.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "a/two.html"


def test_a_report_without_problems_offers_no_filter(view: ReportView) -> None:
    assert names(view) == ["two.html"]
    view.show_report(Report("1 page imported", (GOOD,)))
    assert not view.filter.isVisible()
    assert names(view) == ["one.html"]


def test_names_are_whole_where_there_is_room_and_leave_the_reason_some(view: ReportView) -> None:
    title = ReportRow("A title of forty letters or a little more", "Unchanged")
    view.show_report(Report("1 page unchanged", (title,)))
    assert view.list.columnWidth(0) >= view.list.fontMetrics().horizontalAdvance(title.name)
    view.show_report(Report("1 page unchanged", (ReportRow("long " * 60, "Unchanged"),)))
    assert view.list.columnWidth(0) <= 320


PARTS = tuple(
    ReportRow(f"Part {number}", outcome, page=PageId(f"p{number}"), group="a/export.zip")
    for number, outcome in enumerate(("Imported", "Link", "Imported"))
)
MIXED = Report("4 pages imported, 1 link", (GOOD, *PARTS, BAD))


def test_the_pages_of_a_file_stand_under_it(view: ReportView, qtmodeltester: ModelTester) -> None:
    view.show_report(MIXED)
    press_in(view, Qt.Key.Key_P)
    assert names(view) == ["one.html", "export.zip", "two.html"]
    assert view.model.index(1, 1).data() == "Imported 2, Link 1"
    assert under(view, 1) == ["Part 0", "Part 1", "Part 2"]
    qtmodeltester.check(view.model)  # type: ignore[no-untyped-call] # as above


def press_in(view: ReportView, *keys: Qt.Key) -> None:
    view.focus_list()
    press(*keys)


def test_outcomes_are_filtered_each_with_its_count(view: ReportView) -> None:
    view.show_report(MIXED)
    choices = [view.filter.itemText(row) for row in range(view.filter.count())]
    assert choices == ["All (5)", "Only problems (1)", "Imported (3)", "Link (1)", "Failed (1)"]
    assert names(view) == ["two.html"]
    view.filter.setCurrentIndex(3)
    assert names(view) == ["export.zip"]
    assert under(view, 0) == ["Part 1"]


def test_warnings_have_a_filter_of_their_own(view: ReportView) -> None:
    warned = ReportRow("three.html", "Imported", "An image is missing.", warned=True)
    view.show_report(Report("2 pages imported", (GOOD, warned)))
    assert names(view) == ["one.html", "three.html"], "what is no problem is not shown by itself unasked"
    choices = [view.filter.itemText(row) for row in range(view.filter.count())]
    assert choices == ["All (2)", "Only warnings (1)", "Imported (2)"]
    view.filter.setCurrentIndex(1)
    assert names(view) == ["three.html"]


def test_rows_are_sorted_by_a_key_and_back(view: ReportView) -> None:
    rows = tuple(ReportRow(name, outcome) for name, outcome in (("b", "X"), ("C", "X"), ("a", "Y")))
    view.show_report(Report("3 pages", rows))
    press_in(view, Qt.Key.Key_S)
    assert names(view) == ["a", "b", "C"]
    press_in(view, Qt.Key.Key_S)
    assert names(view) == ["b", "C", "a"], "by outcome, equal ones as they were"
    press_in(view, Qt.Key.Key_S, Qt.Key.Key_S)
    assert names(view) == ["b", "C", "a"]


def test_keys_walk_fold_open_and_copy(view: ReportView, qtbot: QtBot) -> None:
    view.show_report(Report("all", (GOOD, *PARTS)))
    press_in(view, Qt.Key.Key_J)
    assert view.list.currentIndex().data() == "export.zip"
    press(Qt.Key.Key_J)
    with qtbot.waitSignal(view.opened) as opened:
        press(Qt.Key.Key_Return)
    assert opened.args == ["p0"]
    press(Qt.Key.Key_K, Qt.Key.Key_Return)
    assert not view.list.isExpanded(view.list.currentIndex())
    press(Qt.Key.Key_C, held=Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied == ["Imported\tPart 0", "Link\tPart 1", "Imported\tPart 2"]
    press(Qt.Key.Key_K)
    with qtbot.assertNotEmitted(view.opened):
        press(Qt.Key.Key_Return)


def test_enter_is_the_dialogs_where_no_row_opens_a_page(view: ReportView, qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    rows = QVBoxLayout(dialog)
    rows.addWidget(view)
    close = QPushButton("Close", default=True)
    close.clicked.connect(dialog.accept)
    rows.addWidget(close)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(dialog.accepted):
        press_in(view, Qt.Key.Key_Return)
    view.setParent(None)


def test_all_that_is_known_of_a_row_is_told_below(view: ReportView) -> None:
    long = ReportRow("one.html", "Failed", "A reason that goes on and on. " * 9, whole_name="/far/one.html")
    view.show_report(Report("1 failed", (long,)))
    assert view._about.text() == f"{long.why}\n/far/one.html"


def test_a_report_that_can_write_itself_chooses_by_the_kind(
    view: ReportView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[Path] = []
    chosen = [(str(tmp_path / "kept"), "Table (*.csv)"), (str(tmp_path / "kept.json"), "Table (*.csv)")]
    monkeypatch.setattr("postil.gui.dialogs.report.QFileDialog.getSaveFileName", lambda *_: chosen.pop(0))
    view.show_report(Report("1 page imported", (GOOD,), save=saved.append))
    view.save_button.click()
    view.save_button.click()
    assert saved == [tmp_path / "kept.csv", tmp_path / "kept.json"]


def test_ten_thousand_rows_are_listed_sorted_and_filtered(view: ReportView) -> None:
    rows = tuple(
        ReportRow(f"page {number % 977}", "Imported", group=f"export {number % 3}.zip" * (number % 2))
        for number in range(12_000)
    )
    view.show_report(Report("12,000 pages imported", rows))
    assert view.model.rowCount() == 6003
    press_in(view, Qt.Key.Key_S)
    assert names(view)[:2] == ["export 0.zip", "export 1.zip"]


def test_as_text_there_is_a_line_a_thing() -> None:
    assert as_text(REPORT).splitlines() == [
        "1 page imported, 1 failed",
        "Imported\ta/one.html",
        "Failed\ta/two.html\tIt ends in the middle.",
    ]


def test_it_is_saved_where_one_says(
    view: ReportView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    chosen = [str(tmp_path / "report.txt"), "", str(tmp_path / "none" / "report.txt")]
    monkeypatch.setattr(
        "postil.gui.dialogs.report.QFileDialog.getSaveFileName", lambda *_: (chosen.pop(0), "")
    )
    view.save_button.click()
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == as_text(REPORT)
    view.save_button.click()
    with qtbot.waitSignal(view.failed) as failed:
        view.save_button.click()
    assert isinstance(failed.args[0], ExportFailed)

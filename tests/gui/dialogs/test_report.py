"""A report, listed, copied and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from postil.errors import ExportFailed
from postil.gui.dialogs.report import Report, ReportRow, ReportView, as_text

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
    made.show_report(REPORT)
    return made


def names(view: ReportView) -> list[str]:
    return [view.model.index(row, 0).data() for row in range(view.model.rowCount())]


def test_the_table_is_a_sound_model(view: ReportView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(view.model)  # type: ignore[no-untyped-call] # pytest-qt ships it so


def test_the_whole_name_is_in_the_tool_tip(view: ReportView) -> None:
    assert view.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "a/two.html"


def test_a_report_without_problems_offers_no_filter(view: ReportView) -> None:
    assert names(view) == ["two.html"]
    view.show_report(Report("1 page imported", (GOOD,)))
    assert not view.findChildren(QCheckBox)[0].isVisible()
    assert names(view) == ["one.html"]


def test_names_are_whole_where_there_is_room_and_leave_the_reason_some(view: ReportView) -> None:
    title = ReportRow("A title of forty letters or a little more", "Unchanged")
    view.show_report(Report("1 page unchanged", (title,)))
    assert view.table.columnWidth(0) >= view.table.fontMetrics().horizontalAdvance(title.name)
    view.show_report(Report("1 page unchanged", (ReportRow("long " * 60, "Unchanged"),)))
    assert view.table.columnWidth(0) <= 320


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

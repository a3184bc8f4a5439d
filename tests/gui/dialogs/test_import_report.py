"""The report of an import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from postil.app.importing import ImportReport, ImportRow, Outcome
from postil.gui.dialogs.import_report import OUTCOMES, ReportView, as_text, summary

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("appearance")]

REPORT = ImportReport(
    tuple(ImportRow(Path("a") / f"{n}.html", outcome) for n, (outcome, _) in enumerate(OUTCOMES))
)


def files(view: ReportView) -> list[str]:
    return [view.model.index(row, 0).data() for row in range(view.model.rowCount())]


def test_every_outcome_has_a_word() -> None:
    assert {outcome for outcome, _ in OUTCOMES} == set(Outcome)


def test_the_summary_counts_what_there_is() -> None:
    assert summary(REPORT) == "1 page imported, 1 already there, 1 not a page, 1 failed"
    assert summary(ImportReport(REPORT.rows[:1] * 2)) == "2 pages imported"
    assert summary(ImportReport((), cancelled=True)) == "Cancelled. 0 pages imported"


def test_as_text_there_is_a_line_a_file() -> None:
    assert as_text(REPORT).splitlines()[1:] == [
        f"{word}\t{Path('a') / f'{n}.html'}" for n, (_, word) in enumerate(OUTCOMES)
    ]


def test_the_table_is_a_sound_model(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    view = ReportView()
    qtbot.addWidget(view)
    view.show_report(REPORT)
    qtmodeltester.check(view.model)  # type: ignore[no-untyped-call] # pytest-qt ships it so


def test_the_whole_path_is_in_the_tool_tip(qtbot: QtBot) -> None:
    view = ReportView()
    qtbot.addWidget(view)
    view.show_report(REPORT)
    assert view.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == str(Path("a") / "2.html")


def test_a_report_without_problems_offers_no_filter(qtbot: QtBot) -> None:
    view = ReportView()
    qtbot.addWidget(view)
    view.show()
    view.show_report(ImportReport(REPORT.rows[:2]))
    assert not view.findChildren(QCheckBox)[0].isVisible()
    assert files(view) == ["0.html", "1.html"]

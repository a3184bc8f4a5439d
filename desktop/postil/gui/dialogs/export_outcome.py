"""What an export did, or would do: its files with what became of them, and what changes in the marked one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QHeaderView, QVBoxLayout, QWidget

from postil.gui import export_words
from postil.gui.dialogs.difference_view import DifferenceView
from postil.gui.dialogs.report import ReportView
from postil.gui.dialogs.report_rows import Report, ReportRow
from postil.gui.widgets.plain_text import PlainLabel
from postil.model.export_report import FileOutcome
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from postil.gui.appearance import Appearance
    from postil.model.export_report import ExportedFile, ExportReport

_ORDER = tuple(export_words.OUTCOMES)
_CHANGES = 2
"""The column that says how many lines come and go."""
_ANY_WIDTH = 10_000
_WIDE = 680
"""Pixels from which on the diff stands beside the list; else it stands below it."""


class ExportOutcome(QWidget):
    """A list as every report has it, over a diff where there is one."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._differences: dict[str, str] = {}
        self.report = ReportView(_("Files of the export"), _("File"), why=_("Changes"), tells_about=False)
        self.difference = DifferenceView(appearance)
        self.problem = PlainLabel(wordWrap=True)
        self.problem.setProperty("role", "danger")
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(12)
        self._sides.addWidget(self.report, 1)
        self._sides.addWidget(self.difference, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        rows.addLayout(self._sides, 1)
        rows.addWidget(self.problem)
        self.report.list.current_changed.connect(self._show_difference)

    def show_report(self, report: ExportReport, shown: Report) -> None:
        """Show this; ``shown`` is ``report_of`` it: of many files that takes time, and is done elsewhere."""
        self._differences = {str(each.path): each.difference for each in report.files if each.difference}
        self.difference.setVisible(bool(self._differences))
        self.report.show_report(shown)
        self._lay_out_columns(with_changes=bool(self._differences))
        if self._differences:
            self._go_to_first_change()
        self._show_difference()

    def focus_list(self) -> None:
        """Turn to the files."""
        self.report.focus_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the diff beside the list where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _WIDE
        directions = QBoxLayout.Direction
        self._sides.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def _lay_out_columns(self, *, with_changes: bool) -> None:
        """Give the files all the room that outcomes and changes do not need."""
        header = self.report.list.header()
        header.setMaximumSectionSize(_ANY_WIDTH)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.report.list.setColumnHidden(_CHANGES, not with_changes)
        self.report.list.resizeColumnToContents(1)

    def _go_to_first_change(self) -> None:
        """Mark the first file that changes, also where there are problems: what changes was asked for."""
        self.report.filter.setCurrentIndex(0)
        model = self.report.model
        indexes = (model.index(number, 0) for number in range(model.rowCount()))
        rows = ((index, model.row_at(index)) for index in indexes)
        changed = (index for index, row in rows if row is not None and row.whole_name in self._differences)
        self.report.list.setCurrentIndex(next(changed, model.index(0, 0)))

    def _show_difference(self) -> None:
        row = self.report.model.row_at(self.report.list.currentIndex())
        self.difference.show_difference("" if row is None else self._differences.get(row.whole_name, ""))
        self.problem.setText(row.name if row is not None and row.problem else "")
        self.problem.setVisible(bool(self.problem.text()))


def report_of(report: ExportReport, folder: Path, *, dry: bool = False) -> Report:
    """The report as it is shown: problems first, then what was written, then the rest.

    ``folder`` is where its files are, ``dry`` says that nothing was written.
    """
    files = sorted(report.files, key=lambda each: _ORDER.index(each.outcome))
    told = (export_words.summary(report, dry=dry), export_words.edits_told(report))
    return Report(
        ". ".join(filter(None, told)),
        (*_problems(report), *(_row(each, folder) for each in files)),
        name=_("export"),
    )


def _problems(report: ExportReport) -> Iterator[ReportRow]:
    for sentence in report.problems:
        yield ReportRow(sentence, _("Problem"), problem=True)


def _row(file: ExportedFile, folder: Path) -> ReportRow:
    inside = file.path.is_relative_to(folder)
    name = str(file.path.relative_to(folder)) if inside else str(file.path)
    return ReportRow(
        name,
        _(export_words.OUTCOMES[file.outcome]),
        _changes_told(file),
        whole_name=str(file.path),
    )


def _changes_told(file: ExportedFile) -> str:
    """``+3 −1``: how many lines come and go; empty where nobody asked."""
    if file.outcome not in (FileOutcome.NEW, FileOutcome.UPDATED) or not file.difference:
        return ""
    changes = file.difference.partition("\n@@")[2]  # below the names of the files
    added, gone = (changes.count(f"\n{sign}") for sign in "+-")
    return " ".join(filter(None, (f"+{added}" if added else "", f"−{gone}" if gone else "")))

"""A report of many things done one after the other: counted, listed, filtered to problems, copied, saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFileDialog,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from postil.errors import ExportFailed
from postil.gui.widgets.plain_text import PlainLabel, plain_tip
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

Index = QModelIndex | QPersistentModelIndex

_NARROWEST, _WIDEST = 104, 320
"""Of the columns of things and outcomes: as wide as what stands in them, but the reason keeps its room."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One thing, and what became of it."""

    name: str
    outcome: str
    why: str = ""
    problem: bool = False
    whole_name: str = ""
    """Shown in the tool tip, copied and saved instead of the name, where it says more."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is told at the end of a batch."""

    summary: str = ""
    rows: tuple[ReportRow, ...] = ()


def as_text(report: Report) -> str:
    """The whole report as lines of outcome, name and reason, with tabs between."""
    lines = (f"{row.outcome}\t{row.whole_name or row.name}\t{row.why}".rstrip() for row in report.rows)
    return "\n".join((report.summary, *lines)) + "\n"


class ReportView(QWidget):
    """Shows a report."""

    failed = Signal(object)
    """The error, where the report could not be saved."""

    def __init__(self, things: str, heading: str) -> None:
        """``things`` names them all (``Files of the import``), ``heading`` one of them (``File``)."""
        super().__init__()
        self._report = Report()
        self._summary = PlainLabel(wordWrap=True)
        self._summary.setProperty("role", "heading")
        self._problems_only = QCheckBox(_("Only problems"))
        self._problems_only.toggled.connect(self._fill)
        self.model = _ReportModel((heading, _("Outcome"), _("Why")), self)
        self.table = QTableView()
        self.table.setAccessibleName(things)
        self.table.setModel(self.model)
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(30)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(_NARROWEST)
        header.setMaximumSectionSize(_WIDEST)
        self.copy_button = QPushButton(_("Copy the report"))
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(as_text(self._report)))
        self.save_button = QPushButton(_("Save the report…"))
        self.save_button.setAutoDefault(False)
        self.save_button.clicked.connect(self._save)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self._summary)
        rows.addWidget(self._problems_only)
        rows.addWidget(self.table, 1)

    def show_report(self, report: Report) -> None:
        """Show this report, problems alone where there are some."""
        self._report = report
        self._summary.setText(report.summary)
        problems = any(row.problem for row in report.rows)
        self._problems_only.setVisible(problems)
        self._problems_only.setChecked(problems)
        self._fill()

    def _fill(self) -> None:
        only = self._problems_only.isChecked()
        self.model.show([row for row in self._report.rows if row.problem or not only])
        self.table.resizeColumnToContents(0)
        self.table.resizeColumnToContents(1)

    def _save(self) -> None:
        proposed = str(Path.home() / _("report.txt"))
        name, _filter = QFileDialog.getSaveFileName(self, _("Save the report"), proposed)
        if not name:
            return
        try:
            Path(name).write_text(as_text(self._report), encoding="utf-8")
        except OSError as error:
            self.failed.emit(
                ExportFailed(
                    _("The report could not be written to {name} ({reason}); choose another file.").format(
                        name=name, reason=error.strerror
                    )
                )
            )


class _ReportModel(QAbstractTableModel):
    def __init__(self, headings: tuple[str, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._headings = headings
        self._rows: Sequence[ReportRow] = ()

    def show(self, rows: Sequence[ReportRow]) -> None:
        """List these things instead."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self._rows[index.row()]
        whole = role == Qt.ItemDataRole.ToolTipRole
        told = (row.whole_name or row.name if whole else row.name, row.outcome, row.why)[index.column()]
        return plain_tip(told) if whole else told

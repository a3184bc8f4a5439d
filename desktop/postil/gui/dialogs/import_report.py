"""What became of every file of an import: counted, listed, filtered to problems, copied as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from postil.app.importing import ImportReport, ImportRow, Outcome
from postil.gui import words

if TYPE_CHECKING:
    from collections.abc import Sequence

Index = QModelIndex | QPersistentModelIndex

OUTCOMES = (
    (Outcome.IMPORTED, "Imported"),
    (Outcome.ALREADY_THERE, "Already there"),
    (Outcome.NOT_A_PAGE, "Not a page"),
    (Outcome.FAILED, "Failed"),
)
"""The outcomes in the order in which they are counted, in words."""


class ReportView(QWidget):
    """What became of every file: counted, listed, filtered to problems, copied as text."""

    def __init__(self) -> None:
        super().__init__()
        self._report = ImportReport(())
        self._summary = QLabel(wordWrap=True)
        self._summary.setProperty("role", "heading")
        self._problems_only = QCheckBox("Only problems")
        self._problems_only.toggled.connect(self._fill)
        self.model = _ReportModel(self)
        self.table = QTableView()
        self.table.setAccessibleName("Files of the import")
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
        header.resizeSection(0, 216)
        header.resizeSection(1, 104)
        self.copy_button = QPushButton("Copy the report")
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(as_text(self._report)))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self._summary)
        rows.addWidget(self._problems_only)
        rows.addWidget(self.table, 1)

    def show_report(self, report: ImportReport) -> None:
        """Show this report, problems alone where there are some."""
        self._report = report
        self._summary.setText(summary(report))
        problems = any(map(_is_problem, report.rows))
        self._problems_only.setVisible(problems)
        self._problems_only.setChecked(problems)
        self._fill()

    def _fill(self) -> None:
        only = self._problems_only.isChecked()
        self.model.show([row for row in self._report.rows if not only or _is_problem(row)])


def summary(report: ImportReport) -> str:
    """``12 pages imported, 3 already there``, in one line."""
    imported, *others = ((report.count(outcome), word) for outcome, word in OUTCOMES)
    parts = [f"{words.count(imported[0], 'page')} imported"]
    parts += [f"{words.number(number)} {word.lower()}" for number, word in others if number]
    return ("Cancelled. " if report.cancelled else "") + ", ".join(parts)


def as_text(report: ImportReport) -> str:
    """The whole report as lines of outcome, file and message, with tabs between."""
    named = dict(OUTCOMES)
    lines = [f"{named[row.outcome]}\t{row.path}\t{row.message}".rstrip() for row in report.rows]
    return "\n".join((summary(report), *lines)) + "\n"


def _is_problem(row: ImportRow) -> bool:
    return row.outcome in (Outcome.FAILED, Outcome.NOT_A_PAGE) or (
        row.outcome is Outcome.IMPORTED and bool(row.message)
    )


class _ReportModel(QAbstractTableModel):
    _HEADINGS = ("File", "Outcome", "Why")

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[ImportRow] = ()

    def show(self, rows: Sequence[ImportRow]) -> None:
        """List these files instead."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self._rows[index.row()]
        whole = role == Qt.ItemDataRole.ToolTipRole
        return (str(row.path) if whole else row.path.name, dict(OUTCOMES)[row.outcome], row.message)[
            index.column()
        ]

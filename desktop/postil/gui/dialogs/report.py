"""A report of many things done one after the other: counted, listed, filtered, sorted, copied, saved."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from postil.errors import ExportFailed, PostilError
from postil.gui import words
from postil.gui.dialogs.report_model import ReportModel
from postil.gui.dialogs.report_rows import Report, ReportRow, as_line, as_text
from postil.gui.keys import press_of
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent


_NARROWEST, _WIDEST = 104, 320
"""Of the columns of things and outcomes: as wide as what stands in them, but the reason keeps its room."""
_MEASURED = 100
"""Rows on which the width of a column is found: measuring thousands would hold up the window."""
_MOST_UNFOLDED = 3
"""Files of many whose things are shown at once."""
_LINES_OF_ABOUT = 3
_ALL, _PROBLEMS, _WARNED = "", "\0problems", "\0warned"


class ReportView(QWidget):
    """Shows a report."""

    failed = Signal(object)
    """The error, where the report could not be saved."""
    opened = Signal(str)
    """The id of the page of the row that was chosen."""

    def __init__(self, things: str, heading: str, *, why: str = "", tells_about: bool = True) -> None:
        """``things`` names them all (``Files of the import``), ``heading`` one of them (``File``).

        ``why`` is the heading over the reasons, where they are something else than reasons. ``tells_about``
        says whether the reason of the marked thing stands in full below the list.
        """
        super().__init__()
        self._report = Report()
        self._tells_about = tells_about
        self._summary = PlainLabel(wordWrap=True)
        self._summary.setProperty("role", "heading")
        self.filter = QComboBox()
        self.filter.setAccessibleName(_("What is listed"))
        self.filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.filter.currentIndexChanged.connect(self._fill)
        self._keys = PlainLabel(wordWrap=True)
        self._keys.setProperty("role", "muted")
        self.model = ReportModel((heading, _("Outcome"), why or _("Why")), self)
        self.list = _List(self.model, things)
        self.list.chosen.connect(self._choose)
        self.list.problems_wanted.connect(self._turn_problems)
        self.list.copied.connect(self._copy)
        self.list.current_changed.connect(self._tell_about)
        self._about = PlainLabel(wordWrap=True)
        self._about.setProperty("role", "muted")
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._about.setFixedHeight(_LINES_OF_ABOUT * self._about.fontMetrics().lineSpacing())
        self.copy_button = QPushButton(_("Copy the report"))
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(as_text(self._report)))
        self.save_button = QPushButton(_("Save the report…"))
        self.save_button.clicked.connect(self._save)
        self._lay_out()

    def show_report(self, report: Report) -> None:
        """Show this report, problems alone where there are some."""
        self._report = report
        self._summary.setText(report.summary)
        outcomes = Counter(row.outcome for row in report.rows)
        problems = sum(row.problem for row in report.rows)
        choices = [(_("All"), _ALL, len(report.rows))]
        choices += [(_("Only problems"), _PROBLEMS, problems)] if problems else []
        warned = sum(row.warned for row in report.rows)
        choices += [(_("Only warnings"), _WARNED, warned)] if warned else []
        choices += [(outcome, outcome, count) for outcome, count in outcomes.items()]
        self.filter.blockSignals(True)
        self.filter.clear()
        for told, choice, count in choices:
            self.filter.addItem(f"{told} ({words.number(count)})", choice)
        self.filter.setCurrentIndex(1 if problems else 0)
        self.filter.blockSignals(False)
        self.filter.setVisible(bool(problems or warned) or len(outcomes) > 1)
        self.list.setVisible(bool(report.rows))
        self._about.setVisible(self._tells_about and any(row.why or row.whole_name for row in report.rows))
        self.list.opens = any(row.page is not None or row.group for row in report.rows)
        self._keys.setText(_hints(report))
        self._keys.setVisible(bool(self._keys.text()))
        self._fill()

    def focus_list(self) -> None:
        """Turn to the list, at its first row."""
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.setFocus()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self.filter)
        above.addWidget(self._keys, 1)
        above.addStretch()  # without the keys, the filter is no wider than its words
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addWidget(self._summary)
        rows.addLayout(above)
        rows.addWidget(self.list, 1)
        rows.addWidget(self._about)
        rows.addStretch(0)

    def _fill(self) -> None:
        choice = self.filter.currentData() or _ALL
        self.model.show(row for row in self._report.rows if _is_chosen(row, choice))
        groups = self.model.groups
        self.list.setRootIsDecorated(groups > 0)
        if groups and (groups <= _MOST_UNFOLDED or choice == _PROBLEMS):
            self.list.expandAll()
        for column in (0, 1):
            self.list.resizeColumnToContents(column)
        self.list.setCurrentIndex(self.model.index(0, 0))
        self._tell_about()

    def _turn_problems(self) -> None:
        problems = self.filter.findData(_PROBLEMS)
        if problems >= 0:
            self.filter.setCurrentIndex(0 if self.filter.currentIndex() == problems else problems)

    def _tell_about(self) -> None:
        row = self.model.row_at(self.list.currentIndex())
        told = () if row is None else (row.why, row.whole_name if row.whole_name != row.name else "")
        self._about.setText("\n".join(filter(None, told)))

    def _choose(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is None:
            self.list.setExpanded(index, not self.list.isExpanded(index))
        elif row.page is not None:
            self.opened.emit(row.page)

    def _copy(self) -> None:
        """Copy the rows that are chosen."""
        chosen = self.list.selectionModel().selectedRows()
        rows = dict.fromkeys(row for index in chosen for row in self.model.rows_at(index))
        QGuiApplication.clipboard().setText("\n".join(map(as_line, rows)))

    def _save(self) -> None:
        save = self._report.save or self._save_text
        kinds = (_("Text (*.txt)"), _("Table (*.csv)"), "JSON (*.json)") if self._report.save else ()
        proposed = str(Path.home() / f"{self._report.name or _('report')}.txt")
        name, _filter = QFileDialog.getSaveFileName(self, _("Save the report"), proposed, ";;".join(kinds))
        if not name:
            return
        try:
            save(_with_suffix(Path(name), _filter))
        except PostilError as error:
            self.failed.emit(error)

    def _save_text(self, file: Path) -> None:
        try:
            file.write_text(as_text(self._report), encoding="utf-8")
        except OSError as error:
            raise ExportFailed(
                _("The report could not be written to {name} ({reason}); choose another file.").format(
                    name=file, reason=error.strerror
                )
            ) from error


class _List(QTreeView):
    """The rows. Enter opens one, letters are commands."""

    chosen = Signal(object)
    copied = Signal()
    problems_wanted = Signal()
    current_changed = Signal()

    def __init__(self, model: ReportModel, name: str) -> None:
        super().__init__()
        self.setProperty("role", "report")
        self.setAccessibleName(name)
        self.setModel(model)
        self.opens = False
        """Whether Enter opens what a row tells of; else it is the dialog's."""
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setExpandsOnDoubleClick(False)
        self.setSortingEnabled(True)
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.siblingAtColumn(0)))
        header = self.header()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(_NARROWEST)
        header.setMaximumSectionSize(_WIDEST)
        header.setResizeContentsPrecision(_MEASURED)
        # The selection of a model that is laid out anew goes without a word.
        self.selectionModel().currentChanged.connect(lambda *_two: self.current_changed.emit())
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._take_first)
        model.modelReset.connect(self._again.start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As in every list of the program; what is not its own is the dialog's."""
        press = press_of(event)
        meant = set() if press is None else {press.typed, press.placed}
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        elif "Return" in meant and index.isValid() and self.opens:
            self.chosen.emit(index.siblingAtColumn(0))
        elif "Return" in meant:
            event.ignore()
        elif "J" in meant:
            self._step(self.indexBelow(index))
        elif "K" in meant:
            self._step(self.indexAbove(index))
        elif "P" in meant:
            self.problems_wanted.emit()
        elif "S" in meant:
            self._sort_next()
        elif event.text().isalnum():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _step(self, index: QModelIndex) -> None:
        if index.isValid():
            self.setCurrentIndex(index)

    def _sort_next(self) -> None:
        """By each column in turn, and again in the order in which the things were done."""
        column = self.header().sortIndicatorSection() + 1
        known = column < self.model().columnCount()
        self.header().setSortIndicator(column if known else -1, Qt.SortOrder.AscendingOrder)

    def _take_first(self) -> None:
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))


def _is_chosen(row: ReportRow, choice: str) -> bool:
    if choice == _PROBLEMS:
        return row.problem
    return row.warned if choice == _WARNED else choice in (_ALL, row.outcome)


def _hints(report: Report) -> str:
    opens = any(row.page is not None for row in report.rows)
    told = (_("Enter opens the page"), _("S sorts")) if opens else (_("S sorts"),)
    return " · ".join(told) if len(report.rows) > 1 or opens else ""


def _with_suffix(file: Path, kind: str) -> Path:
    """The file with the suffix of the kind that was chosen, where it was given none."""
    suffix = kind.rpartition("*")[2].rstrip(")")
    return file if file.suffix or not suffix.startswith(".") else file.with_suffix(suffix)

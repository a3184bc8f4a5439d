"""The export targets: folders in which notes are kept up to date, listed, set up, brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from postil.gui import export_words
from postil.gui.dialogs.foot import Foot
from postil.gui.dialogs.size import open_at
from postil.gui.keys import press_of
from postil.gui.widgets.empty_state import EmptyState
from postil.gui.widgets.mnemonics import give_mnemonics
from postil.gui.widgets.plain_text import PlainLabel
from postil.gui.widgets.titled_lines import TitledLines
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from postil.gui.appearance import Appearance
    from postil.model.export_target import ExportTarget, LastUpdate


class ExportTargetsDialog(QDialog):
    """A list with three lines each; keys do what the buttons do. What it asks for, others do."""

    add_wanted = Signal()
    change_wanted = Signal(object)
    remove_wanted = Signal(object)
    update_wanted = Signal(object)
    """The ``ExportTarget``s that are to be brought up to date, as a tuple."""
    report_wanted = Signal()
    """What the last updates did is to be seen."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._targets: tuple[ExportTarget, ...] = ()
        self._updates: tuple[LastUpdate | None, ...] = ()
        self.setWindowTitle(_("Export targets"))
        open_at(self, 720, 420)
        told = PlainLabel(
            _("Folders in which your notes are kept as files: a vault, or any other folder."),
            wordWrap=True,
        )
        told.setProperty("role", "muted")
        self.list = _List()
        self.list.setItemDelegate(TitledLines(appearance, self.list))
        self.empty = EmptyState(appearance)
        self.empty.tell(
            "folder",
            _("No export target yet"),
            _(
                "Add a folder, and Postil keeps a file there for each page that you highlight."
                " What you write in these files stays."
            ),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self.about = PlainLabel(wordWrap=True)
        self.about.setProperty("role", "muted")
        self._make_buttons()
        self._lay_out(told)
        self.list.itemActivated.connect(lambda _item: self._change())
        self.list.currentRowChanged.connect(lambda _row: self._tell_about())
        self.list.add.connect(self.add_wanted)
        self.list.remove.connect(self._remove)
        self.list.refresh.connect(self._update)
        give_mnemonics(self)

    def _make_buttons(self) -> None:
        self.add_button = QPushButton(_("Add…"))
        self.change_button = QPushButton(_("Change…"))
        self.remove_button = QPushButton(_("Remove…"))
        self.update_button = QPushButton(_("Update"))
        self.update_all_button = QPushButton(_("Update all"))
        self.report_button = QPushButton(_("Last update…"))
        self.show_button = QPushButton(_("Show the folder"))
        self._of_one = (self.change_button, self.remove_button, self.update_button, self.show_button)
        for button, deed in (
            (self.add_button, self.add_wanted.emit),
            (self.change_button, self._change),
            (self.remove_button, self._remove),
            (self.update_button, self._update),
            (self.update_all_button, lambda: self.update_wanted.emit(self._targets)),
            (self.report_button, self.report_wanted.emit),
            (self.show_button, self._show_folder),
        ):
            button.clicked.connect(lambda _checked, deed=deed: deed())

    def _lay_out(self, told: PlainLabel) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(8)
        for button in (self.add_button, self.change_button, self.remove_button):
            beside.addWidget(button)
        beside.addSpacing(8)
        for button in (self.update_button, self.update_all_button, self.report_button, self.show_button):
            beside.addWidget(button)
        beside.addStretch(1)
        foot = Foot(self)
        self.close_button = foot.leave(_("Close"))
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._stack, 1)
        columns.addLayout(beside)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(told)
        rows.addLayout(columns, 1)
        rows.addWidget(self.about)
        rows.addWidget(foot)

    def show_targets(
        self, targets: Sequence[tuple[ExportTarget, LastUpdate | None]], *, reported: bool = False
    ) -> None:
        """List these, each with how its last update went; one that is new is marked, else the one that was.

        ``reported`` says whether there is a report of the last updates.
        """
        known = {target.id for target in self._targets}
        at = max(0, self.list.currentRow())
        self._targets = tuple(target for target, _update in targets)
        if known:
            at = next((row for row, target in enumerate(self._targets) if target.id not in known), at)
        self._updates = tuple(update for _target, update in targets)
        self.list.clear()
        for target, update in targets:
            lines = (target.name, export_words.target_told(target), export_words.update_told(update))
            item = QListWidgetItem("\n".join(lines), self.list)
            item.setToolTip(str(target.folder))
        self.list.setCurrentRow(min(at, len(self._targets) - 1))
        self._stack.setCurrentWidget(self.list if self._targets else self.empty)
        for button in (*self._of_one, self.update_all_button):
            button.setEnabled(bool(self._targets))
        self.report_button.setEnabled(reported)
        first = self.update_all_button if self._targets else self.add_button
        for button in (self.add_button, self.update_all_button):
            button.setDefault(button is first)
        (self.list if self._targets else self.add_button).setFocus()
        self._tell_about()

    def show_work(self, sentence: str) -> None:
        """Say what goes on; nothing for an empty sentence."""
        for button in (self.update_button, self.update_all_button):
            button.setEnabled(not sentence and bool(self._targets))
        if sentence:
            self.about.setText(sentence)
        else:
            self._tell_about()

    @property
    def current(self) -> ExportTarget | None:
        """The target that is marked."""
        row = self.list.currentRow()
        return self._targets[row] if 0 <= row < len(self._targets) else None

    def _change(self) -> None:
        if self.current is not None:
            self.change_wanted.emit(self.current)

    def _remove(self) -> None:
        if self.current is not None:
            self.remove_wanted.emit(self.current)

    def _update(self) -> None:
        if self.current is not None:
            self.update_wanted.emit((self.current,))

    def _show_folder(self) -> None:
        if self.current is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.current.folder)))

    def _tell_about(self) -> None:
        """Say of the marked one where it is, and how its last update went."""
        current = self.current
        if current is None:
            self.about.setText("")
            return
        update = self._updates[self.list.currentRow()]
        self.about.setText("\n".join(filter(None, (str(current.folder), update.problem if update else ""))))


class _List(QListWidget):
    """The targets. Letters are commands."""

    add = Signal()
    remove = Signal()
    refresh = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "report")
        self.setAccessibleName(_("Export targets"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """As in every list of the program; what is not its own is the dialog's."""
        press = press_of(event)
        meant = set() if press is None else {press.typed, press.placed}
        if "J" in meant:
            self.setCurrentRow(min(self.count() - 1, self.currentRow() + 1))
        elif "K" in meant:
            self.setCurrentRow(max(0, self.currentRow() - 1))
        elif "Return" in meant and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem())
        elif "A" in meant or "Insert" in meant:
            self.add.emit()
        elif "Delete" in meant:
            self.remove.emit()
        elif "U" in meant:
            self.refresh.emit()
        else:
            super().keyPressEvent(event)

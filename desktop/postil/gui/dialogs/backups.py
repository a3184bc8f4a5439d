"""The backups that there are, to choose the one to restore from; or any other file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from postil.gui import dates, words
from postil.gui.dialogs.foot import Foot
from postil.gui.dialogs.size import open_at
from postil.gui.widgets.mnemonics import give_mnemonics
from postil.gui.widgets.plain_text import PlainLabel, plain_tip
from postil.model.backup import BackupKind
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from postil.app.kept_backups import KeptBackup

_PATH = Qt.ItemDataRole.UserRole


class BackupsDialog(QDialog):
    """A list with the newest backup first; Enter looks at what the marked one would bring."""

    chosen = Signal(object)
    """The ``Path`` of the backup."""
    file_wanted = Signal()
    """It is to be another file."""

    def __init__(self, backups: Sequence[KeptBackup], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Restore"))
        open_at(self, 720, 400)
        title = PlainLabel(_("Restore from a backup"), wordWrap=True)
        title.setProperty("role", "heading")
        about = PlainLabel(
            _(
                "Nothing in the library is deleted. What only the backup has comes in; where the two differ, "
                "the later change counts. First you see what would come."
            ),
            wordWrap=True,
        )
        about.setProperty("role", "muted")
        self.list = _list(backups)
        self.list.itemActivated.connect(self._choose)
        nothing = PlainLabel(
            _("There are no backups in the library’s folder or in the folder of backups yet.")
        )
        nothing.setProperty("role", "muted")
        foot = Foot(self)
        self.other = foot.aside(_("Another file…"), self._want_file)
        self.look = foot.answer(_("See what would come"), self._choose)
        foot.leave()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(title)
        rows.addWidget(about)
        rows.addWidget(self.list, 1)
        rows.addWidget(nothing)
        rows.addStretch(0 if backups else 1)
        rows.addWidget(foot)
        for widget, shown in ((self.list, bool(backups)), (nothing, not backups), (self.look, bool(backups))):
            widget.setVisible(shown)
        first = self.look if backups else self.other
        first.setDefault(True)
        give_mnemonics(self)
        (self.list if backups else self.other).setFocus()

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None and self.isVisible():
            path: Path = item.data(0, _PATH)
            self.accept()
            self.chosen.emit(path)

    def _want_file(self) -> None:
        self.reject()
        self.file_wanted.emit()


def _list(backups: Sequence[KeptBackup]) -> QTreeWidget:
    made = QTreeWidget()
    made.setProperty("role", "report")
    made.setAccessibleName(_("Backups"))
    made.setRootIsDecorated(False)
    made.setUniformRowHeights(True)
    made.setTabKeyNavigation(False)
    made.setHeaderLabels([_("Made"), _("Pages"), _("Highlights"), _("Size"), _("What is in it"), _("File")])
    header = made.header()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setStretchLastSection(False)
    header.setSectionResizeMode(5, QHeaderView.ResizeMode.Stretch)
    for backup in backups:
        size = QLocale().formattedDataSize(backup.size)
        highlights = words.number(backup.annotations) if backup.is_whole else ""
        numbers = (words.number(backup.pages), highlights, size)
        about = (_contents(backup), backup.path.name)
        item = QTreeWidgetItem(made, [dates.moment(backup.made), *numbers, *about])
        item.setData(0, _PATH, backup.path)
        for column in (1, 2, 3):
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column in range(6):
            item.setToolTip(column, plain_tip(str(backup.path)))
    newest = made.topLevelItem(0)
    if newest is not None:
        made.setCurrentItem(newest)
    return made


def _contents(backup: KeptBackup) -> str:
    told = _("everything") if backup.kind is BackupKind.COMPLETE else _("no originals")
    return told if backup.is_whole else _("{contents}, damaged").format(contents=told)

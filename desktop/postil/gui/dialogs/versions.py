"""The text versions of a page, to choose the one that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from postil.gui import dates, words
from postil.gui.dialogs.foot import Foot
from postil.gui.dialogs.size import open_at
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.model.ids import VersionId
    from postil.model.page import Page, TextVersion


class VersionsDialog(QDialog):
    """A list with the newest version first; Enter lets the marked one be read."""

    chosen = Signal(str)
    """The id of the version that is to be read."""

    def __init__(self, page: Page, versions: Sequence[TextVersion], parent: QWidget) -> None:
        super().__init__(parent)
        self._read: VersionId = page.version
        self.setWindowTitle(_("Versions"))
        open_at(self, 560, 320)
        title = PlainLabel(_("Versions of “{title}”").format(title=page.title), wordWrap=True)
        title.setProperty("role", "heading")
        self.list = QListWidget()
        self.list.setAccessibleName(_("Versions"))
        for version in versions:
            item = QListWidgetItem(_line(version, read=version.id == page.version), self.list)
            item.setData(Qt.ItemDataRole.UserRole, version.id)
            if version.id == page.version:
                self.list.setCurrentItem(item)
        self.list.itemActivated.connect(self.accept)
        hint = PlainLabel(_("All versions stay, with the highlights that were made on them."), wordWrap=True)
        hint.setProperty("role", "muted")
        foot = Foot(self)
        foot.answer(_("Read this version"), self.accept)
        foot.leave()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(title)
        rows.addWidget(self.list, 1)
        rows.addWidget(hint)
        rows.addWidget(foot)
        self.list.setFocus()

    def accept(self) -> None:
        """Tell which version was chosen, if it is another one, and close; once only."""
        item = self.list.currentItem()
        if self.isVisible() and item is not None:
            version = item.data(Qt.ItemDataRole.UserRole)
            if version != self._read:
                self._read = version
                self.chosen.emit(version)
        super().accept()


def _line(version: TextVersion, *, read: bool) -> str:
    parts = [
        dates.moment(version.created),
        words.counted("{count} word", "{count} words", version.words),
        version.extractor,
    ]
    parts += [_("all the text of the page")] if version.plain else []
    parts += [_("read now")] if read else []
    return " · ".join(parts)

"""The tags of several pages: which all have, which some have, and what is to become of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from postil.gui import words
from postil.gui.dialogs.answers import Answers
from postil.gui.dialogs.size import open_at
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

_NAME = Qt.ItemDataRole.UserRole
_BEFORE = Qt.ItemDataRole.UserRole + 1
_CHECKED = Qt.CheckState.Checked
_SOME = Qt.CheckState.PartiallyChecked
_NONE = Qt.CheckState.Unchecked


class BulkTags(QDialog):
    """A line that finds or makes a tag, and the tags with their boxes; Space or Enter turns one over.

    A box that is half full is of a tag that some of the pages have: it stays so unless it is turned.
    """

    changed = Signal(object, object)
    """Names that all pages are to have, names that none is to have."""

    def __init__(
        self,
        title: str,
        shares: Sequence[tuple[str, int]],
        count: int,
        known: Sequence[str],
        parent: QWidget,
    ) -> None:
        """``shares`` are the tags of the ``count`` pages, each with how many have it."""
        super().__init__(parent)
        self.setWindowTitle(_("Tags"))
        open_at(self, 460, 460)
        heading = PlainLabel(title, wordWrap=True)
        heading.setProperty("role", "heading")
        self.line = _Line(self)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Tags"))
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        had = dict(shares)
        for name in (*had, *(name for name in known if name not in had)):
            self._add(name, had.get(name, 0), count)
        hint = PlainLabel(
            _("Space turns a box over. A half full one is left to the pages as it is."), wordWrap=True
        )
        hint.setProperty("role", "muted")
        self.line.textChanged.connect(self._narrow)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(12)
        for widget in (heading, self.line):
            rows.addWidget(widget)
        rows.addWidget(self.list, 1)
        rows.addWidget(hint)
        rows.addWidget(Answers(self, _("Save")))
        self.line.setFocus()

    def accept(self) -> None:
        """Tell what is to change, and close."""
        added: list[str] = []
        removed: list[str] = []
        for item in self._items():
            state = item.checkState()
            if state is not item.data(_BEFORE):
                (added if state is _CHECKED else removed).append(item.data(_NAME))
        if added or removed:
            self.changed.emit(tuple(added), tuple(removed))
        super().accept()

    def step(self, step: int) -> None:
        """Mark the next tag that is shown, or the one before."""
        shown = [row for row, item in enumerate(self._items()) if not item.isHidden()]
        if shown:
            at = shown.index(self.list.currentRow()) if self.list.currentRow() in shown else -1
            self.list.setCurrentRow(shown[max(0, min(at + step, len(shown) - 1))])

    def take(self) -> bool:
        """Give the marked tag to all pages, or make the one that was typed; False where none was typed."""
        typed = self.line.text().strip().lstrip("#").strip()
        if not typed:
            return False
        item = next((each for each in self._items() if each.data(_NAME).casefold() == typed.casefold()), None)
        current = self.list.currentItem()
        if item is None and current is not None and not current.isHidden():
            item = current
        if item is None:
            item = self._add(typed, 0, 1)
        item.setCheckState(_CHECKED)
        self.line.clear()
        self.list.setCurrentItem(item)
        return True

    def turn(self) -> None:
        """Turn the box of the marked tag over."""
        item = self.list.currentItem()
        if item is not None:
            item.setCheckState(_NONE if item.checkState() is _CHECKED else _CHECKED)

    def _add(self, name: str, share: int, count: int) -> QListWidgetItem:
        state = _CHECKED if share >= count else _SOME if share else _NONE
        some = words.counted("{tag} · {count} page", "{tag} · {count} pages", share, tag=f"#{name}")
        item = QListWidgetItem(some if state is _SOME else f"#{name}", self.list)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        )
        item.setData(_NAME, name)
        item.setData(_BEFORE, state)
        item.setCheckState(state)
        return item

    def _narrow(self, typed: str) -> None:
        wanted = typed.strip().lstrip("#").strip().casefold()
        first: QListWidgetItem | None = None
        for item in self._items():
            item.setHidden(wanted not in item.data(_NAME).casefold())
            if wanted and first is None and not item.isHidden():
                first = item
        if first is not None:
            self.list.setCurrentItem(first)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]


class _Line(QLineEdit):
    def __init__(self, dialog: BulkTags) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self.setPlaceholderText(_("Find or add a tag"))
        self.setAccessibleName(_("Find or add a tag"))
        self.setProperty("role", "field")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the mark, take the tag, or be done."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self._dialog.step(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._dialog.take():
                self._dialog.accept()
        elif event.key() == Qt.Key.Key_Space and not self.text():
            self._dialog.turn()
        else:
            super().keyPressEvent(event)

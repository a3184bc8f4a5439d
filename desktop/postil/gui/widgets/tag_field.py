"""A field of tags: those that are set as chips, and a line to type the next one, with completion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QLineEdit,
    QListView,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from postil.gui.widgets.flow import Flow
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence


_ONE_LINE = 50


class TagField(QFrame):
    """Enter or a comma sets what was typed; Backspace in the empty line takes the last tag away."""

    accepted = Signal()
    """Enter was pressed with nothing typed: the person is done."""

    def __init__(self, known: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags: list[str] = []
        self.setProperty("role", "field")
        self.line = _TagLine(self)
        completer = QCompleter(QStringListModel(list(known), self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = QListView()
        popup.setProperty("role", "completion")
        completer.setPopup(popup)
        # Queued: the line first takes the text of the completion, then it becomes a tag.
        completer.activated.connect(self._completed, Qt.ConnectionType.QueuedConnection)
        self.line.setCompleter(completer)
        self._flow = Flow(self)
        self.setMinimumHeight(_ONE_LINE)
        self._flow.addWidget(self.line)
        self.setFocusProxy(self.line)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that are set, and the one being typed."""
        typed = _clean(self.line.text())
        return tuple(self._tags) + ((typed,) if typed and typed not in self._tags else ())

    def show_tags(self, tags: Sequence[str]) -> None:
        """Set these tags and no others."""
        self._tags = list(dict.fromkeys(tags))
        self._show()

    def add_typed(self) -> bool:
        """Set what was typed; False where nothing was."""
        typed = _clean(self.line.text())
        self.line.clear()
        if typed and typed not in self._tags:
            self._tags.append(typed)
            self._show()
        return bool(typed)

    def remove_last(self) -> None:
        """Take the last tag away."""
        if self._tags:
            self._remove(self._tags[-1])

    def mark_focus(self, *, on: bool) -> None:
        """Show at the frame that the line in it has the focus."""
        self.setProperty("focused", on)
        self.style().polish(self)

    def _completed(self, tag: str) -> None:
        self.line.setText(tag)
        self.add_typed()

    def _chip(self, tag: str) -> QToolButton:
        chip = QToolButton()
        chip.setText(f"{tag}  ×")
        chip.setAccessibleName(_("Take away the tag {tag}").format(tag=tag))
        chip.setProperty("role", "chip")
        chip.clicked.connect(lambda: self._remove(tag))
        return chip

    def _remove(self, tag: str) -> None:
        self._tags.remove(tag)
        self._show()
        self.line.setFocus()

    def _show(self) -> None:
        self._flow.removeWidget(self.line)
        while self._flow.count():
            item = self._flow.takeAt(0)
            chip = item.widget() if item is not None else None
            if chip is not None:
                chip.hide()
                chip.deleteLater()
        for tag in self._tags:
            self._flow.addWidget(self._chip(tag))
        self._flow.addWidget(self.line)
        self.updateGeometry()


class _TagLine(QLineEdit):
    def __init__(self, field: TagField) -> None:
        super().__init__(field)
        self._field = field
        self.setPlaceholderText(_("Add a tag"))
        self.setAccessibleName(_("Add a tag"))
        self.setProperty("role", "bare")
        self.setMinimumWidth(120)

    def event(self, event: QEvent) -> bool:
        """A comma sets the tag, however the keyboard makes one."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text() == ",":
            self._field.add_typed()
            return True
        # While a window is taken down, the line may outlive its frame.
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut) and isValid(self._field):
            self._field.mark_focus(on=event.type() == QEvent.Type.FocusIn)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Set, or take away, or be done."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self._field.add_typed():
                self._field.accepted.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self._field.remove_last()
        else:
            super().keyPressEvent(event)


def _clean(typed: str) -> str:
    return typed.strip().strip(",").lstrip("#").strip()

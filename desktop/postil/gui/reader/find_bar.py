"""The field below the page in which words are typed that are sought in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QToolButton, QWidget

from postil.gui import words
from postil.gui.reader.find import MOST
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from postil.gui.theme import Theme

_NARROWEST = 100
"""Pixels that the field keeps."""
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class FindBar(QFrame):
    """A field and the number of hits. Enter goes on, Shift+Enter back, Esc closes; Alt+W: whole words."""

    changed = Signal(str)
    """Other words are sought, or the same ones otherwise."""
    next_wanted = Signal()
    previous_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("find-bar")
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Find in the page"))
        self.field.setAccessibleName(_("Find in the page"))
        self.field.setClearButtonEnabled(False)
        self.field.setMinimumWidth(_NARROWEST)
        self.field.setMaximumWidth(360)
        self.field.textChanged.connect(self.changed)
        self.field.installEventFilter(self)
        self._count = PlainLabel(parent=self)
        self._count.setAccessibleName(_("Hits"))
        self._whole_words = QCheckBox(_("Whole words"), self)
        self._whole_words.setToolTip(_("Only whole words (Alt+W)"))
        self._whole_words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._whole_words.toggled.connect(lambda _on: self.changed.emit(self.field.text()))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 7, 16, 7)
        layout.setSpacing(8)
        layout.addWidget(self.field, 1)
        layout.addWidget(self._button("‹", _("Previous hit"), self.previous_wanted.emit))
        layout.addWidget(self._button("›", _("Next hit"), self.next_wanted.emit))
        layout.addWidget(self._whole_words)
        layout.addWidget(self._count)
        layout.addStretch(1)
        layout.addWidget(self._button("×", _("Close"), self.close_bar))
        self.hide()

    @property
    def whole_words(self) -> bool:
        """Whether what is sought must not be a part of a longer word."""
        return self._whole_words.isChecked()

    def open(self, sought: str = "") -> None:
        """Show the bar and let words be typed; ``sought`` stands there already."""
        self.show()
        if sought:
            self.field.setText(sought)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.changed.emit(self.field.text())

    def close_bar(self) -> None:
        """Hide the bar and tell so."""
        self.hide()
        self.closed.emit()

    def tell(self, current: int, count: int, *, wrapped: str = "") -> None:
        """Show which hit of how many is looked at, counted from 0; ``wrapped`` says where it went on."""
        shown = _hits_in_words(current, count) if self.field.text().strip() else ""
        told = f"{shown}  ·  {wrapped}" if wrapped and shown else shown
        if told != self._count.text():
            self._count.setText(told)
            self._fit()
            if told and self.isVisible():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._count, told))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow bar the box for whole words leaves its place to the field; its key stays."""
        super().resizeEvent(event)
        self._fit()

    def take_theme(self, theme: Theme) -> None:
        """Be drawn in these colours."""
        window = theme.window
        self.setStyleSheet(
            f"#find-bar {{ background: {window.panel}; border: none; border-top: 1px solid {window.rule}; }}"
            f"QLabel, QCheckBox {{ color: {window.muted}; }}"
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the field."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)  # type: ignore[arg-type] # its type says that it is one
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        held = event.modifiers()
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in _ENTER and held & Qt.KeyboardModifier.ShiftModifier:
            self.previous_wanted.emit()
        elif event.key() in _ENTER:
            self.next_wanted.emit()
        elif event.key() == Qt.Key.Key_W and held & Qt.KeyboardModifier.AltModifier:
            self._whole_words.toggle()
        else:
            return False
        return True

    def _fit(self) -> None:
        box = self._whole_words
        others = (self._count, *self.findChildren(QToolButton))
        wanted = sum(part.sizeHint().width() for part in (box, *others)) + _NARROWEST + 6 * 8 + 2 * 16
        box.setVisible(self.width() >= wanted)

    def _button(self, sign: str, name: str, deed: object) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(deed)
        return button


def _hits_in_words(current: int, count: int) -> str:
    if count == 0:
        return _("No hits")
    total = words.number(count)
    if count >= MOST:
        return _("{current} of {total} or more").format(current=words.number(current + 1), total=total)
    return _("{current} of {total}").format(current=words.number(current + 1), total=total)

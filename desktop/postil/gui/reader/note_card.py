"""A note that is written in: a small card over the page, in the margin or below the highlight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QTextCursor
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from postil.gui import fonts
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from postil.gui.theme import Theme
    from postil.model.ids import AnnotationId

_LEAST_LINES = 2
_MOST_LINES = 14
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class NoteCard(QFrame):
    """Shows one note to read, or to write in. However it is left, what was written is kept."""

    saved = Signal(str, str)
    """annotation id, new text; only where it was changed."""
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.annotation: AnnotationId | None = None
        self._before = ""
        self.setObjectName("note-card")
        self._field = QPlainTextEdit(self)
        self._field.setAccessibleName(_("Note"))
        self._field.setPlaceholderText(_("Write a note"))
        self._field.setTabChangesFocus(True)
        self._field.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._field.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._fit)
        self._hint = QLabel(_("Ctrl+Enter or Esc keeps it"), self)
        self._hint.setContentsMargins(4, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.setSpacing(2)
        layout.addWidget(self._field)
        layout.addWidget(self._hint)
        self.hide()

    @property
    def is_editing(self) -> bool:
        """Whether somebody writes in it now."""
        return self.isVisible() and not self._field.isReadOnly()

    def show_note(self, annotation: AnnotationId, text: str) -> None:
        """Show a note to read."""
        self._open(annotation, text, editing=False)

    def edit(self, annotation: AnnotationId, text: str) -> None:
        """Open a note to write in, the caret at its end."""
        self._open(annotation, text, editing=True)
        self._field.moveCursor(QTextCursor.MoveOperation.End)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Tell the new text, if it is new, and close."""
        if self.is_editing and self.annotation is not None:
            annotation, text = self.annotation, self._field.toPlainText().strip()
            changed = text != self._before
            self.close_card()
            if changed:
                self.saved.emit(annotation, text)

    def close_card(self) -> None:
        """Close without a word about what was written."""
        if self.annotation is None:
            return
        self.annotation = None
        self._field.setReadOnly(True)
        self.hide()
        self.closed.emit()

    def place(self, place: QPoint, width: int) -> None:
        """Put the card there, ``width`` pixels wide."""
        self.setFixedWidth(width)
        self.move(place)
        self._fit()

    def take_theme(self, theme: Theme, accent: str) -> None:
        """Be drawn in these colours, with a bar of the highlight's."""
        window = theme.window
        self.setStyleSheet(
            f"#note-card {{ background: {window.overlay}; border: 1px solid {window.overlay_border};"
            f" border-left: 3px solid {accent}; border-radius: 5px; }}"
            f"QPlainTextEdit {{ background: transparent; color: {theme.page.ink}; border: none; padding: 0;"
            f" selection-background-color: {theme.page.selection}; selection-color: {theme.page.ink};"
            f" font-family: {fonts.INTERFACE}; font-size: 14px; }}"
            f"QLabel {{ color: {window.muted}; font-family: {fonts.INTERFACE}; font-size: 11px;"
            " border: none; }"
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that end the writing, and leaving the field."""
        if watched is self._field and self.is_editing:
            if event.type() == QEvent.Type.KeyPress:
                return self._take_key(event)  # type: ignore[arg-type] # its type says that it is one
            if event.type() == QEvent.Type.FocusOut and not self._field.underMouse():
                self.save()
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        with_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape or (event.key() in _ENTER and with_control):
            self.save()
            return True
        return False

    def _open(self, annotation: AnnotationId, text: str, *, editing: bool) -> None:
        if self.is_editing:
            self.save()
        self.annotation = annotation
        self._before = text
        self._field.setReadOnly(not editing)
        self._field.setPlainText(text)
        self._hint.setVisible(editing)
        self.show()
        self.raise_()
        self._fit()

    def _fit(self) -> None:
        """As high as the text, within bounds."""
        lines = self._field.document().documentLayout().documentSize().height()
        shown = min(_MOST_LINES, max(_LEAST_LINES if not self._field.isReadOnly() else 1, round(lines)))
        spacing = QFontMetricsF(self._field.font()).lineSpacing()
        self._field.setFixedHeight(round(shown * spacing) + 12)
        self.adjustSize()

"""A note that is written in: a small card over the page, in the margin or below the highlight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QTextCursor
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from postil.dom.note_text import note_html
from postil.gui import fonts
from postil.gui.reader.note_text import note_style
from postil.gui.reader.tag_completion import TagCompletion
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from postil.gui.theme import Theme
    from postil.model.ids import AnnotationId

_LEAST_LINES = 2
_MOST_LINES = 14
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_DRAFTED_AFTER = 800
"""Milliseconds of rest after which what was written so far is told, to be kept from a crash."""


class NoteCard(QFrame):
    """Shows one note to read, or to write in. However it is left, what was written is kept."""

    saved = Signal(str, str)
    """annotation id (or PAGE), new text; only where it was changed."""
    drafted = Signal(str, str)
    """annotation id (or PAGE), the text so far, while it is written."""
    given_up = Signal(str)
    """annotation id (or PAGE): it was left as it was before; a draft of it is of no use."""
    resized = Signal()
    closed = Signal()
    link_activated = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.annotation: AnnotationId | None = None
        self._before = ""
        self._theme: Theme | None = None
        self.setObjectName("note-card")
        self._field = QPlainTextEdit(self)
        self._field.setAccessibleName(_("Note"))
        self._field.setPlaceholderText(_("Write a note"))
        self._field.setTabChangesFocus(True)
        self._field.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._field.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._completion = TagCompletion(self._field, parent)
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._typed)
        self._shown = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self._shown.setContentsMargins(4, 4, 4, 4)
        self._shown.linkActivated.connect(self.link_activated)
        self._hint = PlainLabel(_("Markdown and #tags · Ctrl+Enter or Esc keeps it"), self)
        self._hint.setContentsMargins(4, 0, 0, 0)
        self._hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.setSpacing(2)
        for part in (self._field, self._shown, self._hint):
            layout.addWidget(part)
        self._draft_soon = QTimer(self, singleShot=True, interval=_DRAFTED_AFTER)
        self._draft_soon.timeout.connect(self._tell_draft)
        self.hide()

    @property
    def is_editing(self) -> bool:
        """Whether somebody writes in it now."""
        return self.isVisible() and not self._field.isReadOnly()

    def set_tags(self, names: Callable[[], tuple[str, ...]]) -> None:
        """``names`` gives the tags that are offered once ``#`` is typed."""
        self._completion.names = names

    def show_note(self, annotation: AnnotationId, text: str) -> None:
        """Show a note to read."""
        self._open(annotation, text, editing=False)

    def edit(self, annotation: AnnotationId, text: str, *, draft: str | None = None) -> None:
        """Open a note to write in, the caret at its end. A ``draft`` stands in it instead of the text."""
        self._open(annotation, text, editing=True)
        if draft is not None:
            self._field.setPlainText(draft)
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
            else:
                self.given_up.emit(annotation)

    def close_card(self) -> None:
        """Close without a word about what was written."""
        self._draft_soon.stop()
        self._completion.close()
        if self.annotation is None:
            return
        self.annotation = None
        self._field.setReadOnly(True)
        self.hide()
        self.closed.emit()

    def place(self, place: QPoint, width: int) -> None:
        """Put the card there, ``width`` pixels wide."""
        if self.width() != width:
            self.setFixedWidth(width)
            self._fit()
        self.move(place)

    def take_theme(self, theme: Theme, accent: str) -> None:
        """Be drawn in these colours, with a bar of the highlight's."""
        window = theme.window
        self._theme = theme
        self.setStyleSheet(
            f"#note-card {{ background: {window.overlay}; border: 1px solid {window.overlay_border};"
            f" border-left: 3px solid {accent}; border-radius: 5px; }}"
            f"QPlainTextEdit {{ background: transparent; color: {theme.page.ink}; border: none; padding: 0;"
            f" selection-background-color: {theme.page.selection}; selection-color: {theme.page.ink};"
            f" font-family: {fonts.INTERFACE}; font-size: 14px; }}"
            f"QLabel {{ color: {theme.page.ink}; font-family: {fonts.INTERFACE}; font-size: 14px;"
            " border: none; }"
        )
        self._hint.setStyleSheet(f"color: {window.muted}; font-size: 11px;")
        if self.annotation is not None and not self.is_editing:
            self._show_html()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that end the writing, and leaving the field."""
        if watched is self._field and self.is_editing:
            if event.type() == QEvent.Type.KeyPress:
                return self._take_key(event)  # type: ignore[arg-type] # its type says that it is one
            left = event.type() == QEvent.Type.FocusOut
            if left and not self._field.underMouse():
                self.save()
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        if self._completion.take_key(event):
            return True
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
        self._field.setVisible(editing)
        self._hint.setVisible(editing)
        self._shown.setVisible(not editing)
        if not editing:
            self._show_html()
        self.show()
        self.raise_()
        self._fit()

    def _show_html(self) -> None:
        if self._theme is not None:
            style = note_style(self._theme, ink=self._theme.page.ink)
            self._shown.setText(f"<style>{style}</style>{note_html(self._before)}")

    def _typed(self) -> None:
        self._fit()
        if self.is_editing:
            self._completion.follow()
            self._draft_soon.start()

    def _tell_draft(self) -> None:
        if self.is_editing and self.annotation is not None:
            self.drafted.emit(self.annotation, self._field.toPlainText())

    def _fit(self) -> None:
        """As high as the text, within bounds."""
        lines = self._field.document().documentLayout().documentSize().height()
        shown = min(_MOST_LINES, max(_LEAST_LINES, round(lines)))
        spacing = QFontMetricsF(self._field.font()).lineSpacing()
        self._field.setFixedHeight(round(shown * spacing) + 12)
        before = self.height()
        layout = self.layout()
        assert layout is not None
        height = (
            layout.heightForWidth(self.width()) if layout.hasHeightForWidth() else self.sizeHint().height()
        )
        self.resize(self.width(), max(height, layout.minimumSize().height()))
        if self.height() != before:
            self.resized.emit()

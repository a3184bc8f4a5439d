"""A footnote, shown at its mark: a small card over the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from postil.gui import fonts
from postil.gui.reader.document import ArticleDocument, build_note
from postil.gui.reader.view import ReaderView
from postil.gui.widgets.overlay import keep_keys
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from postil.gui.reader.footnotes import Footnote
    from postil.gui.reader.setting import Look
    from postil.gui.theme import Theme

_WIDEST = 440
_HIGHEST = 300
_EDGE = 16
"""The room around the words, in pixels."""
_SIZE = 0.85
"""Of the letters of the text."""
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class FootnoteCard(QFrame):
    """Shows one note. Its keys: Tab for its links, Enter to go there, arrows for other notes, Esc."""

    link_wanted = Signal(str)
    """The address of a link in the note that the person chose."""
    note_wanted = Signal()
    """Go to the note itself."""
    step_wanted = Signal(int)
    """Show the note after this one (1), or the one before (-1)."""
    close_wanted = Signal()
    pointer_left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._document: ArticleDocument | None = None
        self._link = -1
        self.setObjectName("footnote-card")
        keep_keys(self)
        self._title = PlainLabel(parent=self)
        self._view = ReaderView()
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.anchorClicked.connect(self._clicked)
        self._view.installEventFilter(self)
        self._hint = PlainLabel(parent=self)
        self._hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 10, 1, 8)
        layout.setSpacing(4)
        for label in (self._title, self._hint):
            label.setContentsMargins(_EDGE, 0, _EDGE, 0)
        layout.addWidget(self._title)
        layout.addWidget(self._view)
        layout.addWidget(self._hint)
        self.hide()

    def show_note(self, note: Footnote, look: Look, *, language: str | None, direction: str) -> None:
        """Show ``note`` in the manner of ``look``; the card gets the size that it needs."""
        width = min(_WIDEST, self._over.width() - 2 * _EDGE)
        metrics = replace(look.metrics, size=max(13, round(look.metrics.size * _SIZE)))
        look = replace(look, metrics=metrics, width=width - 2 * _EDGE - 2, bleed=0)
        self._document = build_note(note.html, look, language, direction)
        self._link = -1
        self._view.show_document(self._document, look)
        frame = self._document.document.rootFrame().frameFormat()
        frame.setLeftMargin(_EDGE)
        frame.setRightMargin(_EDGE)
        frame.setTopMargin(0)
        frame.setBottomMargin(0)
        self._document.document.rootFrame().setFrameFormat(frame)
        self._view.setLineWrapColumnOrWidth(width - 2)
        self._view.setAccessibleName(_("Footnote {label}").format(label=note.label))
        self._title.setText(_("Footnote {label}").format(label=note.label))
        keys = _("Enter goes to the note  ·  Esc closes")
        if self._document.links:
            keys = _("Tab for links") + "  ·  " + keys
        self._hint.setText(keys)
        self.setFixedWidth(width)
        height = round(self._document.document.size().height()) + 4
        self._view.setFixedHeight(max(24, min(_HIGHEST, height)))
        self.adjustSize()

    def take_focus(self) -> None:
        """Let its keys hold."""
        self._view.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def over(self) -> QWidget:
        """What it lies over."""
        return self._over

    @property
    def has_focus(self) -> bool:
        """Whether its keys hold."""
        return self._view.hasFocus()

    @property
    def text(self) -> str:
        """The words of the note that is shown."""
        return self._document.text if self._document is not None else ""

    def take_theme(self, theme: Theme) -> None:
        """Be drawn in these colours."""
        window, page = theme.window, theme.page
        self.setStyleSheet(
            f"#footnote-card {{ background: {page.ground}; border: 1px solid {window.overlay_border};"
            f" border-radius: 8px; }} #footnote-card > QLabel {{ color: {window.muted}; border: none;"
            f" font-family: {fonts.INTERFACE}; font-size: 12px; background: transparent; }}"
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the card."""
        if watched is self._view and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)  # type: ignore[arg-type] # its type says that it is one
        return False

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the pointer went away."""
        super().leaveEvent(event)
        self.pointer_left.emit()

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._choose_link(-1 if key == Qt.Key.Key_Backtab else 1)
        elif key in _ENTER and self._link >= 0 and self._document is not None:
            self.link_wanted.emit(self._document.links[self._link].href)
        elif key in _ENTER:
            self.note_wanted.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step_wanted.emit(1 if key == Qt.Key.Key_Right else -1)
        else:
            bar = self._view.verticalScrollBar()
            steps = {Qt.Key.Key_Down: 24, Qt.Key.Key_J: 24, Qt.Key.Key_Up: -24, Qt.Key.Key_K: -24}
            bar.setValue(bar.value() + steps.get(Qt.Key(key), 0))
        return True

    def _choose_link(self, by: int) -> None:
        """Put the selection on the next link of the note: Enter follows it."""
        if self._document is None or not self._document.links:
            return
        count = len(self._document.links)
        self._link = (self._link + by) % count if self._link >= 0 else (0 if by > 0 else count - 1)
        link = self._document.links[self._link]
        self._view.select(*self._document.positions.span_to_document(link.start, link.end))
        self._hint.setText(_("Enter: {address}").format(address=link.href))

    def _clicked(self, url: QUrl) -> None:
        self.link_wanted.emit(url.toString())

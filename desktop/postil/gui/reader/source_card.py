"""The source of a page: the original's letters, to be read and searched, never rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from postil.gui import fonts
from postil.gui.reader.find import FoldedText
from postil.gui.reader.find_bar import FindBar
from postil.gui.reader.positions import Positions
from postil.gui.widgets.overlay import Overlay
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance

_LONGEST_LINE = 400
"""Letters after which a line is broken for the eye: pages saved in one file have lines of megabytes."""
_MOST_MARKED = 500
_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}


class SourceCard(Overlay):
    """Fills most of the window. Ctrl+F finds, F3 goes on, Esc closes."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent, width=1100, height=4000)
        self._text = ""
        self._positions = Positions()
        self._folded: FoldedText | None = None
        self._hits: tuple[tuple[int, int], ...] = ()
        self._current = -1
        self._title = PlainLabel()
        self._title.setProperty("role", "muted")
        self._title.setContentsMargins(8, 4, 8, 0)
        self.view = QPlainTextEdit()
        self.view.setReadOnly(True)
        self.view.setAccessibleName(_("Source of the page"))
        self.view.setFont(fonts.font(fonts.CODE, size=13))
        self.view.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.view.installEventFilter(self)
        self.view.verticalScrollBar().valueChanged.connect(self._mark)
        self.find_bar = FindBar(self.card)
        self.find_bar.changed.connect(self._find)
        self.find_bar.next_wanted.connect(lambda: self._go(1))
        self.find_bar.previous_wanted.connect(lambda: self._go(-1))
        self.find_bar.closed.connect(self._find_closed)
        self.rows.addWidget(self._title)
        self.rows.addWidget(self.view, 1)
        self.rows.addWidget(self.find_bar)
        appearance.changed.connect(self._take_theme)
        self._take_theme()

    def show_source(self, title: str, text: str) -> None:
        """Show ``text``; ``title`` says what it is."""
        self._text = text
        self._folded = None
        self._hits, self._current = (), -1
        shown, self._positions = _broken(text)
        self._title.setText(title)
        self.find_bar.hide()
        self.view.setPlainText(shown)
        self.open_over(self.view)

    @property
    def shown(self) -> str:
        """The letters that are shown, without the breaks of overlong lines."""
        return self._text

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the text."""
        if watched is self.view and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)  # type: ignore[arg-type] # its type says that it is one
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers()
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape or (key == Qt.Key.Key_U and shift and control):
            self.close_over()
        elif key == Qt.Key.Key_F and control:
            self.find_bar.open(self.view.textCursor().selectedText())
        elif key == Qt.Key.Key_F3:
            self._go(-1 if shift else 1)
        elif key in _STEPS and not (shift or control):
            bar = self.view.verticalScrollBar()
            bar.setValue(bar.value() + _STEPS[key])
        else:
            return False
        return True

    def _find(self, sought: str) -> None:
        if self._folded is None:
            self._folded = FoldedText(self._text)
        self._hits = self._folded.find(sought, whole_words=self.find_bar.whole_words)
        self._current = 0 if self._hits else -1
        self._show_current()

    def _go(self, by: int) -> None:
        if not self._hits:
            return
        beyond = self._current + by
        self._current = beyond % len(self._hits)
        wrapped = _("on from the top") if beyond >= len(self._hits) else ""
        self._show_current(_("on from the end") if beyond < 0 else wrapped)

    def _show_current(self, wrapped: str = "") -> None:
        self.find_bar.tell(self._current, len(self._hits), wrapped=wrapped)
        if self._current >= 0:
            cursor = QTextCursor(self.view.document())
            cursor.setPosition(self._positions.to_document(self._hits[self._current][0]))
            self.view.setTextCursor(cursor)
            self.view.centerCursor()
        self._mark()

    def _mark(self) -> None:
        """Mark the hits that can be seen."""
        page = self._appearance.theme.page
        top = self.view.firstVisibleBlock().position()
        bottom = self.view.cursorForPosition(self.view.viewport().rect().bottomRight()).position()
        marks: list[QTextEdit.ExtraSelection] = []
        for number, span in enumerate(self._hits):
            start, end = self._positions.span_to_document(*span)
            if end >= top and start <= bottom and len(marks) < _MOST_MARKED:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = QTextCursor(self.view.document())
                mark.cursor.setPosition(start)
                mark.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                color = page.find_current if number == self._current else page.find
                mark.format.setBackground(QColor(color))
                marks.append(mark)
        self.view.setExtraSelections(marks)

    def _find_closed(self) -> None:
        self._hits, self._current = (), -1
        self._mark()
        self.view.setFocus()

    def _take_theme(self) -> None:
        self.find_bar.take_theme(self._appearance.theme)
        self.view.setFont(fonts.font(fonts.CODE, size=13))
        self.view.setStyleSheet(f"QPlainTextEdit {{ font-family: '{fonts.CODE}'; font-size: 13px; }}")


def _broken(text: str) -> tuple[str, Positions]:
    """The text with line feeds of our own in overlong lines, and where each letter is then."""
    positions = Positions()
    breaks: list[int] = []
    start = 0
    for line in text.split("\n"):
        breaks.extend(range(start + _LONGEST_LINE, start + len(line), _LONGEST_LINE))
        start += len(line) + 1
    if not breaks:
        positions.add(0, text, 0)
        return text, positions
    positions.add_broken(0, text, breaks, 0)
    pieces = [text[one:other] for one, other in zip([0, *breaks], [*breaks, len(text)], strict=True)]
    return "\n".join(pieces), positions

"""A page of the manual, on a card over the window."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser

from postil.dom.note_text import note_html
from postil.gui import fonts
from postil.gui.widgets.overlay import Overlay
from postil.paths import resource

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance
    from postil.gui.theme import Theme

_SIZE = 14


class ManualCard(Overlay):
    """Shows a page of the manual; the keys that scroll an article scroll it."""

    def __init__(
        self, file: str, name: str, appearance: Appearance, *, parent: QWidget, first_column: int
    ) -> None:
        """``file`` is in ``resources/manual``. First columns of tables have so many per cent of the width."""
        super().__init__(appearance, parent, width=760, height=640)
        self._file = file
        self._first_column = first_column
        self.text = _Text(self, name)
        self.rows.addWidget(self.text)
        appearance.changed.connect(self._draw)

    def tell(self) -> None:
        """Come up, at the beginning."""
        self._lay_out()
        self.open_over(self.text)
        self.text.verticalScrollBar().setValue(0)

    def _draw(self) -> None:
        if self.isVisible():
            self._lay_out()

    def _lay_out(self) -> None:
        manual = resource(f"manual/{self._file}").read_text(encoding="utf-8")
        document = QTextDocument(self.text)
        document.setDocumentMargin(18)
        document.setDefaultFont(fonts.font(fonts.INTERFACE, size=_SIZE))
        document.setDefaultStyleSheet(_style(self._appearance.theme))
        document.setHtml(_table_layout(note_html(manual), self._first_column))
        self.text.setDocument(document)


class _Text(QTextBrowser):
    """Read by keys; nothing in it leads anywhere."""

    def __init__(self, card: ManualCard, name: str) -> None:
        super().__init__()
        self._card = card
        self.setOpenLinks(False)
        self.setProperty("role", "plain")
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, close."""
        bar = self.verticalScrollBar()
        backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        pages = {Qt.Key.Key_Space: -1 if backwards else 1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        lines = {Qt.Key.Key_J: 3, Qt.Key.Key_Down: 3, Qt.Key.Key_K: -3, Qt.Key.Key_Up: -3}
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_Question):
            self._card.close_over()
        elif key in pages:
            bar.setValue(bar.value() + pages[key] * (bar.pageStep() - 2 * _SIZE))
        elif key in lines:
            bar.setValue(bar.value() + lines[key] * bar.singleStep())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        else:
            super().keyPressEvent(event)


def _table_layout(html: str, first_column: int) -> str:
    """The tables as wide as the page, with first columns of one width: Qt knows attributes for that only."""
    html = html.replace("<table>", '<table width="100%" cellspacing="0" cellpadding="5">')
    return re.sub(r"(<tr>\s*<t[dh])", rf'\1 width="{first_column}%"', html)


def _style(theme: Theme) -> str:
    """As Qt knows style sheets. What is typed looks as in the field: it has letters of one width."""
    window = theme.window
    return (
        f"body, p, td, th {{ color: {window.ink}; }} p {{ margin: 0 0 8px 0; }}"
        f"table {{ border-collapse: collapse; margin: 0 0 12px 0; }}"
        f"th {{ font-weight: 600; text-align: left; color: {window.muted}; }}"
        f"td, th {{ border-bottom: 1px solid {window.rule}; }}"
        f"code {{ font-family: '{fonts.CODE}'; font-size: {_SIZE - 1}px; color: {window.ink}; }}"
        f"h1 {{ font-size: 19px; font-weight: 600; margin: 0 0 8px 0; }}"
        f"h2 {{ font-size: 15px; font-weight: 600; margin: 14px 0 4px 0; color: {window.accent}; }}"
    )

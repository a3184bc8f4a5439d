"""How a highlight looks in a list: its colour, its words, the note, tags and date; and the row of its page.

All rows are of one height, so that a list of any length is laid out at once.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from postil.dom.note_text import note_plain
from postil.gui import dates, fonts, words
from postil.gui.annotations.model import ROW_ROLE, STATES, HighlightRow, PageRow
from postil.gui.icons import pixmap
from postil.gui.widgets.lines import Lines, draw_line
from postil.gui.widgets.mirroring import draw_sign, mirror
from postil.model.annotation import AnchorState, Style
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from postil.gui.appearance import Appearance
    from postil.model.annotation import Annotation

Index = QModelIndex | QPersistentModelIndex
HEIGHT = 84
_QUOTE_LINE, _NOTE_LINE, _META = 22.0, 20.0, 18.0
_IMAGE = "\ufffc"  # what stands for an image in the canonical text
_HEADING, _FIRST_HEADING = 48, 62
_SIDES, _ABOVE, _BAR = 20, 9, 14


class HighlightDelegate(QStyledItemDelegate):
    """Draws the rows: of a highlight two lines of words, or one and one of its note, and one about it."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._quote = fonts.font(fonts.READING, size=15)
        self._body = fonts.font(fonts.INTERFACE, size=13)
        self._meta = fonts.font(fonts.INTERFACE, size=12)
        self._title = fonts.font(fonts.INTERFACE, size=13, weight=QFont.Weight.DemiBold)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """As high as every row."""
        return QSize(0, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(ROW_ROLE)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirror(painter, option.rect, option.direction)
        if isinstance(row, PageRow):
            self._paint_page(painter, option, row, first=index.row() == 0)
        else:
            self._paint_highlight(painter, option, row)
        painter.restore()

    def _paint_page(
        self, painter: QPainter, option: QStyleOptionViewItem, row: PageRow, *, first: bool
    ) -> None:
        window = self._appearance.theme.window
        left = option.rect.left() + _SIDES
        # What parts a page from the one before it is not wanted over the first: it stands in the middle.
        top = option.rect.bottom() - (_FIRST_HEADING if first else _HEADING)
        line = QRectF(left, top, self._room(option), 20)
        painter.setFont(self._title)
        painter.setPen(QColor(window.ink))
        draw_line(painter, line, row.page.title)
        painter.setFont(self._meta)
        painter.setPen(QColor(window.muted))
        count = words.counted("{count} highlight", "{count} highlights", row.count)
        source = words.source(row.page)
        draw_line(painter, line.translated(0, 20), f"{source} · {count}" if source else count)
        painter.setPen(QPen(QColor(window.rule), 1))
        foot = option.rect.bottom() - 4.5
        painter.drawLine(left, round(foot), round(left + self._room(option)), round(foot))

    def _paint_highlight(self, painter: QPainter, option: QStyleOptionViewItem, row: HighlightRow) -> None:
        theme = self._appearance.theme
        box = QRectF(option.rect).adjusted(8, 1, -8, -1)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(Qt.PenStyle.NoPen)
        if current or hovered or row.picked:
            painter.setBrush(QColor(theme.window.selected if current or row.picked else theme.window.hover))
            painter.drawRoundedRect(box, 8, 8)
        if current and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.window.focus), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        left, top = option.rect.left() + _SIDES + _BAR, box.top() + _ABOVE
        self._paint_sign(painter, QRectF(left - _BAR, top + 3, 3, 2 * _QUOTE_LINE - 6), row)
        room = self._room(option) - _BAR
        annotation = row.annotation
        quote = annotation.selectors.quote.exact.replace(_IMAGE, _("[image]"))
        lines = Lines(
            " ".join(quote.split()),
            self._quote,
            width=room,
            most=1 if annotation.note else 2,
            line_height=_QUOTE_LINE,
        )
        lines.draw(painter, left, top, theme.window.ink)
        top += lines.height
        if annotation.note:
            draw_sign(painter, QRectF(left - 1, top + 3, 14, 14), pixmap("note", theme.window.accent, 14))
            painter.setFont(self._body)
            painter.setPen(QColor(theme.window.ink))
            note = QRectF(left + 20, top, room - 20, _NOTE_LINE)
            draw_line(painter, note, note_plain(annotation.note))
            top += _NOTE_LINE
        self._paint_facts(painter, QRectF(left, top + 3, room, _META), annotation)

    def _paint_sign(self, painter: QPainter, bar: QRectF, row: HighlightRow) -> None:
        """The colour: a bar, for an underline a broken one; a tick of the colour where it was picked."""
        theme = self._appearance.theme
        painter.setPen(Qt.PenStyle.NoPen)
        accent = theme.highlight(row.annotation.color).accent
        painter.setBrush(QColor(accent))
        if row.picked:
            tick = QRectF(bar.left() - 8, bar.top(), 16, 16)
            draw_sign(painter, tick, pixmap("check", accent, 16))
        elif row.annotation.style is Style.UNDERLINE:
            for part in range(3):
                painter.drawRect(QRectF(bar.left(), bar.top() + part * 15, 3, 8))
        else:
            painter.drawRoundedRect(bar, 1.5, 1.5)

    def _paint_facts(self, painter: QPainter, place: QRectF, annotation: Annotation) -> None:
        painter.setFont(self._meta)
        today = datetime.now().astimezone().date()
        window = self._appearance.theme.window
        facts = dates.short_date(annotation.created.astimezone().date(), today)
        painter.setPen(QColor(window.muted))
        if annotation.state is not AnchorState.ANCHORED:
            painter.setPen(QColor(window.danger))
            facts = STATES[annotation.state]()
        draw_line(painter, place, facts + "".join(f"  #{tag}" for tag in annotation.tags))

    def _room(self, option: QStyleOptionViewItem) -> float:
        # Room for the scroll bar is always left, so that its coming and going moves no word.
        assert isinstance(option.widget, QListView)
        width = option.widget.width() - option.widget.verticalScrollBar().sizeHint().width()
        return max(80.0, width - 2 * _SIDES)

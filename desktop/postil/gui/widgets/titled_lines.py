"""A list whose things have a title and quiet lines under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex

    from postil.gui.appearance import Appearance

_SIDE, _ABOVE, _BETWEEN = 12, 8, 3


class TitledLines(QStyledItemDelegate):
    """Paints the text of an item: its first line as the title, the others below. Long ones are cut."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its lines."""
        count = len(str(index.data()).split("\n"))
        line = option.fontMetrics.height()
        return QSize(0, 2 * _ABOVE + count * line + (count - 1) * _BETWEEN)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The ground as in every list, then the lines."""
        colors = self._appearance.theme.window
        style_option = QStyleOptionViewItem(option)
        self.initStyleOption(style_option, index)
        style_option.text = ""
        widget: QWidget = style_option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, style_option, painter, widget)
        selected = bool(style_option.state & QStyle.StateFlag.State_Selected)
        area: QRect = style_option.rect.adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        painter.save()
        for number, line in enumerate(str(index.data()).split("\n")):
            font = QFont(style_option.font)
            font.setWeight(QFont.Weight.Normal if number else QFont.Weight.DemiBold)
            painter.setFont(font)
            quiet = number and not selected
            painter.setPen(QColor(colors.muted if quiet else colors.selected_ink if selected else colors.ink))
            metrics = painter.fontMetrics()
            place = QRect(
                area.left(),
                area.top() + number * (metrics.height() + _BETWEEN),
                area.width(),
                metrics.height(),
            )
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown)
        painter.restore()

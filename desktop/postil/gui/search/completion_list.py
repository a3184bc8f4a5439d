"""Fields and values offered while one types them. It takes no focus: a popup would take the keys away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from postil.gui import fonts
from postil.gui.announcing import announce
from postil.gui.widgets.lines import draw_line
from postil.gui.widgets.mirroring import mirror
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance
    from postil.search.queries.completion import Candidate

Index = QModelIndex | QPersistentModelIndex

_CANDIDATE = Qt.ItemDataRole.UserRole
_ROW = 30
_NARROWEST, _WIDEST = 180, 340
_EDGE, _INSIDE, _BETWEEN = 12, 10, 14
_FRAME = 10


class CompletionList(QListView):
    """Lies below the field. Nothing in it is marked until somebody goes there: Enter stays the field's."""

    taken = Signal(object)
    """The ``Candidate`` that was clicked."""

    def __init__(self, pane: QWidget, field: QWidget, appearance: Appearance) -> None:
        super().__init__(pane)
        self._pane = pane
        self._field = field
        self._left = 0
        self._offers = _Offers(self)
        self._delegate = _Delegate(appearance, self)
        self.setModel(self._offers)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setAccessibleName(_("Completions"))
        self.setProperty("role", "completion")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.taken.emit(index.data(_CANDIDATE)))
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether anything is offered."""
        return not self.isHidden()

    @property
    def offered(self) -> tuple[Candidate, ...]:
        """What is offered, best first."""
        return self._offers.candidates if self.is_open else ()

    @property
    def marked(self) -> Candidate | None:
        """What somebody went to; None where nobody did."""
        found: Candidate | None = self.currentIndex().data(_CANDIDATE)
        return found if self.is_open else None

    def offer(self, candidates: tuple[Candidate, ...], left: int) -> None:
        """Offer these, ``left`` pixels from where the field begins; where there are none, go."""
        if not candidates:
            self.hide()
            return
        if candidates != self.offered:
            self._offers.show(candidates)
            announce(
                self._field, _("Offered: {names}").format(names=", ".join(each.label for each in candidates))
            )
        self.setCurrentIndex(QModelIndex())
        self._left = left
        self.place()
        self.show()
        self.raise_()

    def step(self, step: int) -> bool:
        """Go to the next one, or the one before; up from the first nothing is marked. False at the end."""
        row = self.currentIndex().row()
        if not self.is_open or row + step >= self._offers.rowCount() or (row < 0 and step < 0):
            return False
        self.setCurrentIndex(self._offers.index(row + step) if row + step >= 0 else QModelIndex())
        if self.marked is not None:
            announce(
                self._field, ", ".join(filter(None, (self.marked.label, self.marked.about))), at_once=True
            )
        return True

    def place(self) -> None:
        """Stand below the field, within the pane."""
        height = _ROW * self._offers.rowCount() + _FRAME
        wanted = max(self._delegate.width_of(each) for each in self._offers.candidates) + _FRAME
        width = min(max(_NARROWEST, round(wanted)), _WIDEST, self._pane.width() - 2 * _EDGE)
        below = self._field.mapTo(self._pane, QPoint(0, self._field.height() + 4))
        left = below.x() + self._left
        if self._field.isRightToLeft():
            left = below.x() + self._field.width() - self._left - width
        left = max(_EDGE, min(left, self._pane.width() - width - _EDGE))
        self.setGeometry(left, below.y(), width, min(height, self._pane.height() - below.y() - 4))


class _Offers(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.candidates: tuple[Candidate, ...] = ()

    def show(self, candidates: tuple[Candidate, ...]) -> None:
        self.beginResetModel()
        self.candidates = candidates
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.candidates)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        candidate = self.candidates[index.row()]
        if role == _CANDIDATE:
            return candidate
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (candidate.label, candidate.about)))
        return candidate.label if role == Qt.ItemDataRole.DisplayRole else None


class _Delegate(QStyledItemDelegate):
    """What may be typed at the left, what it means at the right."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._label = fonts.font(fonts.INTERFACE, size=13)
        self._about = fonts.font(fonts.INTERFACE, size=12)

    def width_of(self, candidate: Candidate) -> float:
        """The pixels that a candidate wants."""
        label = QFontMetricsF(self._label).horizontalAdvance(candidate.label)
        about = QFontMetricsF(self._about).horizontalAdvance(candidate.about)
        return label + (about + _BETWEEN if candidate.about else 0) + 2 * _INSIDE + 4

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        candidate: Candidate = index.data(_CANDIDATE)
        colors = self._appearance.theme.window
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirror(painter, option.rect, option.direction)
        box = QRectF(option.rect)
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        if marked or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.selected if marked else colors.hover))
            painter.drawRoundedRect(box, 6, 6)
        inner = box.adjusted(_INSIDE, 0, -_INSIDE, 0)
        painter.setFont(self._label)
        painter.setPen(QColor(colors.selected_ink if marked else colors.ink))
        inner.setLeft(inner.left() + draw_line(painter, inner, candidate.label) + _BETWEEN)
        if candidate.about and inner.width() > _LEAST_ABOUT:
            painter.setFont(self._about)
            painter.setPen(QColor(colors.muted))
            draw_line(painter, inner, candidate.about, right=True)
        painter.restore()


_LEAST_ABOUT = 40

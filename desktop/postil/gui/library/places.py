"""The places of the library at the left: what is to read, what was read, saved searches, the tree of tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from postil.gui import fonts, words
from postil.gui.icons import pixmap
from postil.gui.library.spots import SHOWN_WITH_PAGES, SPOTS, Spot, search_spot, tag_spot
from postil.gui.widgets.lines import draw_line
from postil.gui.widgets.mirroring import draw_sign, mirror
from postil.model.page import Place
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance
    from postil.model.counts import Counts
    from postil.model.ids import SearchId
    from postil.model.saved_search import SavedSearch

    _Key = SearchId | Place | None
    """What tells two places apart: searches and tags come and go."""

Index = QModelIndex | QPersistentModelIndex


_SPOT_ROLE = Qt.ItemDataRole.UserRole
_COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
_ROW, _INDENT = 32, 16


class PlacesView(QTreeView):
    """The tree of places. It tells where the person goes and shows how much is there."""

    chosen = Signal(object)
    """The ``Spot``."""
    entered_list = Signal()
    """Enter or a click: the person goes on to the list of the place."""

    folded = Signal(object)
    """The names of all tags that are folded now."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = QStandardItemModel(self)
        self._tags: tuple[str, ...] = ()
        self._searches: tuple[SavedSearch, ...] = ()
        self._folded: frozenset[str] = frozenset()
        self._spots: dict[_Key, QStandardItem] = {}
        self._numbers: dict[_Key, int] = {}
        self.setAccessibleName(_("Places"))
        self.setModel(self._items)
        self.setItemDelegate(_PlaceDelegate(appearance, self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setProperty("role", "places")
        for spot in SPOTS:
            self._items.appendRow(self._item(spot, spot.label))
        self.collapsed.connect(lambda index: self._note_fold(index, folded=True))
        self.expanded.connect(lambda index: self._note_fold(index, folded=False))
        self.selectionModel().currentChanged.connect(self._tell)
        appearance.changed.connect(self.viewport().update)

    def show_counts(self, counts: Counts) -> None:
        """Show how many pages each place and tag has."""
        numbers = (counts.inbox, counts.reading, counts.archive, counts.starred, counts.all, counts.waiting)
        fresh = dict(zip(map(_key, SPOTS), (*numbers, counts.highlights, counts.trashed), strict=True))
        for row, spot in enumerate(SPOTS):
            self.setRowHidden(row, QModelIndex(), spot in SHOWN_WITH_PAGES and not fresh[_key(spot)])
        of_tags = dict(counts.tags)
        names = tuple(sorted({*of_tags, *(above for name in of_tags for above in _above(name))}))
        numbers_of_tags: dict[_Key, int] = {Place(tag=name): of_tags.get(name, 0) for name in names}
        if names != self._tags:
            self._tags = names
            self._numbers |= numbers_of_tags  # the others keep theirs, so that it is seen which changed
            self._build()
        self._count(fresh | numbers_of_tags)

    def show_searches(self, searches: tuple[SavedSearch, ...]) -> None:
        """Show these saved searches, in this order."""
        if searches != self._searches:
            self._searches = searches
            self._build()

    def show_found(self, found: Mapping[SearchId, int]) -> None:
        """Show how much each saved search finds."""
        self._count({search.id: found[search.id] for search in self._searches if search.id in found})

    def fold(self, names: frozenset[str]) -> None:
        """Fold these tags, as they were when the program was last used."""
        self._folded = names
        self._build()

    def toggle(self) -> bool:
        """Fold the tag that the person is at, or unfold it. False where there is nothing to fold."""
        index = self.currentIndex()
        if not self._items.hasChildren(index):
            return False
        self.setExpanded(index, not self.isExpanded(index))
        return True

    def choose(self, spot: Spot) -> None:
        """Show that the person is there, without telling anyone."""
        item = self._spots.get(_key(spot))
        blocked = self.selectionModel().blockSignals(True)
        if item is None:
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentIndex(item.index())
            self.scrollTo(item.index())
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold a tag where its chevron is pressed."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._items.hasChildren(index) and _on_chevron(self, index, event.position()):
            self.setExpanded(index, not self.isExpanded(index))
            return
        super().mousePressEvent(event)
        if index.isValid():
            self.entered_list.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the list with Enter; move with the arrows."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_list.emit()
        else:
            super().keyPressEvent(event)

    def _item(self, spot: Spot, title: str) -> QStandardItem:
        item = QStandardItem(title)
        item.setData(spot, _SPOT_ROLE)
        self._spots[_key(spot)] = item
        _set_count(item, self._numbers.get(_key(spot)))
        return item

    def _count(self, fresh: dict[_Key, int]) -> None:
        """Show these numbers; of thousands, only those that changed."""
        for key, number in fresh.items():
            if self._spots[key].data(_COUNT_ROLE) is None or self._numbers.get(key) != number:
                self._numbers[key] = number
                _set_count(self._spots[key], number)

    def _build(self) -> None:
        """Show the searches and tags that there are now, folded as they were."""
        chosen = self.currentIndex().data(_SPOT_ROLE)
        blocked = self.selectionModel().blockSignals(True)
        self.setUpdatesEnabled(False)
        self._items.removeRows(len(SPOTS), self._items.rowCount() - len(SPOTS))
        self._spots = {_key(spot): self._spots[_key(spot)] for spot in SPOTS}
        root = [_heading(_("Searches"))] if self._searches else []
        root += [self._item(search_spot(search), search.name) for search in self._searches]
        root += [_heading(_("Tags"))] if self._tags else []
        for name in self._tags:
            above, _slash, last = name.rpartition("/")
            item = self._item(tag_spot(name), last)
            if above:
                self._spots[Place(tag=above)].appendRow(item)
            else:
                root.append(item)
        self._items.invisibleRootItem().appendRows(root)
        self._show_folds()
        self.setUpdatesEnabled(True)
        self.selectionModel().blockSignals(blocked)
        if chosen is not None:
            self.choose(_now(chosen, self._searches))

    def _show_folds(self) -> None:
        blocked = self.blockSignals(True)
        self.expandAll()
        for name in self._folded.intersection(self._tags):
            self.collapse(self._spots[Place(tag=name)].index())
        self.blockSignals(blocked)

    def _note_fold(self, index: QModelIndex, *, folded: bool) -> None:
        name = index.data(_SPOT_ROLE).place.tag
        self._folded = self._folded | {name} if folded else self._folded - {name}
        self.folded.emit(self._folded)

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        spot = now.data(_SPOT_ROLE)
        if spot is not None:
            self.chosen.emit(spot)


def _key(spot: Spot) -> _Key:
    return spot.search.id if spot.search is not None else spot.place


def _now(spot: Spot, searches: tuple[SavedSearch, ...]) -> Spot:
    """The spot as it is called now, if it is a search that was renamed."""
    return next((search_spot(each) for each in searches if each.id == _key(spot)), spot)


def _heading(title: str) -> QStandardItem:
    made = QStandardItem(title)
    made.setFlags(Qt.ItemFlag.NoItemFlags)
    return made


def _set_count(item: QStandardItem, number: int | None) -> None:
    item.setData(number, _COUNT_ROLE)
    spoken = item.text()
    if number is not None:
        spoken = words.counted("{place}, {count} item", "{place}, {count} items", number, place=item.text())
    item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)


def _above(name: str) -> list[str]:
    """The tags that ``name`` is nested in: of ``a/b/c``, ``a`` and ``a/b``."""
    parts = name.split("/")
    return ["/".join(parts[:length]) for length in range(1, len(parts))]


def _depth(index: Index) -> int:
    depth = 0
    while (index := index.parent()).isValid():
        depth += 1
    return depth


def _on_chevron(view: QTreeView, index: Index, point: QPointF) -> bool:
    # The chevron stands where the sign of a leaf would.
    left = 8 + 8 + _depth(index) * _INDENT
    row = view.visualRect(index)
    inside = row.right() - point.x() if view.isRightToLeft() else point.x() - row.left()
    return left - 4 <= inside <= left + 20


class _PlaceDelegate(QStyledItemDelegate):
    """Draws a place: its sign, its name, and how much is there."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._name = fonts.font(fonts.INTERFACE, size=13, weight=QFont.Weight.Medium)
        self._count = fonts.font(fonts.INTERFACE, size=12)
        self._heading = fonts.font(fonts.INTERFACE, size=11, weight=QFont.Weight.DemiBold)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are as high as the first: thousands of tags are laid out at once."""
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        colors = self._appearance.theme.window
        spot: Spot | None = index.data(_SPOT_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirror(painter, option.rect, option.direction)
        box = QRectF(option.rect).adjusted(8, 1, -8, -1)
        if spot is None:
            painter.setFont(self._heading)
            painter.setPen(QColor(colors.muted))
            draw_line(painter, box.adjusted(8, 8, 0, 0), index.data().upper())
            painter.restore()
            return
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.selected if selected else colors.hover))
            painter.drawRoundedRect(box, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus and selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.focus), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        ink = colors.selected_ink if selected else colors.ink
        left = box.left() + 8 + _depth(index) * _INDENT
        sign = spot.sign
        if index.model().hasChildren(index):
            view = self.parent()
            assert isinstance(view, QTreeView)
            sign = "chevron-down" if view.isExpanded(index) else "chevron-right"
        size = 18
        place = QRectF(left, box.center().y() - size / 2, size, size)
        shown = pixmap(sign, ink if selected else colors.muted, size)
        # A folded chevron points to where it opens; the other signs look the same from both sides.
        painter.drawPixmap(place.toRect(), shown) if sign == "chevron-right" else draw_sign(
            painter, place, shown
        )
        self._draw_words(painter, box.adjusted(place.right() + 10 - box.left(), 0, -8, 0), index, ink)
        painter.restore()

    def _draw_words(self, painter: QPainter, place: QRectF, index: Index, ink: str) -> None:
        number = index.data(_COUNT_ROLE)
        if number:
            painter.setFont(self._count)
            painter.setPen(QColor(self._appearance.theme.window.muted))
            taken = draw_line(painter, place, words.number(number), right=True)
            place.setRight(place.right() - taken - 8)
        painter.setFont(self._name)
        painter.setPen(QColor(ink))
        draw_line(painter, place, index.data())

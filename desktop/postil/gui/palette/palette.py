"""The palette: everything that can be done or opened, by a few letters of its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from postil.gui import fonts, words
from postil.gui.icons import pixmap
from postil.gui.palette.fuzzy import best
from postil.gui.widgets.empty_state import EmptyState
from postil.gui.widgets.key_caps import draw_caps
from postil.gui.widgets.lines import draw_line
from postil.gui.widgets.mirroring import draw_sign, mirror
from postil.gui.widgets.overlay import Overlay
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance

Index = QModelIndex | QPersistentModelIndex

ENTRY_ROLE = Qt.ItemDataRole.UserRole
MOST_BEFORE_PAGES = 10
"""Commands, places and tags that are listed for what was typed; the pages that were found follow."""
_ROW = 36


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it is called, and what it does."""

    title: str
    act: Callable[[], object]
    detail: str = ""
    keys: tuple[str, ...] = ()
    sign: str = ""


class Palette(Overlay):
    """A field and the entries that answer to it; Enter does the marked one."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent, width=640, height=440)
        self._entries: tuple[Entry, ...] = ()
        self._limit: int | None = MOST_BEFORE_PAGES
        self._find_more: Callable[[str, Callable[[tuple[Entry, ...]], object]], object] | None = None
        self._awaiting = False
        self._do_when_found = False
        self.field = _Field(self)
        self.model = _EntriesModel(self)
        self.view = QListView()
        self.view.setAccessibleName(_("Commands and pages"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setProperty("role", "palette-list")
        self.view.setModel(self.model)
        self.view.setItemDelegate(_EntryDelegate(appearance, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self.do_current)
        self.rows.addWidget(self.field)
        self.rows.addWidget(self.view, 1)
        self.nothing = EmptyState(appearance)
        self.nothing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing.tell("search", _("Nothing found"), _("Try fewer or shorter words."))
        self.rows.addWidget(self.nothing, 1)
        self.field.textChanged.connect(self._typed)

    def ask(
        self,
        entries: tuple[Entry, ...],
        find_more: Callable[[str, Callable[[tuple[Entry, ...]], object]], object] | None = None,
        *,
        prompt: str = "",
    ) -> None:
        """Come up with these entries. ``find_more`` is asked for others, and answers when it can.

        ``prompt`` says what to type, where that is not a command, a page or a tag.
        """
        self._limit = None if prompt else MOST_BEFORE_PAGES
        self.field.setPlaceholderText(prompt or _("Type a command, a page or a tag"))
        self._entries = entries
        self._find_more = find_more
        self.field.clear()
        self._typed()
        self.open_over(self.field)

    def step(self, step: int) -> None:
        """Mark the next entry, or the one before."""
        rows = self.model.rowCount()
        if rows:
            self.view.setCurrentIndex(self.model.index((self.view.currentIndex().row() + step) % rows))

    def do_current(self) -> None:
        """Close, and do what is marked; where nothing is yet, what the search finds first."""
        entry: Entry | None = self.view.currentIndex().data(ENTRY_ROLE)
        self._do_when_found = entry is None and self._awaiting
        if entry is not None:
            self.close_over()
            entry.act()

    def _typed(self) -> None:
        query = self.field.text().strip()
        self._awaiting = bool(query) and self._find_more is not None
        self._do_when_found = False
        limit = self._limit if query and self._limit is not None else len(self._entries)
        self._show(best(query, self._entries, lambda entry: entry.title, limit=limit), row=0)
        if query and self._find_more is not None:
            self._find_more(query, lambda found: self._add(query, found))

    def _add(self, query: str, found: tuple[Entry, ...]) -> None:
        if query == self.field.text().strip() and self.isVisible():
            self._awaiting = False
            row = self.view.currentIndex().row()
            self._show((*self.model.entries, *found), row=max(0, row))
            if self._do_when_found:
                self.do_current()

    def _show(self, entries: tuple[Entry, ...], *, row: int) -> None:
        self.model.show(entries)
        self.view.setCurrentIndex(self.model.index(row))
        none = not entries and not self._awaiting
        self.nothing.setVisible(none)
        self.view.setVisible(not none)


class _Field(QLineEdit):
    """Types; moves the mark with the arrows; does with Enter; closes with Esc or Ctrl+K."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self.setPlaceholderText(_("Type a command, a page or a tag"))
        self.setAccessibleName(_("Command, page or tag"))
        self.setProperty("role", "palette-field")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, do, close; type the rest."""
        key = event.key()
        again = key == Qt.Key.Key_K and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Escape or again:
            self._palette.close_over()
        elif key == Qt.Key.Key_Down:
            self._palette.step(1)
        elif key == Qt.Key.Key_Up:
            self._palette.step(-1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._palette.do_current()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Tab moves the mark, too: the focus has nowhere else to go."""
        self._palette.step(1 if forward else -1)
        return True


class _EntriesModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: tuple[Entry, ...]) -> None:
        """List these entries instead."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        return entry.title if role == Qt.ItemDataRole.DisplayRole else None


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._title = fonts.font(fonts.INTERFACE, size=14)
        self._detail = fonts.font(fonts.INTERFACE, size=12)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        colors = self._appearance.theme.window
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirror(painter, option.rect, option.direction)
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.selected))
            painter.drawRoundedRect(box, 6, 6)
        inner = box.adjusted(12, 0, -12, 0)
        if entry.sign:
            sign = QRectF(inner.left(), inner.center().y() - 9, 18, 18)
            draw_sign(painter, sign, pixmap(entry.sign, colors.muted, 18))
        inner.setLeft(inner.left() + 28)
        if entry.keys:
            inner.setRight(
                inner.right() - draw_caps(painter, inner, words.key_caps(entry.keys[0]), colors) - 12
            )
        elif entry.detail:
            painter.setFont(self._detail)
            painter.setPen(QColor(colors.muted))
            place = QRectF(inner.right() - inner.width() / 3, inner.top(), inner.width() / 3, inner.height())
            inner.setRight(inner.right() - draw_line(painter, place, entry.detail, right=True) - 12)
        painter.setFont(self._title)
        painter.setPen(QColor(colors.ink))
        draw_line(painter, inner, entry.title)
        painter.restore()

"""The list of pages of one place: moving, picking, opening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from postil.gui import words
from postil.gui.icons import icon
from postil.gui.library.filter_field import FilterField
from postil.gui.library.model import PageListModel, Pages
from postil.gui.library.row import ROW_HEIGHT, PageDelegate
from postil.gui.library.trash_strip import TrashStrip
from postil.gui.widgets.empty_state import EmptyState
from postil.gui.widgets.plain_text import PlainLabel
from postil.gui.widgets.quiet_button import quiet_button
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QMouseEvent

    from postil.gui.appearance import Appearance
    from postil.gui.library.spots import Spot
    from postil.model.ids import PageId

_SELECT = QItemSelectionModel.SelectionFlag
_HINTS = {
    "Inbox": marked("Everything here is dealt with."),
    "Reading": marked("Press {page.reading} on a page to keep it here while you read it."),
    "Archive": marked("Press {page.archive} on a page when you are done with it."),
    "Starred": marked("Press {page.star} on a page that you will want again."),
    "All pages": marked("Import saved pages with {page.import}, or drop them here."),
    "Trash": marked("Nothing was thrown away."),
}


class ListPane(QWidget):
    """The pages of a place, with a heading, a menu of orders and a word where there are none."""

    opened = Signal(str)
    """The page's id: the person wants to read it."""
    search_wanted = Signal()
    filtered = Signal(str)
    """What is typed in the quick filter; nothing where all pages of the place are to be listed."""
    filter_begun = Signal()
    """The person is about to type in it."""

    def __init__(self, pages: Pages, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._picking = False
        self.model = PageListModel(pages, lambda: appearance.reading_speed, self)
        self.view = _PageView(self)
        self.view.setModel(self.model)
        self._delegate = PageDelegate(appearance, self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.clicked.connect(self._clicked)
        self.view.selectionModel().selectionChanged.connect(self._selection_changed)
        self._title = PlainLabel()
        self._title.setProperty("role", "pane-title")
        self._count = PlainLabel()
        self._count.setProperty("role", "muted")
        self.search = quiet_button(_("Search the library"), command="search.focus")
        self.search.clicked.connect(self.search_wanted)
        self.sort = quiet_button(_("Order of the pages"))
        self.sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.filter = FilterField(appearance)
        self.filter.typed.connect(self.filtered)
        self.filter.stepped.connect(self._step)
        self.filter.entered.connect(self._enter_filtered)
        self.filter.left.connect(self.unfilter)
        self.trash = TrashStrip()
        self._total = 0
        self._empty = EmptyState(appearance)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self.setFocusProxy(self.view)
        self._lay_out()
        self._draw()
        appearance.changed.connect(self._draw)

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setContentsMargins(20, 12, 12, 8)
        heading.setSpacing(4)
        heading.addWidget(self._title)
        heading.addSpacing(4)
        heading.addWidget(self._count)
        heading.addStretch(1)
        heading.addWidget(self.search)
        heading.addWidget(self.sort)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(heading)
        rows.addWidget(self.filter)
        rows.addWidget(self.trash)
        rows.addWidget(self._stack, 1)

    def _draw(self) -> None:
        color = self._appearance.theme.window.muted
        self.search.setIcon(icon("search", color))
        self.sort.setIcon(icon("sort", color))
        self.view.viewport().update()

    def set_sort_menu(self, menu: QMenu) -> None:
        """Show this menu at the sort button."""
        self.sort.setMenu(menu)

    def set_trash_days(self, days: int) -> None:
        """Say how long pages rest in the trash: 0 is for ever."""
        self._delegate.trash_days = days
        self.trash.tell(days)
        self.view.viewport().update()

    def show_pages(
        self, spot: Spot, ids: tuple[PageId, ...], *, keep: bool, filtered: str = "", total: int | None = None
    ) -> None:
        """List the pages of a place; ``keep`` where it is the same place, so that the person stays put.

        ``filtered`` is what was typed to find them among the ``total`` pages of the place.
        """
        self._total = len(ids) if total is None else total
        if not filtered and not (keep and self.filter.line.hasFocus()):
            self.filter.forget()
        self.trash.setVisible(spot.place is not None and spot.place.trashed)
        self._title.setText(spot.label)
        self.view.setAccessibleName(_("Pages: {place}").format(place=spot.label))
        self._tell_empty(spot, filtered)
        if keep and ids and ids == self.model.ids:  # what looks different was forgotten already
            self._tell_count()
            return
        current, before = self.current(), self.model.ids[: max(0, self.view.currentIndex().row())]
        picked = self.selected() if keep and self._picking else ()
        offset = self.view.verticalScrollBar().value() if keep else 0
        self.model.show(ids)
        focused = self.view.hasFocus() or self._empty.hasFocus()
        self.setFocusProxy(self.view if ids else self._empty)
        self._stack.setCurrentWidget(self.view if ids else self._empty)
        if focused:
            self.setFocus()
        rows = [row for page_id in picked if (row := self.model.row_of(page_id)) is not None]
        self._set_picking(bool(rows))
        if not ids:
            return
        found = self.model.row_of(current) if keep and current is not None else None
        if found is None and keep:
            # The page has left: the one after it takes its place.
            found = sum(self.model.row_of(page_id) is not None for page_id in before)
        self._move_to(found or 0)
        self._select_rows(sorted(rows))
        self.view.verticalScrollBar().setValue(offset)
        self.view.scrollTo(self.view.currentIndex())

    def _tell_empty(self, spot: Spot, filtered: str) -> None:
        """What is said where there are no pages."""
        title = _("No pages in {place}") if spot.place and spot.place.tag else _("{place} is empty")
        title, hint, sign = title.format(place=spot.label), _(_HINTS.get(spot.title, "")), spot.sign
        if filtered:
            title, hint = _("No page has “{letters}”").format(letters=filtered), _("Esc lists all again.")
            sign = "filter"
        self._empty.tell(sign, title, hint)

    def forget(self, changed: frozenset[PageId]) -> None:
        """These pages look different now."""
        self.model.forget(changed)

    def current(self) -> PageId | None:
        """The page that the keys act on."""
        row = self.view.currentIndex().row()
        return self.model.ids[row] if row >= 0 else None

    def selected(self) -> tuple[PageId, ...]:
        """The picked pages in their order, or else the current one."""
        rows = sorted(row for part in self._ranges() for row in range(part.top(), part.bottom() + 1))
        if rows:
            return tuple(self.model.ids[row] for row in rows)
        current = self.current()
        return () if current is None else (current,)

    def listed(self) -> tuple[PageId, ...]:
        """All pages of the list, as it is filtered and ordered."""
        return tuple(self.model.ids)

    def beside(self, page_id: PageId, step: int) -> PageId | None:
        """The page ``step`` places after (or before) another; None beyond the ends."""
        row = self.model.row_of(page_id)
        if row is None or not 0 <= row + step < len(self.model.ids):
            return None
        return self.model.ids[row + step]

    def make_current(self, page_id: PageId) -> None:
        """Come to a page, if it is in the list."""
        row = self.model.row_of(page_id)
        if row is not None and page_id != self.current():
            self._move_to(row)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands of the list, and what does them."""
        return (
            ("page.next", lambda: self._step(1)),
            ("page.previous", lambda: self._step(-1)),
            ("page.open", self._open),
            ("list.top", lambda: self._move_to(0)),
            ("list.bottom", lambda: self._move_to(len(self.model.ids) - 1)),
            ("list.select", self._pick),
            ("list.select-next", lambda: self._extend(1)),
            ("list.select-previous", lambda: self._extend(-1)),
            ("list.select-to-top", lambda: self._extend(-len(self.model.ids))),
            ("list.select-to-bottom", lambda: self._extend(len(self.model.ids))),
            ("list.select-all", self._pick_all),
            ("list.select-none", self.unpick),
            ("list.filter", self.begin_filter),
        )

    def begin_filter(self) -> None:
        """Let the person type what the pages of the list are to have in their names."""
        self.filter_begun.emit()
        self.filter.start()

    def unfilter(self) -> bool:
        """List all pages of the place again. False where they are listed."""
        if self.filter.isHidden():
            return False
        self.filter.forget()
        self.setFocus()
        return True

    def unpick(self) -> bool:
        """End picking: only the current page is selected. False where nothing was picked."""
        if not self._picking:
            return False
        self._set_picking(False)
        self.view.selectionModel().setCurrentIndex(self.view.currentIndex(), _SELECT.ClearAndSelect)
        return True

    def _step(self, step: int) -> None:
        self._move_to(self.view.currentIndex().row() + step)

    def _move_to(self, row: int) -> None:
        if not self.model.ids:
            return
        index = self.model.index(min(max(row, 0), len(self.model.ids) - 1))
        how = _SELECT.NoUpdate if self._picking else _SELECT.ClearAndSelect
        self.view.selectionModel().setCurrentIndex(index, how)
        self.view.scrollTo(index)

    def _open(self) -> None:
        page_id = self.current()
        if page_id is not None:
            self.opened.emit(page_id)

    def _clicked(self, _index: QModelIndex) -> None:
        if not self._picking:
            self._open()

    def _pick(self) -> None:
        index = self.view.currentIndex()
        if not index.isValid():
            return
        if self._picking:
            self.view.selectionModel().select(index, _SELECT.Toggle)
            self._set_picking(self.view.selectionModel().hasSelection())
            if not self._picking:
                self.view.selectionModel().select(index, _SELECT.ClearAndSelect)
        else:
            self._set_picking(True)

    def _extend(self, step: int) -> None:
        self._set_picking(True)
        before = self.view.currentIndex().row()
        if before < 0:
            return
        self._step(step)
        now = self.view.currentIndex().row()
        self._select_rows(range(min(before, now), max(before, now) + 1))

    def _select_rows(self, rows: Sequence[int]) -> None:
        """Select these rows too, which are in order: those beside each other at once."""
        wanted = QItemSelection()
        first = 0
        for at, row in enumerate(rows):
            if at + 1 == len(rows) or rows[at + 1] != row + 1:
                wanted.select(self.model.index(rows[first]), self.model.index(row))
                first = at + 1
        self.view.selectionModel().select(wanted, _SELECT.Select)

    def _enter_filtered(self) -> None:
        self.view.setFocus()
        self._open()

    def _pick_all(self) -> None:
        if self.model.ids:
            self._set_picking(True)
            everything = QItemSelection(self.model.index(0), self.model.index(len(self.model.ids) - 1))
            self.view.selectionModel().select(everything, _SELECT.ClearAndSelect)

    def _selection_changed(self) -> None:
        # The mouse picks with Ctrl and Shift; a plain click ends it.
        ranges = self._ranges()
        several = len(ranges) > 1 or any(part.height() > 1 for part in ranges)
        self._set_picking(several or (self._picking and not self.view.pressed_plainly))

    def _count_picked(self) -> int:
        return sum(part.height() for part in self._ranges())

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self.view.selectionModel().selection()
        return [selection.at(number) for number in range(selection.count())]

    def _set_picking(self, picking: bool) -> None:  # noqa: FBT001 - what it sets
        if picking != self._picking:
            self._picking = self._delegate.picking = picking
            self.view.viewport().update()
        self._tell_count()

    def _tell_count(self) -> None:
        shown = words.number(len(self.model.ids)) if self.model.ids else ""
        if len(self.model.ids) != self._total:
            shown = _("{shown} of {all}").format(
                shown=words.number(len(self.model.ids)), all=words.number(self._total)
            )
        if self._picking:
            shown = _("{count} of {total}").format(count=words.number(self._count_picked()), total=shown)
        self._count.setText(shown)


class _PageView(QTableView):
    """The rows; it remembers whether the last press of the mouse was a plain one.

    A table of one column, because Qt's list asks the model about every row when it lays itself out:
    half a second at 50,000.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pressed_plainly = False
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(24)
        self.setProperty("role", "page-list")

    def keyboardSearch(self, _typed: str) -> None:
        """Nothing: Qt would read every page of the library for a letter that is no command."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note whether Ctrl or Shift were held."""
        self.pressed_plainly = not event.modifiers()
        super().mousePressEvent(event)
        self.pressed_plainly = False

"""The list of highlights, of the library or of a page: read them again, find, change and bring back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from postil.gui import words
from postil.gui.annotations.filter_bar import FilterBar
from postil.gui.annotations.model import ROW_ROLE, HighlightRow, HighlightsModel, rows_of
from postil.gui.annotations.row import HighlightDelegate
from postil.gui.widgets.empty_state import EmptyState
from postil.gui.widgets.plain_text import PlainLabel
from postil.model.annotation import Color, Style
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QMouseEvent

    from postil.app.annotating import Annotating
    from postil.app.reading import Reading
    from postil.gui.annotations.model import Listed
    from postil.gui.appearance import Appearance
    from postil.jobs import Jobs
    from postil.model.annotation import Annotation
    from postil.model.color_names import ColorNames
    from postil.model.ids import AnnotationId
    from postil.model.page import Page


class HighlightsPane(QWidget):
    """Every highlight, or those that were asked for, page by page."""

    opened = Signal(object)
    """The ``Annotation``: open its page there."""
    removal_requested = Signal(object)
    restore_requested = Signal(object)
    tags_requested = Signal(object)
    """annotation ids."""
    color_requested = Signal(object, object)
    """annotation ids, Color."""
    style_requested = Signal(object, object)
    """annotation ids, Style."""
    copy_requested = Signal(object)
    """annotation ids, in the order of the list."""

    def __init__(
        self,
        annotating: Annotating,
        reading: Reading,
        *,
        tags: Callable[[], tuple[str, ...]],
        jobs: Jobs,
        appearance: Appearance,
        failed: Callable[[Exception], object],
    ) -> None:
        super().__init__()
        self._annotating = annotating
        self._jobs = jobs
        self._failed = failed
        self._asked = 0
        self.model = HighlightsModel(annotating.annotations, reading.pages, self)
        self.filter = FilterBar(appearance, tags)
        self.view = _HighlightsView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(HighlightDelegate(appearance, self.view))
        self.view.opened.connect(self._open)
        self.view.picked.connect(self._pick_to)
        self.setFocusProxy(self.view)
        self._title = PlainLabel(_("Highlights"))
        self._title.setProperty("role", "pane-title")
        self._count = PlainLabel()
        self._count.setProperty("role", "muted")
        self._empty = EmptyState(appearance)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self._lay_out()
        self.filter.changed.connect(self.ask)
        self.filter.left.connect(self._turn_to_list)
        appearance.changed.connect(self.view.viewport().update)

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setContentsMargins(20, 19, 12, 12)
        heading.setSpacing(8)
        heading.addWidget(self._title)
        heading.addWidget(self._count)
        heading.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(heading)
        rows.addWidget(self.filter)
        rows.addWidget(self._stack, 1)

    # What is shown.

    def ask(self) -> None:
        """Fetch what is to be listed now, in the background; the last question counts."""
        self._asked += 1
        asked, wanted, order = self._asked, self.filter.wanted, self.filter.order
        self._jobs.run(
            lambda _progress: rows_of(self._annotating.ids(wanted, order)),
            lane="read",
            done=lambda rows: self._show(rows) if asked == self._asked else None,
            failed=self._failed,
        )

    def show_page(self, page: Page | None) -> None:
        """List the highlights of this page alone; None of all pages."""
        self.filter.show_page(page)
        self.ask()

    def show_removed(self) -> None:
        """List those that were removed."""
        self.filter.show_removed()
        self.ask()

    def set_colors(self, colors: ColorNames) -> None:
        """What the colours mean to the person."""
        self.filter.colors = colors
        self.model.colors = colors

    def unwind(self) -> bool:
        """Give up what is picked, then what the list is narrowed down to; False where there is neither."""
        if self.model.picked:
            self.model.pick(self.model.picked, on=False)
            self._tell_count()
            return True
        return self.filter.clear()

    # What the keys act on.

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands of the list, and what does them."""
        colors = tuple((f"highlights.color-{color.value}", partial(self._recolor, color)) for color in Color)
        return (
            ("highlights.next", partial(self._step, 1)),
            ("highlights.previous", partial(self._step, -1)),
            ("highlights.top", lambda: self._move_to(0, 1)),
            ("highlights.bottom", lambda: self._move_to(self.model.rowCount() - 1, -1)),
            ("highlights.open", self._open),
            ("highlights.select", self._pick),
            ("highlights.select-next", partial(self._extend, 1)),
            ("highlights.select-previous", partial(self._extend, -1)),
            ("highlights.select-all", lambda: self._pick_all(on=True)),
            ("highlights.select-none", lambda: self._pick_all(on=False)),
            ("highlights.filter", self.filter.begin),
            ("highlights.filters", self.filter.open_menu),
            ("highlights.remove", partial(self._ask_for, self.removal_requested)),
            ("highlights.restore", partial(self._ask_for, self.restore_requested)),
            ("highlights.tag", partial(self._ask_for, self.tags_requested)),
            ("highlights.copy", partial(self._ask_for, self.copy_requested)),
            ("highlights.underline", self._restyle),
            *colors,
        )

    def current(self) -> tuple[Annotation, Page] | None:
        """The highlight that the keys act on, with its page."""
        row = self.view.currentIndex().data(ROW_ROLE)
        return (row.annotation, row.page) if isinstance(row, HighlightRow) else None

    def selected(self) -> tuple[AnnotationId, ...]:
        """Those that were picked, else the one that is current."""
        current = self.current()
        return self.model.picked or ((current[0].id,) if current is not None else ())

    # Parts.

    def _show(self, rows: tuple[Listed, ...]) -> None:
        current = self.current()
        row = max(0, self.view.currentIndex().row())
        offset = self.view.verticalScrollBar().value()
        self.model.show(rows)
        shown = self.view if rows else self._empty
        focused = self.view.hasFocus() or self._empty.hasFocus()
        self._tell_empty()
        self._stack.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        if focused:
            self.setFocus()
        again = self.model.number_of(current[0].id) if current is not None else None
        self._move_to(row if again is None else again, 1)
        self.view.verticalScrollBar().setValue(offset)
        self._tell_count()

    def _tell_empty(self) -> None:
        if self.filter.wanted.trashed:
            told = _("Removed highlights rest here for 30 days and can be brought back.")
            self._empty.tell("trash", _("Nothing removed"), told)
        elif self.filter.is_active:
            self._empty.tell("filter", _("No such highlights"), _("Esc shows all highlights again."))
        else:
            told = _("While reading, {annotation.highlight} highlights and {annotation.note} writes a note.")
            self._empty.tell("highlights", _("No highlights yet"), told)

    def _tell_count(self) -> None:
        picked, all_of_them = len(self.model.picked), len(self.model.everyone)
        told = words.number(all_of_them) if all_of_them else ""
        if picked:
            told = words.counted("{count} selected", "{count} selected", picked)
        self._count.setText(told)

    def _turn_to_list(self) -> None:
        self.setFocus()
        if not self.view.currentIndex().isValid():
            self._move_to(0, 1)

    def _step(self, by: int) -> None:
        self._move_to(self.view.currentIndex().row() + by, by)

    def _move_to(self, number: int, by: int) -> None:
        """Stand on a row, or on the next one ``by`` that is a highlight."""
        rows = self.model.rowCount()
        number = min(max(number, 0), rows - 1)
        while 0 <= number < rows and self.model.listed(number).annotation is None:
            if number == 0:  # the page above the first highlight is seen with it
                by = 1
            number += by
        if 0 <= number < rows:
            index = self.model.index(number)
            self.view.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            above = self.model.index(number - 1)
            if self.model.listed(number - 1).annotation is None:
                self.view.scrollTo(above)
            self.view.scrollTo(index)

    def _open(self) -> None:
        current = self.current()
        if current is not None:
            self.opened.emit(current[0])

    def _pick(self) -> None:
        current = self.current()
        if current is not None:
            self.model.pick((current[0].id,))
            self._tell_count()

    def _extend(self, by: int) -> None:
        current = self.current()
        if current is not None:
            self.model.pick((current[0].id,), on=True)
        self._step(by)
        current = self.current()
        if current is not None:
            self.model.pick((current[0].id,), on=True)
        self._tell_count()

    def _pick_all(self, *, on: bool) -> None:
        self.model.pick(self.model.everyone, on=on)
        self._tell_count()

    def _pick_to(self, number: int, reach: bool) -> None:  # noqa: FBT001 - what the view sends
        """A click with Ctrl picks a row, or no longer; one with Shift all from the current row to it."""
        first = self.view.currentIndex().row() if reach else number
        rows = range(min(first, number), max(first, number) + 1)
        names = [self.model.listed(row).annotation for row in rows if row >= 0]
        self.model.pick((name for name in names if name is not None), on=True if reach else None)
        self._tell_count()

    def _ask_for(self, signal: object) -> None:
        ids = self.selected()
        if ids:
            signal.emit(ids)  # type: ignore[attr-defined] # a bound signal, which PySide cannot name

    def _recolor(self, color: Color) -> None:
        if ids := self.selected():
            self.color_requested.emit(ids, color)

    def _restyle(self) -> None:
        """Underline all, or mark them again where the current one is underlined."""
        current, ids = self.current(), self.selected()
        if current is not None and ids:
            underlined = current[0].style is Style.UNDERLINE
            self.style_requested.emit(ids, Style.HIGHLIGHT if underlined else Style.UNDERLINE)


class _HighlightsView(QListView):
    """Rows of one height: a list of any length is there at once."""

    opened = Signal()
    picked = Signal(int, bool)
    """A row that was clicked with Ctrl; True where it was with Shift."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Highlights"))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setProperty("role", "page-list")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click opens; with Ctrl or Shift it picks."""
        index = self.indexAt(event.position().toPoint())
        held = event.modifiers()
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            return
        if held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            self.picked.emit(index.row(), bool(held & Qt.KeyboardModifier.ShiftModifier))
            return
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

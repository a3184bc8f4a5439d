"""The order of the results: a small button that tells it, and a menu to choose another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from postil.gui.icons import icon
from postil.gui.search.facet_chips import below
from postil.gui.widgets.key_tips import tie_tip
from postil.search.queries.tokens import Kind, tokens
from postil.search.ranking import Sort
from postil.translation import _, marked

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance

_NAMES = {
    Sort.RELEVANCE: marked("Relevance"),
    Sort.ADDED: marked("Newest added"),
    Sort.PUBLISHED: marked("Newest published"),
    Sort.TITLE: marked("Title"),
}


class OrderButton(QToolButton):
    """Tells the order; Enter, Space or a click opens the menu."""

    chosen = Signal(Sort)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._sort = Sort.RELEVANCE
        self.setProperty("role", "order")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(12, 12))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._actions: dict[Sort, QAction] = {}
        for number, sort in enumerate(_NAMES, start=1):
            action = menu.addAction(f"&{number}  {_(_NAMES[sort])}")
            action.setCheckable(True)
            group.addAction(action)
            action.triggered.connect(partial(self._choose, sort))
            self._actions[sort] = action
        self.setMenu(menu)
        tie_tip(self, _("Order of the results"), "results.sort")
        appearance.changed.connect(self._draw)
        self.show_sort(Sort.RELEVANCE)
        self._draw()

    def show_sort(self, sort: Sort) -> None:
        """The results have this order now."""
        self._sort = sort
        self._actions[sort].setChecked(True)
        self.setText(_(_NAMES[sort]))
        self.setAccessibleName(_("Order: {order}").format(order=_(_NAMES[sort])))

    def open(self) -> None:
        """Open the menu, if there is anything to order."""
        if self.isVisible():
            self.menu().popup(below(self, self.menu()))

    def _choose(self, sort: Sort, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - what Qt sends along
        self.chosen.emit(sort)

    def _draw(self) -> None:
        self.setIcon(icon("sort", self._appearance.theme.window.muted, 12))


def sorted_query(query: str, sort: Sort) -> str:
    """The query with the order in it; by relevance, the usual one, without any. The rest stays as it is."""
    typed = tuple(tokens(query))
    bare = query
    for token in reversed(typed):
        if token.kind is Kind.SORT:
            bare = f"{bare[: token.start].rstrip()} {bare[token.end :].lstrip()}"
    bare = bare.strip()
    if sort is Sort.RELEVANCE:
        return bare
    ordered = f"sort:{sort.value}"
    # What is written behind an open quotation mark would stand between quotation marks.
    is_open = bool(typed) and typed[-1].quoted and typed[-1].last == typed[-1].end
    return f"{ordered} {bare}" if is_open else f"{bare} {ordered}".lstrip()

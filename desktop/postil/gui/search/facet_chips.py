"""What the results can be narrowed by: a chip for each facet, which opens a menu of its values."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from postil.gui import words
from postil.gui.icons import icon
from postil.gui.widgets.flow import Flow
from postil.gui.widgets.key_tips import tie_tip
from postil.model.annotation import Color
from postil.search.ranking import Facet
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.facets import FacetChoice, FacetChoices
    from postil.gui.appearance import Appearance

COMMANDS = {
    Facet.TAG: "results.narrow-tag",
    Facet.SITE: "results.narrow-site",
    Facet.COLOR: "results.narrow-color",
    Facet.YEAR: "results.narrow-year",
    Facet.LANGUAGE: "results.narrow-language",
}
"""The commands that open their menus."""

_NAMES = {
    Facet.TAG: marked("Tag"),
    Facet.SITE: marked("Site"),
    Facet.COLOR: marked("Colour"),
    Facet.YEAR: marked("Year"),
    Facet.LANGUAGE: marked("Language"),
}
_WIDEST = 150
_IN_MENU = 12
_DOT = 12


class FacetChips(QWidget):
    """The chips, in one line or more. Arrows walk them; Enter or Space opens."""

    chosen = Signal(str)
    """The query to go on with."""
    wanted = Signal()
    """Somebody wants to choose, and what is known is of an older query."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._facets: tuple[FacetChoices, ...] = ()
        self._outdated = False
        self._to_open: Facet | None = None
        self._chips = {facet: self._chip(facet) for facet in COMMANDS}
        self._menus = {facet: QMenu(self) for facet in COMMANDS}
        flow = Flow(self, edge=0, gap=3, line=26)
        for chip in self._chips.values():
            flow.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Narrow the results"))
        appearance.changed.connect(self._show)
        self._turn_arrows()
        self._show()

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands that open the menus."""
        return tuple((command, partial(self._open, facet)) for facet, command in COMMANDS.items())

    def show_facets(self, facets: tuple[FacetChoices, ...]) -> None:
        """Offer these, which are of the query as it is now."""
        self._outdated = False
        if facets != self._facets:
            self._facets = facets
            self._show()
        to_open, self._to_open = self._to_open, None
        if to_open is not None:
            self.open(to_open)

    def outdate(self) -> None:
        """The query is another one. What is offered stays in sight, so that nothing flickers."""
        self._outdated = True
        self._to_open = None

    def open(self, facet: Facet) -> bool:
        """Open the menu of a facet, as soon as it is known; False where there is nothing to choose."""
        chip = self._chips[facet]
        if chip.isHidden() or not self.isVisible():
            return False
        if self._outdated:
            self._to_open = facet
            self.wanted.emit()
        else:
            self.menu_of(facet).popup(below(chip, self.menu_of(facet)))
        return True

    def _open(self, facet: Facet, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - what Qt sends along
        """Where there is nothing to choose, the key is taken all the same: it would type a letter."""
        self.open(facet)

    def open_at(self, chip: QWidget) -> bool:
        """Open the menu of a chip; False where it is none."""
        return any(self.open(facet) for facet, known in self._chips.items() if known is chip)

    def menu_of(self, facet: Facet) -> QMenu:
        """The menu, with the values as they are now."""
        menu = self._menus[facet]
        self._fill(facet, menu)
        return menu

    def _chip(self, facet: Facet) -> QToolButton:
        chip = _Chip()
        chip.setProperty("role", "facet")
        chip.setAccessibleName(_(_NAMES[facet]))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setIconSize(QSize(8, 8))
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.clicked.connect(partial(self._open, facet))
        tie_tip(chip, _("Narrow the results"), COMMANDS[facet])
        return chip

    def changeEvent(self, event: QEvent) -> None:
        """The arrow stands after the words, whichever way these go."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._turn_arrows()

    def _turn_arrows(self) -> None:
        directions = Qt.LayoutDirection
        after = directions.LeftToRight if self.isRightToLeft() else directions.RightToLeft
        for chip in self._chips.values():
            chip.setLayoutDirection(after)

    def _show(self) -> None:
        known = {given.facet: given for given in self._facets}
        for facet, chip in self._chips.items():
            given = known.get(facet)
            chip.setVisible(given is not None and bool(given.choices))
            if given is not None:
                self._name(chip, facet, given)
        self.setVisible(any(given.choices for given in self._facets))
        self.updateGeometry()

    def _name(self, chip: QToolButton, facet: Facet, given: FacetChoices) -> None:
        colors = self._appearance.theme.window
        on = ", ".join(choice.name for choice in given.choices if choice.chosen)
        name = _(_NAMES[facet])
        shown = chip.fontMetrics().elidedText(on or name, Qt.TextElideMode.ElideMiddle, _WIDEST)
        chip.setText(shown.replace("&", "&&"))
        chip.setIcon(icon("chevron-down", colors.selected_ink if on else colors.muted, 8))
        chip.setAccessibleName(f"{name}: {on}" if on else name)
        if bool(chip.property("chosen")) != bool(on):
            chip.setProperty("chosen", bool(on))
            chip.style().polish(chip)

    def _fill(self, facet: Facet, menu: QMenu) -> None:
        menu.clear()
        given = next((given for given in self._facets if given.facet is facet), None)
        if given is None:
            return
        for number, choice in enumerate(given.choices[:_IN_MENU], start=1):
            action = menu.addAction(_entry(number, choice))
            action.setCheckable(True)
            action.setChecked(choice.chosen)
            if facet is Facet.COLOR:
                action.setIcon(self._dot(choice.value))
            action.triggered.connect(partial(self._choose, choice.query))

    def _choose(self, query: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - what Qt sends along
        self.chosen.emit(query)

    def _dot(self, value: str) -> QIcon:
        if value not in {color.value for color in Color}:
            return QIcon()
        made = QPixmap(_DOT * 3, _DOT * 3)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._appearance.theme.highlight(Color(value)).accent))
        painter.drawEllipse(made.rect().adjusted(3, 3, -3, -3))
        painter.end()
        made.setDevicePixelRatio(3)
        return QIcon(made)


class _Chip(QToolButton):
    """A button no wider than its words: five of them stand beside each other in a narrow list."""

    def sizeHint(self) -> QSize:
        """Without the two blanks that Qt adds."""
        blanks = 2 * self.fontMetrics().horizontalAdvance(" ")
        return super().sizeHint() - QSize(blanks, 0)


def _entry(number: int, choice: FacetChoice) -> str:
    """A value with the digit that chooses it, and how many results have it."""
    flat = " ".join(choice.name.split())
    name = flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
    digit = f"&{number}  " if number < 10 else "    "
    # A name keeps its direction to itself: one from a page may turn round all that follows it.
    return f"{digit}\u2068{name.replace('&', '&&')}\u2069\t{words.number(choice.documents)}"


_LONGEST = 40


def below(chip: QToolButton, menu: QMenu) -> QPoint:
    """Where the menu of a button stands on the screen."""
    corner = chip.rect().bottomLeft()
    if menu.isRightToLeft():
        corner = chip.rect().bottomRight() - QPoint(menu.sizeHint().width(), 0)
    return chip.mapToGlobal(corner + QPoint(0, 2))

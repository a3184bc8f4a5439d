"""In the details panel: the pages that are the same as this one, and those related to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from postil.app.likening import told
from postil.gui import words
from postil.gui.details.fact_row import FactRow
from postil.gui.details.lines import Group, Line
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postil.app.likening import Alike
    from postil.app.relating import Related
    from postil.model.ids import PageId
    from postil.model.page import Page

    Found = tuple[tuple[Alike, ...], tuple[Related, ...]]
    Ask = Callable[[PageId, Callable[[Found], object]], object]

COMMAND = "page.related"
"""The command that lists all of it, with what can be done."""
_FEW_WORDS = 4


class LikenessSection(QWidget):
    """Rows like those of the facts: arrows or J and K move, Enter opens the page."""

    opened = Signal(str)
    """The id of the page that is to be read."""
    acted = Signal(str)
    """The command that shows more."""
    left = Signal()
    gone_up = Signal()
    """The person goes up from the first row."""

    def __init__(self, ask: Ask) -> None:
        """``ask`` finds out in the background what a page is like, and tells it."""
        super().__init__()
        self._ask = ask
        self.page: PageId | None = None
        """The page that it tells of."""
        self._groups: tuple[Group, ...] = ()
        self._rows: list[FactRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def show_page(self, page: Page) -> None:
        """Tell of this page, once it is known."""
        if page.id != self.page:
            self._show((), ())
        self.page = page.id
        self._ask(page.id, lambda found: self._answered(page.id, found))

    def take_focus(self) -> None:
        """Turn to the first row."""
        if self._rows:
            self._rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self._show_row(self._rows[0])

    def _answered(self, page_id: PageId, found: Found) -> None:
        if page_id == self.page:
            alike, related = found
            self._show(alike, related)

    def _show(self, alike: Sequence[Alike], related: Sequence[Related]) -> None:
        """List these; where nothing changed nothing moves, so that the focus stays."""
        groups = _groups(alike, related)
        if groups == self._groups:
            return
        at = next((number for number, row in enumerate(self._rows) if row.hasFocus()), None)
        self._groups = groups
        self._rows = []
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for group in groups:
            heading = PlainLabel(group.title)
            heading.setProperty("role", "section")
            heading.setContentsMargins(8, 0, 0, 0)
            self._column.addWidget(heading)
            for line in group.lines:
                self._add(line)
        self.setVisible(bool(groups))
        if at is not None and self._rows:
            self._rows[min(at, len(self._rows) - 1)].setFocus()

    def _add(self, line: Line) -> None:
        row = FactRow(line, self)
        row.acted.connect(self.acted if line.command == COMMAND else self.opened)
        row.stepped.connect(lambda step: self._step(row, step))
        row.left.connect(self.left)
        row.setToolTip(_("Enter opens it"))
        row.setAccessibleDescription(_("Enter opens it"))
        self._rows.append(row)
        self._column.addWidget(row)

    def _show_row(self, row: FactRow) -> None:
        """Scroll the panel to a row, once it has its place."""
        area = self.parent()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parent()
        if area is not None:
            QTimer.singleShot(0, row, lambda: area.ensureWidgetVisible(row, 0, 60))

    def _step(self, row: FactRow, step: int) -> None:
        at = self._rows.index(row) + step
        if 0 <= at < len(self._rows):
            self._rows[at].setFocus()
            self._show_row(self._rows[at])
        elif step < 0:
            self.gone_up.emit()


def _groups(alike: Sequence[Alike], related: Sequence[Related]) -> tuple[Group, ...]:
    same = [_line(each.page, told(each.likeness)) for each in alike]
    if same:
        same.append(Line(_("More"), _("Compare, carry highlights over, make one page…"), COMMAND))
    kin = [_line(each.page, ", ".join(each.kinship.shared[:_FEW_WORDS])) for each in related]
    groups = (Group(_("The same story, also saved"), tuple(same)), Group(_("Related"), tuple(kin)))
    return tuple(group for group in groups if group.lines)


def _line(page: Page, tie: str) -> Line:
    """Where a page is from, and its title with what ties it to the page that is shown."""
    return Line(words.source(page), f"{page.title}\n{tie}", command=page.id)

"""The details panel at the right: what is known of the page that the person is at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from postil.gui.details.fact_row import FactRow
from postil.gui.details.lines import groups
from postil.gui.icons import icon
from postil.gui.widgets.overlay import keep_keys
from postil.gui.widgets.plain_text import PlainLabel
from postil.gui.widgets.quiet_button import quiet_button
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent

    from postil.app.details import Facts
    from postil.gui.appearance import Appearance
    from postil.gui.details.lines import Line
    from postil.model.annotation import Color
    from postil.model.page import Page

WIDTH = 320


class Section(Protocol):
    """What others show of a page below the facts; it hides itself where it has nothing to show."""

    def show_page(self, page: Page) -> None:
        """Tell of this page."""

    def take_focus(self) -> None:
        """Turn to its first line, if it has one: the person goes down from the last fact."""


class DetailsPanel(QFrame):
    """Lists facts with the keyboard: arrows or J and K move, Enter acts or copies, Esc or I goes."""

    acted = Signal(str)
    """The command that a line leads to."""
    told = Signal(str)
    """What was done, in a sentence."""
    left = Signal()

    def __init__(self, appearance: Appearance, color_name: Callable[[Color], str]) -> None:
        super().__init__()
        self._appearance = appearance
        self._color_name = color_name
        self._rows: tuple[FactRow, ...] = ()
        self._sections: list[Section] = []
        keep_keys(self)
        self.setProperty("role", "panel")
        self.setAccessibleName(_("Details of the page"))
        self._title = PlainLabel(wordWrap=True)
        self._title.setProperty("role", "pane-title")
        self._close = quiet_button(_("Close the details"), "Esc")
        self._close.clicked.connect(self.left)
        self._facts = QWidget()
        self._body = QVBoxLayout()
        self._body.setContentsMargins(12, 0, 12, 16)
        self._body.setSpacing(0)
        self._body.addWidget(self._facts)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setProperty("role", "plain")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        appearance.changed.connect(self._draw)
        self._draw()
        self.hide()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._body)
        column.addStretch(1)
        self._scroll.setWidget(inside)
        heading = QHBoxLayout()
        heading.setContentsMargins(20, 12, 12, 8)
        heading.addWidget(self._title, 1)
        heading.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(heading)
        rows.addWidget(self._scroll, 1)

    def add_section(self, section: QWidget, show_page: Section) -> None:
        """Show a widget below the facts; it is told of every page that the panel shows."""
        self._body.addWidget(section)
        self._sections.append(show_page)

    def show_facts(self, facts: Facts) -> None:
        """Tell of this page; who is at a line stays at the line of that name."""
        at = next((row.line.name for row in self._rows if row.hasFocus()), None)
        within = self._facts.isAncestorOf(QApplication.focusWidget() or self)
        self._title.setText(facts.page.title)
        rows: list[FactRow] = []
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for group in groups(facts, self._color_name, speed=self._appearance.reading_speed):
            heading = PlainLabel(group.title)
            heading.setProperty("role", "section")
            heading.setContentsMargins(8, 0, 0, 0)
            column.addWidget(heading)
            for line in group.lines:
                rows.append(self._row(line))
                column.addWidget(rows[-1])
        self._body.replaceWidget(self._facts, fresh)
        self._facts.deleteLater()
        self._facts, self._rows = fresh, tuple(rows)
        for section in self._sections:
            section.show_page(facts.page)
        if at is not None or within:
            self._focus(next((row for row in rows if row.line.name == at), rows[0]))

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """The focus is at a line, never at the panel itself."""
        self.take_focus()

    def take_last(self) -> None:
        """Turn to the last fact: the person goes up from the section below."""
        if self._rows:
            self._focus(self._rows[-1])

    def take_focus(self) -> None:
        """Turn to the first fact."""
        if self._rows:
            self._focus(self._rows[0])

    def _row(self, line: Line) -> FactRow:
        row = FactRow(line)
        row.stepped.connect(lambda step: self._step(row, step))
        row.acted.connect(self.acted)
        row.copied.connect(self._copy)
        row.left.connect(self.left)
        return row

    def _step(self, row: FactRow, step: int) -> None:
        at = self._rows.index(row) + step
        if 0 <= at < len(self._rows):
            self._focus(self._rows[at])
        elif at == len(self._rows):
            for section in self._sections[:1]:
                section.take_focus()

    def _focus(self, row: FactRow) -> None:
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        # Once it has its place: it may be new.
        QTimer.singleShot(0, row, lambda: self._scroll.ensureWidgetVisible(row, 0, 60))

    def _copy(self, value: str) -> None:
        QApplication.clipboard().setText(value)
        self.told.emit(_("Copied: {value}").format(value=value if len(value) < 60 else value[:59] + "…"))

    def _draw(self) -> None:
        self._close.setIcon(icon("close", self._appearance.theme.window.muted, 16))

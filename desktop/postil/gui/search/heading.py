"""What stands over the results: the field, how much was found and in which order, and what narrows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from postil.gui import words
from postil.gui.announcing import announce
from postil.gui.icons import icon
from postil.gui.search.facet_chips import FacetChips
from postil.gui.search.ordering import OrderButton
from postil.gui.search.query_field import QueryField
from postil.gui.widgets.key_tips import tie_tip
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from postil.app.finding import Results
    from postil.gui.appearance import Appearance


class Heading(QWidget):
    """Says what is known of the results; the field is where one types."""

    close_wanted = Signal()
    keep_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.field = QueryField(appearance)
        self.order = OrderButton(appearance)
        self.facets = FacetChips(appearance)
        self._told = _sentence("muted")
        self._problem = _sentence("danger")
        self._pending = _sentence("muted")
        self._pending.hide()
        self._add_signs()
        self._lay_out()
        appearance.changed.connect(self._draw)
        self._draw()

    def show_results(self, results: Results) -> None:
        """Tell of these."""
        self.order.show_sort(results.sort)
        self.order.setVisible(results.total > 1)
        self.field.mark_problem(results.problem_at)
        self._told.setText(words.counted("{count} hit", "{count} hits", results.total))
        self._tell_problem(results.problem)

    def show_nothing_asked(self) -> None:
        """Tell what can be asked."""
        self.order.hide()
        self.facets.show_facets(())
        self.field.mark_problem(None)
        told = _("Words, “whole phrases”, OR, -without, tag:name, site:name. {help.search} tells all of it.")
        self._told.setText(self._appearance.with_keys(told))
        self._tell_problem(None)

    def show_delay(self) -> None:
        """Tell that an answer is on its way."""
        self._told.setText(_("Searching…"))

    def offer_to_keep(self, *, on: bool) -> None:
        """Whether there is a query that could be kept."""
        self._keep.setVisible(on)

    def tell_pending(self, pages: int) -> None:
        """So many pages are not in the index yet."""
        told = words.counted(
            "{count} page is still being indexed", "{count} pages are still being indexed", pages
        )
        self._pending.setText(told)
        self._pending.setVisible(pages > 0)

    def say_aloud(self) -> None:
        """Let who listens to the field hear what was found."""
        if self.field.hasFocus():
            announce(self.field, self._problem.text() or self._told.text())

    def _tell_problem(self, problem: str | None) -> None:
        self._problem.setText(problem or "")
        self._problem.setVisible(problem is not None)

    def _add_signs(self) -> None:
        self._sign = QAction(self)
        self.field.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.field.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(_("Close  (Esc)"))
        self._clear.triggered.connect(self.close_wanted)
        self._keep = self.field.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        tie_tip(self._keep, _("Keep this search"), "search.keep")
        self._keep.triggered.connect(self.keep_wanted)
        self._keep.setVisible(False)

    def _lay_out(self) -> None:
        told = QHBoxLayout()
        told.setContentsMargins(8, 0, 0, 0)
        told.addWidget(self._told, 1)
        told.addWidget(self.order, 0, Qt.AlignmentFlag.AlignTop)
        sentences = QVBoxLayout()
        sentences.setContentsMargins(8, 0, 8, 0)
        sentences.addWidget(self._problem)
        sentences.addWidget(self._pending)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 10, 12, 6)
        rows.setSpacing(6)
        rows.addWidget(self.field)
        rows.addLayout(told)
        rows.addLayout(sentences)
        rows.addWidget(self.facets)

    def _draw(self) -> None:
        color = self._appearance.theme.window.muted
        self._sign.setIcon(icon("search", color, 16))
        self._keep.setIcon(icon("saved-search", color, 16))
        self._clear.setIcon(icon("close", color, 16))


def _sentence(role: str) -> PlainLabel:
    made = PlainLabel(wordWrap=True)
    made.setProperty("role", role)
    return made

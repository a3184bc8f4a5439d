"""The keys that walk the search: from the field into the list and back, and through older queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.gui.search.pane import SearchPane


class Walking:
    """Moves the focus and the mark in a search pane."""

    def __init__(self, pane: SearchPane) -> None:
        self._pane = pane

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands that walk."""
        queries = self._pane.before.queries
        return (
            ("results.next", lambda: self._step(1)),
            ("results.previous", lambda: self._step(-1)),
            ("results.page-down", lambda: self._page(1)),
            ("results.page-up", lambda: self._page(-1)),
            ("results.complete", self._complete),
            ("results.offer", self._offer),
            ("results.older", lambda: self._write(queries.older(self._pane.field.text()))),
            ("results.newer", lambda: self._write(queries.newer(self._pane.field.text()))),
        )

    @property
    def within_lists(self) -> bool:
        """Whether the focus is below the heading."""
        focus = QApplication.focusWidget()
        return focus is not None and self._pane.stack.isAncestorOf(focus)

    @property
    def on_button(self) -> bool:
        """Whether the focus is on something that Enter presses."""
        return isinstance(QApplication.focusWidget(), QAbstractButton)

    def type_on(self, event: QKeyEvent) -> None:
        """What was typed in a list goes on in the field; a slash begins anew."""
        if event.text() == "/":
            self._pane.start()
            return
        _focus(self._pane.field)
        self._pane.field.end(False)
        QApplication.sendEvent(self._pane.field, QKeyEvent(event))

    def _step(self, step: int) -> bool:
        """Down from the field into the list below it, up from its first row back to the field."""
        pane = self._pane
        if pane.completing.list.step(step):
            return True
        pane.completing.close()
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractButton):
            return self._step_from(focus, step)
        if step < 0 and pane.field.hasFocus():
            return not pane.field.text() and self._write(pane.before.queries.older(""))
        shown = pane.stack.currentWidget()
        if shown is pane.nothing:
            return True
        listed = pane.view if shown is pane.view else pane.beginning.recent
        if listed.step(step) or (step > 0 and listed.currentIndex().isValid()):
            _focus(listed)
        elif step < 0:
            _focus(pane.field)
        return True

    def _step_from(self, button: QAbstractButton, step: int) -> bool:
        """Chips open downwards; upwards is the field."""
        heading = self._pane.heading
        if step < 0:
            _focus(self._pane.field)
            return True
        if button is heading.order:
            heading.order.open()
            return True
        return heading.facets.open_at(button)

    def _page(self, step: int) -> bool:
        if self._pane.stack.currentWidget() is not self._pane.view:
            return False
        _focus(self._pane.view)
        self._pane.view.page(step)
        return True

    def _complete(self) -> bool:
        """Take what is offered first; where nothing is, the key goes on to the next part, as everywhere."""
        return self._pane.field.hasFocus() and self._pane.completing.take()

    def _offer(self) -> bool:
        _focus(self._pane.field)
        self._pane.field.deselect()
        return self._pane.completing.offer(asked=True)

    def _write(self, query: str | None) -> bool:
        if query is not None:
            self._pane.show_query(query)
            _focus(self._pane.field)
        return query is not None


def _focus(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.OtherFocusReason)

"""The palette: everything that can be done or opened, by a few letters of its name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from postil.gui.announcing import announce
from postil.gui.palette.entry_list import EntryList
from postil.gui.palette.offers import Choice
from postil.gui.widgets.empty_state import EmptyState
from postil.gui.widgets.overlay import Overlay
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance
    from postil.gui.palette.entry import Entry
    from postil.gui.palette.offers import Offers

_SLOW_MILLISECONDS = 400
_LONGEST = 1000
"""Letters that are taken: they are compared with every line at each key."""


class Palette(Overlay):
    """A field and the lines that answer to it; Enter does the marked one."""

    done = Signal(object)
    """The ``Entry`` that was chosen."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent, width=640, height=440)
        self._offers: Offers = Choice(())
        self._asked = 0
        self._awaiting = False
        self._do_when_found = False
        self.field = _Field(self)
        self.view = EntryList(appearance)
        self.model = self.view.lines
        self.view.clicked.connect(self.do_current)
        self.view.selectionModel().currentChanged.connect(self._say_marked)
        self.rows.addWidget(self.field)
        self.rows.addWidget(self.view, 1)
        self.nothing = EmptyState(appearance)
        self.nothing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.addWidget(self.nothing, 1)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MILLISECONDS)
        self._slow.timeout.connect(self._say_slow)
        self.field.textChanged.connect(self._typed)

    def ask(self, offers: Offers, *, prompt: str, typed: str = "") -> None:
        """Come up with what ``offers`` has; ``prompt`` says what to type, ``typed`` stands there already."""
        self._offers = offers
        self.field.setPlaceholderText(prompt)
        with QSignalBlocker(self.field):
            self.field.setText(typed)
        self._typed()
        self.open_over(self.field)

    def choose(self, entries: tuple[Entry, ...], *, prompt: str) -> None:
        """Come up with a few things, one of which is wanted."""
        self.ask(Choice(entries), prompt=prompt)

    def do_current(self) -> None:
        """Close, and do what is marked; where nothing is yet, what is found first."""
        entry = self.view.entry
        self._do_when_found = entry is None and self._awaiting
        if entry is not None:
            self.close_over()
            self.done.emit(entry)
            entry.act()

    def do_behind(self) -> None:
        """Open what is marked, where that can be, and stay."""
        entry = self.view.entry
        if entry is not None and entry.behind is not None:
            entry.behind()

    def _typed(self) -> None:
        typed = self.field.text().strip()
        self._do_when_found = False
        self._asked += 1
        self.model.show(self._offers.at_once(typed))
        self._awaiting = self._offers.later(typed, partial(self._add, self._asked))
        self._show_found()

    def _add(self, asked: int, found: tuple[Entry, ...], *, last: bool) -> None:
        """What was found later comes below: nothing moves under the hand. An old answer is dropped."""
        if asked != self._asked or not self.isVisible():
            return
        self._awaiting = not last
        self.model.add(found)
        self._show_found()
        if self._do_when_found:
            self.do_current()

    def _show_found(self) -> None:
        if self.view.entry is None:
            self.view.mark(0)
        none = not self.model.entries and not self._awaiting
        if none:
            self.nothing.tell("search", _("Nothing found"), _("Try fewer or shorter words."))
        self.nothing.setVisible(none)
        self.view.setVisible(not none)
        if self._awaiting and not self.model.entries:
            self._slow.start()
        else:
            self._slow.stop()

    def _say_slow(self) -> None:
        """Nothing is there yet, and that takes longer than one would take for an answer."""
        self.nothing.tell("search", _("Looking…"))
        self.nothing.show()
        self.view.hide()

    def _say_marked(self) -> None:
        """The focus is in the field: who listens is told which line is marked."""
        entry = self.view.entry
        if entry is not None and self.isVisible():
            announce(self.field, entry.spoken)


class _Field(QLineEdit):
    """Types; moves the mark with the arrows; does with Enter; closes with Esc or Ctrl+K."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self.setMaxLength(_LONGEST)
        self.setAccessibleName(_("Command, page or tag"))
        self.setProperty("role", "palette-field")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, do, close; type the rest."""
        palette, key, held = self._palette, event.key(), event.modifiers()
        again = key == Qt.Key.Key_K and held & Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Escape or again:
            palette.close_over()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            palette.view.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            palette.view.page(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if held & Qt.KeyboardModifier.AltModifier:
                palette.do_behind()
            else:
                palette.do_current()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Tab moves the mark, too: the focus has nowhere else to go."""
        self._palette.view.step(1 if forward else -1)
        return True

"""The foot of a page in repair: what is kept, what the keys do, the questions before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from postil.gui.widgets.key_caps import KeyCaps
from postil.gui.widgets.plain_text import PlainLabel
from postil.gui.widgets.switch import Switch
from postil.translation import _, marked

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from postil.gui.appearance import Appearance

_HINTS = (
    (("X",), marked("Drop")),
    (("A",), marked("Bring back")),
    (("V",), marked("Range")),
    (("[", "]"), marked("Smaller, larger part of the page")),
    (("Z",), marked("Undo")),
)
_INSET = 20


class RepairBar(QFrame):
    """Says how the repair stands; while a question is open, only that."""

    apply_wanted = Signal()
    leave_wanted = Signal()
    yes = Signal()
    no = Signal()
    back = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.counts = PlainLabel()
        self.counts.setProperty("role", "setting")
        self.counts.setWordWrap(True)
        self.site = Switch(appearance)
        self.site.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._site_words = PlainLabel()
        self._apply = _button(_("Apply"), self.apply_wanted, default=True)
        self._leave = _button(_("Leave"), self.leave_wanted)
        self.question = PlainLabel(wordWrap=True)
        self._yes = _button("", self.yes, default=True)
        self._no = _button("", self.no)
        self._back = _button(_("Go on repairing"), self.back)
        self._hints = [_hint(keys, _(words), appearance) for keys, words in _HINTS]
        self._apply_keys = KeyCaps(("Ctrl+Return",), appearance)
        self._leave_keys = KeyCaps(("Esc",), appearance)
        self._site_keys = KeyCaps(("S",), appearance)
        self._working = _row(self._working_rows())
        self._asking = _row(self._asking_rows(appearance))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_INSET, 10, _INSET, 10)
        layout.addWidget(self._working)
        layout.addWidget(self._asking)
        self._asking.hide()

    @property
    def asks(self) -> bool:
        """Whether a question is open."""
        return not self._asking.isHidden()

    def ask(self, question: str, *, yes: str, no: str) -> None:
        """Ask; ``yes`` and ``no`` are what the two answers do."""
        self.question.setText(question)
        self._yes.setText(yes)
        self._no.setText(no)
        self._working.hide()
        self._asking.show()

    def stop_asking(self) -> None:
        """Show again how the repair stands."""
        self._asking.hide()
        self._working.show()

    def tell(self, counts: str, *, can_apply: bool) -> None:
        """Show the counts, and whether there is anything to apply."""
        self.counts.setText(counts)
        self._apply.setEnabled(can_apply)

    def offer_site(self, words: str) -> None:
        """Offer to remember the repair for a site; empty where none is known."""
        self.site.setAccessibleName(words)
        self.site.setChecked(False)
        self._site_words.setText(words)
        for widget in (self.site, self._site_words, self._site_keys):
            widget.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many hints as there is room for, the first ones first."""
        super().resizeEvent(event)
        room = self.width() - 2 * _INSET
        for hint in self._hints:
            room -= hint.sizeHint().width() + 18
            hint.setVisible(room >= 0)
        for keys in (self._apply_keys, self._leave_keys):
            keys.setVisible(self.width() >= 640)

    def _working_rows(self) -> tuple[QHBoxLayout, ...]:
        first, second, third = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.counts, 1)
        for widget in (self._leave, self._leave_keys, self._apply, self._apply_keys):
            first.addWidget(widget)
        second.addWidget(self.site)
        second.addWidget(self._site_words)
        second.addWidget(self._site_keys)
        second.addStretch(1)
        third.setSpacing(18)
        for hint in self._hints:
            third.addWidget(hint)
        third.addStretch(1)
        return first, third, second

    def _asking_rows(self, appearance: Appearance) -> tuple[QHBoxLayout, ...]:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.question, 1)
        for button, key in ((self._yes, "Return"), (self._no, "N"), (self._back, "Esc")):
            second.addWidget(button)
            second.addWidget(KeyCaps((key,), appearance))
        second.addStretch(1)
        return first, second


def _row(rows: tuple[QHBoxLayout, ...]) -> QWidget:
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for row in rows:
        layout.addLayout(row)
    return widget


def _button(words: str, pressed: SignalInstance, *, default: bool = False) -> QPushButton:
    made = QPushButton(words)
    made.setDefault(default)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.clicked.connect(pressed)
    return made


def _hint(keys: tuple[str, ...], words: str, appearance: Appearance) -> QWidget:
    widget = QWidget()
    layout = QHBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    layout.addWidget(KeyCaps(keys, appearance))
    label = PlainLabel(words)
    label.setProperty("role", "muted")
    layout.addWidget(label)
    return widget

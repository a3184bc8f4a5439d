"""The pages that are the same as a page, and those related to it; what can be done with them, by keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QVBoxLayout, QWidget

from postil.gui.dialogs.foot import Foot
from postil.gui.keys import press_of
from postil.gui.widgets.page_lines import PageLine, PageLines
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from postil.gui.appearance import Appearance


class LikenessDialog(QDialog):
    """One list of both; Enter opens a page, letters do the rest, and Z takes back."""

    opened = Signal(str)
    """The page that is to be read."""
    compared = Signal(str)
    brought = Signal(str)
    """The page whose highlights are to be copied here."""
    carried = Signal(str)
    """The page that the highlights from here are to be copied to."""
    united = Signal(str)
    parted = Signal(str)
    """Said not to be the same."""
    undo_wanted = Signal()

    def __init__(self, page: str, heading: str, appearance: Appearance, parent: QWidget) -> None:
        """``page`` is the page that the others are like, ``heading`` its name."""
        super().__init__(parent)
        self.page = page
        self._same: frozenset[str] = frozenset()
        self.setWindowTitle(_("Same and related pages"))
        self.resize(min(680, parent.width() - 40), min(520, parent.height() - 40))
        title = PlainLabel(heading, wordWrap=True)
        title.setProperty("role", "heading")
        self.list = PageLines(_("Same and related pages"), appearance)
        self.list.itemActivated.connect(lambda _item: self._tell(self.opened))
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        self.note = PlainLabel(wordWrap=True)
        self.note.setProperty("role", "muted")
        self.say(_("Looking…"))
        self._letters: dict[str | None, QPushButton] = {}
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(title)
        rows.addWidget(self.list, 1)
        rows.addWidget(self.note)
        rows.addLayout(self._deeds())
        foot = Foot(self)
        self._open = foot.answer(_("Open"), partial(self._tell, self.opened))
        foot.leave(_("Close"))
        rows.addWidget(foot)
        self._enable()
        self.list.setFocus()

    def show_pages(self, same: Sequence[PageLine], related: Sequence[PageLine]) -> None:
        """List these instead."""
        self._same = frozenset(line.page for line in same if line.page is not None)
        lines: list[PageLine] = []
        if same:
            lines += [PageLine(_("The same story, also saved")), *same]
        if related:
            lines += [PageLine(_("Related")), *related]
        self.list.show_lines(lines)
        self._enable()
        if not lines:
            self.say(_("No other page says the same, or speaks of the same things."))
        elif self.note.text() == _("Looking…"):
            self.say("")

    def say(self, sentence: str) -> None:
        """Tell what was done."""
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters do what the buttons say."""
        press = press_of(event)
        meant = () if press is None else (press.typed, press.placed)
        button = next((self._letters[name] for name in meant if name in self._letters), None)
        if "Z" in meant or "Ctrl+Z" in meant:
            self.undo_wanted.emit()
        elif "J" in meant or "K" in meant:
            self._step(1 if "J" in meant else -1)
        elif button is not None:
            button.click()  # does nothing while it is not enabled
        else:
            super().keyPressEvent(event)

    def _deeds(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        deeds = (
            ("C", _("Compare (C)"), self.compared),
            ("B", _("Bring its highlights here (B)"), self.brought),
            ("H", _("Carry highlights there (H)"), self.carried),
            ("N", _("Not the same (N)"), self.parted),
            ("M", _("Make one page (M)…"), self.united),
        )
        for number, (key, words, signal) in enumerate(deeds):
            self._letters[key] = _button(words, partial(self._tell, signal))
            grid.addWidget(self._letters[key], *divmod(number, 3))
        return grid

    def _enable(self) -> None:
        page = self.list.page()
        for button in self._letters.values():
            button.setEnabled(page in self._same)
        self._letters["C"].setEnabled(page is not None)
        self._open.setEnabled(page is not None)

    def _tell(self, signal: SignalInstance) -> None:
        page = self.list.page()
        if page is not None:
            signal.emit(page)

    def _step(self, step: int) -> None:
        row = self.list.currentRow() + step
        while 0 <= row < self.list.count():
            if self.list.item(row).flags() & Qt.ItemFlag.ItemIsSelectable:
                self.list.setCurrentRow(row)
                return
            row += step


def _button(words: str, deed: Callable[[], object]) -> QPushButton:
    button = QPushButton(words)
    button.clicked.connect(lambda _checked: deed())
    return button

"""Two pages as one text: what only the one says is struck out, what only the other says is underlined.

It is read only. It is a document of our own making: plain words with formats, nothing of a page's markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from postil.app.differing import Said
from postil.gui import fonts, words
from postil.gui.dialogs.foot import Foot
from postil.gui.keys import press_of
from postil.gui.widgets.plain_text import PlainLabel
from postil.model.annotation import Color
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from postil.app.differing import Difference
    from postil.gui.appearance import Appearance
    from postil.gui.theme import Theme

_CONTEXT = 3
"""Lines that are shown of a long passage that both say, at each of its ends."""
_LINE_HEIGHT = 140


class ComparisonDialog(QDialog):
    """Shows a difference; J and K go from place to place."""

    def __init__(self, first: str, second: str, appearance: Appearance, parent: QWidget) -> None:
        """``first`` and ``second`` are the names of the two, in the order of the difference."""
        super().__init__(parent)
        self._appearance = appearance
        self._difference: Difference | None = None
        self._places: list[tuple[int, int]] = []
        self._at = -1
        self.setWindowTitle(_("Compare"))
        self.resize(min(820, parent.width() - 20), min(640, parent.height() - 20))
        self._legend = PlainLabel(wordWrap=True)
        self._legend.setText(
            _("Struck out: only in {first}\nUnderlined: only in {second}").format(first=first, second=second)
        )
        self._legend.setProperty("role", "muted")
        self.text = _Text(_("Differences"))
        self.text.stepped.connect(self.step)
        self.told = PlainLabel(_("Comparing…"))
        self.told.setProperty("role", "muted")
        foot = Foot(self)
        foot.leave(_("Close")).setDefault(True)
        bottom = QHBoxLayout()
        bottom.addWidget(self.told, 1)
        bottom.addWidget(foot)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(self._legend)
        rows.addWidget(self.text, 1)
        rows.addLayout(bottom)
        appearance.changed.connect(self._draw)
        self.text.setFocus()

    def show_difference(self, difference: Difference) -> None:
        """Show this, at its first place."""
        self._difference = difference
        self._draw()
        if not self._places:
            self.told.setText(_("Both say the same, word by word."))
            return
        self._at = -1
        self.step(1)

    def step(self, step: int) -> None:
        """Go to another place that differs, around the ends."""
        if not self._places:
            return
        self._at = (self._at + step) % len(self._places)
        start, end = self._places[self._at]
        cursor = self.text.textCursor()
        for position in (end, start):  # so that both ends are in view, where there is room
            cursor.setPosition(position)
            self.text.setTextCursor(cursor)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        mark = QTextEdit.ExtraSelection()
        mark.cursor = cursor
        mark.format.setBackground(QColor(self._appearance.theme.page.find))
        self.text.setExtraSelections([mark])
        self.told.setText(
            _("Place {place} of {count}: J next, K previous").format(
                place=words.number(self._at + 1), count=words.number(len(self._places))
            )
        )

    def _draw(self) -> None:
        if self._difference is None:
            return
        formats = difference_formats(self._appearance.theme)
        self.text.clear()
        self._places = []
        cursor = self.text.textCursor()
        cursor.beginEditBlock()
        cursor.setBlockFormat(difference_lines())
        before = Said.BOTH
        passages = self._difference.passages
        for number, passage in enumerate(passages):
            start = cursor.position()
            both = passage.said is Said.BOTH
            ends = (number > 0, number + 1 < len(passages))
            shown = _shortened(passage.text, begun=ends[0], goes_on=ends[1]) if both else passage.text
            cursor.insertText(shown, formats[passage.said])
            if not both and before is not Said.BOTH and self._places:
                self._places[-1] = (self._places[-1][0], cursor.position())
            elif not both:
                self._places.append((start, cursor.position()))
            before = passage.said
        cursor.endEditBlock()


class _Text(QTextEdit):
    stepped = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.document().setDocumentMargin(14)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and K, N and P go from place to place; the rest is the text's own."""
        press = press_of(event)
        meant = set() if press is None else {press.typed, press.placed}
        if meant & {"J", "N"}:
            self.stepped.emit(1)
        elif meant & {"K", "P"}:
            self.stepped.emit(-1)
        else:
            super().keyPressEvent(event)


def difference_lines() -> QTextBlockFormat:
    """How the lines of a comparison are set."""
    lines = QTextBlockFormat()
    lines.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    lines.setBottomMargin(8)
    return lines


def difference_formats(theme: Theme) -> dict[Said, QTextCharFormat]:
    """How words look that both sides say, or only one of them: told apart by more than a colour."""
    both, first, second = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
    for each in (both, first, second):
        each.setForeground(QColor(theme.page.ink))
        each.setFont(fonts.font(fonts.INTERFACE, size=15))
    first.setBackground(QColor(theme.highlight(Color.RED).fill))
    first.setFontStrikeOut(True)
    second.setBackground(QColor(theme.highlight(Color.GREEN).fill))
    second.setFontUnderline(True)
    return {Said.BOTH: both, Said.FIRST: first, Said.SECOND: second}


def _shortened(text: str, *, begun: bool, goes_on: bool) -> str:
    """A passage that both say, without the middle of many lines; only what is near a change matters."""
    lines = text.split("\n")
    head, tail = _CONTEXT if begun else 0, _CONTEXT if goes_on else 0
    left_out = len(lines) - head - tail
    if left_out <= 2 * _CONTEXT:
        return text
    told = words.counted("… {count} line that both have …", "… {count} lines that both have …", left_out)
    return "\n".join((*lines[:head], told, *lines[len(lines) - tail :]))

"""Hints: letters on what can be seen; typing them goes there. A sentence, a link or an image in three keys.

While they are shown, letters belong to them. A key that moves the text ends them and does what it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent

from postil.gui.keys import press_of
from postil.gui.reader.cursor import Unit
from postil.gui.reader.formats import OBJECT_CHARACTER
from postil.gui.reader.geometry import span_rects
from postil.gui.reader.hint_chips import Chip, HintChips
from postil.gui.reader.hint_labels import hint_labels
from postil.gui.reader.painting import visible_blocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QTextDocument

    from postil.gui.keys import Press
    from postil.gui.reader.sheet import Sheet
    from postil.gui.theme import Theme


class TargetKind(Enum):
    """What a hint stands on."""

    SENTENCE = "sentence"
    IMAGE = "image"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be seen and gone to."""

    kind: TargetKind
    offset: int
    """Where it begins."""
    rects: tuple[QRectF, ...]
    """Where it is seen, line by line, in the coordinates of the viewport."""
    href: str = ""
    """Where a link leads."""
    backwards: bool = False
    """Whether it is read from the right to the left."""


class Hints(QObject):
    """Shows the letters, and tells what was chosen by them."""

    sentence_chosen = Signal(int)
    """Its first offset."""
    image_chosen = Signal(int)
    link_chosen = Signal(int, str)
    """Its first offset, and where it leads."""
    changed = Signal()
    """They came, went, or letters of one were typed."""
    toggled = Signal()
    """They came or went."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._targets: dict[str, Target] = {}
        self._typed = ""
        self.bare: Callable[[], bool] = lambda: True
        """Whether letters come by themselves; else also with Ctrl: a screen reader has the bare ones."""
        self._chips = HintChips(sheet.view.viewport())
        sheet.view.moved.connect(self.stop)
        sheet.rebuilt.connect(self.stop)

    @property
    def active(self) -> bool:
        """Whether letters are shown."""
        return bool(self._targets)

    @property
    def typed(self) -> str:
        """What was typed of a label."""
        return self._typed

    @property
    def labels(self) -> tuple[tuple[str, Target], ...]:
        """What is shown, and where it leads."""
        return tuple(self._targets.items())

    def take_theme(self, theme: Theme) -> None:
        """Be drawn in these colours."""
        self._chips.take_theme(theme)

    def start(self) -> bool:
        """Show a label on everything that can be seen; False where there is nothing."""
        targets = self._in_sight()
        self._targets = dict(zip(hint_labels(len(targets)), targets, strict=True))
        self._typed = ""
        if not self._targets:
            return False
        self._show()
        self._sheet.view.installEventFilter(self)
        self.toggled.emit()
        return True

    def stop(self) -> bool:
        """Take the labels away; False where there are none."""
        if not self._targets:
            return False
        self._targets = {}
        self._typed = ""
        self._sheet.view.removeEventFilter(self)
        self._chips.hide()
        self.changed.emit()
        self.toggled.emit()
        return True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take letters for labels; whoever turns elsewhere needs them no longer."""
        if event.type() == QEvent.Type.FocusOut:
            self.stop()
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not self.active:
            return False
        press = press_of(event)
        if press is None:
            return False
        return self._take(press)

    def _take(self, press: Press) -> bool:
        letter = letter_of(press, with_ctrl=not self.bare())
        if press.typed == "Esc":
            self.stop()
        elif press.typed == "Backspace":
            self._typed = self._typed[:-1]
            self._show()
        elif letter:
            self._type(letter)
        elif len(press.typed) > 1:
            # A named key or a chord: it does what it does without labels.
            self.stop()
            return False
        return True

    def _type(self, letter: str) -> None:
        typed = self._typed + letter
        if typed in self._targets:
            target = self._targets[typed]
            self.stop()
            self._choose(target)
        elif any(label.startswith(typed) for label in self._targets):
            self._typed = typed
            self._show()

    def _choose(self, target: Target) -> None:
        if target.kind is TargetKind.LINK:
            self.link_chosen.emit(target.offset, target.href)
        elif target.kind is TargetKind.IMAGE:
            self.image_chosen.emit(target.offset)
        else:
            self.sentence_chosen.emit(target.offset)

    def _show(self) -> None:
        self._chips.show_chips(
            tuple(
                Chip(
                    label, self._typed, target.rects, is_link=target.kind is TargetKind.LINK,
                    is_image=target.kind is TargetKind.IMAGE, backwards=target.backwards,
                )
                for label, target in self._targets.items()
                if label.startswith(self._typed)
            )
        )  # fmt: skip
        self.changed.emit()

    # What can be seen.

    def _in_sight(self) -> tuple[Target, ...]:
        """The targets, likeliest first: sentences from the reading cursor on, those before, images, links."""
        sheet = self._sheet
        if sheet.document is None:
            return ()
        view = sheet.view
        first = sheet.to_canonical(view.first_position())
        last = sheet.to_canonical(view.last_position()) + 1
        found: list[Target] = []
        for start, end in sheet.cursor.units_between(Unit.SENTENCE, first, last):
            is_image = sheet.text[start:end].strip(OBJECT_CHARACTER + " ") == ""
            kind = TargetKind.IMAGE if is_image else TargetKind.SENTENCE
            found += self._target(kind, *sheet.span_of((start, end)), offset=start)
        cursor = sheet.cursor.span[0] if sheet.cursor.span is not None else 0
        sentences = [each for each in found if each.kind is TargetKind.SENTENCE]
        ahead = [each for each in sentences if each.offset >= cursor]
        behind = [each for each in sentences if each.offset < cursor]
        images = [each for each in found if each.kind is TargetKind.IMAGE]
        return (*ahead, *images, *behind, *self._links())

    def _links(self) -> list[Target]:
        found: list[Target] = []
        view = self._sheet.view
        bar, height = view.verticalScrollBar(), view.viewport().height()
        for start, end, href in links_in(view.document(), QRectF(0, bar.value(), 1, height)):
            offset = self._sheet.to_canonical(start)
            found += self._target(TargetKind.LINK, start, end, offset=offset, href=href)
        return found

    def _target(self, kind: TargetKind, start: int, end: int, *, offset: int, href: str = "") -> list[Target]:
        """The target at these positions of the document, if any of it can be seen."""
        view = self._sheet.view
        away = -QPointF(view.horizontalScrollBar().value(), view.verticalScrollBar().value())
        room = QRectF(view.viewport().rect())
        rects: list[QRectF] = []
        block = view.document().findBlock(start)
        backwards = block.textDirection() == Qt.LayoutDirection.RightToLeft
        while block.isValid() and block.position() < end and not rects:
            rects = [rect.translated(away) for rect in span_rects(block, start, end)]
            block = block.next()
        seen = tuple(rect for rect in rects if room.intersects(rect))
        begins_in_sight = bool(seen) and seen[0] == rects[0]
        return [Target(kind, offset, seen, href, backwards=backwards)] if begins_in_sight else []


def letter_of(press: Press, *, with_ctrl: bool = False) -> str:
    """The Latin letter of a press, small, whatever the layout; empty for any other press.

    ``with_ctrl``: also of one with Ctrl.
    """
    for name in (press.typed, press.placed or ""):
        letter = (name.removeprefix("Ctrl+") if with_ctrl else name).removeprefix("Shift+")
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            return letter.lower()
    return ""


def links_in(document: QTextDocument, clip: QRectF) -> list[tuple[int, int, str]]:
    """The links in the blocks that may be seen in ``clip``: first and last position, and the address."""
    found: list[tuple[int, int, str]] = []
    for block in visible_blocks(document, clip):
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            href = fragment.charFormat().anchorHref()
            start, end = fragment.position(), fragment.position() + fragment.length()
            if href and found and found[-1][1:] == (start, href):
                found[-1] = (found[-1][0], end, href)
            elif href:
                found.append((start, end, href))
            iterator += 1
    return found

"""Visual mode: text is selected with motions, then highlighted, noted or copied.

The selection is that of the view, so that whatever is done with one made by the mouse can be done with
this one. Here are only its two ends: the anchor that rests and the head that moves.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal

from postil.gui import words
from postil.gui.reader import line_motions
from postil.gui.reader.cursor import Unit
from postil.gui.reader.motions import Motions
from postil.model.annotation import Color
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QTextDocument

    from postil.gui.reader.annotating import Annotating
    from postil.gui.reader.finder import Finder
    from postil.gui.reader.sheet import Sheet

_MOTIONS: tuple[tuple[str, Callable[[Motions, int], int]], ...] = (
    ("visual.next-word", Motions.next_word),
    ("visual.word-end", Motions.word_end),
    ("visual.previous-word", Motions.previous_word),
    ("visual.next-sentence", Motions.next_sentence),
    ("visual.previous-sentence", Motions.previous_sentence),
    ("visual.next-paragraph", Motions.paragraph_end),
    ("visual.previous-paragraph", Motions.paragraph_start),
    ("visual.top", lambda motions, _place: motions.top),
    ("visual.bottom", lambda motions, _place: motions.bottom),
)

_MOST_COUNTED = 20_000
"""Letters of a selection whose words are counted while it grows."""


class Visual(QObject):
    """Its commands, and what it says of itself."""

    changed = Signal()
    """It began, ended, or something else is selected."""
    toggled = Signal()
    """It began or ended."""

    def __init__(self, sheet: Sheet, annotating: Annotating, finder: Finder) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._annotating = annotating
        self._finder = finder
        self._motions = Motions("", sheet.cursor)
        self._anchor = 0
        self._head = 0
        self._column: float | None = None
        self._searched_from: int | None = None
        self.active = False
        sheet.clicked.connect(lambda _offset: self.leave())
        sheet.rebuilt.connect(self._show_again)
        sheet.view.installEventFilter(self)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Its commands."""
        return (
            ("reader.visual", self.start),
            *((name, partial(self._move, motion)) for name, motion in _MOTIONS),
            ("visual.line-start", partial(self._along, line_motions.line_start)),
            ("visual.line-end", partial(self._along, line_motions.line_end)),
            ("visual.left", partial(self._step, right=False)),
            ("visual.right", partial(self._step, right=True)),
            ("visual.down", partial(self._line, down=True)),
            ("visual.up", partial(self._line, down=False)),
            ("visual.swap", self.swap),
            ("visual.paragraph", partial(self._grow, Unit.PARAGRAPH)),
            ("visual.sentence", partial(self._grow, Unit.SENTENCE)),
            ("visual.word", partial(self._grow, Unit.WORD)),
            ("visual.find", self._find),
            ("visual.find-next", partial(self._go_on_finding, by=1)),
            ("visual.find-previous", partial(self._go_on_finding, by=-1)),
            ("visual.highlight", partial(self._finish, self._annotating.highlight)),
            ("visual.note", partial(self._finish, self._annotating.note)),
            ("visual.copy", partial(self._finish, self._annotating.copy)),
            *(
                (f"visual.color-{color.value}", partial(self._finish, partial(self._annotating.color, color)))
                for color in Color
            ),
        )

    # What it is about.

    @property
    def ends(self) -> tuple[int, int]:
        """The end that rests and the end that moves."""
        return self._anchor, self._head

    @property
    def status(self) -> str:
        """What is selected, in words."""
        start, end = sorted(self.ends)
        if start == end:
            return _("Select: move to the end, or {visual.sentence} for the sentence")
        if end - start > _MOST_COUNTED:
            number = len(self._sheet.text[start:end].split())
        else:
            number = len(self._sheet.cursor.units_between(Unit.WORD, start, end)) or 1
        return _("Select: {words}").format(words=words.counted("{count} word", "{count} words", number))

    def start(self) -> bool:
        """Begin at the selection, or where the reading cursor is; False in an empty article."""
        sheet = self._sheet
        if sheet.document is None or sheet.cursor.span is None:
            return False
        if sheet.cursor_left_behind:
            sheet.take_cursor_along()
        self._motions = Motions(sheet.text, sheet.cursor)
        selected = sheet.selection()
        place = sheet.cursor.span[0]
        self._anchor, self._head = selected if selected is not None else (place, place)
        self._column = None
        self._searched_from = None
        self.active = True
        self._show()
        self.toggled.emit()
        return True

    def leave(self) -> bool:
        """End it, and select nothing; False where it is over."""
        if not self.active:
            return False
        self._end()
        self._sheet.cursor.place(self._head)
        self._sheet.deselect()
        self._sheet.show_unit()
        return True

    def reset(self) -> None:
        """Another article came."""
        self.active = False

    def swap(self) -> None:
        """Let the other end move."""
        self._anchor, self._head = self._head, self._anchor
        self._column = None
        self._show()

    # Motions.

    def _move(self, motion: Callable[[Motions, int], int]) -> bool:
        self._column = None
        return self._go(motion(self._motions, self._head))

    def _along(self, motion: Callable[[QTextDocument, int], int]) -> bool:
        self._column = None
        sheet = self._sheet
        return self._go(sheet.to_canonical(motion(sheet.view.document(), sheet.to_document(self._head))))

    def _step(self, *, right: bool) -> bool:
        """One letter to the side as it is seen, also where scripts of both directions meet."""
        self._column = None
        document, sheet = self._sheet.view.document(), self._sheet
        position = sheet.to_document(self._head)
        following = line_motions.beside(document, position, right=right)
        # Soft hyphens of ours, and letters of two units, are places of the document alone.
        while following != position and sheet.to_canonical(following) == self._head:
            position, following = following, line_motions.beside(document, following, right=right)
        place = sheet.to_canonical(following)
        if place == self._head:
            onward = right is not line_motions.is_right_to_left(document, position)
            motions = self._motions
            place = motions.next_letter(place) if onward else motions.previous_letter(place)
        return self._go(place)

    def _line(self, *, down: bool) -> bool:
        document, sheet = self._sheet.view.document(), self._sheet
        position = sheet.to_document(self._head)
        if self._column is None:
            self._column = line_motions.horizontal_place(document, position)
        motion = line_motions.below if down else line_motions.above
        found = motion(document, position, self._column)
        if found is not None and sheet.to_canonical(found) == self._head:
            found = motion(document, found, self._column)  # a line of the header, or of a table's edge
        if found is None:
            return self._go(self._motions.bottom if down else self._motions.top)
        return self._go(sheet.to_canonical(found))

    def _grow(self, unit: Unit) -> bool:
        self._column = None
        start, end = self._motions.grown(unit, *sorted(self.ends))
        changed = (start, end) != tuple(sorted(self.ends))
        self._anchor, self._head = start, end
        self._show()
        return changed

    def _go(self, place: int) -> bool:
        moved = place != self._head
        self._head = min(max(place, self._motions.top), self._motions.bottom)
        self._show()
        return moved

    # Finding.

    def _find(self) -> None:
        self._searched_from = self._sheet.cursor.offset
        self._sheet.deselect()
        self._finder.open()

    def _go_on_finding(self, *, by: int) -> None:
        (self._finder.next if by > 0 else self._finder.previous)()
        self._take_hit(self._sheet.cursor.offset)

    def _take_hit(self, offset: int) -> None:
        self._column = None
        self._go(offset)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Back from the find bar: select as far as the hit."""
        if event.type() == QEvent.Type.FocusIn and self.active and self._searched_from is not None:
            before, self._searched_from = self._searched_from, None
            offset = self._sheet.cursor.offset
            self._take_hit(offset if offset != before else self._head)
        return False

    # What is done with the selection.

    def _finish(self, deed: Callable[[], object]) -> None:
        start = min(self.ends)
        if self._sheet.selection() is None:
            return
        self._end()
        self._sheet.cursor.place(start)
        deed()
        self._sheet.deselect()
        self._sheet.show_unit()

    def _end(self) -> None:
        self.active = False
        self._searched_from = None
        self.changed.emit()
        self.toggled.emit()

    def _show_again(self) -> None:
        if self.active:
            self._show()

    def _show(self) -> None:
        sheet = self._sheet
        start, end = sorted(self.ends)
        first, last = sheet.span_of((start, end))
        sheet.view.show_caret(shown=True)
        if self._head >= self._anchor:
            sheet.view.select(first, last)
        else:
            sheet.view.select(last, first)
        sheet.view.set_unit(None, is_paragraph=True)
        sheet.view.reveal(
            sheet.view.line_at(sheet.to_document(max(0, self._head - (self._head == end > start))))
        )
        self.changed.emit()

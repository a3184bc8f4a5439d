"""Tags offered while ``#`` and the beginning of a name are typed in a note.

The list is a child of the page and takes no focus: a popup would take the keys away from the note.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QListWidget

from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QPlainTextEdit, QWidget

_BEGUN = re.compile(r"(?:^|[\s(\[{\"'“‘«—–])#([\w/-]*)$")
_TAKEN_BY = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_MOST = 8
_WIDTH = 200


class TagCompletion:
    """A list below the caret; arrows move in it, Enter or Tab takes a tag, Esc closes it."""

    def __init__(self, field: QPlainTextEdit, page: QWidget) -> None:
        self._field = field
        self._page = page
        self.names: Callable[[], tuple[str, ...]] = tuple
        """Gives the tags that there are."""
        self.view = QListWidget(page)
        self.view.setAccessibleName(_("Tags"))
        self.view.setProperty("role", "completion")
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.itemClicked.connect(lambda item: self._take(item.text()))
        self.view.hide()

    @property
    def is_open(self) -> bool:
        """Whether tags are offered now."""
        return self.view.isVisible()

    def close(self) -> None:
        """Offer nothing."""
        self.view.hide()

    def follow(self) -> None:
        """Something was typed: offer what goes on so, or nothing."""
        match = _BEGUN.search(self._before_caret())
        offered = completions(match[1], self.names()) if match is not None else ()
        self.view.clear()
        self.view.addItems(offered[:_MOST])
        self.view.setVisible(bool(offered))
        if offered:
            self.view.setCurrentRow(0)
            self._place()

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether the list took the key."""
        if not self.is_open:
            return False
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.view.setCurrentRow((self.view.currentRow() + step) % self.view.count())
        elif key in _TAKEN_BY and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._take(self.view.currentItem().text())
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def _take(self, name: str) -> None:
        self.close()
        match = _BEGUN.search(self._before_caret())
        if match is None:
            return
        cursor = self._field.textCursor()
        cursor.movePosition(cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor, len(match[1]))
        cursor.insertText(name + " ")
        self._field.setTextCursor(cursor)
        self.close()

    def _place(self) -> None:
        """Below the caret, or above it where there is no room."""
        height = self.view.sizeHintForRow(0) * self.view.count() + 2 * self.view.frameWidth() + 8
        self.view.resize(_WIDTH, height)
        caret = self._field.cursorRect()
        below = self._field.viewport().mapTo(self._page, caret.bottomLeft() + QPoint(0, 4))
        left = max(0, min(below.x(), self._page.width() - _WIDTH - 4))
        top = (
            below.y()
            if below.y() + height <= self._page.height()
            else below.y() - height - caret.height() - 8
        )
        self.view.move(left, top)
        self.view.raise_()

    def _before_caret(self) -> str:
        cursor = self._field.textCursor()
        return str(cursor.block().text()[: cursor.positionInBlock()])


def completions(begun: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The tags that go on as ``begun``, then those of which a nested part or any other does; none that is it.

    A tag with a space cannot be written in a note: it would end there.
    """
    sought = begun.casefold()
    written = [name for name in names if " " not in name and name.casefold() != sought]
    ranks = (
        lambda name: name.startswith(sought),
        lambda name: any(part.startswith(sought) for part in name.split("/")),
        lambda name: sought in name,
    )
    found: dict[str, None] = {}
    for fits in ranks:
        found |= dict.fromkeys(name for name in written if fits(name.casefold()))
    return tuple(found)

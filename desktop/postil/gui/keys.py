"""From a press on the keyboard to a command: by what is typed, and else by where the key lies.

Qt's own shortcuts are not used, for three reasons: a read-only text view swallows bare letters before
they become shortcuts; bare letters must never fire while somebody types; and on a layout without Latin
letters (Ukrainian, Greek, Arabic) neither letters nor signs such as ``[`` can be typed at all, so there
the key's place on a US keyboard decides.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from postil.commands import Command, Where

SEQUENCE_SECONDS = 1.5
"""How long the second key of a sequence may take."""

_NAMES = {
    Qt.Key.Key_Return: "Return",
    Qt.Key.Key_Enter: "Return",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Tab",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_PageUp: "PgUp",
    Qt.Key.Key_PageDown: "PgDown",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Space: "Space",
    **{Qt.Key(Qt.Key.Key_F1 + number): f"F{number + 1}" for number in range(12)},
}
_KNOWN = frozenset(int(key) for key in _NAMES)
_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_META, _SHIFT = Qt.KeyboardModifier.MetaModifier, Qt.KeyboardModifier.ShiftModifier
_CHORD = _CTRL | _ALT | _META
_FIRST_NOT_LATIN = 0x370  # the Greek block: what comes before it is Latin with all its accents
# The rows of a US keyboard by the codes of its keys (set 1, which Windows reports; Linux adds 8).
_ROWS = ((2, "1234567890-="), (16, "qwertyuiop[]"), (30, "asdfghjkl;'`"), (43, "\\zxcvbnm,./"))
_BY_PLACE = {start + offset: sign for start, row in _ROWS for offset, sign in enumerate(row)}
_SHIFTED = dict(zip("1234567890-=[];'`\\,./", '!@#$%^&*()_+{}:"~|<>?', strict=True))
_LINUX_OFFSET = 8
_EDITING = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.MoveToPreviousWord,
    QKeySequence.StandardKey.MoveToNextWord,
)


@dataclass(frozen=True, slots=True)
class Press:
    """One press: the name of what was typed (``J``, ``?``, ``Ctrl+K``), and of the place if it differs."""

    typed: str
    placed: str | None = None


def press_of(event: QKeyEvent) -> Press | None:
    """What was pressed; None for a modifier alone or a key that no command can have."""
    held = event.modifiers()
    text = event.text()
    name = _NAMES.get(Qt.Key(event.key())) if event.key() in _KNOWN else None
    if name is not None:
        return Press(_with_modifiers(name, held))
    placed = _place_of(event)
    if held & _CTRL and held & _ALT and text.isprintable() and text:
        held &= ~(_CTRL | _ALT)  # AltGr, as Windows tells it: it only chooses the sign
    if held & _CHORD:
        code = event.key()
        typed = chr(code) if Qt.Key.Key_Exclam <= code <= Qt.Key.Key_AsciiTilde else ""
        if typed or placed:
            return Press(_with_modifiers((typed or placed or "").upper(), held))
        return None
    if len(text) != 1 or not text.isprintable():
        return None
    return Press(_with_modifiers(text.upper(), held), placed and _with_modifiers(placed.upper(), held))


def is_typing(widget: QWidget | None) -> bool:
    """Whether ``widget`` takes text from the keyboard."""
    if isinstance(widget, QTextEdit | QPlainTextEdit | QLineEdit):
        return not widget.isReadOnly()
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, QAbstractSpinBox)


class Keys(QObject):
    """Watches whichever widget has the focus and fires the command that a press means there."""

    def __init__(
        self,
        commands: Iterable[Command],
        *,
        scopes: Callable[[QWidget], tuple[Where, ...]],
        fire: Callable[[str], bool],
        parent: QObject,
    ) -> None:
        """``scopes`` says where the widget is, the nearest first; no scope, no command.

        Where ``fire`` answers False there was nothing to do, and the widget gets the press.
        """
        super().__init__(parent)
        self._scopes = scopes
        self._fire = fire
        self._commands: dict[tuple[Where, tuple[str, ...]], Command] = {}
        self._beginnings: set[tuple[Where, tuple[str, ...]]] = set()
        self._begun: tuple[str, ...] = ()
        self._begun_at = 0.0
        self._watched: QWidget | None = None
        for command in commands:
            for key in command.keys:
                presses = tuple(key.split(", "))
                self._commands[command.where, presses] = command
                self._beginnings.update((command.where, presses[:n]) for n in range(1, len(presses)))
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = new
        if new is not None:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the presses that mean a command; leave all else to the widget."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, QWidget) or watched is not self._watched:
            return False
        return self._take(watched, event)

    def _take(self, widget: QWidget, event: QKeyEvent) -> bool:
        press = press_of(event)
        scopes = self._scopes(widget)
        if press is None or not scopes:
            return False
        if is_typing(widget):
            scopes = _while_typing(scopes, event)
        begun = self._begun if monotonic() - self._begun_at < SEQUENCE_SECONDS else ()
        self._begun = ()
        for before in (begun, ()) if begun else ((),):
            for name in (press.typed, press.placed):
                if name is not None and self._answer(scopes, (*before, name), held=event.isAutoRepeat()):
                    return True
        return press.typed == "Return" and not event.isAutoRepeat() and _pressed(widget)

    def _answer(self, scopes: tuple[Where, ...], presses: tuple[str, ...], *, held: bool) -> bool:
        for scope in scopes:
            command = self._commands.get((scope, presses))
            if command is not None:
                # A key that is held down moves on; it does not archive page after page.
                return (held and not command.moves) or self._fire(command.id)
        if any((scope, presses) in self._beginnings for scope in scopes):
            self._begun = presses
            self._begun_at = monotonic()
            return True
        return False


def _with_modifiers(name: str, held: Qt.KeyboardModifier) -> str:
    # A sign is named as it is typed; Shift only tells letters and named keys apart.
    shift = held & _SHIFT and (name.isalpha() or len(name) > 1)
    words = (
        "Ctrl" if held & _CTRL else "",
        "Alt" if held & _ALT else "",
        "Meta" if held & _META else "",
        "Shift" if shift else "",
        name,
    )
    return "+".join(word for word in words if word)


def _place_of(event: QKeyEvent) -> str | None:
    """The sign at this place of a US keyboard, unless a Latin letter or a digit was typed."""
    text = event.text()
    if text.isascii() and text.isalnum():
        return None
    if len(text) == 1 and text.isalpha() and ord(text) < _FIRST_NOT_LATIN:
        return None
    code = event.nativeScanCode()
    if sys.platform.startswith("linux"):
        code -= _LINUX_OFFSET
    sign = _BY_PLACE.get(code)
    if sign is None or not event.modifiers() & _SHIFT:
        return sign
    return _SHIFTED.get(sign, sign)


def _while_typing(scopes: tuple[Where, ...], event: QKeyEvent) -> tuple[Where, ...]:
    """The scopes whose keys hold in a text field: results' own always, others only with Ctrl, Alt, F keys."""
    if any(event.matches(keys) for keys in _EDITING):
        return ()
    chord = event.modifiers() & _CHORD
    function_key = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
    if chord or function_key or event.key() == Qt.Key.Key_Escape:
        return scopes
    return tuple(scope for scope in scopes if scope == "results")


def _pressed(widget: QWidget) -> bool:
    """Press a button with Enter: outside dialogs Qt knows the space bar only."""
    if isinstance(widget, QToolButton) and widget.menu() is not None:
        widget.showMenu()
    elif isinstance(widget, QAbstractButton):
        widget.click()
    else:
        return False
    return True

"""From a press on the keyboard to a command: by what is typed, and else by where the key lies.

Qt's own shortcuts are not used, for three reasons: a read-only text view swallows bare letters before
they become shortcuts; bare letters must never fire while somebody types; and on a layout without Latin
letters (Ukrainian, Greek, Arabic) neither letters nor signs such as ``[`` can be typed at all, so there
the key's place on a US keyboard decides.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
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

from postil.command import MODES
from postil.keystrokes import is_bare, presses_of, sequence_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from postil.command import Command, Where

SEQUENCE_MILLISECONDS = 4000
"""How long the next key of a sequence may take: what may follow is shown meanwhile."""

COUNT_MILLISECONDS = 700
"""How long a digit that has a meaning of its own waits for the motion that it may be the number of."""

MOST_TIMES = 1000
"""How often a command is done at the most for one number."""

_NAMES = {
    Qt.Key.Key_Return: "Return",
    Qt.Key.Key_Enter: "Return",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Tab",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Insert: "Insert",
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
_TYPES_ELSEWHERE = "typesElsewhere"
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


def type_elsewhere(widget: QWidget) -> None:
    """Let bare letters and signs mean no command in ``widget``: it hands them on to a field."""
    widget.setProperty(_TYPES_ELSEWHERE, True)


def is_typing_key(event: QKeyEvent) -> bool:
    """Whether a press would change or select the text of a field, if it were pressed there."""
    text = event.text()
    if text and text.isprintable() and not event.modifiers() & _CHORD:
        return True
    changes = (QKeySequence.StandardKey.SelectAll, QKeySequence.StandardKey.Paste)
    return event.key() == Qt.Key.Key_Backspace or any(event.matches(keys) for keys in changes)


def is_typing(widget: QWidget | None) -> bool:
    """Whether ``widget`` takes text from the keyboard."""
    if isinstance(widget, QTextEdit | QPlainTextEdit | QLineEdit):
        return not widget.isReadOnly()
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, QAbstractSpinBox)


@dataclass(frozen=True, slots=True)
class Begun:
    """What was pressed of a sequence or typed of a number, and the commands that it may become."""

    shown: str
    """The presses so far, or the number."""
    following: tuple[tuple[str, Command], ...] = ()
    """The presses that are left, and the command that they mean then."""


class Keys(QObject):
    """Watches whichever widget has the focus and fires the command that a press means there."""

    begun = Signal(object)
    """``Begun`` while more is waited for, None as soon as it is not."""

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
        self._number = ""
        self._composing = False
        self._watched: QWidget | None = None
        self._expire = QTimer(self, singleShot=True, interval=SEQUENCE_MILLISECONDS)
        self._expire.timeout.connect(self.forget)
        self._digit_alone = QTimer(self, singleShot=True, interval=COUNT_MILLISECONDS)
        self._digit_alone.timeout.connect(self._mean_the_digit)
        self.use(commands)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def use(self, commands: Iterable[Command]) -> None:
        """Let the keys of these commands hold from now on."""
        self.forget()
        self._commands = {}
        self._beginnings = set()
        for command in commands:
            for key in command.keys:
                presses = presses_of(key)
                self._commands[command.where, presses] = command
                self._beginnings.update((command.where, presses[:n]) for n in range(1, len(presses)))

    def forget(self) -> None:
        """Give up the sequence or the number that was begun."""
        waited = bool(self._begun or self._number)
        self._begun = ()
        self._number = ""
        self._expire.stop()
        self._digit_alone.stop()
        if waited:
            self.begun.emit(None)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = new
        self._composing = False
        self.forget()
        if new is not None:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the presses that mean a command; leave all else to the widget."""
        if isinstance(event, QInputMethodEvent):
            # What an input method is still putting together is no text yet, and no command either.
            self._composing = bool(event.preeditString())
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, QWidget) or watched is not self._watched or self._composing:
            return False
        return self._take(watched, event)

    def _take(self, widget: QWidget, event: QKeyEvent) -> bool:
        press = press_of(event)
        scopes = self._scopes(widget)
        if press is None or not scopes:
            return False
        if is_typing(widget):
            scopes = _while_typing(scopes, event)
        elif widget.property(_TYPES_ELSEWHERE) and event.text().isprintable() and event.text():
            scopes = scopes if event.modifiers() & _CHORD else ()
        begun, number = self._begun, self._number
        if press.typed == "Esc" and (begun or number):
            self.forget()
            return True
        if not begun and self._take_digit(scopes, press):
            return True
        self.forget()
        if number and not begun and not self._is_motion(press):
            meant = self._mean(number)
            if meant and press.typed == "Return":
                return True
            scopes, number = self._scopes(widget), ""
        for before in (begun, ()) if begun else ((),):
            for name in (press.typed, press.placed):
                if name is not None and self._answer(
                    scopes, (*before, name), held=event.isAutoRepeat(), number=number
                ):
                    return True
        return press.typed == "Return" and not event.isAutoRepeat() and _pressed(widget)

    def _answer(
        self, scopes: tuple[Where, ...], presses: tuple[str, ...], *, held: bool, number: str
    ) -> bool:
        for scope in scopes:
            command = self._commands.get((scope, presses))
            if command is not None and _holds(command, scopes, presses):
                # A key that is held down moves on; it does not archive page after page.
                return (held and not command.repeats) or self._do(command, number)
        following = self._following(scopes, presses)
        if following:
            self._begun, self._number = presses, number
            self._expire.start()
            self.begun.emit(Begun(number + sequence_of(presses), following))
        return bool(following)

    def _do(self, command: Command, number: str) -> bool:
        times = min(int(number or 1), MOST_TIMES) if command.counts else 1
        done = self._fire(command.id)
        for _time in range(times - 1):
            if not self._fire(command.id):
                break
        return done or times > 1

    def _following(
        self, scopes: tuple[Where, ...], presses: tuple[str, ...]
    ) -> tuple[tuple[str, Command], ...]:
        """The sequences that begin with ``presses`` here: what is left of each, and its command."""
        if not any((scope, presses) in self._beginnings for scope in scopes):
            return ()
        return tuple(
            (sequence_of(keys[len(presses) :]), command)
            for scope in scopes
            for (where, keys), command in self._commands.items()
            if where == scope
            and len(keys) > len(presses)
            and keys[: len(presses)] == presses
            and _holds(command, scopes, keys)
        )

    # Numbers before motions.

    def _take_digit(self, scopes: tuple[Where, ...], press: Press) -> bool:
        """In a mode with motions a digit is, or may become, a number; by itself it keeps its meaning."""
        if scopes[:1] != ("visual",):
            return False
        digit = next((name for name in (press.typed, press.placed) if name and name in "0123456789"), "")
        if not digit or (digit == "0" and not self._number):
            return False
        self._number += digit
        alone = self._commands.get((scopes[0], (self._number,)))
        self._digit_alone.stop()
        self._expire.start()
        if alone is not None:
            self._digit_alone.start()
        self.begun.emit(Begun(self._number, (("Return", alone),) if alone is not None else ()))
        return True

    def _is_motion(self, press: Press) -> bool:
        """Whether a number goes with this key, which is a motion or begins one."""
        for name in (press.typed, press.placed):
            if name is None:
                continue
            command = self._commands.get(("visual", (name,)))
            following = self._following(("visual",), (name,))
            if (command is not None and command.counts) or any(deed.counts for _keys, deed in following):
                return True
        return False

    def _mean_the_digit(self) -> None:
        number = self._number
        self.forget()
        self._mean(number)

    def _mean(self, number: str) -> bool:
        """A digit with no motion after it is what it means by itself; False for a longer number."""
        command = self._commands.get(("visual", (number,)))
        return command is not None and self._fire(command.id)


def _holds(command: Command, scopes: tuple[Where, ...], presses: tuple[str, ...]) -> bool:
    """Whether a key holds here: in a mode, of the wider scopes only chords and named keys do."""
    in_mode = scopes[0] in MODES and command.where != scopes[0]
    return not in_mode or command.in_modes or not is_bare(sequence_of(presses))


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
    """The sign at this place of a US keyboard, unless a Latin letter or a digit was typed there."""
    text = event.text()
    if text.isascii() and text.isalnum():
        return None
    code = event.nativeScanCode()
    if sys.platform.startswith("linux"):
        code -= _LINUX_OFFSET
    sign = _BY_PLACE.get(code)
    if len(text) == 1 and text.isalpha() and ord(text) < _FIRST_NOT_LATIN:
        # A French or Czech keyboard types é where 2 is printed: letters with accents are no commands.
        return sign if sign is not None and sign.isdigit() and not event.modifiers() & _SHIFT else None
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

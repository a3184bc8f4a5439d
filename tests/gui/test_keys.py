"""Presses become commands: by what is typed, by place on other layouts, never while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from postil.commands import Command, Where
from postil.gui.keys import Keys, is_typing, press_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.gui

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier

COMMANDS = (
    Command("down", "Down", ("J", "Down"), where="list"),
    Command("top", "Top", ("G, G", "Home"), where="list"),
    Command("inbox", "Inbox", ("G, I",)),
    Command("archive", "Archive", ("E",)),
    Command("search", "Search", ("/",)),
    Command("left", "Left", ("[",)),
    Command("undo", "Undo", ("Ctrl+Z", "Z")),
    Command("palette", "Palette", ("Ctrl+K",)),
    Command("help", "Help", ("?", "F1")),
    Command("larger", "Larger", ("+", "Ctrl++")),
    Command("open", "Open", ("Return",), where="list"),
    Command("result", "Result", ("Return", "Down"), where="results"),
    Command("nothing", "Nothing to do", ("X",)),
)


class Bench(QWidget):
    """A list, a field and a text, with the keys of each."""

    def __init__(self) -> None:
        super().__init__()
        self.fired: list[str] = []
        self.list, self.field, self.text = QListWidget(), QLineEdit(), QPlainTextEdit()
        self.list.addItems(["jam", "jar"])
        self.results = QLineEdit()
        rows = QVBoxLayout(self)
        for widget in (self.list, self.field, self.text, self.results):
            rows.addWidget(widget)
        self.keys = Keys(COMMANDS, scopes=self.scopes, fire=self.fire, parent=self)

    def scopes(self, widget: QWidget) -> tuple[Where, ...]:
        if widget is self.list:
            return ("list", "window")
        if widget is self.results:
            return ("results", "window")
        return ("window",) if self.isAncestorOf(widget) else ()

    def fire(self, command_id: str) -> bool:
        self.fired.append(command_id)
        return command_id != "nothing"


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    made = Bench()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.list.setFocus()
    return made


def press(widget: QWidget, text: str, *, place: int = 0, held: Qt.KeyboardModifier = NONE) -> None:
    """A press on a layout where the key at ``place`` (a Linux scan code) types ``text``."""
    key = ord(text.upper()) if text else 0
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, held, place, 0, 0, text)
        QApplication.sendEvent(widget, event)


def test_the_nearest_scope_comes_first(bench: Bench) -> None:
    QTest.keyClick(bench.list, Qt.Key.Key_J)
    QTest.keyClick(bench.list, Qt.Key.Key_Down)
    QTest.keyClick(bench.list, Qt.Key.Key_E)
    assert bench.fired == ["down", "down", "archive"]
    assert bench.list.currentRow() <= 0, "the list did not search for a letter by itself"


def test_a_sequence_is_two_presses_soon_after_each_other(bench: Bench) -> None:
    QTest.keyClick(bench.list, Qt.Key.Key_G)
    QTest.keyClick(bench.list, Qt.Key.Key_I)
    QTest.keyClick(bench.list, Qt.Key.Key_G)
    QTest.keyClick(bench.list, Qt.Key.Key_G)
    assert bench.fired == ["inbox", "top"]


def test_a_sequence_that_goes_wrong_is_forgotten(bench: Bench) -> None:
    QTest.keyClick(bench.list, Qt.Key.Key_G)
    QTest.keyClick(bench.list, Qt.Key.Key_E)
    QTest.keyClick(bench.list, Qt.Key.Key_I)
    assert bench.fired == ["archive"]


def test_a_sequence_is_forgotten_after_a_while(bench: Bench, qtbot: QtBot) -> None:
    bench.keys._expire.setInterval(20)
    QTest.keyClick(bench.list, Qt.Key.Key_G)
    with qtbot.waitSignal(bench.keys.begun) as told:
        pass
    assert told.args == [None]
    QTest.keyClick(bench.list, Qt.Key.Key_I)
    assert bench.fired == []


@pytest.mark.parametrize("name", ["field", "text"])
def test_letters_and_signs_never_fire_while_one_types(bench: Bench, name: str) -> None:
    widget: QLineEdit | QPlainTextEdit = getattr(bench, name)
    widget.setFocus()
    QTest.keyClicks(widget, "je/z?[+gi")
    assert bench.fired == []
    assert (widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()) == "je/z?[+gi"


def test_chords_and_function_keys_fire_while_one_types_but_editing_keys_edit(bench: Bench) -> None:
    bench.field.setFocus()
    QTest.keyClicks(bench.field, "ab")
    QTest.keyClick(bench.field, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(bench.field, Qt.Key.Key_K, CTRL)
    QTest.keyClick(bench.field, Qt.Key.Key_F1)
    assert bench.fired == ["palette", "help"]
    assert bench.field.text() == ""


def test_enter_and_arrows_fire_in_the_field_of_the_search_alone(bench: Bench) -> None:
    for widget in (bench.field, bench.results):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Return)
        QTest.keyClick(widget, Qt.Key.Key_Down)
    assert bench.fired == ["result", "result"]


def test_a_read_only_text_is_no_typing(bench: Bench) -> None:
    bench.text.setReadOnly(True)
    bench.text.setFocus()
    QTest.keyClicks(bench.text, "e/")
    assert bench.fired == ["archive", "search"]
    assert not is_typing(bench.text)


def test_what_has_nothing_to_do_leaves_the_press_to_the_widget(bench: Bench) -> None:
    bench.list.addItems(["xylophone"])
    QTest.keyClick(bench.list, Qt.Key.Key_X)
    assert bench.fired == ["nothing"]
    assert bench.list.currentItem().text() == "xylophone"


@pytest.mark.parametrize(
    ("typed", "place", "held", "fired"),
    [
        ("о", 44, NONE, "down"),  # Ukrainian, the key of J
        ("у", 26, NONE, "archive"),  # the key of E
        ("х", 34, NONE, "left"),  # the key of [
        (".", 61, NONE, "search"),  # the key of /
        (",", 61, SHIFT, "help"),  # the key of ?
        ("ת", 51 + 10, NONE, "search"),  # Hebrew, the key of /
        ("ε", 26, NONE, "archive"),  # Greek
    ],
)
def test_on_other_layouts_the_place_of_a_key_decides(
    bench: Bench, typed: str, place: int, held: Qt.KeyboardModifier, fired: str
) -> None:
    press(bench.list, typed, place=place, held=held)
    assert bench.fired == [fired]


def test_a_sequence_works_on_other_layouts(bench: Bench) -> None:
    press(bench.list, "п", place=42)
    press(bench.list, "ш", place=31)
    assert bench.fired == ["inbox"]


def test_a_chord_works_on_other_layouts(bench: Bench) -> None:
    press(bench.list, "л", place=45, held=CTRL)
    assert bench.fired == ["palette"]


def test_latin_letters_count_as_typed_wherever_they_lie(bench: Bench) -> None:
    press(bench.list, "z", place=29)  # the key of Y: a German layout
    press(bench.list, "ö", place=47)  # the key of ;
    press(bench.list, "+", place=35)  # the key of ]
    assert bench.fired == ["undo", "larger"]


def test_a_sign_made_with_altgr_is_a_sign(bench: Bench) -> None:
    press(bench.list, "[", place=17, held=CTRL | ALT)
    assert bench.fired == ["left"]


def test_caps_lock_changes_nothing(bench: Bench) -> None:
    press(bench.list, "J", place=44)
    assert bench.fired == ["down"]


def test_a_key_that_is_held_down_only_moves(bench: Bench) -> None:
    for key, text in ((Qt.Key.Key_J, "j"), (Qt.Key.Key_E, "e")):
        for repeated in (False, True, True):
            event = QKeyEvent(QEvent.Type.KeyPress, key, NONE, text, repeated)
            QApplication.sendEvent(bench.list, event)
    assert bench.fired == ["down", "down", "down", "archive"]


def test_a_modifier_alone_is_no_press() -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, SHIFT)
    assert press_of(event) is None


def test_outside_of_all_scopes_nothing_fires(bench: Bench, qtbot: QtBot) -> None:
    other = QListWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(lambda: QGuiApplication.focusObject() is other)
    QTest.keyClick(other, Qt.Key.Key_E)
    assert bench.fired == []


def test_a_widget_that_dies_with_the_focus_does_no_harm(bench: Bench, qtbot: QtBot) -> None:
    bench.field.setFocus()
    bench.field.deleteLater()
    qtbot.wait(10)
    bench.list.setFocus()
    QTest.keyClick(bench.list, Qt.Key.Key_E)
    assert bench.fired == ["archive"]

"""Presses become commands: by what is typed, by place on other layouts, never while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from postil.command import Command, Where
from postil.gui.keys import _NAMES, Begun, Keys, is_typing, press_of
from postil.keystrokes import NAMES

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


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    """What an input method tells while it puts letters together."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def test_nothing_fires_while_an_input_method_composes(bench: Bench) -> None:
    bench.field.setFocus()
    compose(bench.field, "に")
    QTest.keyClick(bench.field, Qt.Key.Key_K, CTRL)
    QTest.keyClick(bench.field, Qt.Key.Key_F1)
    assert bench.fired == []
    compose(bench.field, "", "に")
    QTest.keyClick(bench.field, Qt.Key.Key_F1)
    assert bench.fired == ["help"]


def test_composing_ends_where_the_focus_goes(bench: Bench) -> None:
    bench.field.setFocus()
    compose(bench.field, "に")
    bench.list.setFocus()
    QTest.keyClick(bench.list, Qt.Key.Key_E)
    assert bench.fired == ["archive"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Dead_Acute, Qt.Key.Key_Dead_Circumflex, Qt.Key.Key_Multi_key])
def test_a_dead_key_is_no_press_and_breaks_no_sequence(bench: Bench, key: Qt.Key) -> None:
    QTest.keyClick(bench.list, Qt.Key.Key_G)
    QApplication.sendEvent(bench.list, QKeyEvent(QEvent.Type.KeyPress, key, NONE, ""))
    QTest.keyClick(bench.list, Qt.Key.Key_I)
    assert bench.fired == ["inbox"]


@pytest.mark.parametrize(("typed", "place"), [("é", 11), ("è", 16), ("ě", 11), ("ř", 14)])
def test_digits_are_known_by_place_where_accents_are_typed_instead(
    qapp: QApplication, typed: str, place: int
) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, ord(typed.upper()), NONE, place, 0, 0, typed)
    pressed = press_of(event)
    assert pressed is not None
    assert pressed.placed == str(place - 9)


@pytest.mark.parametrize("kind", [QComboBox, QSpinBox, QDateEdit, QTextEdit])
def test_no_field_of_any_kind_loses_a_letter_to_a_command(bench: Bench, kind: type[QWidget]) -> None:
    field = kind(bench)
    if isinstance(field, QComboBox):
        field.setEditable(True)
    field.show()
    field.setFocus()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "je/z?[+gi")
    assert bench.fired == []


def test_a_list_whose_row_is_edited_is_a_field(bench: Bench) -> None:
    item = bench.list.item(0)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    bench.list.editItem(item)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    QTest.keyClicks(focus, "eggs")
    assert bench.fired == []
    assert focus.text() == "eggs"


def test_what_may_follow_is_told_and_withdrawn(bench: Bench) -> None:
    told: list[Begun | None] = []
    bench.keys.begun.connect(told.append)
    QTest.keyClick(bench.list, Qt.Key.Key_G)
    (begun,) = told
    assert begun is not None
    assert (begun.shown, [(keys, command.id) for keys, command in begun.following]) == (
        "G",
        [("G", "top"), ("I", "inbox")],
    )
    QTest.keyClick(bench.list, Qt.Key.Key_I)
    assert told[-1] is None


def test_escape_gives_a_sequence_up_and_does_nothing_else(bench: Bench) -> None:
    QTest.keyClick(bench.list, Qt.Key.Key_G)
    QTest.keyClick(bench.list, Qt.Key.Key_Escape)
    QTest.keyClick(bench.list, Qt.Key.Key_I)
    assert bench.fired == []


def test_other_keys_hold_from_the_moment_they_are_chosen(bench: Bench) -> None:
    bench.keys.use((Command("archive", "Archive", ("Q",)),))
    QTest.keyClick(bench.list, Qt.Key.Key_E)
    QTest.keyClick(bench.list, Qt.Key.Key_Q)
    assert bench.fired == ["archive"]


def test_every_key_that_can_be_written_can_be_pressed(qapp: QApplication) -> None:
    for name in NAMES:
        (key,) = (code for code, known in _NAMES.items() if known == name and code is not Qt.Key.Key_Backtab
                  and code is not Qt.Key.Key_Enter)  # fmt: skip
        pressed = press_of(QKeyEvent(QEvent.Type.KeyPress, key, NONE))
        assert pressed is not None
        assert pressed.typed == name

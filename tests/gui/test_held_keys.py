"""What is typed ahead reaches what it was meant for, and nothing else."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout
from tests.gui.pressing import type_text
from tests.gui.reader.readers import note_card, note_field

from postil.app.reading import Reading
from postil.app.tagging import Tagging
from postil.gui import errands, held_keys
from postil.gui.dialogs.bulk_tags import BulkTags
from postil.gui.held_keys import HeldKeys
from postil.model.ids import PageId
from postil.model.page import Place, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow

pytestmark = pytest.mark.gui

T = TypeVar("T")
INBOX = Place(status=Status.INBOX)


@pytest.fixture
def fields(host: QWidget) -> tuple[QLineEdit, QLineEdit]:
    """Two fields, the first with the focus."""
    first, second = QLineEdit(), QLineEdit()
    rows = QVBoxLayout(host)
    for field in (first, second):
        rows.addWidget(field)
    first.setFocus()
    return first, second


def kept_waiting(function: Callable[..., T], gate: threading.Event) -> Callable[..., T]:
    """The same function on a slow lane: it goes on when ``gate`` opens."""

    def slow(*given: object) -> T:
        assert gate.wait(20)
        return function(*given)

    return slow


def test_what_is_typed_ahead_goes_where_the_focus_is_then(fields: tuple[QLineEdit, QLineEdit]) -> None:
    first, second = fields
    held = HeldKeys()
    type_text("Bee")
    assert first.text() == ""
    second.setFocus()
    type_text("s!")
    assert second.text() == "", "it waits for its turn, whoever has the focus meanwhile"
    held.release()
    assert (first.text(), second.text()) == ("", "Bees!")
    type_text("x")
    assert second.text() == "Bees!x"


def test_what_does_not_come_gets_nothing(fields: tuple[QLineEdit, QLineEdit]) -> None:
    held = HeldKeys()
    type_text("abc")
    held.give_up()
    type_text("d")
    assert fields[0].text() == "d"


def test_nothing_is_held_for_long(
    fields: tuple[QLineEdit, QLineEdit], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(held_keys, "LONGEST_MILLISECONDS", 20)
    held = HeldKeys()
    type_text("abc")
    with qtbot.waitSignal(held.destroyed):
        pass
    type_text("d")
    assert fields[0].text() == "d"


def test_what_is_begun_by_a_key_that_was_held_gets_the_rest(fields: tuple[QLineEdit, QLineEdit]) -> None:
    first, second = fields
    later: list[HeldKeys] = []
    first.textEdited.connect(lambda _text: later.append(HeldKeys()))
    held = HeldKeys()
    type_text("abc")
    held.release()
    assert first.text() == "a"
    second.setFocus()
    later[0].release()
    assert (first.text(), second.text()) == ("a", "bc")


def test_a_note_may_be_typed_before_its_page_is_there(
    window: MainWindow, library: Library, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    gate = threading.Event()
    monkeypatch.setattr(Reading, "open", kept_waiting(Reading.open, gate))
    window.parts.list.make_current(library.reading.page_ids(INBOX)[0])
    window.parts.list.setFocus()
    type_text("\r")
    type_text("jnA new note, archived, #tagged?")
    assert QApplication.activeWindow() is window, "no letter of it opened a dialog"
    with qtbot.waitSignal(window.open_page.shown):
        gate.set()
    assert note_card(window.parts.reader).is_editing
    assert note_field(window.parts.reader).toPlainText() == "A new note, archived, #tagged?"
    assert len(library.reading.page_ids(INBOX)) == 3, "nothing was archived"


def test_a_page_that_cannot_be_read_gets_no_keys(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    window.parts.list.setFocus()
    window.navigation.read(PageId("none"))
    type_text("e")
    qtbot.waitUntil(window.messages.isVisible)
    assert len(library.reading.page_ids(INBOX)) == 3
    type_text("e")
    assert len(library.reading.page_ids(INBOX)) == 2, "the keys hold again"


def test_tags_of_many_pages_may_be_typed_before_they_are_asked_for(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    gate = threading.Event()
    monkeypatch.setattr(errands, "AT_ONCE", 1)
    monkeypatch.setattr(Tagging, "shares", kept_waiting(Tagging.shares, gate))
    window.parts.list.setFocus()
    window.parts.list.view.selectAll()
    type_text("lare")
    assert QApplication.activeModalWidget() is None
    gate.set()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), BulkTags))
    asked = QApplication.activeModalWidget()
    assert asked is not None
    qtbot.waitUntil(lambda: any(field.text() == "are" for field in asked.findChildren(QLineEdit)))
    QTest.keyClick(asked, Qt.Key.Key_Escape)

"""The dialog for notes that were edited in files, by its keys and its buttons."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from tests.gui.pressing import press

from postil.app.taking_back import Answer, OfferedNote, Standing, Take
from postil.gui.dialogs.file_edits import FileEditsDialog
from postil.model.ids import AnnotationId, PageId
from postil.model.note_edit import NoteEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance

pytestmark = pytest.mark.gui


def offer(name: str, *, now: str, after: str, standing: Standing = Standing.ONLY_FILE) -> OfferedNote:
    edit = NoteEdit(PageId("p4ge"), AnnotationId(name), "Before", after, Path(f"/vault/{name}.md"))
    return OfferedNote(edit, standing, "On tides", f"The quote of {name}", now)


SURE = offer("sure", now="The wind turns at noon.", after="The wind turns at one.")
BOTH = offer("both", now="Ask the keeper.", after="Ask the harbour.", standing=Standing.BOTH)
GONE = offer("gone", now="", after="Too late.", standing=Standing.GONE)
OTHER = offer("other", now="", after="A new note <b>in full</b>.")


@pytest.fixture
def dialog(host: QWidget, appearance: Appearance, qtbot: QtBot) -> FileEditsDialog:
    made = FileEditsDialog((SURE, BOTH, GONE, OTHER), appearance, host)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.waitUntil(made.list.hasFocus)
    return made


@pytest.fixture
def answers(dialog: FileEditsDialog) -> list[tuple[Answer, ...]]:
    """What was decided; all of it is taken."""
    heard: list[tuple[Answer, ...]] = []
    dialog.answered.connect(heard.append)
    dialog.answered.connect(dialog.settle)
    return heard


def test_both_sides_are_shown_with_what_differs(dialog: FileEditsDialog) -> None:
    assert dialog.here.text.toPlainText() == "The wind turns at noon."
    assert dialog.there.text.toPlainText() == "The wind turns at one."
    assert dialog.told.text() == "Only the file was changed since it was written."
    assert not dialog.both.isVisible()
    cursor = dialog.there.text.document().find("one")
    assert cursor.charFormat().fontUnderline()
    assert dialog.here.text.document().find("noon").charFormat().fontStrikeOut()
    assert not dialog.here.text.document().find("wind").charFormat().fontStrikeOut()


def test_markup_is_shown_as_it_is_written(dialog: FileEditsDialog) -> None:
    press(Qt.Key.Key_End)
    assert dialog.there.text.toPlainText() == "A new note <b>in full</b>."
    assert dialog.here.text.toPlainText() == ""


def test_one_is_taken_by_enter_another_joined_another_left(
    dialog: FileEditsDialog, answers: list[tuple[Answer, ...]]
) -> None:
    press(Qt.Key.Key_B)  # nothing is joined where Postil's note was not changed
    assert answers == []
    press(Qt.Key.Key_Return)
    assert answers == [(Answer(SURE),)]
    assert dialog.list.current() == BOTH
    assert dialog.leave.text() == "Keep Postil’s"
    press(Qt.Key.Key_B)
    assert answers[1:] == [(Answer(BOTH, Take.JOINED),)]
    assert dialog.list.current() == GONE
    press(Qt.Key.Key_T)
    assert len(answers) == 2
    press(Qt.Key.Key_X)
    assert dialog.list.current() == OTHER
    press(Qt.Key.Key_X)
    assert not dialog.isVisible()
    assert len(answers) == 2


def test_all_sure_ones_are_taken_at_once(dialog: FileEditsDialog, answers: list[tuple[Answer, ...]]) -> None:
    assert dialog.take_all.text() == "Take the 2 changed only in files"
    press(Qt.Key.Key_A)
    assert answers == [(Answer(SURE), Answer(OTHER))]
    assert dialog.list.offers() == [BOTH, GONE]
    assert not dialog.take_all.isEnabled()
    press(Qt.Key.Key_A)
    assert len(answers) == 1


def test_what_changed_meanwhile_is_shown_as_it_is_now(
    dialog: FileEditsDialog, answers: list[tuple[Answer, ...]]
) -> None:
    now = offer("sure", now="Written a moment ago.", after="The wind turns at one.", standing=Standing.BOTH)
    dialog.show_again((now,))
    assert dialog.list.offers() == [BOTH, GONE, OTHER, now]
    assert dialog.list.current() == now
    assert dialog.here.text.toPlainText() == "Written a moment ago."
    press(Qt.Key.Key_T)
    assert answers == [(Answer(now),)]


def test_j_and_k_go_on_and_back(dialog: FileEditsDialog) -> None:
    press(Qt.Key.Key_J, Qt.Key.Key_J)
    assert dialog.list.current() == GONE
    press(Qt.Key.Key_K)
    assert dialog.list.current() == BOTH

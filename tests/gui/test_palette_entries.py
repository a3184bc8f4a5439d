"""What the palette offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.commands import COMMANDS
from postil.errors import PostilError
from postil.gui.actions import Actions
from postil.gui.palette_entries import PageFinder, command_entries, tag_entries

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.library.spots import Spot
    from postil.gui.palette.palette import Entry
    from postil.jobs import Jobs
    from postil.model.ids import PageId

pytestmark = pytest.mark.gui


def test_every_command_that_makes_sense_is_offered_with_its_keys(host: QWidget) -> None:
    actions = Actions(host)
    actions.enable("edit.redo", enabled=False)
    offered = {entry.title: entry.keys for entry in command_entries(actions)}
    assert offered["Import files"] == ("Ctrl+O", "A")
    assert "Redo" not in offered
    assert "Next page" not in offered, "moving the focus is no use from a palette"
    hidden = {command.id for command in COMMANDS if command.moves} | {"palette.open", "edit.redo"}
    assert len(offered) == len(COMMANDS) - len(hidden)


def test_an_entry_does_its_command(host: QWidget) -> None:
    actions = Actions(host)
    done: list[str] = []
    actions.bind((("edit.undo", lambda: done.append("undo")),))
    next(entry for entry in command_entries(actions) if entry.title == "Undo").act()
    assert done == ["undo"]


def test_tags_lead_to_their_places() -> None:
    gone: list[Spot] = []
    (entry,) = tag_entries(("science/bees",), gone.append)
    entry.act()
    assert entry.title == "#science/bees"
    assert [spot.place.tag for spot in gone if spot.place] == ["science/bees"]


def test_pages_are_found_in_the_background(library: Library, jobs: Jobs, qtbot: QtBot) -> None:
    opened: list[PageId] = []
    failures: list[Exception] = []
    answers: list[tuple[Entry, ...]] = []
    PageFinder(library, jobs, opened.append, failures.append).find("swall", answers.append)
    qtbot.waitUntil(lambda: len(answers) == 1)
    assert [entry.title for entry in answers[0]] == ["The water works"]
    answers[0][0].act()
    assert library.reading.page(opened[0]).title == "The water works"
    assert failures == []


def test_pages_are_found_by_their_names_where_the_index_has_nothing(
    library: Library, jobs: Jobs, qtbot: QtBot
) -> None:
    answers: list[tuple[Entry, ...]] = []
    PageFinder(library, jobs, lambda _page: None, lambda _error: None).find("ater wor", answers.append)
    qtbot.waitUntil(lambda: len(answers) == 1)
    assert [entry.title for entry in answers[0]] == ["The water works"]


def test_a_page_that_words_and_name_answer_for_is_offered_once(
    library: Library, jobs: Jobs, qtbot: QtBot
) -> None:
    answers: list[tuple[Entry, ...]] = []
    PageFinder(library, jobs, lambda _page: None, lambda _error: None).find("water works", answers.append)
    qtbot.waitUntil(lambda: len(answers) == 1)
    assert [entry.title for entry in answers[0]].count("The water works") == 1


def test_a_search_that_fails_is_told_and_answered(
    library: Library, jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise NoAnswer

    answers: list[tuple[Entry, ...]] = []
    failures: list[Exception] = []
    monkeypatch.setattr(library.finding, "search", fail)
    PageFinder(library, jobs, lambda _page: None, failures.append).find("water", answers.append)
    qtbot.waitUntil(lambda: len(answers) == 1)
    assert answers == [()]
    assert len(failures) == 1


class NoAnswer(PostilError):
    """The search could not answer."""

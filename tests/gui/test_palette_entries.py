"""What the palette offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.commands import COMMANDS
from postil.gui.actions import Actions
from postil.gui.palette.entry import Kind
from postil.gui.palette.fuzzy import SURE, ranked
from postil.gui.palette_entries import command_entries, search_entries
from postil.model.ids import SearchId
from postil.model.saved_search import SavedSearch

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postil.gui.library.spots import Spot

pytestmark = pytest.mark.gui


def test_every_command_that_makes_sense_is_offered_with_its_keys(host: QWidget) -> None:
    actions = Actions(host)
    actions.enable("edit.redo", enabled=False)
    offered = {entry.title: entry.keys for entry in command_entries(actions)}
    assert offered["Import files"] == ("Ctrl+O", "A")
    assert "Redo" not in offered
    assert "Next page" not in offered, "moving the focus is no use from a palette"
    searches = {f"go.search-{number}" for number in range(1, 10)}
    assert not any("saved search 1" in title for title in offered), "it is offered by its own name"
    moving = {command.id for command in COMMANDS if command.moves}
    hidden = {"palette.open", "edit.redo"} | searches | moving
    assert len(offered) == len(COMMANDS) - len(hidden)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("obsidian", "Export targets"),
        ("vault", "Export targets"),
        ("sync", "Update the export targets"),
        ("markdown", "Export all notes"),
        ("anki", "Export notes of this page"),
        ("recover", "Restore from a backup"),
    ],
)
def test_commands_are_found_by_what_they_are_called_elsewhere(host: QWidget, typed: str, found: str) -> None:
    entries = command_entries(Actions(host))
    likely = ranked(typed, entries, lambda each: each.title, meaning=lambda each: each.meaning, least=SURE)
    assert found in [each.title for _score, each in likely]


def test_an_entry_does_its_command(host: QWidget) -> None:
    actions = Actions(host)
    done: list[str] = []
    actions.bind((("edit.undo", lambda: done.append("undo")),))
    next(entry for entry in command_entries(actions) if entry.title == "Undo").act()
    assert done == ["undo"]


def test_saved_searches_lead_to_their_places() -> None:
    gone: list[Spot] = []
    search = SavedSearch(SearchId("s1"), "Maps", "tag:maps")
    (entry,) = search_entries((search,), gone.append)
    entry.act()
    assert (entry.title, entry.kind) == ("Maps", "Saved search")
    assert [spot.search for spot in gone] == [search]


def test_places_are_told_as_such_and_looks_are_settings_too(host: QWidget) -> None:
    kinds = {entry.key: entry.kinds for entry in command_entries(Actions(host))}
    assert kinds["command go.inbox"] == (Kind.PLACE, Kind.COMMAND)
    assert kinds["command theme.dark"] == (Kind.COMMAND, Kind.SETTING)
    assert kinds["command edit.undo"] == (Kind.COMMAND,)
    assert len(kinds) == len(command_entries(Actions(host))), "each has a key of its own"

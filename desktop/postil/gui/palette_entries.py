"""What the palette offers without looking for pages: commands that make sense now, places, saved searches."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from postil.gui.actions import menu_label
from postil.gui.library.spots import SPOTS, search_spot
from postil.gui.palette.entry import Entry, Kind
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from postil.command import Command
    from postil.gui.actions import Actions
    from postil.gui.library.spots import Spot
    from postil.model.saved_search import SavedSearch

_PLACES = {
    f"go.{name}": spot
    for name, spot in zip(
        ("inbox", "reading", "archive", "starred", "all", "waiting", "highlights", "trash"),
        SPOTS,
        strict=True,
    )
}
"""The commands that go to a place of the library."""
_SET = ("theme.", "text.", "sort.")
"""How the ids of commands begin that change a setting, and are found as such, too."""

_EXPORTED = marked(
    "Save notes as Markdown, for Obsidian, Logseq, Zettlr or Pandoc; HTML, EPUB, Anki, Readwise, BibTeX"
)
_KEPT = marked("Sync notes to a vault of Obsidian or Logseq, or to another folder; Markdown")
_OTHER_WORDS = {
    "notes.export-page": _EXPORTED,
    "notes.export-selected": _EXPORTED,
    "notes.export-list": _EXPORTED,
    "notes.export-all": _EXPORTED,
    "notes.targets": _KEPT,
    "notes.update": _KEPT,
    "notes.take-edits": _KEPT,
    "library.back-up": marked("Backup: save a copy of the whole library to a ZIP"),
    "library.restore": marked("Recover the library, bring it back, import a ZIP"),
}
"""What commands are called elsewhere, to be found by."""


def command_entries(actions: Actions) -> tuple[Entry, ...]:
    """The commands that can be done now; those that only move the focus are left to their keys."""
    return tuple(
        _entry(command, actions)
        for command in actions.commands
        if not command.moves
        and command.id != "palette.open"
        and not command.id.startswith("go.search-")  # they are offered by their names
        and actions.is_enabled(command.id)
    )


def search_entries(searches: Iterable[SavedSearch], go: Callable[[Spot], object]) -> tuple[Entry, ...]:
    """The saved searches, each with its place."""
    return tuple(
        Entry(
            search.name,
            partial(go, search_spot(search)),
            sign="saved-search",
            kinds=(Kind.SEARCH,),
            key=f"search {search.id}",
        )
        for search in searches
    )


def _entry(command: Command, actions: Actions) -> Entry:
    spot = _PLACES.get(command.id)
    sign = "check" if actions.is_marked(command.id) else "chevron-right"
    kinds: tuple[Kind, ...] = (Kind.COMMAND,)
    if spot is not None:
        kinds = (Kind.PLACE, Kind.COMMAND)
    elif command.id.startswith(_SET):
        kinds = (Kind.COMMAND, Kind.SETTING)
    return Entry(
        actions.label(command).rstrip("…"),
        partial(actions.fire, command.id),
        _("Place") if spot is not None else menu_label(command.menu) if command.menu else "",
        command.keys,
        sign=spot.sign if spot is not None else sign,
        kinds=kinds,
        meaning=_(_OTHER_WORDS[command.id]) if command.id in _OTHER_WORDS else "",
        key=f"command {command.id}",
    )

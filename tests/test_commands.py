"""The table of commands is sound: unique ids, no key with two meanings where one person can be."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from postil.commands import COMMANDS, command, in_rows
from postil.keymap import WITH_WINDOW
from postil.model.annotation import Color
from postil.model.page import SortOrder

if TYPE_CHECKING:
    from postil.command import Command, Where

KEY = re.compile(
    r"(Ctrl\+)?(Alt\+)?(Shift\+)?"
    r"([A-Z0-9]|F\d{1,2}|Return|Esc|Tab|Space|Delete|Backspace|Home|End|PgUp|PgDown|Up|Down|Left|Right"
    r"|[!-/:-@\[-`{-~])"
)
TOGETHER = tuple(frozenset({"window", scope}) for scope in sorted(WITH_WINDOW))


def keys_of(scopes: frozenset[str]) -> dict[tuple[str, ...], list[Command]]:
    found: dict[tuple[str, ...], list[Command]] = defaultdict(list)
    for entry in COMMANDS:
        if entry.where in scopes:
            for key in entry.keys:
                found[tuple(key.split(", "))].append(entry)
    return found


def test_ids_are_unique_and_found() -> None:
    assert len({entry.id for entry in COMMANDS}) == len(COMMANDS)
    assert all(command(entry.id) is entry for entry in COMMANDS)
    with pytest.raises(KeyError):
        command("no.such")


def test_titles_are_unique_where_they_are_shown_together() -> None:
    offered = [entry.title for entry in COMMANDS if not entry.moves]
    assert len(set(offered)) == len(offered)


@pytest.mark.parametrize("scopes", TOGETHER, ids=lambda scopes: "+".join(sorted(scopes)))
def test_no_key_means_two_things(scopes: frozenset[Where]) -> None:
    clashes = {
        keys: [entry.id for entry in entries] for keys, entries in keys_of(scopes).items() if len(entries) > 1
    }
    assert clashes == {}


@pytest.mark.parametrize("scopes", TOGETHER, ids=lambda scopes: "+".join(sorted(scopes)))
def test_no_key_is_the_beginning_of_a_sequence(scopes: frozenset[Where]) -> None:
    for one, other in combinations(keys_of(scopes), 2):
        shorter, longer = sorted((one, other), key=len)
        assert longer[: len(shorter)] != shorter, (one, other)


def test_keys_are_written_as_they_are_read() -> None:
    for entry in COMMANDS:
        for key in entry.keys:
            for press in key.split(", "):
                assert KEY.fullmatch(press), (entry.id, press)


def test_signs_are_named_as_typed() -> None:
    """``Shift+/`` would be ``?`` on one keyboard and ``_`` on another."""
    for entry in COMMANDS:
        for key in entry.keys:
            assert not re.search(r"Shift\+[^A-Z]$", key) or key.endswith("Shift+Space"), (entry.id, key)


def test_every_color_and_every_order_has_a_command() -> None:
    ids = {entry.id for entry in COMMANDS}
    assert {f"annotation.color-{color.value}" for color in Color} <= ids
    assert {f"sort.{order.value}" for order in SortOrder} <= ids


def test_colors_have_the_digits_in_their_order() -> None:
    assert [command(f"annotation.color-{color.value}").keys for color in Color] == [
        (str(digit),) for digit in range(1, 9)
    ]


def test_what_can_be_undone_has_its_two_keys() -> None:
    assert command("edit.undo").keys == ("Ctrl+Z", "Z")
    assert command("edit.redo").keys == ("Ctrl+Shift+Z", "Shift+Z")


@pytest.mark.parametrize(
    "name", ["page.next", "reader.down", "annotation.next", "text.larger", "visual.word-end"]
)
def test_a_held_key_goes_on(name: str) -> None:
    assert command(name).repeats


@pytest.mark.parametrize(
    "name",
    ["page.archive", "page.trash-selected", "highlights.remove", "annotation.open", "visual.highlight",
     "visual.color-red", "visual.swap", "theme.next", "edit.undo", "list.select", "question.yes"],
)  # fmt: skip
def test_a_held_key_does_a_deed_only_once(name: str) -> None:
    assert not command(name).repeats


def test_a_number_goes_with_motions_alone() -> None:
    counting = {entry.id for entry in COMMANDS if entry.counts}
    assert {"visual.next-word", "visual.left", "visual.sentence", "visual.previous-paragraph"} <= counting
    assert not counting & {
        "visual.highlight",
        "visual.swap",
        "visual.copy",
        "visual.color-red",
        "visual.find",
    }
    assert all(name.startswith("visual.") for name in counting)


def test_commands_that_differ_by_a_digit_are_one_row_where_they_are_read() -> None:
    rows = in_rows(COMMANDS)
    named = [row for row in rows if "saved search" in row.title and row.where == "window" and row.keys]
    assert [row.keys for row in named if row.id.startswith("go.")] == [("G, 1 … 9",)]
    assert len(rows) == len(COMMANDS) - 8
    changed = tuple(replace(each, keys=("Q",)) if each.id == "go.search-4" else each for each in COMMANDS)
    assert in_rows(changed) == changed, "keys of one's own are told apart"

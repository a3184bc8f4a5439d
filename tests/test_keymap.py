"""A change of keys holds, a clash is refused with its reason, and nothing in a file is fatal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postil.commands import COMMANDS
from postil.keymap import KeyOverride, keymap_of, overrides_of, table_of
from postil.presets import Preset

IDS = st.sampled_from([command.id for command in COMMANDS])
KEYS = st.sampled_from(
    ["H", "N", "Q", "G", "G, H", "Ctrl+K", "Ctrl+K, X", "?", "F1", "Shift+Q", "Ctrl+Alt+P"]
)
OVERRIDES = st.lists(
    st.builds(KeyOverride, IDS, st.lists(KEYS, max_size=3, unique=True).map(tuple)), max_size=6
)


def test_a_key_that_is_free_may_be_had() -> None:
    keymap = keymap_of(Preset.READER)
    assert keymap.clash("annotation.highlight", "Ctrl+Alt+H") is None
    changed = keymap.with_keys("annotation.highlight", ("H", "Ctrl+Alt+H"))
    assert changed.command("annotation.highlight").keys == ("H", "Ctrl+Alt+H")
    assert changed.is_changed("annotation.highlight")
    assert not changed.is_changed("annotation.note")
    assert changed.with_keys("annotation.highlight", ("H",)).overrides == ()


@pytest.mark.parametrize(
    ("command", "key", "owner", "owned"),
    [
        ("annotation.highlight", "Ctrl+K", "palette.open", "Ctrl+K"),
        ("palette.open", "H", "annotation.highlight", "H"),
        ("annotation.highlight", "G", "go.inbox", "G, I"),
        ("annotation.highlight", "Ctrl+K, H", "palette.open", "Ctrl+K"),
    ],
)
def test_a_key_that_is_taken_is_refused_with_who_has_it(
    command: str, key: str, owner: str, owned: str
) -> None:
    clash = keymap_of(Preset.READER).clash(command, key)
    assert clash is not None
    assert (clash.owner.id, clash.owned) == (owner, owned)


def test_a_key_may_mean_two_things_where_nobody_can_be_at_once() -> None:
    keymap = keymap_of(Preset.READER)
    assert keymap.clash("list.select", "H") is None, "H highlights in the article only"
    assert keymap.clash("visual.swap", "Z") is None, "a mode comes before the window"


def test_an_override_goes_before_the_preset() -> None:
    keymap = keymap_of(Preset.VIM, (KeyOverride("annotation.highlight", ("W",)),))
    assert keymap.command("annotation.highlight").keys == ("W",)
    assert keymap.command("reader.next-word").keys == ()
    assert keymap.problems == ()


def test_what_the_table_of_a_file_says_is_read_back() -> None:
    overrides = (KeyOverride("annotation.highlight", ("H", "Ctrl+H")), KeyOverride("edit.undo", ()))
    assert overrides_of(table_of(overrides)) == (overrides, ())


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(Preset), OVERRIDES)
def test_whatever_is_changed_no_key_means_two_things(preset: Preset, overrides: list[KeyOverride]) -> None:
    keymap = keymap_of(preset, overrides)
    assert [command.id for command in keymap.commands] == [command.id for command in COMMANDS]
    assert not any(keymap.clash(command.id, key) for command in keymap.commands for key in command.keys)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_nothing_in_a_file_is_fatal(table: object) -> None:
    overrides, problems = overrides_of(table)
    assert all(isinstance(problem, str) for problem in problems)
    keymap_of(Preset.READER, overrides)

"""The three sets of keys: each whole, without clashes; the third without one bare letter."""

from __future__ import annotations

import pytest

from postil.commands import COMMANDS
from postil.keymap import keymap_of
from postil.keystrokes import is_bare, normalised
from postil.presets import Preset, keys_in


@pytest.mark.parametrize("preset", Preset)
def test_no_key_of_a_preset_means_two_things(preset: Preset) -> None:
    keymap = keymap_of(preset)
    clashes = [
        (command.id, key, clash.owner.id)
        for command in keymap.commands
        for key in command.keys
        if (clash := keymap.clash(command.id, key)) is not None
    ]
    assert clashes == []


@pytest.mark.parametrize("preset", Preset)
def test_keys_are_written_in_one_way(preset: Preset) -> None:
    for command in COMMANDS:
        for key in keys_in(preset, command):
            assert normalised(key) == key, command.id
        assert len(set(keys_in(preset, command))) == len(keys_in(preset, command))


def test_the_readers_keys_are_those_of_the_table() -> None:
    assert keymap_of(Preset.READER).commands == COMMANDS


def test_modifiers_only_leaves_every_bare_letter_digit_and_sign_to_the_screen_reader() -> None:
    bare = [
        (command.id, key)
        for command in COMMANDS
        for key in keys_in(Preset.MODIFIERS_ONLY, command)
        if is_bare(key)
    ]
    assert bare == []


@pytest.mark.parametrize("preset", Preset)
def test_whatever_has_a_key_has_one_in_every_preset(preset: Preset) -> None:
    without = {command.id for command in COMMANDS if command.keys and not keys_in(preset, command)}
    assert without <= {"visual.find"}  # there F3 goes on with what was sought before


def test_vim_has_what_hands_that_know_it_press() -> None:
    keys = {command.id: keys_in(Preset.VIM, command) for command in COMMANDS}
    wanted = {
        "edit.undo": "U", "edit.redo": "Ctrl+R", "reader.find": "/", "reader.find-next": "N",
        "reader.find-previous": "Shift+N", "reader.next-sentence": ")", "reader.next-paragraph": "}",
        "reader.next-word": "W", "reader.half-down": "Ctrl+D", "reader.page-down": "Ctrl+F",
        "reader.top": "G, G", "reader.bottom": "Shift+G", "reader.visual": "V", "palette.open": ":",
    }  # fmt: skip
    assert {name: key for name, key in wanted.items() if key not in keys[name]} == {}

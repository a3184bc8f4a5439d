"""Sentences name the keys that commands have now."""

from __future__ import annotations

from postil.commands import COMMANDS
from postil.gui.key_words import with_keys
from postil.keymap import KeyOverride, keymap_of
from postil.presets import Preset


def test_a_command_in_braces_becomes_its_first_key() -> None:
    assert with_keys("{edit.undo} takes it back, {go.inbox} leads home", COMMANDS) == (
        "Ctrl+Z takes it back, G I leads home"
    )


def test_it_is_the_key_of_the_person() -> None:
    commands = keymap_of(Preset.VIM, (KeyOverride("go.inbox", ("F7",)),)).commands
    assert with_keys("{edit.undo} · {go.inbox}", commands) == "U · F7"


def test_a_command_without_a_key_is_called_by_its_title() -> None:
    commands = keymap_of(Preset.READER, (KeyOverride("edit.undo", ()),)).commands
    assert with_keys("{edit.undo} takes it back", commands) == "“Undo” takes it back"


def test_other_braces_stay() -> None:
    assert with_keys("{title} and {no.such}", COMMANDS) == "{title} and {no.such}"

"""The keys in use: a preset, and over it what the person has changed. No key ever means two things.

A change is kept as an override: the whole list of keys of one command, in the table ``keys`` of the
settings file. An override goes before the preset, which loses a key that it wants for something else;
between two overrides the first one has the key, and the other is reported.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from postil.commands import COMMANDS
from postil.keystrokes import begins, normalised
from postil.presets import Preset, keys_in
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from postil.command import Command, Where

WITH_WINDOW: frozenset[Where] = frozenset({"places", "list", "highlights", "results", "reader"})
"""Scopes whose keys hold together with those of the whole window. All others come before it on purpose."""


@dataclass(frozen=True, slots=True)
class KeyOverride:
    """The keys that the person wants for a command; none for no key at all."""

    command: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Why a command cannot have a key: another one has it, or one that begins or goes on alike."""

    key: str
    owner: Command
    owned: str
    """The key of the other command: the same, or a sequence that begins with it or that it begins."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """Every command with the keys that it has now."""

    preset: Preset
    overrides: tuple[KeyOverride, ...]
    commands: tuple[Command, ...]
    problems: tuple[str, ...] = ()
    """A sentence for each override that could not be used as it was written."""

    def command(self, command_id: str) -> Command:
        """A command with its present keys; KeyError where there is none of that id."""
        for each in self.commands:
            if each.id == command_id:
                return each
        raise KeyError(command_id)

    def clash(self, command_id: str, key: str) -> Clash | None:
        """What keeps a command from having ``key`` too; None where it is free."""
        wanting = self.command(command_id)
        for owner in self.commands:
            if owner.keys and owner.id != command_id and _hold_together(owner.where, wanting.where):
                for owned in owner.keys:
                    if begins(owned, key) or begins(key, owned):
                        return Clash(key, owner, owned)
        return None

    def with_keys(self, command_id: str, keys: tuple[str, ...]) -> Keymap:
        """The same with other keys for one command; those of the preset are no override."""
        others = tuple(each for each in self.overrides if each.command != command_id)
        own = next(keys_in(self.preset, each) for each in COMMANDS if each.id == command_id)
        changed = () if keys == own else (KeyOverride(command_id, keys),)
        return keymap_of(self.preset, (*others, *changed))

    def is_changed(self, command_id: str) -> bool:
        """Whether the person gave a command other keys than the preset."""
        return any(each.command == command_id for each in self.overrides)


def keymap_of(preset: Preset, overrides: Iterable[KeyOverride] = ()) -> Keymap:
    """The keys of a preset with the person's changes."""
    chosen: dict[str, tuple[str, ...]] = {}
    problems: list[str] = []
    known = {command.id: command for command in COMMANDS}
    used: list[KeyOverride] = []
    for override in overrides:
        command = known.get(override.command)
        if command is None:
            problems.append(
                _("The settings give keys to {command}, which is no command.").format(
                    command=override.command
                )
            )
            continue
        used.append(override)
        keys: list[str] = []
        for key in override.keys:
            owner = _owner(key, command.where, chosen, known)
            if owner is None:
                keys.append(key)
            else:
                problems.append(
                    _("The settings give {key} to both {one} and {other}; the first one has it.").format(
                        key=key, one=owner.label, other=command.label
                    )
                )
        chosen[command.id] = tuple(keys)
    commands = tuple(
        replace(command, keys=chosen[command.id])
        if command.id in chosen
        else replace(command, keys=_left_over(keys_in(preset, command), command, chosen, known))
        for command in COMMANDS
    )
    return Keymap(preset, tuple(used), commands, tuple(problems))


def overrides_of(table: object) -> tuple[tuple[KeyOverride, ...], tuple[str, ...]]:
    """The overrides in the table ``keys`` of a settings file, and a sentence for each that is none."""
    if not isinstance(table, dict):
        return (), (_("The keys in the settings are no table; the preset is used."),)
    overrides: list[KeyOverride] = []
    problems: list[str] = []
    for command_id, value in table.items():
        written = [value] if isinstance(value, str) else value
        if not isinstance(written, list):
            written = [value]
        good = [normalised(key) if isinstance(key, str) else None for key in written]
        problems += [
            _("The settings give {command} the key {key}, which is no key.").format(
                command=command_id, key=repr(key)
            )
            for key, made in zip(written, good, strict=True)
            if made is None
        ]
        keys = tuple(dict.fromkeys(key for key in good if key is not None))
        if keys or not written:
            overrides.append(KeyOverride(str(command_id), keys))
    return tuple(overrides), tuple(problems)


def table_of(overrides: Iterable[KeyOverride]) -> Mapping[str, list[str]]:
    """The overrides as the settings file has them."""
    return {override.command: list(override.keys) for override in overrides}


@lru_cache(maxsize=256)
def _hold_together(one: Where, other: Where) -> bool:
    return one == other or ({one, other} <= {"window", *WITH_WINDOW} and "window" in (one, other))


def _owner(
    key: str, where: Where, chosen: Mapping[str, tuple[str, ...]], known: Mapping[str, Command]
) -> Command | None:
    """The command that has been given ``key``, or one that begins or goes on alike, where it holds."""
    for command_id, keys in chosen.items():
        if _hold_together(known[command_id].where, where) and any(
            begins(owned, key) or begins(key, owned) for owned in keys
        ):
            return known[command_id]
    return None


def _left_over(
    keys: tuple[str, ...],
    command: Command,
    chosen: Mapping[str, tuple[str, ...]],
    known: Mapping[str, Command],
) -> tuple[str, ...]:
    return tuple(key for key in keys if _owner(key, command.where, chosen, known) is None)

"""The settings in use: read from a file of TOML, changed by name, kept in it, told to whoever shows them.

A bad value is reported and replaced by its default, never fatal.
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import tomli_w

from postil.durable import fresh_file
from postil.errors import SettingsError
from postil.keymap import overrides_of, table_of
from postil.setting import checked
from postil.settings import Settings, keymap_in, table
from postil.signals import Signal
from postil.translation import _

if TYPE_CHECKING:
    from pathlib import Path


class LiveSettings:
    """The settings in use: changed by name, kept in their file, told to whoever shows them."""

    def __init__(self, file: Path | None = None) -> None:
        """Read ``file``; None keeps the settings in memory only."""
        self._file = file
        self.value, self.problems = load(file) if file is not None else (Settings(), ())
        self.changed: Signal[Settings] = Signal()

    def change(self, **values: Any) -> None:
        """Give settings new values; SettingsError where one cannot have its value."""
        for setting in table():
            if setting.name in values and checked(values[setting.name], setting) is None:
                sentence = _("The setting {name} cannot be {value!r}.")
                raise SettingsError(sentence.format(name=setting.name, value=values[setting.name]))
        fresh = replace(self.value, **values)
        if fresh == self.value:
            return
        self.value = fresh
        self.changed.emit(fresh)
        self._keep()

    def _keep(self) -> None:
        if self._file is None:
            return
        try:
            save(self.value, self._file)
        except OSError as error:
            sentence = _("The settings could not be written to {file} ({reason}).")
            raise SettingsError(sentence.format(file=self._file, reason=error.strerror)) from error


def load(file: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings in ``file``, and a sentence for each that could not be used."""
    try:
        read = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        sentence = _("The settings in {file} could not be read ({error}); the defaults are used.")
        return Settings(), (sentence.format(file=file, error=error),)
    values: dict[str, Any] = {}
    problems: list[str] = []
    for setting in table():
        if setting.name not in read:
            continue
        if setting.kind == "keys":
            values[setting.name], told = overrides_of(read[setting.name])
            problems += told
            continue
        value = checked(read[setting.name], setting)
        if value is None:
            problems.append(
                _("The setting {name} cannot be {value!r}; its default {default!r} is used.").format(
                    name=setting.name, value=read[setting.name], default=setting.default
                )
            )
        else:
            values[setting.name] = value
    settings = Settings(**values)
    return settings, (*problems, *keymap_in(settings).problems)


def save(settings: Settings, file: Path) -> None:
    """Write the settings in one step: a crash leaves the old file or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with fresh_file(file) as fresh:
        tomli_w.dump({**asdict(settings), "keys": table_of(settings.keys)}, fresh)

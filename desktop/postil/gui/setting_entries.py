"""The settings as lines of the palette: on, off and choices are changed there, others in their window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from postil.gui import words
from postil.gui.palette.entry import Entry, Kind
from postil.setting import choice_label
from postil.settings import table
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.live_settings import LiveSettings
    from postil.setting import Setting

_BY_COMMANDS = frozenset({"theme", "sort"})
"""Settings each of whose choices is a command: they are offered as such."""


def setting_entries(settings: LiveSettings, show: Callable[[str], object]) -> tuple[Entry, ...]:
    """Each setting that is shown in the settings window; ``show`` opens that at the setting of a name."""
    found: list[Entry] = []
    for setting in table():
        if not setting.group:
            continue
        value = getattr(settings.value, setting.name)
        if isinstance(value, bool):
            found.append(_turned(setting, settings, on=not value))
            continue
        found.append(_shown(setting, value, show))
        if setting.name not in _BY_COMMANDS:
            found += [_chosen(setting, settings, choice, value) for choice in setting.choices]
    return tuple(found)


def _turned(setting: Setting, settings: LiveSettings, *, on: bool) -> Entry:
    title = _("{setting}: turn on") if on else _("{setting}: turn off")
    return _entry(
        setting,
        title.format(setting=setting.label),
        lambda: settings.change(**{setting.name: on}),
        key=f"setting {setting.name}",
    )


def _chosen(setting: Setting, settings: LiveSettings, choice: str, value: str) -> Entry:
    return _entry(
        setting,
        _("{setting}: {choice}").format(setting=setting.label, choice=choice_label(choice)),
        lambda: settings.change(**{setting.name: choice}),
        sign="check" if choice == value else "settings",
        key=f"setting {setting.name} {choice}",
    )


def _shown(setting: Setting, value: object, show: Callable[[str], object]) -> Entry:
    told = _told(setting, value)
    return _entry(
        setting,
        setting.label,
        partial(show, setting.name),
        detail=_("Setting: {value}").format(value=told) if told else "",
        key=f"setting {setting.name}",
    )


def _told(setting: Setting, value: object) -> str:
    if isinstance(value, str):
        return choice_label(value) if setting.choices else value
    return words.number(value) if isinstance(value, int | float) else ""


def _entry(
    setting: Setting,
    title: str,
    act: Callable[[], object],
    *,
    key: str,
    detail: str = "",
    sign: str = "settings",
) -> Entry:
    return Entry(title, act, detail, sign=sign, kinds=(Kind.SETTING,), meaning=setting.sentence, key=key)

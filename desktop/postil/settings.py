"""THE table of settings: name, type, default and a sentence for each; read from and written to TOML.

A bad value is reported and replaced by its default, never fatal.
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

import tomli_w

from postil.errors import SettingsError
from postil.signals import Signal

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of one setting: enough to show it, check it and explain it."""

    name: str
    title: str
    prose: str
    group: str
    """The heading it stands under; empty for what the window keeps by itself and never shows."""
    default: Any
    choices: tuple[str, ...]
    least: float
    most: float
    step: float


def _setting(
    default: Any,
    prose: str,
    *,
    title: str = "",
    group: str = "",
    choices: tuple[str, ...] = (),
    least: float = 0,
    most: float = 0,
    step: float = 1,
) -> Any:
    rules = {"prose": prose, "title": title, "group": group, "choices": choices}
    return field(default=default, metadata={**rules, "least": least, "most": most, "step": step})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of the program, with the defaults of a first start."""

    theme: str = _setting(
        "system",
        "The colours of the window and the page.",
        title="Theme",
        group="Appearance",
        choices=("system", "light", "sepia", "dark", "warm-dark"),
    )
    left_shown: bool = _setting(
        True,
        "Whether places and pages are shown beside the article.",
        title="Places and pages",
        group="Appearance",
    )
    margin_shown: bool = _setting(
        True, "Whether notes are shown in the margin.", title="Notes in the margin", group="Appearance"
    )
    text_size: int = _setting(
        20,
        "The size of the article's letters, in pixels.",
        title="Text size",
        group="Reading",
        least=12,
        most=40,
    )
    column_width: float = _setting(
        33.6,
        "The width of a line, in letters' widths (em).",
        title="Line width",
        group="Reading",
        least=18,
        most=60,
        step=1.2,
    )
    line_height: float = _setting(
        1.6,
        "The distance of lines, in letter sizes.",
        title="Line height",
        group="Reading",
        least=1.2,
        most=2.4,
        step=0.05,
    )
    justify: bool = _setting(
        False, "Whether lines end at the same edge.", title="Justified text", group="Reading"
    )
    hyphenate: bool = _setting(
        True, "Whether long words are broken at the end of a line.", title="Hyphenation", group="Reading"
    )
    highlight_color: str = _setting(
        "yellow",
        "The colour of a new highlight.",
        title="Highlight colour",
        group="Reading",
        choices=("yellow", "red", "green", "blue", "purple", "magenta", "orange", "gray"),
    )
    sort: str = _setting(
        "added",
        "The order of the list of pages.",
        title="Order of pages",
        group="Library",
        choices=("added", "published", "opened", "title", "site", "length"),
    )
    sort_descending: bool = _setting(
        True,
        "Whether the newest, the longest or the last of the alphabet comes first.",
        title="Descending order",
        group="Library",
    )
    window_width: int = _setting(1280, "The window's width, in pixels.", least=480, most=16_000)
    window_height: int = _setting(800, "The window's height, in pixels.", least=360, most=16_000)
    places_width: int = _setting(200, "The width of the places, in pixels.", least=120, most=800)
    list_width: int = _setting(344, "The width of the list of pages, in pixels.", least=200, most=1_600)


def table() -> tuple[Setting, ...]:
    """Every setting with what is known of it, in the order in which settings are shown."""
    return tuple(
        Setting(name=entry.name, default=entry.default, **entry.metadata) for entry in fields(Settings)
    )


def load(file: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings in ``file``, and a sentence for each that could not be used."""
    try:
        read = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Settings(), (f"The settings in {file} could not be read ({error}); the defaults are used.",)
    values: dict[str, Any] = {}
    problems: list[str] = []
    for setting in table():
        if setting.name not in read:
            continue
        value = _checked(read[setting.name], setting)
        if value is None:
            problems.append(
                f"The setting {setting.name} cannot be {read[setting.name]!r}; "
                f"its default {setting.default!r} is used."
            )
        else:
            values[setting.name] = value
    return Settings(**values), tuple(problems)


def save(settings: Settings, file: Path) -> None:
    """Write the settings in one step: a crash leaves the old file or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(tomli_w.dumps(asdict(settings)), encoding="utf-8")
    fresh.replace(file)


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
            if setting.name in values and _checked(values[setting.name], setting) is None:
                message = f"The setting {setting.name} cannot be {values[setting.name]!r}."
                raise SettingsError(message)
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
            message = f"The settings could not be written to {self._file} ({error.strerror})."
            raise SettingsError(message) from error


def _checked(value: Any, setting: Setting) -> Any:
    if isinstance(setting.default, float) and type(value) is int:
        value = float(value)
    if type(value) is not type(setting.default):
        return None
    if setting.choices and value not in setting.choices:
        return None
    if setting.most and not setting.least <= value <= setting.most:
        return None
    return value

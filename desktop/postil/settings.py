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
from postil.translation import _, marked

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

    @property
    def label(self) -> str:
        """Its title in the language of the person."""
        return _(self.title)

    @property
    def sentence(self) -> str:
        """Its prose in the language of the person."""
        return _(self.prose)


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

    language: str = _setting(
        "system",
        "The language of the window and of the command line, from the next start on.",
        title=marked("Language"),
        group=marked("Appearance"),
        choices=("system", "en", "uk"),
    )
    theme: str = _setting(
        "system",
        "The colours of the window and the page.",
        title=marked("Theme"),
        group=marked("Appearance"),
        choices=("system", "light", "sepia", "dark", "warm-dark"),
    )
    left_shown: bool = _setting(
        True,
        "Whether places and pages are shown beside the article.",
        title=marked("Places and pages"),
        group=marked("Appearance"),
    )
    margin_shown: bool = _setting(
        True,
        "Whether notes are shown in the margin.",
        title=marked("Notes in the margin"),
        group=marked("Appearance"),
    )
    text_size: int = _setting(
        20,
        "The size of the article's letters, in pixels.",
        title=marked("Text size"),
        group=marked("Reading"),
        least=12,
        most=40,
    )
    column_width: float = _setting(
        33.6,
        "The width of a line, in letters' widths (em).",
        title=marked("Line width"),
        group=marked("Reading"),
        least=18,
        most=60,
        step=1.2,
    )
    line_height: float = _setting(
        1.6,
        "The distance of lines, in letter sizes.",
        title=marked("Line height"),
        group=marked("Reading"),
        least=1.2,
        most=2.4,
        step=0.05,
    )
    justify: bool = _setting(
        False, "Whether lines end at the same edge.", title=marked("Justified text"), group=marked("Reading")
    )
    hyphenate: bool = _setting(
        True,
        "Whether long words are broken at the end of a line.",
        title=marked("Hyphenation"),
        group=marked("Reading"),
    )
    highlight_color: str = _setting(
        "yellow",
        "The colour of a new highlight.",
        title=marked("Highlight colour"),
        group=marked("Reading"),
        choices=("yellow", "red", "green", "blue", "purple", "magenta", "orange", "gray"),
    )
    sort: str = _setting(
        "added",
        "The order of the list of pages.",
        title=marked("Order of pages"),
        group=marked("Library"),
        choices=("added", "published", "opened", "title", "site", "length"),
    )
    sort_descending: bool = _setting(
        True,
        "Whether the newest, the longest or the last of the alphabet comes first.",
        title=marked("Descending order"),
        group=marked("Library"),
    )
    window_width: int = _setting(1280, "The window's width, in pixels.", least=480, most=16_000)
    window_height: int = _setting(800, "The window's height, in pixels.", least=360, most=16_000)
    places_width: int = _setting(200, "The width of the places, in pixels.", least=120, most=800)
    list_width: int = _setting(344, "The width of the list of pages, in pixels.", least=200, most=1_600)


_CHOICES = {
    "system": marked("As the system has it"),
    "en": "English",
    "uk": "Українська",
    "light": marked("Light"),
    "sepia": marked("Sepia"),
    "dark": marked("Dark"),
    "warm-dark": marked("Warm dark"),
    "yellow": marked("Yellow"),
    "red": marked("Red"),
    "green": marked("Green"),
    "blue": marked("Blue"),
    "purple": marked("Purple"),
    "magenta": marked("Magenta"),
    "orange": marked("Orange"),
    "gray": marked("Gray"),
    "added": marked("Date added"),
    "published": marked("Date published"),
    "opened": marked("Last opened"),
    "title": marked("Title"),
    "site": marked("Site"),
    "length": marked("Length"),
}
"""The words for what a setting may be; a language is called by its own name."""


def choice_label(choice: str) -> str:
    """The words for one of a setting's choices, in the language of the person."""
    return _(_CHOICES.get(choice, choice))


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
        sentence = _("The settings in {file} could not be read ({error}); the defaults are used.")
        return Settings(), (sentence.format(file=file, error=error),)
    values: dict[str, Any] = {}
    problems: list[str] = []
    for setting in table():
        if setting.name not in read:
            continue
        value = _checked(read[setting.name], setting)
        if value is None:
            problems.append(
                _("The setting {name} cannot be {value!r}; its default {default!r} is used.").format(
                    name=setting.name, value=read[setting.name], default=setting.default
                )
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

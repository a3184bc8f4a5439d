"""THE table of settings: name, type, default and a sentence for each; read from and written to TOML.

A bad value is reported and replaced by its default, never fatal.
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

import tomli_w

if TYPE_CHECKING:
    from pathlib import Path


def _setting(
    default: Any, prose: str, *, choices: tuple[str, ...] = (), least: float = 0, most: float = 0
) -> Any:
    return field(default=default, metadata={"prose": prose, "choices": choices, "least": least, "most": most})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of the program, with the defaults of a first start."""

    theme: str = _setting(
        "system", "The colours of the window and the page.", choices=("system", "light", "sepia", "dark", "warm-dark")
    )
    text_size: int = _setting(20, "The size of the article's letters, in pixels.", least=12, most=40)
    column_width: float = _setting(33.6, "The width of a line, in letters' widths (em).", least=18, most=60)
    line_height: float = _setting(1.6, "The distance of lines, in letter sizes.", least=1.2, most=2.4)
    justify: bool = _setting(False, "Whether lines end at the same edge.")
    hyphenate: bool = _setting(True, "Whether long words are broken at the end of a line.")
    left_shown: bool = _setting(True, "Whether places and pages are shown beside the article.")
    margin_shown: bool = _setting(True, "Whether notes are shown in the margin.")
    sort: str = _setting(
        "added",
        "The order of the list of pages.",
        choices=("added", "published", "opened", "title", "site", "length"),
    )
    highlight_color: str = _setting(
        "yellow",
        "The colour of a new highlight.",
        choices=("yellow", "red", "green", "blue", "purple", "magenta", "orange", "gray"),
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
    for entry in fields(Settings):
        if entry.name not in read:
            continue
        value = _checked(read[entry.name], entry.default, entry.metadata)
        if value is None:
            problems.append(
                f"The setting {entry.name} cannot be {read[entry.name]!r}; its default {entry.default!r} is used."
            )
        else:
            values[entry.name] = value
    return Settings(**values), tuple(problems)


def save(settings: Settings, file: Path) -> None:
    """Write the settings in one step: a crash leaves the old file or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(tomli_w.dumps(asdict(settings)), encoding="utf-8")
    fresh.replace(file)


def _checked(value: Any, default: Any, rules: Any) -> Any:
    if isinstance(default, float) and type(value) is int:
        value = float(value)
    if type(value) is not type(default):
        return None
    if rules["choices"] and value not in rules["choices"]:
        return None
    if rules["most"] and not rules["least"] <= value <= rules["most"]:
        return None
    return value

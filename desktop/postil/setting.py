"""One setting: what is known of it, what it may be, and the words for that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from postil.translation import _, marked


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
    kind: Literal["", "font", "folder", "keys"]
    """What its words name, where they are neither choices nor free."""

    @property
    def label(self) -> str:
        """Its title in the language of the person."""
        return _(self.title)

    @property
    def sentence(self) -> str:
        """Its prose in the language of the person."""
        return _(self.prose)


def setting_field(
    default: Any,
    prose: str,
    *,
    title: str = "",
    group: str = "",
    choices: tuple[str, ...] = (),
    least: float = 0,
    most: float = 0,
    step: float = 1,
    kind: Literal["", "font", "folder", "keys"] = "",
) -> Any:
    """The field of ``Settings`` for a setting, with what ``Setting`` says of it."""
    rules = {"prose": prose, "title": title, "group": group, "choices": choices}
    return field(
        default=default, metadata={**rules, "least": least, "most": most, "step": step, "kind": kind}
    )


def checked(value: Any, setting: Setting) -> Any:
    """``value`` as ``setting`` has it; None where it may not have it."""
    if isinstance(setting.default, float) and type(value) is int:
        value = float(value)
    if type(value) is not type(setting.default):
        return None
    if setting.choices and value not in setting.choices:
        return None
    if setting.kind == "font" and not value.strip():
        return None
    if setting.most and not setting.least <= value <= setting.most:
        return None
    return value


_CHOICES = {
    "system": marked("As the system has it"),
    "en": "English",
    "uk": "Українська",
    "many": marked("When there is much"),
    "on": marked("Always"),
    "off": marked("Never"),
    "light": marked("Light"),
    "sepia": marked("Sepia"),
    "dark": marked("Dark"),
    "warm-dark": marked("Warm dark"),
    "black": marked("Black"),
    "high-contrast": marked("High contrast"),
    "high-contrast-dark": marked("High contrast, dark"),
    "spaced": marked("Space between"),
    "indented": marked("Indented"),
    "yellow": marked("Yellow"),
    "red": marked("Red"),
    "green": marked("Green"),
    "blue": marked("Blue"),
    "purple": marked("Purple"),
    "magenta": marked("Magenta"),
    "orange": marked("Orange"),
    "gray": marked("Gray"),
    "reader": marked("Reader"),
    "vim": "Vim",
    "modifiers-only": marked("Modifiers only"),
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

"""THE table of settings: name, type, default and a sentence for each."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from postil.keymap import Keymap, KeyOverride, keymap_of
from postil.presets import Preset
from postil.setting import Setting, checked, setting_field
from postil.translation import marked

_LIGHT = ("light", "sepia", "high-contrast")
_DARK = ("dark", "warm-dark", "black", "high-contrast-dark")
"""The themes; ``gui/theme.py`` has their colours."""
_OF_THIS_COMPUTER = frozenset({"receive_pages", "receiver_port", "export_choice", "palette_used"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of the program, with the defaults of a first start."""

    language: str = setting_field(
        "system",
        "The language of the window and of the command line, from the next start on.",
        title=marked("Language"),
        group=marked("Appearance"),
        choices=("system", "en", "uk"),
    )
    theme: str = setting_field(
        "system",
        "The colours of the window and the page.",
        title=marked("Theme"),
        group=marked("Appearance"),
        choices=("system", *_LIGHT[:2], *_DARK[:3], _LIGHT[2], _DARK[3]),
    )
    theme_by_day: str = setting_field(
        "light",
        marked("What following the system means while the system is light."),
        title=marked("Theme by day"),
        group=marked("Appearance"),
        choices=_LIGHT,
    )
    theme_by_night: str = setting_field(
        "dark",
        marked("What following the system means while the system is dark."),
        title=marked("Theme by night"),
        group=marked("Appearance"),
        choices=_DARK,
    )
    reduced_motion: str = setting_field(
        "system",
        marked("Whether all stands still: no caret blinks, no menu glides, no bar runs back and forth."),
        title=marked("Reduced motion"),
        group=marked("Appearance"),
        choices=("system", "on", "off"),
    )
    left_shown: bool = setting_field(
        True,
        "Whether places and pages are shown beside the article.",
        title=marked("Places and pages"),
        group=marked("Appearance"),
    )
    margin_shown: bool = setting_field(
        True,
        "Whether notes are shown in the margin.",
        title=marked("Notes in the margin"),
        group=marked("Appearance"),
    )
    text_font: str = setting_field(
        "Literata",
        marked("The letters of the article: a family that comes with Postil, or one of this computer."),
        title=marked("Font"),
        group=marked("Reading"),
        kind="font",
    )
    text_size: int = setting_field(
        20,
        "The size of the article's letters, in pixels.",
        title=marked("Text size"),
        group=marked("Reading"),
        least=12,
        most=40,
    )
    column_width: float = setting_field(
        33.6,
        "The width of a line, in letters' widths (em).",
        title=marked("Line width"),
        group=marked("Reading"),
        least=18,
        most=60,
        step=1.2,
    )
    line_height: float = setting_field(
        1.6,
        "The distance of lines, in letter sizes.",
        title=marked("Line height"),
        group=marked("Reading"),
        least=1.2,
        most=2.4,
        step=0.05,
    )
    justify: bool = setting_field(
        False, "Whether lines end at the same edge.", title=marked("Justified text"), group=marked("Reading")
    )
    hyphenate: bool = setting_field(
        True,
        "Whether long words are broken at the end of a line.",
        title=marked("Hyphenation"),
        group=marked("Reading"),
    )
    paragraphs: str = setting_field(
        "spaced",
        marked("Whether paragraphs are told apart by space between them or by an indented first line."),
        title=marked("Paragraphs"),
        group=marked("Reading"),
        choices=("spaced", "indented"),
    )
    code_line_numbers: bool = setting_field(
        False,
        marked("Whether the lines of code are numbered."),
        title=marked("Line numbers in code"),
        group=marked("Reading"),
    )
    wrap_code: bool = setting_field(
        True,
        marked("Whether long lines of code go on below; else the page scrolls to the side."),
        title=marked("Wrap code"),
        group=marked("Reading"),
    )
    reading_speed: int = setting_field(
        230,
        marked("How many words you read in a minute: for the time that is left."),
        title=marked("Reading speed"),
        group=marked("Reading"),
        least=60,
        most=1000,
        step=10,
    )
    speech_rate: float = setting_field(
        0.0,
        marked("How fast articles are read aloud: below 0 slower than usual, above it faster."),
        title=marked("Speed of reading aloud"),
        group=marked("Reading"),
        least=-1,
        most=1,
        step=0.1,
    )
    highlight_color: str = setting_field(
        "yellow",
        "The colour of a new highlight.",
        title=marked("Highlight colour"),
        group=marked("Reading"),
        choices=("yellow", "red", "green", "blue", "purple", "magenta", "orange", "gray"),
    )
    color_yellow: str = setting_field(
        "",
        marked("What yellow highlights are for: shown in menus, lists and exports."),
        title=marked("Yellow means"),
        group=marked("Colours"),
    )
    color_red: str = setting_field(
        "",
        marked("What red highlights are for: shown in menus, lists and exports."),
        title=marked("Red means"),
        group=marked("Colours"),
    )
    color_green: str = setting_field(
        "",
        marked("What green highlights are for: shown in menus, lists and exports."),
        title=marked("Green means"),
        group=marked("Colours"),
    )
    color_blue: str = setting_field(
        "",
        marked("What blue highlights are for: shown in menus, lists and exports."),
        title=marked("Blue means"),
        group=marked("Colours"),
    )
    color_purple: str = setting_field(
        "",
        marked("What purple highlights are for: shown in menus, lists and exports."),
        title=marked("Purple means"),
        group=marked("Colours"),
    )
    color_magenta: str = setting_field(
        "",
        marked("What magenta highlights are for: shown in menus, lists and exports."),
        title=marked("Magenta means"),
        group=marked("Colours"),
    )
    color_orange: str = setting_field(
        "",
        marked("What orange highlights are for: shown in menus, lists and exports."),
        title=marked("Orange means"),
        group=marked("Colours"),
    )
    color_gray: str = setting_field(
        "",
        marked("What gray highlights are for: shown in menus, lists and exports."),
        title=marked("Gray means"),
        group=marked("Colours"),
    )
    sort: str = setting_field(
        "added",
        "The order of the list of pages.",
        title=marked("Order of pages"),
        group=marked("Library"),
        choices=("added", "published", "opened", "title", "site", "length"),
    )
    trash_days: int = setting_field(
        30,
        "How many days deleted pages and highlights rest in the trash; 0 keeps them until you empty it.",
        title=marked("Days in the trash"),
        group=marked("Library"),
        least=0,
        most=3650,
    )
    remember_searches: bool = setting_field(
        True,
        marked("Whether the queries that you use are remembered, in this library, to be had again."),
        title=marked("Remember searches"),
        group=marked("Library"),
    )
    look_first: str = setting_field(
        "many",
        marked("Whether Postil says how much there is, and offers to look first, before it imports."),
        title=marked("Ask before importing"),
        group=marked("Library"),
        choices=("many", "on", "off"),
    )
    watched_folder: str = setting_field(
        "",
        marked("A folder whose pages come in by themselves. Nothing in it is ever moved or changed."),
        title=marked("Watched folder"),
        group=marked("Library"),
        kind="folder",
    )
    backup_folder: str = setting_field(
        "",
        marked("A folder for complete backups, best on another disk; without one, they are in the library."),
        title=marked("Folder of backups"),
        group=marked("Library"),
        kind="folder",
    )
    receive_pages: bool = setting_field(
        False,
        marked(
            "Whether the browser extension SingleFile may hand pages over. Postil then listens on this"
            " computer (127.0.0.1) for requests that know a secret token; nothing reaches it from outside."
        ),
        title=marked("Receive pages from a browser"),
        group=marked("Library"),
    )
    receiver_port: int = setting_field(
        0,
        marked("The port on which pages are received; 0 lets Postil choose one, once."),
        title=marked("Port for received pages"),
        group=marked("Library"),
        least=0,
        most=65535,
    )
    sort_descending: bool = setting_field(
        True,
        "Whether the newest, the longest or the last of the alphabet comes first.",
        title=marked("Descending order"),
        group=marked("Library"),
    )
    keymap: str = setting_field(
        Preset.READER.value,
        marked("The keys to start from. Modifiers only leaves bare letters to a screen reader."),
        title=marked("Set of keys"),
        group=marked("Keyboard"),
        choices=tuple(preset.value for preset in Preset),
    )
    keys: tuple[KeyOverride, ...] = setting_field(
        (), "The keys that were changed, each command with all the keys that it has now.", kind="keys"
    )
    export_choice: str = setting_field("", "What was chosen in the last export, as JSON.")
    folded_tags: str = setting_field("", "The tags that are folded in the places, a line each.")
    palette_used: str = setting_field(
        "", "What was used last in the palette, a line each, the last one first."
    )
    window_width: int = setting_field(1280, "The window's width, in pixels.", least=480, most=16_000)
    window_height: int = setting_field(800, "The window's height, in pixels.", least=360, most=16_000)
    places_width: int = setting_field(200, "The width of the places, in pixels.", least=120, most=800)
    list_width: int = setting_field(344, "The width of the list of pages, in pixels.", least=200, most=1_600)


def table() -> tuple[Setting, ...]:
    """Every setting with what is known of it, in the order in which settings are shown."""
    return tuple(
        Setting(name=entry.name, default=entry.default, **entry.metadata) for entry in fields(Settings)
    )


def of_this_computer(setting: Setting) -> bool:
    """Whether it names a place of this computer, lets it listen or tells what was done here: it is not taken
    from elsewhere.
    """
    return setting.kind == "folder" or setting.name in _OF_THIS_COMPUTER


def allowed(name: str, value: Any) -> Any:
    """``value`` as the setting of that name has it; None where it may not have it, or there is none."""
    found = next((setting for setting in table() if setting.name == name), None)
    return None if found is None else checked(value, found)


def keymap_in(settings: Settings) -> Keymap:
    """The keys in use: the chosen set with the person's changes."""
    return keymap_of(Preset(settings.keymap), settings.keys)

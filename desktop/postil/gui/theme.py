"""The colours of the window and of the page, read from ``resources/themes``.

A theme is one frozen value. Contrast (WCAG 2) is held by a test: running text 7:1, muted text 4.5:1,
links 4.5:1 also inside highlights, every colour of code 4.5:1 on its box.
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from string import Template
from typing import Literal

from PySide6.QtGui import QColor, QPalette

from postil import paths
from postil.model.annotation import Color

THEME_NAMES = ("light", "sepia", "dark", "warm-dark", "black", "high-contrast", "high-contrast-dark")
"""The themes, in the order in which a key goes through them."""

SYSTEM = "system"
"""The setting that follows the system: by day, by night, and where it wants high contrast."""


@dataclass(frozen=True, slots=True)
class PageColors:
    """The article: what is read and what lies under it. Colours are ``#rrggbb``."""

    ground: str
    ink: str
    heading: str
    quote: str
    """The words of a quotation."""
    muted: str
    """Bylines, captions, footnotes, list markers."""
    rule: str
    link: str
    quote_bar: str
    code_ground: str
    key_border: str
    """The edge of a key cap."""
    selection: str
    caret: str
    cursor: str
    """The bar of the reading cursor, beside its paragraph."""
    cursor_ground: str
    """What lies under the sentence or the word of the reading cursor."""
    find: str
    find_current: str
    placeholder: str
    """The ground of an image that is not there."""
    image_opacity: float
    blend: Literal["multiply", "lighten"]
    """How a highlight is laid over what is under it: as ink on paper, or as light in the dark."""


@dataclass(frozen=True, slots=True)
class CodeColors:
    """The tokens of code."""

    ink: str
    keyword: str
    function: str
    string: str
    number: str
    comment: str
    operator: str
    type: str
    tag: str


@dataclass(frozen=True, slots=True)
class WindowColors:
    """Everything around the article."""

    ground: str
    """The places at the left, bars, dialogs."""
    panel: str
    """The list of pages."""
    ink: str
    muted: str
    rule: str
    hover: str
    selected: str
    selected_ink: str
    field: str
    field_border: str
    accent: str
    """The one answer that is waited for, progress, the star."""
    accent_ink: str
    focus: str
    scroll: str
    overlay: str
    """What lies over the rest: menus, palette, help, popovers."""
    overlay_border: str
    danger: str
    success: str


@dataclass(frozen=True, slots=True)
class HighlightColors:
    """One of the eight colours."""

    fill: str
    """What is laid under the words."""
    accent: str
    """The bar beside the note, the dot in a list, the tick in the scroll bar."""


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours at once."""

    name: str
    title: str
    """The name as people read it: "Warm dark"."""
    dark: bool
    page: PageColors
    code: CodeColors
    window: WindowColors
    highlights: tuple[HighlightColors, ...]
    """In the order of ``Color``; ask ``highlight``."""
    outlined: bool = False
    """Whether highlights are also told by a line, and focus by a broader one: high contrast."""

    def highlight(self, color: Color) -> HighlightColors:
        """How ``color`` looks in this theme."""
        return self.highlights[_ORDER.index(color)]


@cache
def theme(name: str) -> Theme:
    """The theme of that name, one of THEME_NAMES; KeyError for any other."""
    if name not in THEME_NAMES:
        raise KeyError(name)
    read = tomllib.loads(paths.resource(f"themes/{name}.toml").read_text(encoding="utf-8"))
    return Theme(
        name=name,
        title=read["title"],
        dark=read["dark"],
        page=PageColors(**read["page"]),
        code=CodeColors(**read["code"]),
        window=WindowColors(**read["window"]),
        highlights=tuple(HighlightColors(**read["highlights"][color.value]) for color in Color),
        outlined=read.get("outlined", False),
    )


@dataclass(frozen=True, slots=True)
class SystemWish:
    """What the person has told the system of the computer."""

    dark: bool = False
    high_contrast: bool = False


def chosen_theme(setting: str, wish: SystemWish, *, by_day: str = "light", by_night: str = "dark") -> Theme:
    """The theme that the setting ``theme`` means: a name, or ``system``.

    Who follows the system has ``by_day`` or ``by_night``, and high contrast where the system wants that.
    """
    if setting != SYSTEM:
        return theme(setting)
    if wish.high_contrast:
        return theme("high-contrast-dark" if wish.dark else "high-contrast")
    return theme(by_night if wish.dark else by_day)


def palette(colors: Theme) -> QPalette:
    """The palette of the whole program, for ``QApplication.setPalette``."""
    window, page = colors.window, colors.page
    made = QPalette()
    for role, value in (
        (QPalette.ColorRole.Window, window.ground),
        (QPalette.ColorRole.WindowText, window.ink),
        (QPalette.ColorRole.Base, window.field),
        (QPalette.ColorRole.AlternateBase, window.panel),
        (QPalette.ColorRole.Text, window.ink),
        (QPalette.ColorRole.PlaceholderText, window.muted),
        (QPalette.ColorRole.Button, window.ground),
        (QPalette.ColorRole.ButtonText, window.ink),
        (QPalette.ColorRole.BrightText, window.danger),
        (QPalette.ColorRole.ToolTipBase, window.overlay),
        (QPalette.ColorRole.ToolTipText, window.ink),
        (QPalette.ColorRole.Highlight, page.selection),
        (QPalette.ColorRole.HighlightedText, page.ink),
        (QPalette.ColorRole.Link, page.link),
        (QPalette.ColorRole.LinkVisited, page.link),
        (QPalette.ColorRole.Accent, window.accent),
        (QPalette.ColorRole.Mid, window.rule),
    ):
        made.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(window.muted))
    return made


def style_sheet(colors: Theme) -> str:
    """The style sheet of the window's widgets (not of the page), for ``QApplication.setStyleSheet``.

    It is ``resources/themes/window.qss``, and ``outlined.qss`` after it in high contrast; a name with a
    dollar there is a field of WindowColors, or ``$selection``, ``$heading`` and ``$page`` of the page, and
    ``$icons`` the folder of icons, ``$signs`` the colour of signs on the accent. A widget takes one of its
    roles by ``widget.setProperty("role", "muted")``: muted, danger, heading, panel …
    """
    sheets = ("window", "outlined") if colors.outlined else ("window",)
    rules = [paths.resource(f"themes/{sheet}.qss").read_text(encoding="utf-8") for sheet in sheets]
    template = Template("\n".join(rules))
    page = colors.page
    return template.substitute(
        asdict(colors.window),
        selection=page.selection,
        heading=page.heading,
        page=page.ground,
        icons=paths.resource("icons").as_posix(),
        signs="black" if QColor(colors.window.accent).lightnessF() > _LIGHT_GROUND else "white",
    )


_ORDER = tuple(Color)
_LIGHT_GROUND = 0.6

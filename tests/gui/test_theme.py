"""The themes are complete, and their colours can be read."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QPalette

from postil import paths
from postil.gui.theme import THEME_NAMES, SystemWish, Theme, chosen_theme, palette, style_sheet, theme
from postil.model.annotation import Color
from postil.settings import table


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def laid_over(colors: Theme, fill: str, ground: str) -> str:
    """A highlight's fill as it is seen on ``ground``."""
    pairs = [(int(fill[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    if colors.page.blend == "multiply":
        return "#" + "".join(f"{round(a * b / 255):02x}" for a, b in pairs)
    return "#" + "".join(f"{max(a, b):02x}" for a, b in pairs)


@pytest.fixture(params=THEME_NAMES)
def colors(request: pytest.FixtureRequest) -> Theme:
    return theme(str(request.param))


def test_running_text_has_seven_to_one(colors: Theme) -> None:
    page = colors.page
    for ink in (page.ink, page.heading, page.quote):
        assert contrast(ink, page.ground) >= 7
    assert contrast(colors.window.ink, colors.window.ground) >= 7
    assert contrast(colors.window.selected_ink, colors.window.selected) >= 7


def test_muted_text_and_links_have_four_and_a_half(colors: Theme) -> None:
    page, window = colors.page, colors.window
    for ink in (page.muted, page.link):
        for ground in (page.ground, page.cursor_ground, page.code_ground, page.placeholder):
            assert contrast(ink, ground) >= 4.5
    for ground in (window.ground, window.panel, window.overlay, window.field):
        assert contrast(window.muted, ground) >= 4.5
        assert contrast(window.danger, ground) >= 4.5
        assert contrast(window.success, ground) >= 4.5
    assert contrast(window.accent_ink, window.accent) >= 4.5


def test_words_and_links_inside_highlights_stay_readable(colors: Theme) -> None:
    page = colors.page
    for color in Color:
        seen = laid_over(colors, colors.highlight(color).fill, page.ground)
        assert contrast(page.ink, seen) >= 6.5
        assert contrast(page.link, seen) >= 4.5
        assert contrast(seen, page.ground) >= 1.2


def test_captions_and_code_inside_highlights_stay_readable(colors: Theme) -> None:
    page, code = colors.page, colors.code
    for color in Color:
        fill = colors.highlight(color).fill
        assert contrast(page.muted, laid_over(colors, fill, page.ground)) >= 4.5, color
        for name in code.__slots__:
            on_code = laid_over(colors, fill, page.code_ground)
            assert contrast(getattr(code, name), on_code) >= 4.5, (name, color)


def test_words_in_a_selection_and_in_find_hits_stay_readable(colors: Theme) -> None:
    page = colors.page
    for ground in (page.selection, page.find):
        assert contrast(page.ink, ground) >= 4.5
        assert contrast(page.link, ground) >= 4.5
    assert contrast(page.ink, page.find_current) >= 3


def test_every_token_of_code_has_four_and_a_half_on_its_box(colors: Theme) -> None:
    code = colors.code
    for name in code.__slots__:
        assert contrast(getattr(code, name), colors.page.code_ground) >= 4.5, name


def test_what_is_no_text_but_must_be_seen_has_three(colors: Theme) -> None:
    page = colors.page
    assert contrast(page.quote_bar, page.ground) >= 3
    assert contrast(page.caret, page.ground) >= 3
    assert contrast(page.cursor, page.ground) >= 3
    assert contrast(colors.window.focus, colors.window.field) >= 3


def test_the_eight_colours_differ(colors: Theme) -> None:
    assert len({colors.highlight(color).fill for color in Color}) == 8
    assert len({colors.highlight(color).accent for color in Color}) == 8


def test_the_palette_and_the_style_sheet_are_made_of_the_theme(colors: Theme) -> None:
    made = palette(colors)
    assert made.color(QPalette.ColorRole.Window) == QColor(colors.window.ground)
    sheet = style_sheet(colors)
    assert "$" not in sheet
    assert colors.window.panel in sheet


def test_signs_on_the_accent_are_icons_that_can_be_seen(colors: Theme) -> None:
    for sign in ("tick", "dash"):
        (name,) = set(re.findall(rf"/({sign}-\w+\.svg)", style_sheet(colors)))
        (stroke,) = re.findall(r'stroke="(#\w+)"', paths.resource(f"icons/{name}").read_text("utf-8"))
        assert contrast(stroke, colors.window.accent) >= 4.5


def test_the_system_decides_where_the_setting_says_so() -> None:
    night, day = SystemWish(dark=True), SystemWish()
    assert chosen_theme("system", night).name == "dark"
    assert chosen_theme("system", day).name == "light"
    assert chosen_theme("system", night, by_day="sepia", by_night="black").name == "black"
    assert chosen_theme("system", day, by_day="sepia", by_night="black").name == "sepia"
    assert chosen_theme("sepia", night).name == "sepia"
    with pytest.raises(KeyError):
        chosen_theme("neon", day)


def test_high_contrast_follows_the_system_unless_a_theme_is_named() -> None:
    assert chosen_theme("system", SystemWish(high_contrast=True)).name == "high-contrast"
    assert chosen_theme("system", SystemWish(dark=True, high_contrast=True)).name == "high-contrast-dark"
    assert chosen_theme("sepia", SystemWish(high_contrast=True)).name == "sepia"


def test_every_theme_can_be_chosen() -> None:
    by_name = {setting.name: setting for setting in table()}
    assert by_name["theme"].choices == ("system", *THEME_NAMES)
    for setting, dark in (("theme_by_day", False), ("theme_by_night", True)):
        assert [theme(name).dark for name in by_name[setting].choices] == [dark] * len(
            by_name[setting].choices
        )


def test_black_is_black() -> None:
    assert theme("black").page.ground == theme("black").window.ground == "#000000"


def test_accents_can_be_seen(colors: Theme) -> None:
    for color in Color:
        accent = colors.highlight(color).accent
        for ground in (colors.page.ground, colors.window.panel, colors.window.overlay):
            assert contrast(accent, ground) >= 3, color


def test_high_contrast_keeps_its_promise() -> None:
    for colors in (theme("high-contrast"), theme("high-contrast-dark")):
        page, window, code = colors.page, colors.window, colors.code
        assert colors.outlined
        for ink in (page.ink, page.heading, page.quote, page.muted, page.link):
            for ground in (
                page.ground,
                page.code_ground,
                page.cursor_ground,
                page.placeholder,
                page.selection,
            ):
                assert contrast(ink, ground) >= 7, (ink, ground)
        for ink in (window.ink, window.muted, window.danger, window.success, window.accent):
            for ground in (window.ground, window.panel, window.overlay, window.field):
                assert contrast(ink, ground) >= 7, (ink, ground)
        for name in code.__slots__:
            assert contrast(getattr(code, name), page.code_ground) >= 7, name
        for edge in (window.rule, window.field_border, window.overlay_border, window.focus, window.scroll):
            for ground in (window.ground, window.field, window.overlay):
                assert contrast(edge, ground) >= 4.5, edge
        assert contrast(window.selected, window.panel) >= 2.9  # three is all that seven for its words leave
        assert contrast(window.muted, window.selected) >= 4.5
        for edge in (page.rule, page.quote_bar, page.key_border):
            assert contrast(edge, page.ground) >= 4.5, edge
        for color in Color:
            seen = laid_over(colors, colors.highlight(color).fill, page.ground)
            assert contrast(page.ink, seen) >= 7, color
            assert contrast(colors.highlight(color).accent, seen) >= 3, color

"""What elements within a line do to their letters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postil.gui import fonts
from postil.gui.reader.formats import Baseline, CharStyle, Chip

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.gui.theme import Theme

_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em", "cite", "dfn", "var"})
_CODE = frozenset({"code", "samp"})
_QUOTATION_MARKS = {
    "de": ("„", "“"), "cs": ("„", "“"), "pl": ("„", "”"),
    "uk": ("«", "»"), "ru": ("«", "»"), "fr": ("« ", " »"), "es": ("«", "»"), "it": ("«", "»"),
    "pt": ("«", "»"),
    "ja": ("「", "」"), "zh": ("「", "」"),
}  # fmt: skip


def phrase_style(element: _Element, style: CharStyle, theme: Theme) -> CharStyle:
    """The letters inside ``element`` where those around it are ``style``."""
    tag = element.tag
    if tag in _BOLD:
        return replace(style, weight=600 if style.family == fonts.INTERFACE else 700)
    if tag in _ITALIC:
        return replace(style, italic=not style.italic)
    if tag in _CODE:
        return _code_style(style)
    if tag == "kbd":
        return replace(
            style, family=fonts.INTERFACE, size=style.size * 0.74, chip=Chip.KEY, hyphenation="", italic=False
        )
    if tag == "a":
        return _link_style(element, style, theme)
    if tag in ("sup", "rt"):
        return replace(style, baseline=Baseline.RAISED, underline=False, hyphenation="")
    if tag == "sub":
        return replace(style, baseline=Baseline.LOWERED, hyphenation="")
    if tag in ("del", "s"):
        return replace(style, strike=True)
    if tag in ("u", "ins"):
        return replace(style, underline=True)
    if tag == "mark":
        return replace(style, chip=Chip.MARK)
    if tag in ("small", "rp"):
        return replace(style, size=style.size * 0.86)
    return style


def has_chip_edges(element: _Element, style: CharStyle) -> bool:
    """Whether a chip begins and ends with this element, so that it wants room at both sides."""
    return (element.tag in _CODE or element.tag == "kbd") and style.chip is None


def quotation_marks(language: str | None) -> tuple[str, str]:
    """The marks around a ``q`` in a language."""
    return _QUOTATION_MARKS.get((language or "").split("-")[0].lower(), ("“", "”"))


def _code_style(style: CharStyle) -> CharStyle:
    # JetBrains Mono is large on its body: at .82 its small letters are as high as Literata's.
    return replace(
        style, family=fonts.CODE, size=style.size * 0.82, chip=style.chip or Chip.CODE, hyphenation=""
    )


def _link_style(element: _Element, style: CharStyle, theme: Theme) -> CharStyle:
    href = element.get("href")
    if not href:
        return style
    raised = style.baseline is not Baseline.NORMAL or (len(element) == 1 and element[0].tag == "sup")
    return replace(style, href=href, color=theme.page.link, underline=not raised)

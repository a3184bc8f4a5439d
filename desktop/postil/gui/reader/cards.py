"""Cards: what an article embeds from elsewhere, shown as its title and the site that it leads to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from postil.gui import fonts

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.gui.reader.setting import Setting

_SIZE = 0.78
"""Of the size of text."""


def card_setting(setting: Setting, line_height: float) -> Setting:
    """How the words of a card are set."""
    return replace(
        setting,
        chars=replace(setting.chars, family=fonts.INTERFACE, size=setting.chars.size * _SIZE),
        block=replace(setting.block, line=round(line_height * _SIZE), justified=False, bottom=4),
    )


def site_of(card: _Element) -> str:
    """The site that a card's last link leads to; empty where the card names it itself, or has no link."""
    addresses = [address for link in card.iter("a") if (address := link.get("href") or "").startswith("http")]
    if not addresses:
        return ""
    site = (urlsplit(addresses[-1]).hostname or "").removeprefix("www.")
    return "" if site in "".join(map(str, card.itertext())) else site

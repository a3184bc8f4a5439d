"""What stands above an article and is not part of it: site, title, who wrote it, when, how long it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from postil.gui import dates, fonts, words
from postil.gui.reader.formats import BlockStyle, CharStyle
from postil.gui.reader.headings import TITLE, heading_block, heading_chars
from postil.model.reading_time import WORDS_A_MINUTE, reading_minutes
from postil.translation import _

if TYPE_CHECKING:
    from postil.gui.reader.setting import Look, Setting
    from postil.gui.reader.writer import Writer
    from postil.model.page import Page

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_SEPARATOR = " · "


def address_of(page: Page) -> str:
    """Where the page came from, if that is an address that may be opened; else empty."""
    address = page.canonical or page.address or ""
    return address if address.startswith(("http://", "https://")) else ""


def facts_of(page: Page, speed: int = WORDS_A_MINUTE) -> str:
    """One line: "By Marta Havrylenko · 12 March 2026 · 14 minutes"; what is not known is left out.

    ``speed`` is that of the person, in words a minute.
    """
    byline = _("By {names}").format(names=page.byline) if page.byline else ""
    facts = [fact for fact in (byline, date_in_words(page.published), duration(page.words, speed)) if fact]
    if page.direction == "rtl" or QGuiApplication.isRightToLeft():
        # Each fact keeps its own direction: without isolates their words would change places.
        facts = [f"\u2068{fact}\u2069" for fact in facts]
    return _SEPARATOR.join(facts)


def date_in_words(published: str | None) -> str:
    """An ISO 8601 date as precise as it is: "12 March 2026", "March 2026", "2026"; empty for none."""
    match = _DATE.match(published or "")
    if match is None:
        return ""
    year, month, day = match.groups()
    try:
        known = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return year
    if not month:
        return year
    return dates.long_date(known) if day else dates.month(known)


def duration(count: int, speed: int = WORDS_A_MINUTE) -> str:
    """How long reading takes; empty where the words were not counted."""
    minutes = reading_minutes(count, speed)
    return words.counted("{count} minute", "{count} minutes", minutes) if minutes else ""


def write_header(writer: Writer, page: Page, setting: Setting, look: Look, *, with_title: bool) -> None:
    """Write the site and, unless the article brings it itself, the title and the facts."""
    site, address = words.site(page), address_of(page)
    if site:
        chars = replace(_small_print(look), href=address)
        block = BlockStyle(line=20, bottom=round(look.metrics.line_height * 0.3), rtl=setting.block.rtl)
        writer.ornament(site, chars, block)
        writer.end_block()
    if with_title:
        block = heading_block(TITLE, page.title, metrics=look.metrics, width=look.width, base=setting.block)
        writer.ornament(page.title, heading_chars(TITLE, look.metrics, look.theme), block)
        writer.end_block()
        write_facts(writer, page, setting, look)


def write_facts(writer: Writer, page: Page, setting: Setting, look: Look) -> None:
    """Write who, when and how long, and the space above the article."""
    facts = facts_of(page, look.metrics.reading_speed)
    line = look.metrics.line_height
    if facts:
        block = BlockStyle(line=22, bottom=line, rtl=setting.block.rtl)
        writer.ornament(facts, _small_print(look), block)
    writer.end_block(space=line)
    if page.waiting:
        block = BlockStyle(line=22, bottom=line, rtl=QGuiApplication.isRightToLeft())
        writer.ornament(_waiting(page), _small_print(look), block)
        writer.end_block(space=line)
        address = address_of(page)
        if address:
            writer.ornament(address, _small_print(look), replace(block, rtl=False))
            writer.end_block(space=line)


def _waiting(page: Page) -> str:
    """What is said where the page itself should be."""
    if address_of(page):
        return _(
            "Only the link to this page is here. Save the page with your browser and import it: it comes to"
            " stand here, and highlights find their places by themselves."
        )
    return _(
        "Only what was written about this text is here. Import the text, with the same title, and it comes to"
        " stand here."
    )


def _small_print(look: Look) -> CharStyle:
    return CharStyle(color=look.theme.page.muted, size=14, family=fonts.INTERFACE)

"""Pages that are the same, and related ones, in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from postil.app.likening import told
from postil.gui import words
from postil.gui.widgets.page_lines import PageLine
from postil.translation import _

if TYPE_CHECKING:
    from postil.app.likening import Alike, AlikeGroup
    from postil.app.relating import Related
    from postil.model.page import Page

_MOST_WORDS = 8
_LONGEST = 60


def alike_line(alike: Alike) -> PageLine:
    """A page that is the same as the one that is looked at."""
    about = [told(alike.likeness), *_whence(alike.page)]
    if alike.page.highlights:
        about.append(words.counted("{count} highlight", "{count} highlights", alike.page.highlights))
    return PageLine(alike.page.title, alike.page.id, " · ".join(about))


def related_line(related: Related) -> PageLine:
    """A page that is related to the one that is looked at, and by what."""
    shared = ", ".join(related.kinship.shared[:_MOST_WORDS])
    about = [_("both speak of: {words}").format(words=shared), *_whence(related.page)]
    return PageLine(related.page.title, related.page.id, " · ".join(about))


def group_lines(group: AlikeGroup) -> tuple[PageLine, ...]:
    """Pages that hang together: a heading, then each with how it is like the first that it is like."""
    heading = words.counted(
        "{count} pages: {title}", "{count} pages: {title}", len(group.pages), title=group.pages[0].title
    )
    lines = [PageLine(heading)]
    for page in group.pages:
        pair = group.nearest_before(page)
        about = (told(pair),) if pair is not None else ()
        lines.append(PageLine(page.title, page.id, " · ".join((*about, *_whence(page)))))
    return tuple(lines)


def named(page: Page) -> str:
    """A page in a sentence: its title in quotation marks, cut where it is long."""
    title = page.title if len(page.title) <= _LONGEST else page.title[: _LONGEST - 1].rstrip() + "…"
    return _("“{title}”").format(title=title)


def _whence(page: Page) -> tuple[str, ...]:
    today = datetime.now().astimezone().date()
    return tuple(filter(None, (words.source(page), words.page_date(page, today))))

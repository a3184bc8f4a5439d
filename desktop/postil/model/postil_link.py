"""Links that open Postil at a place: ``postil://page/<page id>``, with ``#hl-<annotation id>`` a highlight.

Exported notes carry them, the desktop hands them back. A link may come from anywhere, so it is taken letter
by letter or not at all: no other host, no query, no percent-encoding, nothing that could be something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from postil.errors import NotFound
from postil.model.ids import AnnotationId, PageId
from postil.translation import _

SCHEME = "postil:"
_LONGEST = 256
_SHOWN = 60
"""How much of a wrong link is told."""
_LINK = re.compile(
    r"(?i:postil://page)/(?P<page>[0-9A-Za-z][0-9A-Za-z_-]{0,63})"
    r"(?:#hl-(?P<annotation>[0-9A-Za-z][0-9A-Za-z_-]{0,63}))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class PostilLink:
    """A page of the library, or a highlight on it."""

    page: PageId
    annotation: AnnotationId | None = None

    @property
    def address(self) -> str:
        """The link as it is written: letters, digits and a few signs, whatever an id may be.

        >>> PostilLink(PageId("k3vq"), AnnotationId("m2xa")).address
        'postil://page/k3vq#hl-m2xa'
        """
        at = f"#hl-{quote(self.annotation, safe='')}" if self.annotation is not None else ""
        return f"postil://page/{quote(self.page, safe='')}{at}"


def is_postil_link(text: str) -> bool:
    """Whether something claims to be a link of Postil; whether it is one, reading it says."""
    return text[: len(SCHEME)].lower() == SCHEME


def read_postil_link(text: str) -> PostilLink:
    """What a link names; NotFound where it is none of Postil's, letter by letter."""
    match = _LINK.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        told = _("{link} is no link to a page of Postil: those look like postil://page/… and end there.")
        raise NotFound(told.format(link=_shown(text)))
    annotation = match["annotation"]
    return PostilLink(PageId(match["page"]), AnnotationId(annotation) if annotation else None)


def _shown(text: str) -> str:
    """The beginning of a link as it can be shown: on one line, without letters that turn others around."""
    beginning = text[:_SHOWN]
    shown = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in beginning)
    return shown + ("…" if len(text) > _SHOWN else "")

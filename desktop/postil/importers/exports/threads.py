"""Annotations and the answers to them, as highlights and notes of pages.

An answer is written into the note of what it answers, with its author and time. What others wrote says their
name; what the person wrote does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.model.annotation import Style
from postil.model.record import ImportedAnnotation, Record
from postil.translation import _

if TYPE_CHECKING:
    from datetime import datetime

    from postil.importers.exports.gathering import Gathering
    from postil.model.annotation import Color
    from postil.model.selectors import TextQuoteSelector

_ESCAPED = r"\\\1"
_MARK = re.compile(r"([\\`*_\[\]<>~|#])")


@dataclass(frozen=True, slots=True)
class Written:
    """An annotation, a note on a page, or an answer to one, as its author wrote it."""

    id: str
    user: str
    """The account of the author; empty where nobody is named."""
    name: str
    """What the author is called."""
    address: str
    """Of the page, or the name of a document: ``urn:x-pdf:…``."""
    title: str
    quote: TextQuoteSelector | None
    """None for a note on the page, and for an answer."""
    place: float | None
    """Where in the text of its page it stands."""
    text: str
    """In Markdown."""
    tags: tuple[str, ...]
    created: datetime | None
    modified: datetime | None
    answers: tuple[str, ...] = ()
    """The ids of what it answers, from the first annotation of the talk on; empty where it is no answer."""
    color: Color | None = None
    style: Style = Style.HIGHLIGHT
    warning: str = ""
    """A sentence about what could not be read of it."""


@dataclass(frozen=True, slots=True)
class Threads:
    """What an export has, and whose it is."""

    tool: str
    """What begins the names of its annotations: ``hypothesis``; empty where ids are of this file alone."""
    own: str
    """The account of the person; empty where the export does not say."""
    written: tuple[Written, ...]


def gather_threads(threads: Threads, gathering: Gathering) -> None:
    """Take the annotations with the answers to them."""
    own = threads.own or _only_author(threads)
    known = {each.id for each in threads.written if each.id and not each.answers}
    answers: dict[str, list[Written]] = {}
    for each in threads.written:
        root = next((answered for answered in each.answers if answered in known), None)
        if root is not None:
            answers.setdefault(root, []).append(each)
    for number, each in enumerate(threads.written, 1):
        if known.intersection(each.answers):
            continue
        talk = sorted(answers.get(each.id, ()), key=_moment)
        note = "\n\n".join(filter(None, (_opening(each, own), *map(_answer, talk))))
        tags = tuple(tag for written in (each, *talk) for tag in written.tags)
        if not (each.quote or note or tags or each.address):
            gathering.warn(
                each.warning or _("Annotation {place} is empty, and was left out.").format(place=number)
            )
            continue
        _gather(each, note, tags, threads.tool, gathering)


def _moment(each: Written) -> float:
    return each.created.timestamp() if each.created else 0


def _gather(each: Written, note: str, tags: tuple[str, ...], tool: str, gathering: Gathering) -> None:
    annotation = each.quote and ImportedAnnotation(
        quote=each.quote,
        note=note,
        color=each.color,
        style=each.style,
        tags=tuple(dict.fromkeys(tags)),
        created=each.created,
        modified=each.modified,
        id=f"{tool}:{each.id}" if tool and each.id else "",
    )
    gathering.add(
        Record(
            title=each.title or None,
            tags=() if annotation else tags,
            note="" if annotation else note,
            annotations=(annotation,) if annotation else (),
        ),
        address=each.address,
        order=each.place,
        warning=each.warning,
    )


def _only_author(threads: Threads) -> str:
    """Whose annotations they are where the export does not say: everybody's, if they are of several."""
    authors = {each.user for each in threads.written if each.user}
    return authors.pop() if len(authors) == 1 else ""


def _opening(each: Written, own: str) -> str:
    if each.answers:
        return _answer(each)
    return each.text if each.user == own or not each.user else _said(each)


def _answer(each: Written) -> str:
    return _said(each) if each.text else ""


def _said(each: Written) -> str:
    """What somebody wrote, with who it was and when."""
    head = f"**{_MARK.sub(_ESCAPED, each.name) or _('Somebody')}**"
    if each.answers and each.created:
        head += f", {each.created:%Y-%m-%d %H:%M}"
    return f"{head}: {each.text}" if each.text else head

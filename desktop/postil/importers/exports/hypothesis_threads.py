"""Annotations of Hypothesis and the answers to them, as highlights and notes of pages.

An answer is written into the note of what it answers, with its author and time. What others wrote says their
name; what the person wrote does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from postil.importers.pages.html import web_address
from postil.model.record import ImportedAnnotation, Record
from postil.translation import _

if TYPE_CHECKING:
    from datetime import datetime

    from postil.importers.exports.gathering import Gathering
    from postil.model.selectors import TextQuoteSelector

LINE = "line "
"""What begins the id of an annotation that has none: the line it stands in follows."""
_ACCOUNT = re.compile(r"acct:([^@]*)@.*", re.DOTALL)
_MARK = re.compile(r"([\\`*_\[\]<>~|#])")
_PROXY = re.compile(r"via\d?\.hypothes\.is|via\d?\.[\w-]+\.hypothes\.is", re.IGNORECASE)
_PROXIED = re.compile(r"https?:/{1,2}[^/].*", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Written:
    """An annotation, a note on a page, or an answer to one, as its author wrote it."""

    id: str
    user: str
    """The account: ``acct:mira@hypothes.is``."""
    name: str
    """As the author wants to be called; may be empty."""
    addresses: tuple[str, ...]
    """Of the page, or names of a document (``urn:x-pdf:…``); the first that is on the web counts."""
    title: str
    quote: TextQuoteSelector | None
    """None for a note on the page, and for an answer."""
    place: float | None
    """Where in the text of its page it stands."""
    text: str
    tags: tuple[str, ...]
    created: datetime | None
    modified: datetime | None
    answers: tuple[str, ...] = ()
    """The ids of what it answers, from the first annotation of the talk on; empty where it is no answer."""

    @property
    def author(self) -> str:
        """What the author is called, as Markdown."""
        account = _ACCOUNT.fullmatch(self.user)
        return _MARK.sub(r"\\\1", self.name or (account[1] if account else self.user))


@dataclass(frozen=True, slots=True)
class Threads:
    """What an export has, and whose it is."""

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
        if not (each.quote or note or tags):
            gathering.warn(_("Annotation {place} says nothing.").format(place=number))
            continue
        _gather(each, note, tags, gathering)


def _moment(each: Written) -> float:
    return each.created.timestamp() if each.created else 0


def page_address(addresses: tuple[str, ...]) -> str:
    """The first address on the web, without the proxy that Hypothesis shows pages through; else the first."""
    web = (_without_proxy(each) for each in addresses if web_address(each))
    return next(web, "") or next(filter(None, addresses), "")


def _gather(each: Written, note: str, tags: tuple[str, ...], gathering: Gathering) -> None:
    annotation = each.quote and ImportedAnnotation(
        quote=each.quote,
        note=note,
        tags=tuple(dict.fromkeys(tags)),
        created=each.created,
        modified=each.modified,
        id=f"hypothesis:{each.id}" if each.id and not each.id.startswith(LINE) else "",
    )
    gathering.add(
        Record(
            title=each.title or None,
            tags=() if annotation else tags,
            note="" if annotation else note,
            annotations=(annotation,) if annotation else (),
        ),
        address=page_address(each.addresses),
        order=each.place,
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
    head = f"**{each.author or _('Somebody')}**"
    if each.answers and each.created:
        head += f", {each.created:%Y-%m-%d %H:%M}"
    return f"{head}: {each.text}" if each.text else head


def _without_proxy(address: str) -> str:
    """What a proxy of Hypothesis shows: ``https://via.hypothes.is/https://…``, or ``…/pdf?url=https://…``."""
    parts = urlsplit(address)
    if not _PROXY.fullmatch(parts.hostname or ""):
        return address
    given = dict(parse_qsl(parts.query)).get("url", "")
    shown = given or parts.path.lstrip("/").removeprefix("h/")
    if not _PROXIED.fullmatch(shown):
        return address
    if given:
        return given
    shown = re.sub("^(https?:)/+", r"\1//", shown, flags=re.IGNORECASE)
    own = [pair for pair in parts.query.split("&") if pair and not pair.startswith("via.")]
    return f"{shown}?{'&'.join(own)}" if own else shown

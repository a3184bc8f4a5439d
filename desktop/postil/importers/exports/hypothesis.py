"""Hypothesis: what its client exports (JSON and CSV), and what its API gives when it is searched.

JSON is ``{export_userid, annotations: […]}`` or ``{total, rows: […]}``. An annotation of words has a
TextQuoteSelector; one without is a note on the page; one with ``references`` answers another. The columns of
the table were ``Creation Date, URL, Annotation/Reply Type, Quote, User, Body …`` first and are ``Created at,
Author, URL, Type, Quote/description, Comment …`` today.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from postil.importers.csv_rows import read_columns, read_rows
from postil.importers.exports.gathering import Gathering, distinct
from postil.importers.exports.threads import Threads, Written, gather_threads
from postil.importers.files import read_head
from postil.importers.json_items import Item, read_items, readable
from postil.importers.json_shape import NO_SHAPE, shape_of
from postil.importers.pages.html import web_address
from postil.importers.times import read_time
from postil.model.selectors import TextQuoteSelector
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from postil.importers.csv_rows import Row
    from postil.model.capture import Capture

_PROXY = re.compile(r"via\d?\.hypothes\.is|via\d?\.[\w-]+\.hypothes\.is", re.IGNORECASE)
_PROXIED = re.compile(r"https?:/{1,2}[^/].*", re.IGNORECASE | re.DOTALL)

_ACCOUNT = re.compile(r"acct:([^@]*)@.*", re.DOTALL)
_TOOL = "hypothesis"
_LISTS = ("annotations", "rows")
_OWN = frozenset({"uri", "user", "permissions", "group", "references"})
_QUOTES = frozenset({"quote", "quote/description"})
_TYPES = frozenset({"type", "annotation/reply type"})


class Hypothesis:
    """Annotations that were made with Hypothesis."""

    name = "Hypothesis"
    suffixes: tuple[str, ...] = (".json", ".csv")

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - what is in it tells, not the name
        """By the fields of its annotations, or the names of the columns."""
        shape = shape_of(head)
        if "annotations" in shape.fields and shape.fields & {"export_userid", "client_version"}:
            return 0.95
        listed = [shape.within(field) for field in _LISTS] + ([shape.fields] if shape.is_list else [])
        if any("uri" in fields and len(fields & _OWN) >= 2 for fields in listed):
            return 0.9
        columns = frozenset(read_columns(head))
        is_table = "url" in columns and columns & _QUOTES and columns & {*_TYPES, "body", "group"}
        return 0.95 if is_table else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """A page for each address or document, with the answers to each annotation in its note."""
        gathering = Gathering(path, self.name)
        is_json = shape_of(read_head(path)) is not NO_SHAPE
        read = _read_items(path, gathering) if is_json else _read_rows(path, gathering)
        gather_threads(read, gathering)
        yield from gathering.captures()


def _read_items(path: Path, gathering: Gathering) -> Threads:
    own = ""
    written: list[Written] = []
    for element in read_items(path, only=(*_LISTS, "export_userid")):
        if element.field == "export_userid":
            own = element.item.text()
        elif element.problem or not element.item.has("uri"):
            gathering.warn(
                element.problem
                or _("Annotation {place} names no page, and was left out.").format(place=element.place)
            )
        else:
            written.append(_of_item(element.item))
    return Threads(_TOOL, own, tuple(written))


def _of_item(item: Item) -> Written:
    targets = item.items("target")
    selectors = [selector for target in targets for selector in target.items("selector")]
    quotes = (_quote(each) for each in selectors if each.text("type") == "TextQuoteSelector")
    starts = (each.number("start") for each in selectors if each.text("type") == "TextPositionSelector")
    document = item.item("document")
    return Written(
        id=item.text("id"),
        user=item.text("user"),
        name=item.item("user_info").line("display_name") or _name(item.text("user")),
        address=page_address((item.text("uri"), *(target.text("source") for target in targets))),
        title=next((title.line() for title in document.items("title")), ""),
        quote=next((quote for quote in quotes if quote), None),
        place=next((start for start in starts if start is not None), None),
        text=item.text("text"),
        tags=item.names("tags"),
        created=item.time("created"),
        modified=item.time("updated"),
        answers=tuple(each.text() for each in item.items("references")),
    )


def page_address(addresses: tuple[str, ...]) -> str:
    """The first address on the web, without the proxy that Hypothesis shows pages through; else the first."""
    web = (_without_proxy(each) for each in addresses if web_address(each))
    return next(web, "") or next(filter(None, addresses), "")


def _name(account: str) -> str:
    """``mira`` of ``acct:mira@hypothes.is``."""
    found = _ACCOUNT.fullmatch(account)
    return found[1] if found else account


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


def _quote(selector: Item) -> TextQuoteSelector | None:
    """The words with the white space around them, which tells where a word begins."""
    exact, prefix, suffix = (
        readable(value) if isinstance(value := selector.item(field).value, str) else ""
        for field in ("exact", "prefix", "suffix")
    )
    return TextQuoteSelector(exact, prefix, suffix) if exact.strip() else None


def _read_rows(path: Path, gathering: Gathering) -> Threads:
    written: list[Written] = []
    quoting: dict[str, str] = {}
    for row in read_rows(path):
        if row.problem:
            gathering.warn(row.problem)
        each = _of_row(row, quoting)
        if each.quote:
            quoting[each.quote.exact] = each.id
        written.append(each)
    return Threads("", "", tuple(written))


def _of_row(row: Row, quoting: Mapping[str, str]) -> Written:
    """A row has no id: it is named by its line; answers are to rows before that quote the same."""
    words = row.text(*_QUOTES)
    is_answer = row.text(*_TYPES).casefold() == "reply"
    answered = quoting.get(words, "") if is_answer else ""
    return Written(
        id=str(row.line),
        user=row.text("user", "author"),
        name=row.text("user", "author"),
        address=page_address((row.text("url"),)),
        title=row.text("title"),
        quote=TextQuoteSelector(words) if words and not answered else None,
        place=None,
        text=row.text("body", "comment", "text"),
        tags=distinct(row.text("tags").split(",")),
        created=read_time(row.text("created at", "creation date")),
        modified=None,
        answers=(answered,) if is_answer else (),
    )

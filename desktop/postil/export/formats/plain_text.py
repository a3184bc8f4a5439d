"""Highlights and notes as plain text, for people.

Lines are not wrapped: whatever shows them does that, and a quote that is copied has no breaks but its own.
Under a quote, indented, stand its colour, tags and day, then the note as it was written. The highlights of a
page follow its text, under its headings; those that were not found in it come last.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import IO, TYPE_CHECKING

from postil.dom.elements import HEADINGS
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article
from postil.export.formats.source import quoted
from postil.export.formats.words import line, lines, origin
from postil.model.annotation import AnchorState, Style
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postil.export.formats.source import Source
    from postil.model.annotation import Annotation, Placed

_BETWEEN = "\n\n" + 72 * "-" + "\n\n\n"
_INDENT = "    "
_LONGEST_RULE = 72


def write_plain_text(sources: Iterable[Source], file: IO[bytes]) -> None:
    """Write the highlights and notes of all pages."""
    for number, source in enumerate(sources):
        text = "\n\n".join(_parts(source)) + "\n"
        file.write(((_BETWEEN if number else "") + text).encode())


def _parts(source: Source) -> Iterator[str]:
    page = source.page
    yield _headline(line(page.title) or _("Untitled"), "=")
    about = " · ".join(origin(page.byline, page.site, page.published))
    known = (about, source.address, " ".join(f"#{line(tag)}" for tag in page.tags))
    if any(known):
        yield "\n".join(filter(None, known))
    if page.note.strip():
        yield lines(page.note).strip()
    for heading, section in _sections(source):
        if heading:
            yield _headline(heading, "-")
        for kept in section:
            yield _highlight(kept, source)


def _sections(source: Source) -> Iterator[tuple[str, tuple[Annotation, ...]]]:
    """The highlights under the headings of the article; the heading is empty before the first."""
    headings = _headings(source) if source.placed else []

    def number(placed: Placed) -> int:
        return -1 if placed.start is None else sum(start <= placed.start for start, _words in headings)

    for at, group in groupby(source.placed, key=number):
        heading = _("Not found in the text") if at < 0 else headings[at - 1][1] if at else ""
        yield heading, tuple(each.annotation for each in group)


def _headings(source: Source) -> list[tuple[int, str]]:
    root = parse_article(source.html)
    flat = flatten(root)
    spans = (flat.span(each) for each in root.iter() if each.tag in HEADINGS)
    return [(start, line(flat.text[start:end])) for start, end in spans if start < end]


def _highlight(kept: Annotation, source: Source) -> str:
    quote = lines(quoted(kept, image=_("[an image]")))
    facts = [source.colors.title(kept.color)]
    if kept.style is Style.UNDERLINE:
        facts.append(_("underlined"))
    facts += (f"#{line(tag)}" for tag in kept.tags)
    facts.append(kept.created.date().isoformat())
    if kept.state is AnchorState.MOVED:
        facts.append(_("check me: the text around this has changed"))
    note = lines(kept.note).strip()
    below = " · ".join(facts) + (f"\n\n{note}" if note else "")
    return f"“{quote}”\n{_indented(below)}"


def _indented(text: str) -> str:
    return "\n".join(_INDENT + each if each else "" for each in text.split("\n"))


def _headline(words: str, rule: str) -> str:
    width = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)
    return f"{words}\n{rule * min(width, _LONGEST_RULE)}"

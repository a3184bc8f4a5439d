"""A file in which Postil wrote several pages (all of them, those of a tag, of a day), as a note for each.

A page begins with a heading, below which a line of what is known of it has a link to it. What such a file
does not say of a page is lost: the day it was saved, and its tags.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from postil.importers.exports.postil_note_highlights import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEADING = re.compile(r"(#{1,2})[ \t]+(.+)")
_PAGE = re.compile(r"\[open\]\(postil://page/([\w-]+)\)")
_ADDRESS = re.compile(r"\[[^\]]*\]\((https?://[^)\s]*)\)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SECTION = re.compile(r"#{2,3} (?:Highlights|Not found in the text|Article)[ \t]*")
_DEEP_HEADING = re.compile(r"#(#+[ \t].*)")
_FENCE = re.compile(r"[> ]*(?:```|~~~)")
_TOP_BLOCK = re.compile(r"- #+[ \t]+(.+)")
_PROPERTY = re.compile(r"  ([\w-]+):: (.*)")
_BETWEEN = " · "


def single_notes(text: str) -> tuple[str, ...]:
    """The pages of such a file, each as a note of its own; nothing where the text is no such file."""
    lines = text.split("\n")
    starts = [at for at in range(len(lines)) if _begins_page(lines, at)]
    return tuple(_note(lines[at:end]) for at, end in _between(starts, len(lines)))


def single_outlines(text: str) -> tuple[str, ...]:
    """The same of an outline."""
    lines = text.split("\n")
    starts = [
        at for at, line in enumerate(lines) if _TOP_BLOCK.fullmatch(line) and "link" in _properties(lines, at)
    ]
    return tuple(_outline(lines[at:end]) for at, end in _between(starts, len(lines)))


def _between(starts: Sequence[int], end: int) -> Iterator[tuple[int, int]]:
    return zip(starts, [*starts[1:], end], strict=False)


def _begins_page(lines: Sequence[str], at: int) -> bool:
    return bool(
        _HEADING.fullmatch(lines[at])
        and lines[at + 1 : at + 2] == [""]
        and _PAGE.search("".join(lines[at + 2 : at + 3]))
    )


def _note(lines: Sequence[str]) -> str:
    title = _HEADING.fullmatch(lines[0])
    facts = lines[2].split(_BETWEEN)
    address, page = _ADDRESS.search(lines[2]), _PAGE.search(lines[2])
    named = [part for part in facts if not part.startswith("[") and not _DAY.fullmatch(part)]
    is_cited = facts[-1].startswith("[@")
    known = {
        "title": words_of(title[2]) if title else "",
        "source": address[1] if address else "",
        "author": words_of(named[0]) if named and not is_cited else "",
        "site": words_of(named[-1]) if len(named) > 1 or (named and is_cited) else "",
        "published": next((part for part in facts if _DAY.fullmatch(part)), ""),
        "postil": page[1] if page else "",
    }
    front = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in known.items() if value)
    return "\n".join(["---", *front, "---", "", *_one_level_up(lines[3:])])


def _one_level_up(lines: Sequence[str]) -> Iterator[str]:
    """The lines with the headings of sections, and of what is in them, as in a note of one page."""
    in_sections = in_fence = False
    for line in lines:
        in_fence ^= bool(_FENCE.match(line))
        in_sections = in_sections or bool(_SECTION.fullmatch(line))
        deep = _DEEP_HEADING.fullmatch(line) if in_sections and not in_fence else None
        yield deep[1] if deep else line


def _outline(lines: Sequence[str]) -> str:
    title = _TOP_BLOCK.fullmatch(lines[0])
    page = _PAGE.search("".join(_properties(lines, 0).get("link", "")))
    known = {
        "title": words_of(title[1]) if title else "",
        **_properties(lines, 0),
        "postil": page[1] if page else "",
    }
    inner = [line.removeprefix("\t") for line in lines[1:] if not _PROPERTY.fullmatch(line)]
    return "\n".join([*(f"{name}:: {value}" for name, value in known.items() if value), "", *inner])


def _properties(lines: Sequence[str], at: int) -> dict[str, str]:
    """The properties below a block of the outermost level."""
    found: dict[str, str] = {}
    for line in lines[at + 1 :]:
        match = _PROPERTY.fullmatch(line)
        if match is None:
            break
        found[match[1]] = match[2]
    return found

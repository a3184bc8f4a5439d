"""Notes that Postil itself wrote (``export/note.py``), read back: what is known of a page, its highlights.

A note has front matter with the key ``postil``; then the note on the page; then, under ``## Highlights``,
each highlight as a block quote, its block id ``^hl-…``, a line of its colour, style and tags, and its note as
a list item. The whole article may follow. What a person changed or added is read as far as it has that shape,
and any other words below a highlight are taken for words of its note.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.dom.note_text import note_html
from postil.dom.plain import plain_text
from postil.importers.colors import read_color
from postil.importers.exports.gathering import distinct
from postil.importers.files import file_name, read_file
from postil.importers.pages.front_matter import FrontMatter, read_front_matter
from postil.importers.pages.markdown import read_markdown
from postil.model.annotation import Style
from postil.model.capture import Capture
from postil.model.record import ImportedAnnotation
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_OURS = re.compile(r"\s*---[ \t]*\n(?:[^\n]*\n){0,40}?postil:[ \t]*[\"']?[\w-]+[\"']?[ \t]*\n")
_HEAD = 16 * 1024
_TITLE = re.compile(r"#\s+.*")
_SECTION = re.compile(r"##\s+(Highlights|Not found in the text|Article)\s*")
_HEADING = re.compile(r"#{1,6}\s+.*")
_BLOCK = re.compile(r"\^hl-([\w-]+)\s*")
_LINKED = re.compile(r"\[[^\]]*\]\(https?://[^)]*\)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_JOINER = "\u2060"
_BETWEEN = " · "
_INDENT = "  "


class PostilNotes:
    """A note of one page, as Postil exports it."""

    name = "Postil notes"
    suffixes: tuple[str, ...] = (".md",)

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - the front matter tells
        """Certain where the front matter has a page's id."""
        if b"postil:" not in head:
            return 0
        text = decode(head[:_HEAD]).text.replace("\r\n", "\n")
        return 0.98 if _OURS.match(text) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The page: its article where the note has it; else it waits for it."""
        content = read_file(path)
        text = decode(content).text.replace("\r\n", "\n").replace("\r", "\n")
        front = read_front_matter(text) or FrontMatter(body=text)
        parts = _parts(front.body)
        record = replace(
            front.record,
            note=_page_note(parts.get("", ()), front),
            annotations=tuple(
                each
                for section in ("Highlights", "Not found in the text")
                for each in _highlights(parts.get(section, ()))
            ),
        )
        capture = Capture(
            content=content,
            media_type="text/html",
            format=self.name,
            name=file_name(path),
            page=b"",
            address=front.address,
            waiting=True,
            record=record,
        )
        article = "\n".join(parts.get("Article", ())).strip()
        yield _with_article(capture, article) if article else capture


def _with_article(capture: Capture, article: str) -> Capture:
    written = read_markdown(article.encode("utf-8", "replace"), name=capture.name)
    return replace(
        capture,
        page=written.content if written.page is None else written.page,
        media_type=written.media_type,
        charset="utf-8",
        clean=True,
        waiting=False,
        warnings=written.warnings,
    )


def _parts(body: str) -> dict[str, list[str]]:
    """The lines of each section; those before all sections under ""."""
    lines: list[str] = []
    parts = {"": lines}
    for line in body.split("\n"):
        section = _SECTION.fullmatch(line) if "Article" not in parts else None
        if section and section[1] not in parts:
            lines = parts[section[1]] = []
        else:
            lines.append(line)
    return parts


def _page_note(lines: Sequence[str], front: FrontMatter) -> str:
    """What stands between the title, with the facts below it, and the first section."""
    rest = "\n".join(lines).strip().split("\n")
    if rest and _TITLE.fullmatch(rest[0]):
        rest = "\n".join(rest[1:]).strip().split("\n")
    if rest and _are_facts(rest[0], front):
        rest = rest[1:]
    return "\n".join(rest).strip()


def _are_facts(line: str, front: FrontMatter) -> bool:
    """Whether a line is the one of author, site, day and address."""
    parts = line.split(_BETWEEN)
    known = {front.record.byline, (front.record.published or "")[:10]} - {None, ""}
    is_said = any(_words(part) in known for part in parts)
    return is_said or bool(_LINKED.fullmatch(parts[-1]) and front.address) or bool(_DAY.fullmatch(parts[0]))


def _highlights(lines: Sequence[str]) -> Iterator[ImportedAnnotation]:
    """The highlights of a section: each from its quote to the next quote or heading."""
    quote: list[str] = []
    below: list[str] = []
    for line in lines:
        if line.startswith(">") and not below:
            quote.append(line[1:].removeprefix(" "))
        elif line.startswith(">") or _HEADING.fullmatch(line):
            yield from _highlight(quote, below)
            quote, below = ([line[1:].removeprefix(" ")] if line.startswith(">") else []), []
        elif quote and (line.strip() or below):
            below.append(line)
    yield from _highlight(quote, below)


def _highlight(quote: Sequence[str], below: Sequence[str]) -> Iterator[ImportedAnnotation]:
    words = _words("\n".join(quote))
    if not words:
        return
    name = ""
    looks: list[str] = []
    note: list[str] = []
    for line in below:
        block = _BLOCK.fullmatch(line)
        if block and not name:
            name = block[1]
        elif not looks and not note and read_color(line.split(_BETWEEN)[0].partition(":")[0]):
            looks = line.split(_BETWEEN)
        elif line.strip() or note:
            note.append(line)
    yield ImportedAnnotation(
        quote=TextQuoteSelector(words),
        note=_note(note),
        color=read_color(looks[0].partition(":")[0]) if looks else None,
        style=Style.UNDERLINE if "underlined" in looks else Style.HIGHLIGHT,
        tags=distinct(part[1:] for part in looks[1:] if part.startswith("#")),
        id=f"postil:{name}" if name else "",
    )


def _note(lines: Sequence[str]) -> str:
    """A note that was written as a list item, as it was before."""
    text = "\n".join(lines).strip("\n")
    if not text.startswith(("- ", "-\n")):
        return text.strip()
    first, *rest = text[1:].split("\n")
    inner = [first.removeprefix(" "), *(line.removeprefix(_INDENT) for line in rest)]
    return "\n".join(inner).strip("\n")


def _words(markdown: str) -> str:
    """The words of some Markdown, a line for each block."""
    return plain_text(note_html(markdown)).replace(_JOINER, "")

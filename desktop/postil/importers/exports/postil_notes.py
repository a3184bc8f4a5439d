"""Notes that Postil itself wrote (``export/notes/note.py``), read back, in the shape of any preset.

A note has front matter with the key ``postil``; then the note on the page; then, under ``## Highlights``,
the highlights (``postil_note_highlights``). The whole article may follow. For Logseq all of it is an outline
(``postil_outline``). A file may have several pages
(``postil_several``). What a person changed or added is read as far as it has that shape. A blank in a tag
does not come back where the program's tags have none: it is a hyphen there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.importers.exports.postil_note_highlights import read_highlights, without_joiners, words_of
from postil.importers.exports.postil_outline import IS_OUTLINE, read_outline
from postil.importers.exports.postil_several import single_notes, single_outlines
from postil.importers.files import file_name, read_file
from postil.importers.pages.front_matter import FrontMatter, read_front_matter
from postil.importers.pages.front_matter_fields import read_fields
from postil.importers.pages.markdown import read_markdown
from postil.model.capture import Capture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from postil.model.record import Record

_OURS = re.compile(r"\s*---[ \t]*\n(?:[^\n]*\n){0,40}?postil:[ \t]*[\"']?[\w-]+[\"']?[ \t]*\n")
_HEAD = 16 * 1024
_TITLE = re.compile(r"#\s+.*")
_SECTION = re.compile(r"##?\s+(Highlights|Not found in the text|Article)\s*")
_LINKED = re.compile(r"\[[^\]]*\]\(https?://[^)]*\)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CITED = re.compile(r" · \[@[\w-]+\]\s*\Z")
_IS_PANDOC = re.compile(r"^references:", re.MULTILINE)
_BETWEEN = " · "


class PostilNotes:
    """A note of one page or of several, as Postil exports it."""

    name = "Postil notes"
    suffixes: tuple[str, ...] = (".md",)

    def confidence(self, head: bytes, path: Path) -> float:  # noqa: ARG002 - the front matter tells
        """Certain where the front matter has a page's id."""
        if b"postil:" not in head:
            return 0
        text = decode(head[:_HEAD]).text.replace("\r\n", "\n")
        return 0.98 if _OURS.match(text) or IS_OUTLINE.match(text) else 0

    def read(self, path: Path) -> Iterator[Capture]:
        """The page, or each of a file of several: with its article where it has it, else waiting."""
        content = read_file(path)
        text = decode(content).text.replace("\r\n", "\n").replace("\r", "\n")
        is_outline = IS_OUTLINE.match(text)
        notes = single_outlines(text) if is_outline else single_notes(text)
        for note in notes or (text,):
            record, address, article = _from_outline(note) if is_outline else _from_note(note)
            capture = Capture(
                content=note.encode("utf-8", "replace") if notes else content,
                media_type="text/html",
                format=self.name,
                name=file_name(path),
                page=b"",
                address=address,
                waiting=True,
                record=record,
            )
            yield _with_article(capture, article) if article else capture


def _from_outline(text: str) -> tuple[Record, str | None, str]:
    """What is recorded of a page, its address and its article."""
    outline = read_outline(text)
    record, address = read_fields(outline.fields)
    record = replace(_bare(record, without_joiners), note=outline.note, annotations=outline.highlights)
    return record, address, outline.article


def _from_note(text: str) -> tuple[Record, str | None, str]:
    front = read_front_matter(text) or FrontMatter(body=text)
    parts = _parts(front.body)
    is_pandoc = bool(_IS_PANDOC.search(text[: len(text) - len(front.body)]))
    record = _bare(front.record, words_of if is_pandoc else without_joiners)
    highlights = (
        each
        for section in ("Highlights", "Not found in the text")
        for each in read_highlights(parts.get(section, ()))
    )
    note = _page_note(parts.get("", ()), front)
    article = "\n".join(parts.get("Article", ())).strip()
    return replace(record, note=note, annotations=tuple(highlights)), front.address, article


def _bare(record: Record, bare: Callable[[str], str]) -> Record:
    """The record of front matter without what keeps its words from doing anything: Pandoc reads Markdown."""
    return replace(
        record,
        title=bare(record.title or "") or None,
        byline=bare(record.byline or "") or None,
        site=bare(record.site or "") or None,
        tags=tuple(bare(tag) for tag in record.tags),
    )


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
    has_title = bool(
        rest and _TITLE.fullmatch(rest[0]) and words_of(rest[0]) in (front.record.title, "Untitled")
    )
    if has_title:
        rest = "\n".join(rest[1:]).strip().split("\n")
    if rest and (_CITED.search(rest[0]) or (has_title and _are_facts(rest[0], front))):
        rest = rest[1:]
    return "\n".join(rest).strip()


def _are_facts(line: str, front: FrontMatter) -> bool:
    """Whether a line is the one of author, site, day and address."""
    parts = line.split(_BETWEEN)
    known = {front.record.byline, (front.record.published or "")[:10]} - {None, ""}
    is_said = any(words_of(part) in known for part in parts)
    return is_said or bool(_LINKED.fullmatch(parts[-1]) and front.address) or bool(_DAY.fullmatch(parts[0]))

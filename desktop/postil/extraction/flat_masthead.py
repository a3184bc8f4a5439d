"""Title, byline, date and site in the lines around the beginning of a plain text's article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.extraction.byline import clean_byline, looks_like_names
from postil.extraction.dates import find_date
from postil.extraction.titles import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.extraction.flat_features import MeasuredLines
    from postil.extraction.flat_lines import Line
    from postil.extraction.flat_selection import Selection

_BEFORE, _AFTER = 4, 25
"""Lines before and after the title that may hold the byline and the date."""
_INTO = 3
"""Lines of the article itself that may."""
_LONGEST = 160
"""Such a line is not longer (code points)."""
_REST = 90
"""What else may stand on the line of a date (code points)."""
_SLACK = 4
"""Words beside a date that a dump's line may have and be nothing but a date: ``View``, ``Share``."""
_BY = re.compile(
    r"^\W*(?:(?:written|posted|published|reported)\s+)?"
    r"(?:(?:by|von|par|por|di|автор|author)\b\s*:?\s*|(?:作者|记者|文)\s*[:：/]?\s*)(?=\S)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"^[^\W\d_][\w.'’ʼ-]*"
    r"(?:\s+(?:(?:de|van|von|da|der|bin|al|la|le|del)\s+)?[^\W\d_][\w.'’ʼ-]*){1,3}$"
)
_UPDATED = re.compile(
    r"updated|modified|aktualisiert|оновлено|обновлено|actualizado|mis à jour|更新", re.IGNORECASE
)
_PUBLISHED = re.compile(
    r"publish|posted|date|опубліковано|опубликовано|发布|veröffentlicht|publi", re.IGNORECASE
)
_LABEL = re.compile(r"^\W*(?:date|published|posted|updated|on|author|source)?\s*[:：]?\W*$", re.IGNORECASE)
_TITLE_WORDS = 18
_ADDRESS = re.compile(r"^https?://\S+$")
_HASHES = re.compile(r"^#{1,2}\s+|\s+#+$")
_GLUED = re.compile(r"(?<=[^\W\d_A-ZÀ-Þ])(?=[A-ZÀ-ÞА-ЯІЇЄ\d])")
"""Where a byline may end and a date begin without a space: ``Jane DoeMonday``, ``Jane Doe4 March``."""
_RECORD = re.compile(r"^([^\W\d_]{3,12})\s*[:：]\s*(\S.*)$")
_RECORD_FIELDS = {
    "title": "title", "titel": "title", "titre": "title", "título": "title", "标题": "title",
    "subject": "title", "betreff": "title",
    "author": "byline", "autor": "byline", "auteur": "byline", "by": "byline", "作者": "byline",
    "date": "published", "published": "published", "datum": "published", "日期": "published",
    "updated": "modified", "modified": "modified",
    "url": "address", "link": "address", "address": "address", "source": "address",
}  # fmt: skip
"""The labels of the records that programs set before a text, and what they tell."""


@dataclass(frozen=True, slots=True)
class FlatMasthead:
    """What the first lines say, and which lines say nothing else."""

    title: str | None
    byline: str | None
    published: str | None
    modified: str | None
    site: str | None
    address: str | None
    taken: frozenset[int]
    """Lines that need not be read again in the article."""


def read_flat_masthead(
    lines: Sequence[Line], measured: MeasuredLines, selection: Selection, *, language: str | None
) -> FlatMasthead:
    """The masthead of a text. In a dump it stands around the title, else at the very beginning."""
    record = None if selection.dump else _read_record(lines, language)
    if record is not None:
        return record
    title = _title_line(lines, measured, selection)
    around = _lines_around(title, lines, selection)
    published = modified = byline = address = None
    taken = set() if title is None else {title}
    for index in around:
        text = lines[index].text
        if len(text) > _LONGEST or index == title:
            continue
        if _ADDRESS.match(text) and not selection.dump and address is None:
            address = text
            taken.add(index)
            continue
        text = _unglued(text, language)
        found = find_date(text, language=language)
        if found and len(text) - (found.end - found.start) <= _REST and not (published and modified):
            before, after = text[: found.start], text[found.end :]
            name = _name_in(before) or _name_in(after)
            slack = _SLACK if selection.dump else 0
            says_no_more = all(_says_no_more(rest, name, slack) for rest in (before, after))
            if not (says_no_more or selection.dump):
                continue
            if _UPDATED.search(before) and not _PUBLISHED.search(before):
                modified = found.iso
            else:
                published = published or found.iso
            byline = byline or name
            if says_no_more:
                taken.add(index)
        elif byline is None:
            byline = _byline_line(text, index, title, lines)
            if byline:
                taken.add(index)
    if title is not None:
        taken |= _repetitions(lines, title, selection)
    site = _site(lines, title)
    return FlatMasthead(
        title=_HASHES.sub("", lines[title].text) if title is not None else None,
        byline=byline,
        published=published,
        modified=modified,
        site=site,
        address=address,
        taken=frozenset(taken),
    )


def _read_record(lines: Sequence[Line], language: str | None) -> FlatMasthead | None:
    """The labelled lines with which a text begins, if one of them is its title.

    What is not understood, as a source that is no address, stays in the text.
    """
    fields: dict[str, str] = {}
    taken = set()
    for index, line in enumerate(lines):
        label = _RECORD.match(line.text)
        field = _RECORD_FIELDS.get(label[1].casefold()) if label else None
        if label is None or (index and line.gap):
            break
        value = _read_field(field, label[2], language) if field else None
        if field and value and field not in fields:
            fields[field] = value
            taken.add(index)
    if "title" not in fields or len(taken) == len(lines):
        return None
    return FlatMasthead(
        title=fields["title"],
        byline=fields.get("byline"),
        published=fields.get("published"),
        modified=fields.get("modified"),
        site=None,
        address=fields.get("address"),
        taken=frozenset(taken),
    )


def _read_field(field: str, text: str, language: str | None) -> str | None:
    """What a labelled line tells, in its usual form; None where it does not."""
    if field in ("published", "modified"):
        found = find_date(text, language=language)
        return found.iso if found else None
    if field == "byline":
        return clean_byline(text)
    return text if field == "title" or _ADDRESS.match(text) else None


def _unglued(text: str, language: str | None) -> str:
    """The line with a space before a date that begins right after a word: ``By Jane DoeMarch 4, 2025``."""
    for glue in _GLUED.finditer(text):
        found = find_date(text[glue.start() :], language=language)
        if found and found.start == 0:
            return f"{text[: glue.start()]} {text[glue.start() :]}"
    return text


def _title_line(lines: Sequence[Line], measured: MeasuredLines, selection: Selection) -> int | None:
    if selection.dump:
        return measured.title
    if not lines:
        return None
    first = lines[0]
    is_short = measured.words[0] <= _TITLE_WORDS and len(first.text) <= 120 and not first.mark
    is_apart = (
        len(lines) == 1
        or lines[1].gap > 0
        or bool(_ADDRESS.match(lines[1].text))
        or len(lines[1].text) > 2 * len(first.text)
        or (len(lines[1].text) <= _LONGEST and bool(_BY.match(lines[1].text) or find_date(lines[1].text)))
    )
    is_sentence = first.text.endswith((".", "。", ":", ",", ";"))
    return 0 if is_short and is_apart and not is_sentence and len(lines) > 1 else None


def _lines_around(title: int | None, lines: Sequence[Line], selection: Selection) -> range:
    first = next((index for index, kept in enumerate(selection.kept) if kept), 0)
    if title is None:
        return (
            range(max(0, first - _AFTER), min(len(lines), first + _INTO))
            if selection.dump
            else range(min(_INTO, len(lines)))
        )
    if not selection.dump:
        return range(title, min(len(lines), title + 1 + _INTO))
    last = max(first + _INTO, title + 2)
    return range(max(0, title - _BEFORE), min(len(lines), title + _AFTER, last))


def _name_in(text: str) -> str | None:
    """The names that stand on the line of a date, if nothing else does."""
    text = text.strip(" |·•—–-,")
    if not 3 <= len(text) <= 80:
        return None
    name = clean_byline(text)
    return name if name and looks_like_names(name) and " " in name and not _LABEL.match(name) else None


def _byline_line(text: str, index: int, title: int | None, lines: Sequence[Line]) -> str | None:
    """The names on a line of their own: after "by", or alone between the title and a date."""
    if _BY.match(text) and len(text.split()) <= 14:
        name = clean_byline(text)
        return name if name and looks_like_names(name) else None
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    is_before_date = len(following) <= _LONGEST and find_date(following) is not None
    if title is not None and 0 < index - title <= 3 and is_before_date and _ALONE.match(text):
        name = clean_byline(text)
        return name if name and looks_like_names(name) and " " in name else None
    return None


def _says_no_more(rest: str, name: str | None, slack: int) -> bool:
    """Whether beside the date and the names nothing is on the line that could be the article's."""
    return bool(_LABEL.match(rest)) or bool(name and len(rest) < 80) or len(rest.split()) <= slack


def _repetitions(lines: Sequence[Line], title: int, selection: Selection) -> set[int]:
    """The title's further occurrences at the beginning of the article."""
    own = words_of(lines[title].text)
    first = next((index for index, kept in enumerate(selection.kept) if kept), 0)
    return {index for index in range(first, min(len(lines), first + 6)) if words_of(lines[index].text) == own}


def _site(lines: Sequence[Line], title: int | None) -> str | None:
    """The name that a window title sets after the title of the article."""
    if title is None:
        return None
    text = lines[title].text
    for line in lines[: title + 1]:
        _, found, after = line.text.partition(text)
        name = after.strip(" |-–—·:»")
        if found and line.text != text and after.strip()[:1] in tuple("|-–—·»") and 0 < len(name) <= 40:
            return name
    return None

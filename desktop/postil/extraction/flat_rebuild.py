"""The article's tree out of the lines that were kept: headings, paragraphs, lists, quotes, verse, code."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.serialise import without_control_characters
from postil.extraction.flat_lines import FENCED, RULE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.etree import _Element

    from postil.extraction.flat_lines import Line

_HEADING_WORDS = 14
_ENDS = re.compile(r"[.!…。！？:：;；,，、][\"'”’»)\]」』）]*$")
_LABEL = re.compile(r"^[^\W\d_]+[:：]\s*\S")
"""A paragraph that begins with what it is: ``Source: …``."""
_NUMBER = re.compile(r"^\(?(\d{1,3})(?:[.)]\s+|[、．]\s*)")
_HASHES = re.compile(r"^(#{1,6})\s+(?=\S)")
_RECORD = re.compile(r"^\[?(?:\d{4}-\d{2}-\d{2}|\d{1,2}:\d{2}(?::\d{2})?|[A-Z][a-z]{2}\s+\d{1,2}\s\d{2}:)")
_CODE = re.compile(r"[{};=<>$\\|]")
_DEEPEST_QUOTE = 8
_VERSE_LENGTH = 70
_CODE_INDENT = 4


def rebuild_lines(lines: Sequence[Line], *, dump: bool) -> _Element:
    """A ``div`` with the lines as blocks. ``dump`` is whether each line is a block of a page.

    In a simple text, lines that follow each other without a blank one belong together.
    """
    root = etree.Element("div")
    for group in _groups(lines, dump=dump):
        first = group[0]
        if first.mark == "•":
            _add_list(root, "ul", [line.text for line in group])
        elif first.mark == "1" and (numbers := _numbers(group)):
            items = [_NUMBER.sub("", line.text) for line in group]
            _add_list(root, "ol", items, start=numbers[0])
        elif first.mark == ">":
            _add_quote(root, group, depth=1)
        elif len(group) == 1 and RULE.match(first.text):
            etree.SubElement(root, "hr")
        elif first.mark == FENCED or (not dump and _is_code(group)):
            _add(root, "pre", _code(group))
        elif not dump and _is_verse(group):
            _add_verse(root, group)
        else:
            for line in group:
                _add_block(root, line, group)
    _mark_headings(root)
    _drop_outer_rules(root)
    return root


def _groups(lines: Sequence[Line], *, dump: bool) -> Iterator[list[Line]]:
    """Lines that make one block of the article, or stand in one run without a blank line."""
    group: list[Line] = []
    for line in lines:
        if group and not _belongs(group[-1], line, dump=dump):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _belongs(previous: Line, line: Line, *, dump: bool) -> bool:
    if line.mark != previous.mark or _stands_alone(previous) or _stands_alone(line):
        return False
    if line.mark == "1":
        return _is_next(previous, line)
    if line.mark:
        return True
    return not dump and line.gap == 0


def _stands_alone(line: Line) -> bool:
    return (
        not line.mark
        and line.indent < _CODE_INDENT
        and bool(_HASHES.match(line.text) or RULE.match(line.text))
    )


def _is_next(previous: Line, line: Line) -> bool:
    one, other = _NUMBER.match(previous.text), _NUMBER.match(line.text)
    return bool(one and other and int(other[1]) == int(one[1]) + 1)


def _numbers(group: Sequence[Line]) -> list[int]:
    """The numbers of a list of at least two items, one after the other."""
    matches = [_NUMBER.match(line.text) for line in group]
    return [int(match[1]) for match in matches if match] if len(group) > 1 and all(matches) else []


def _is_code(group: Sequence[Line]) -> bool:
    """Program text or the records of a log."""
    if all(line.indent >= _CODE_INDENT for line in group) and any(_CODE.search(line.text) for line in group):
        return True
    records = sum(bool(_RECORD.match(line.text)) for line in group)
    marks = sum(bool(_CODE.search(line.text)) for line in group)
    return len(group) >= 3 and (records >= 0.6 * len(group) or marks >= 0.7 * len(group))


def _code(group: Sequence[Line]) -> str:
    """The lines as they stood, with the blank ones between them, indented beside each other."""
    least = min(line.indent for line in group)
    lines = [" " * (line.indent - least) + line.text for line in group]
    return lines[0] + "".join(
        "\n" * (line.gap + 1) + text for line, text in zip(group[1:], lines[1:], strict=True)
    )


def _is_verse(group: Sequence[Line]) -> bool:
    """Short lines one below the other that were not wrapped: a verse, an address, a conversation."""
    return len(group) >= 2 and all(len(line.text) <= _VERSE_LENGTH for line in group)


def _add_block(root: _Element, line: Line, group: Sequence[Line]) -> None:
    hashes = _HASHES.match(line.text)
    if hashes and len(group) == 1:
        level = max(2, min(4, len(hashes[1])))
        _add(root, f"h{level}", line.text[hashes.end() :].rstrip("# "))
    else:
        _add(root, "p", line.text)


def _add_list(root: _Element, tag: str, items: Sequence[str], *, start: int = 1) -> None:
    element = etree.SubElement(root, tag)
    if start != 1:
        element.set("start", str(start))
    for item in items:
        _add(element, "li", item)


def _add_quote(root: _Element, lines: Sequence[Line], *, depth: int) -> None:
    """A quotation with those within it, as mail programs mark them by more ``>``."""
    quote = etree.SubElement(root, "blockquote")
    for deeper, members in groupby(lines, key=lambda line: line.depth > depth):
        if deeper and depth < _DEEPEST_QUOTE:
            _add_quote(quote, list(members), depth=depth + 1)
        else:
            for line in members:
                _add(quote, "p", line.text)


def _add_verse(root: _Element, group: Sequence[Line]) -> None:
    element = _add(root, "p", group[0].text)
    for line in group[1:]:
        etree.SubElement(element, "br").tail = without_control_characters(line.text)


def _add(parent: _Element, tag: str, text: str) -> _Element:
    element = etree.SubElement(parent, tag)
    element.text = without_control_characters(text)
    return element


def _drop_outer_rules(root: _Element) -> None:
    """A rule that parts the article from what is no more there."""
    for end in (0, -1):
        while len(root) and root[end].tag == "hr":
            root.remove(root[end])


def _mark_headings(root: _Element) -> None:
    """Short paragraphs that are no sentence and stand over running text are headings."""
    for element in root.findall("p"):
        following = element.getnext()
        text = element.text or ""
        if following is None or len(element) or following.tag not in ("p", "ul", "ol", "blockquote"):
            continue
        below = "".join(str(piece) for piece in following.itertext())
        is_short = (
            0 < len(text.split()) <= _HEADING_WORDS
            and len(text) <= 100
            and not _ENDS.search(text)
            and not _LABEL.match(text)
        )
        begins_large = (
            text[:1].isupper() or text[:1].isdigit() or not (text[:1].islower() or text[:1] in '"“«—–-•*(')
        )
        if is_short and begins_large and len(below) > max(80, 2 * len(text)):
            element.tag = "h2"

"""What a line is, and which line of a file a changed one may have become."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

_ALIKE = 50
_LONGEST = 1000
"""Characters of a line that are looked at."""
_FORM = re.compile(r"\s*(?:[-*+](?=\s)|\d+[.)](?=\s)|>|\|)")
_NAME = re.compile(r"postil://[\w/#%-]*|(?:\^|\{#)hl-[\w-]+|\bid:: [\w-]+")
"""What Postil calls a page or a highlight by: its link, its block id, its anchor."""
_RULE = re.compile(r" {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})")
_FENCE = re.compile(r"\s*(?:[-*+>]\s+)*(`{3,}|~{3,})")
_HEADING = re.compile(r"(#{1,6})\s")


def may_be(written: str, line: str) -> bool:
    """Whether ``line`` is of the form of ``written``, names the same, or says about the same."""
    names, others = names_of(written), names_of(line)
    if names and others:
        return not names.isdisjoint(others)
    form = form_of(written)
    return (bool(form) and form == form_of(line)) or likeness(written, line) >= _ALIKE


def likeness(written: str, line: str) -> float:
    """How alike what they say is, 0 to 100; 0 where they name different highlights.

    The names do not count otherwise: all that Postil writes has them, and they are much alike.
    """
    written, line = written[:_LONGEST], line[:_LONGEST]
    if names_another(written, line):
        return 0
    return fuzz.ratio(_NAME.sub("", written), _NAME.sub("", line))


def names_of(text: str) -> frozenset[str]:
    """The highlights and pages that a text names."""
    return frozenset(_NAME.findall(text))


def names_another(written: str, line: str) -> bool:
    """Whether each names something, and nothing that the other does."""
    names, others = names_of(written), names_of(line)
    return bool(names) and bool(others) and names.isdisjoint(others)


def form_of(line: str) -> str:
    """What makes a line an item, a quote, a row of a table; empty for plain text."""
    found = _FORM.match(line)
    return found.group().expandtabs(4) if found else ""


def heading_level(line: str) -> int:
    """1 to 6; 0 where the line is no heading."""
    found = _HEADING.match(line)
    return len(found.group(1)) if found else 0


def starts_anew(line: str) -> bool:
    """Whether what follows is about something else: the line is a heading or a rule."""
    return heading_level(line) > 0 or bool(_RULE.fullmatch(line))


def fence_of(line: str) -> str:
    """The fence that a line of code begins or ends with; empty where it does neither."""
    found = _FENCE.match(line)
    return found.group(1) if found else ""


def indent(line: str) -> int:
    """How many columns of blanks a line begins with."""
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())

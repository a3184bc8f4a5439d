"""Files of sections and ``key=value`` lines, as links of Windows and Linux are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.dom.decode import decode
from postil.importers.files import binary_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECTION = re.compile(r"\s*\[(.*)\]\s*")


def section_confidence(head: bytes, name: str, *, named: bool, within: int) -> float:
    """How sure it is that a file has a section of this name: where it begins so, or is named so.

    A file of another name (not ``named``) must have a bracket in its first ``within`` bytes.
    """
    if binary_kind(head):
        return 0
    if (named or b"[" in head[:within]) and begins_with_section(decode(head).text, name):
        return 1
    return 0.8 if named else 0


def begins_with_section(text: str, name: str) -> bool:
    """Whether a text begins with a section of this name, in any letter case, or with other such sections."""
    for line in text.splitlines():
        section = _SECTION.fullmatch(line)
        if section is not None and section[1].strip().lower() == name.lower():
            return True
        if section is None and line.strip() and "=" not in line and line.lstrip()[:1] not in ("#", ";"):
            return False
    return False


def read_section(text: str, name: str) -> Iterator[tuple[str, str]]:
    """The keys of a section and their values, in order, as they are written."""
    inside = False
    for line in text.splitlines():
        section = _SECTION.fullmatch(line)
        if section is not None:
            inside = section[1].strip().lower() == name.lower()
        elif inside and "=" in line and line.lstrip()[:1] not in ("#", ";"):
            key, _equals, value = line.partition("=")
            yield key.strip(), value.strip()

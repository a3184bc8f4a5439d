"""Front matter: what is known of a page, as YAML that every reader of Markdown notes understands.

Every value is one double-quoted line in the JSON manner, which YAML reads alike, so nothing in a title
can begin a new key. What a template processor would act on is written as an escape.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from postil.export.markdown.escaping import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

ID_KEY = "postil"
"""The key that holds the page's id, by which its note is found again under any file name."""
_FENCE = "---"
_TEMPLATE = re.compile(r"<(?=%)|(?<=\{)[{%]")
_ID_LINE = re.compile(rf'^{ID_KEY}: "([\w-]+)"$', re.MULTILINE)


def front_matter(fields: Iterable[tuple[str, str | tuple[str, ...] | None]]) -> str:
    """The block with the fields that are known, in their order."""
    lines = [f"{key}: {_value(value)}" for key, value in fields if value]
    return "\n".join([_FENCE, *lines, _FENCE])


def page_id_of(note: str) -> str | None:
    """The page's id in the front matter at the beginning of a note; None where there is none."""
    note = note.removeprefix("\ufeff").replace("\r\n", "\n")
    if not note.startswith(f"{_FENCE}\n"):
        return None
    block = note[len(_FENCE) :].partition(f"\n{_FENCE}")[0]
    found = _ID_LINE.search(block)
    return found.group(1) if found else None


def quoted(text: str) -> str:
    """``text`` as a double-quoted YAML scalar on one line."""
    written = json.dumps(one_line(text), ensure_ascii=False)
    return _TEMPLATE.sub(lambda match: f"\\u{ord(match.group()):04x}", written)


def _value(value: str | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return quoted(value)
    return "[" + ", ".join(quoted(item) for item in value) + "]"

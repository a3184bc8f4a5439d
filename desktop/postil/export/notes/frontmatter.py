"""Front matter: what is known of a page, as YAML that every reader of Markdown notes understands.

Every value is one double-quoted line in the JSON manner, which YAML reads alike, so nothing in a title
can begin a new key. What a template processor would act on is written as an escape.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

import yaml

from postil.errors import ExportFailed
from postil.export.markdown.escaping import one_line
from postil.model.postil_link import PostilLink
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable

ID_KEY = "postil"
"""The key that holds the page's id, by which its note is found again under any file name."""
_FENCE = "---"
_JSON = json.JSONEncoder(ensure_ascii=False)
_OMITTED = "\ue002"
"""Stands in a line whose value is not known; the line is left out."""
_TEMPLATE = re.compile(r"<(?=%)|(?<=\{)[{%]")
_ID_LINE = re.compile(rf'^{ID_KEY}: (["\']?)([\w-]+)\1[ \t]*$', re.MULTILINE)
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")


class Day(str):
    """A day in ISO 8601, which YAML has a type for."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str) -> str:
        """The day that a text begins with; the text itself where it begins with none that there is."""
        day = _DAY.match(text)
        try:
            return cls(date.fromisoformat(day[1])) if day else text
        except ValueError:
            return text


class Listed(tuple[str, ...]):
    """A list with a line for each item, as programs write it that show it as a list."""

    __slots__ = ()

    @classmethod
    def of(cls, values: Iterable[str] | str) -> Listed:
        """The values that are not empty, each once; one value is a list of one."""
        values = (values,) if isinstance(values, str) else values
        return cls(dict.fromkeys(value for value in values if value))


def front_matter(lines: str, *, name: str = "", check: bool = False) -> str:
    """The block with its fences, of the lines of a template; ``name`` is the id that it must have.

    ``check`` asks whether the lines are YAML at all. Raises ExportFailed.
    """
    kept = [line.rstrip() for line in lines.split("\n") if line.strip() and _OMITTED not in line]
    block = "\n".join(kept)
    if name and not _ID_LINE.search(block):
        kept.append(f"{ID_KEY}: {quoted(name)}")
    if check:
        _check("\n".join(kept))
    return "\n".join([_FENCE, *kept, _FENCE]) if kept else ""


def yaml_value(value: object) -> str:
    """A value as YAML; nothing that is known leaves its line out."""
    if isinstance(value, Day):
        return str(value)
    if isinstance(value, bool) or value is None:
        return "" if value is None else str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, PostilLink):
        return quoted(value.address)
    if isinstance(value, Listed):
        return "".join(f"\n  - {quoted(item)}" for item in value) or _OMITTED
    if isinstance(value, tuple | list):
        return f"[{', '.join(quoted(str(item)) for item in value)}]" if value else _OMITTED
    return quoted(str(value)) if str(value) else _OMITTED


def quoted(text: str) -> str:
    """``text`` as a double-quoted YAML scalar on one line."""
    written = _JSON.encode(one_line(text)).replace(_OMITTED, "\\ue002")
    return _TEMPLATE.sub(lambda match: f"\\u{ord(match.group()):04x}", written)


def _check(block: str) -> None:
    try:
        fields = yaml.safe_load(block)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        told = _("The front matter is no YAML: line {line}: {reason}.")
        reason = getattr(error, "problem", None) or error
        raise ExportFailed(told.format(line=mark.line + 1 if mark else 0, reason=reason)) from error
    except (ValueError, RecursionError) as error:  # a day that there is not, or lists without an end
        raise ExportFailed(_("The front matter is no YAML: {reason}.").format(reason=error)) from error
    if not isinstance(fields, dict):
        raise ExportFailed(_("The front matter is to have a line “name: value” for each property."))

"""Front matter: the fields that note programs and site generators write before a Markdown text.

YAML between lines of ``---`` (Obsidian, Readeck, Joplin, MarkDownload, Jekyll, Pandoc), TOML between lines of
``+++`` and JSON (Hugo), and Pandoc's three lines that begin with ``%``. YAML is read as text only, since its
own types make ``NO`` a lie and ``1.10`` a number, and without aliases, which can grow without bounds. What is
no YAML for a quotation mark or a colon too many is read line by line. What is none of these is text.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from postil.importers.pages.front_matter_fields import FIELD_NAMES, fold_name, read_fields
from postil.model.record import NOTHING_RECORDED, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LARGEST = 64 * 1024
"""Code points that front matter may have; what is longer is text."""
_DEEPEST = 16
_YAML = re.compile(r"\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TITLE_BLOCK = re.compile(r"%[ \t]+(\S.*)\n(?:[ \t]+(\S.*)\n)?(?:%[ \t]*(.*)\n)?(?:%[ \t]*(.*)\n)?")
_KEY = re.compile(r"([^\s:#'\"\-\[{][^:\n]{0,60}|\"[^\"\n]{1,60}\"|'[^'\n]{1,60}'):(?:[ \t]+(.*)|[ \t]*)")
_ITEM = re.compile(r"[ \t]*-(?:[ \t]+(.*))?")
_BLOCK_SCALAR = re.compile(r"[|>][+-]?\d?")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stood before a text, and the text."""

    record: Record = NOTHING_RECORDED
    address: str | None = None
    body: str = ""


def read_front_matter(text: str) -> FrontMatter | None:
    """The front matter of a text and what follows it; None where it has none, or one that is damaged."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _found(text)
    if found is None:
        return None
    record, address = read_fields(found.fields)
    return FrontMatter(record, address, text[found.end :])


def has_known_front_matter(text: str) -> bool:
    """Whether a text begins with front matter that has a field of a page, so that its name need not tell."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = None if text.startswith(("%", "{")) else _found(text)
    return found is not None and any(fold_name(name) in FIELD_NAMES for name in found.fields)


class _Found(NamedTuple):
    fields: Mapping[str, Any]
    end: int
    """Where the text begins."""


def _found(text: str) -> _Found | None:
    for pattern, parse in ((_YAML, _parse_yaml), (_TOML, _parse_toml)):
        match = pattern.match(text, 0, _LARGEST)
        if match is not None:
            fields = parse(match[1])
            return None if fields is None else _Found(fields, match.end())
    if text.lstrip()[:1] == "{":
        return _json_object(text)
    block = _TITLE_BLOCK.match(text)
    if block is None:
        return None
    title = " ".join(filter(None, (block[1], block[2])))
    authors = [name.strip() for name in (block[3] or "").split(";")]
    return _Found({"title": title, "author": authors, "date": block[4] or ""}, block.end())


def _json_object(text: str) -> _Found | None:
    begin = text.index("{")
    try:
        fields, end = json.JSONDecoder().raw_decode(text[: _LARGEST + begin], begin)
    except (ValueError, RecursionError):
        return None
    known = any(fold_name(name) in FIELD_NAMES for name in fields)
    return _Found(_as_text(fields), end) if known and text[end : end + 1] in ("\n", "") else None


def _parse_toml(text: str) -> Mapping[str, Any] | None:
    try:
        return {name: _as_text(value) for name, value in tomllib.loads(text).items()}
    except (RecursionError, ValueError):
        return None


def _parse_yaml(text: str) -> Mapping[str, Any] | None:
    try:
        fields = yaml.load(text, _TextLoader)  # noqa: S506 - it makes nothing but text, lists and mappings
    except (yaml.YAMLError, RecursionError, ValueError):
        return _read_lines(text)
    if fields is None or fields == "":
        return {}
    return (
        {str(name): _as_text(value) for name, value in fields.items()} if isinstance(fields, dict) else None
    )


class _TextLoader(yaml.BaseLoader):
    """Everything as it is written; no aliases, nothing deeper than front matter is."""

    _depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        self._depth += 1
        try:
            if self._depth > _DEEPEST or self.check_event(yaml.events.AliasEvent):
                raise yaml.YAMLError
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1


def _read_lines(text: str) -> Mapping[str, Any] | None:
    """Fields of one line each, and lists of one line an item; None where a line is neither."""
    fields: dict[str, Any] = {}
    last = ""
    for line in text.split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        field = _KEY.fullmatch(line)
        item = _ITEM.fullmatch(line)
        if field is not None:
            last = _unquoted(field[1])
            fields[last] = _unquoted(field[2] or "")
        elif item is not None and last:
            before = fields[last] if isinstance(fields[last], list) else list(filter(None, [fields[last]]))
            fields[last] = [*before, _unquoted(item[1] or "")]
        elif line[0] in " \t" and isinstance(fields.get(last), str):
            before = "" if _BLOCK_SCALAR.fullmatch(fields[last]) else fields[last]
            fields[last] = f"{before}\n{line.strip()}".strip()
        else:
            return None
    return {name: _as_text(value) for name, value in _with_lists(fields)} or None


def _with_lists(fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields, with those that are lists on one line (``[a, b]``) as lists."""
    for name, value in fields.items():
        if isinstance(value, str) and value.startswith("[") and value.endswith("]") and value[1:2] != "[":
            yield name, [_unquoted(part) for part in value[1:-1].split(",")]
        else:
            yield name, value


def _unquoted(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1].replace('\\"', '"')
    return text


def _as_text(value: Any) -> Any:
    """The value with every scalar in it as text: ``true``, ``2024-03-05``; nothing for what is null."""
    if isinstance(value, dict):
        return {str(name): _as_text(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return "" if value is None else str(value)

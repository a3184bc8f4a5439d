"""The fields of front matter: what each says, and which characters of the YAML it is written with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

FENCE = "---"
_MOST = 64 * 1024
"""Characters of front matter that are read: it is the facts of a page, and YAML is slow to read."""
_OTHER_LINE_FEEDS = re.compile("[\r\x85\u2028\u2029]")
_NO_FIELD = re.compile(r"(?:#.*|\s*)\n")


@dataclass(frozen=True, slots=True)
class Value:
    """A word or a list, and where it is written."""

    value: object
    """Text, lists and mappings, as PyYAML's BaseLoader makes them."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Field:
    """One top-level key: where its lines start and end, without the comments above and below them."""

    key: str
    value: Value
    items: tuple[Value, ...] | None
    """The items of a list of words; None where the value is none."""
    is_flow: bool
    """Whether a list stands in brackets."""
    above: int
    """Where the comments above it start."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fields:
    """The YAML between two fences, each line of which ends with a line feed, and what it says."""

    text: str
    fields: tuple[Field, ...]

    def get(self, key: str) -> Field | None:
        """The field of that key."""
        return next((each for each in self.fields if each.key == key), None)


def read_fields(text: str) -> Fields | None:
    """The fields of YAML; None where it is no mapping of plain keys, or has aliases, anchors or tags."""
    if len(text) > _MOST or _OTHER_LINE_FEEDS.search(text):
        return None
    try:
        if any(_is_refused(event) for event in yaml.parse(text, yaml.BaseLoader)):
            return None
        node = yaml.compose(text, yaml.BaseLoader)
        values = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes text, lists and mappings only
    except (yaml.YAMLError, RecursionError, ValueError, TypeError):
        return None
    if node is None:
        return Fields(text, ())
    if not isinstance(node, yaml.MappingNode) or node.flow_style or len(values) != len(node.value):
        return None
    if not all(_is_plain_key(text, key) for key, _ in node.value):
        return None
    return Fields(text, tuple(_fields(text, node, values)))


def _is_refused(event: yaml.Event) -> bool:
    has_tag = getattr(event, "tag", None) is not None
    return isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None or has_tag


def _is_plain_key(text: str, key: yaml.Node) -> bool:
    at = key.start_mark.index
    return isinstance(key, yaml.ScalarNode) and (at == 0 or text[at - 1] == "\n")


def _fields(text: str, node: yaml.MappingNode, values: dict[str, object]) -> Iterator[Field]:
    above = 0
    starts = [key.start_mark.index for key, _ in node.value]
    for (key, value), start, following in zip(node.value, starts, [*starts[1:], len(text)], strict=True):
        end = _end(text, start, following)
        items = value.value if isinstance(value, yaml.SequenceNode) else None
        is_list = items is not None and all(isinstance(each, yaml.ScalarNode) for each in items)
        yield Field(
            key.value,
            Value(values[key.value], value.start_mark.index, value.end_mark.index),
            tuple(map(_item, items)) if items is not None and is_list else None,
            is_flow=is_list and bool(value.flow_style),
            above=above,
            start=start,
            end=end,
        )
        above = end


def _item(node: yaml.ScalarNode) -> Value:
    return Value(node.value, node.start_mark.index, node.end_mark.index)


def _end(text: str, start: int, following: int) -> int:
    """Where the lines of a field end: the comments and blank lines below it belong to what comes next."""
    lines = text[start:following].splitlines(keepends=True)
    end = following
    while len(lines) > 1 and _NO_FIELD.fullmatch(lines[-1]):
        end -= len(lines.pop())
    return end

"""The few attributes that an article's elements keep, checked one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.dom.serialise import without_control_characters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from postil.extraction.blocks import Node

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_DIRECTIONS = frozenset({"ltr", "rtl", "auto"})
_LIST_TYPES = frozenset({"1", "a", "A", "i", "I"})
_INTEGER = re.compile(r"-?\d{1,6}")
_DATETIME = re.compile(r"[\dTtZzPpWwYyMmDdHhSs:.+\- ]{1,40}")


def locale_of(node: Node) -> dict[str, str]:
    """The language and direction that an element declares, where they are well written."""
    attributes = node.element.attrib
    if not attributes:
        return {}
    found = {}
    language = attributes.get("lang") or ""
    if language and _LANGUAGE.fullmatch(language):
        found["lang"] = str(language)
    direction = (attributes.get("dir") or "").lower()
    if direction in _DIRECTIONS:
        found["dir"] = str(direction)
    return found


def format_attributes(node: Node) -> dict[str, str]:
    """What an inline element keeps: its language, an abbreviation's title, a time."""
    attributes = locale_of(node)
    element = node.element
    if node.tag in ("abbr", "acronym") and element.get("title"):
        attributes["title"] = without_control_characters(element.get("title") or "")
    if node.tag in ("time", "ins", "del"):
        stated = (element.get("datetime") or "").strip()
        if _DATETIME.fullmatch(stated):
            attributes["datetime"] = stated
    return attributes


def list_attributes(node: Node) -> Mapping[str, str]:
    """How a list counts."""
    if node.tag != "ol":
        return {}
    attributes = {}
    start = (node.element.get("start") or "").strip()
    if _INTEGER.fullmatch(start):
        attributes["start"] = start
    kind = (node.element.get("type") or "").strip()
    if kind in _LIST_TYPES:
        attributes["type"] = kind
    if node.element.get("reversed") is not None:
        attributes["reversed"] = ""
    return attributes


def item_attributes(node: Node) -> Mapping[str, str]:
    """The number of an item, where the page gives it one."""
    value = (node.element.get("value") or "").strip()
    return {"value": value} if _INTEGER.fullmatch(value) else {}


def task_sign(node: Node) -> str:
    """A ballot box before an item that can be ticked off, as the page shows it; otherwise nothing."""
    first = next(iter(node.element), None)
    if first is not None and first.tag in ("p", "label"):
        first = next(iter(first), None)
    if first is None or first.tag != "input" or (first.get("type") or "").lower() != "checkbox":
        return ""
    return "☑ " if first.get("checked") is not None else "☐ "

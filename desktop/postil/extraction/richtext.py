"""Rich text that is kept as data, rebuilt as markup: the trees of editors and of content systems.

ProseMirror, Slate, Lexical, Contentful, Sanity's Portable Text, Draft.js, Editor.js and the block lists of
publishers differ in names, not in idea: a node says what it is, and holds text or other nodes. Also read
is React's own form, ``["$", tag, key, {"children": …}]``. The markup made here is only a page like any
other: it is read, and cleaned, by the same steps.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from postil.extraction.wording import count_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MARKUP = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|ol|li|blockquote|section|article|figure|table|pre)\b", re.IGNORECASE
)
"""What tells a string of markup from plain text."""

_DEEPEST = 60
_TAG = re.compile(r"<[^<>]*>")
_KIND_KEYS = (
    "type",
    "_type",
    "nodeType",
    "__typename",
    "tagName",
    "tag",
    "style",
    "element",
    "blockType",
    "name",
    "t",
)
_CHILD_KEYS = (
    "children", "content", "contents", "nodes", "items", "blocks", "paragraphs", "elements", "body",
    "document", "root", "data", "cells", "rows", "model", "c",
)  # fmt: skip
_TEXT_KEYS = ("text", "html", "value", "content", "body", "paragraph", "rendered", "data", "caption")
_KINDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), tag)
    for pattern, tag in (
        (
            r"advert|^ads?$|ad-?slot|related|promo|newsletter|recirc|paywall|recommend|subscri|^script$|^style$",
            "",
        ),
        (r"^br$|hard-?break|line-?break", "br"),
        (r"^h[1-6]$", "h"),
        (r"head(?:er|ing)|^title$|sub-?head", "h"),
        (r"^(?:li|list-?item(?:-.*)?|.*-list-item)$", "li"),
        (r"(?:^|-)ol(?:-|$)|ordered-?list$|number(?:ed)?-?list$", "ol"),
        (r"(?:^|-)ul(?:-|$)|^list$|list-?block$|un-?ordered-?list$|bullet(?:ed)?-?list$", "ul"),
        (r"pull-?quote|block-?quote|^quote", "blockquote"),
        (r"code-?block|^code$|^pre$|preformatted", "pre"),
        (r"table-?row|^tr$", "tr"),
        (r"table-?(?:cell|header)|^t[dh]$", "td"),
        (r"^table", "table"),
        (r"^(?:a|link|hyperlink|text-?link)$|link-?inline", "a"),
        (r"image|^img$|photo|picture|^figure$", "figure"),
        (r"^(?:strong|b|bold)$", "strong"),
        (r"^(?:em|i|italic)$", "em"),
        (r"inline|^span$|^text$|^leaf$|emphas", "span"),
        (r"paragraph|^p$|^normal$|^un-?styled$|^block$|text-?block", "p"),
    )
)
_LONGEST_KIND = 60
_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HEADING_LEVEL = re.compile(r"([1-6])")
_NAMED_LEVELS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
_LINES = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "li", "td", "pre"})
_INLINE = frozenset({"span", "a", "strong", "em", "br"})
_FORMATS = {
    "bold": "strong",
    "strong": "strong",
    "italic": "em",
    "em": "em",
    "code": "code",
    "underline": "u",
}
_FORMAT_BITS = ((1, "strong"), (2, "em"), (16, "code"))
_ADDRESS_KEYS = ("href", "url", "uri", "src")
_PICTURE = re.compile(r"(?:https?:)?/[^\s\"'<>]+", re.IGNORECASE)


def rich_markup(value: object) -> str:
    """The markup of a tree of rich text; empty where it holds no words."""
    return "".join(_blocks(value, 0))


def string_markup(text: str) -> str:
    """The markup of a string: its own, or a paragraph for each of its lines."""
    if MARKUP.search(text) or _TAG.search(text):
        return text
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def words_of(text: str) -> float:
    """The words of a string, without its markup."""
    return count_words(_TAG.sub(" ", text) if "<" in text else text)


def is_node(value: object) -> bool:
    """Whether a value is a node of rich text: it holds text or nodes under one of their usual names."""
    if _is_react(value):
        return True
    return isinstance(value, dict) and any(
        isinstance(value.get(key), str | list | dict) for key in _CHILD_KEYS + _TEXT_KEYS
    )


def _blocks(value: object, depth: int) -> Iterator[str]:
    """The markup of a value that stands where blocks stand."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield string_markup(value)
    elif _is_react(value):
        yield from _react(value, depth)
    elif isinstance(value, list):
        if any(_is_inline(each) for each in value) and not all(isinstance(each, str) for each in value):
            yield f"<p>{''.join(_line(value, depth + 1))}</p>"
        else:
            for each in value:
                yield from _blocks(each, depth + 1)
    elif isinstance(value, dict):
        yield from _node(value, depth)


def _node(node: Mapping[str, object], depth: int) -> Iterator[str]:
    tag = _tag_of(node)
    if tag == "":
        return
    if tag == "figure":
        yield from _figure(node)
        return
    if tag in _INLINE:
        yield f"<p>{''.join(_line(node, depth + 1))}</p>"
        return
    if tag in _LINES and not _holds_blocks(node, tag):
        inner = "".join(_inside(node, depth, inline=True))
        yield f"<{tag}>{inner}</{tag}>" if not MARKUP.match(inner) else inner
        return
    inner = "".join(_inside(node, depth, inline=False))
    yield f"<{tag}>{inner}</{tag}>" if tag and tag not in ("p", "h2") else inner


def _inside(node: Mapping[str, object], depth: int, *, inline: bool) -> Iterator[str]:
    """What a node holds: its nodes, else its text."""
    for key in _CHILD_KEYS:
        held = node.get(key)
        if held and isinstance(held, list | dict) and (is_node(held) or isinstance(held, list)):
            yield from _line(held, depth + 1) if inline else _blocks(held, depth + 1)
            return
    text = next((held for key in _TEXT_KEYS if isinstance(held := node.get(key), str) and held), None)
    if text is not None:
        yield (text if "<" in text and _TAG.search(text) else escape(text)) if inline else string_markup(text)


def _line(value: object, depth: int) -> Iterator[str]:
    """The markup of a value that stands within a line."""
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield escape(value)
    elif _is_react(value):
        yield from _react(value, depth)
    elif isinstance(value, list):
        for each in value:
            yield from _line(each, depth + 1)
    elif isinstance(value, dict):
        tag = _tag_of(value)
        if tag == "br":
            yield "<br>"
        elif tag != "":
            inner = "".join(_inside(value, depth, inline=True))
            yield _formatted(inner, value, tag)


def _formatted(inner: str, node: Mapping[str, object], tag: str | None) -> str:
    """A text with the marks that its node gives it."""
    attributes = node.get("attrs") if isinstance(node.get("attrs"), dict) else node.get("data")
    places: list[Mapping[str, object]] = [node, attributes] if isinstance(attributes, dict) else [node]
    marks = node.get("marks")
    kinds = {tag} if tag in ("strong", "em") else set()
    kinds |= {name for key, name in _FORMATS.items() if node.get(key) is True}
    bits = node.get("format")
    if type(bits) is int:
        kinds |= {name for bit, name in _FORMAT_BITS if bits & bit}
    for mark in marks if isinstance(marks, list) else ():
        kind = mark.get("type") if isinstance(mark, dict) else mark
        if isinstance(kind, str):
            kinds.add(_FORMATS.get(kind.lower(), ""))
        if isinstance(mark, dict) and isinstance(mark.get("attrs"), dict):
            places.append(mark["attrs"])
            tag = "a" if kind == "link" else tag
    for kind in sorted(kinds - {"", None}):
        inner = f"<{kind}>{inner}</{kind}>"
    if tag == "a":
        address = next((str(place[key]) for place in places for key in _ADDRESS_KEYS if place.get(key)), "")
        return f'<a href="{escape(address)}">{inner}</a>' if address else inner
    return inner


def _react(value: object, depth: int) -> Iterator[str]:
    assert isinstance(value, list)
    tag, properties = value[1], value[3]
    if not isinstance(properties, dict):
        return
    children = properties.get("children")
    if not isinstance(tag, str) or not re.fullmatch(r"[a-z][a-z0-9]*", tag):
        yield from _line(children, depth + 1)
        return
    inner = "".join(_line(children, depth + 1))
    names = "".join(
        f' {name}="{escape(held)}"'
        for name in ("href", "src", "alt", "className")
        if isinstance(held := properties.get(name), str)
    ).replace("className=", "class=")
    yield f"<{tag}{names}>" if tag in ("img", "br", "hr") else f"<{tag}{names}>{inner}</{tag}>"


def _figure(node: Mapping[str, object]) -> Iterator[str]:
    """A picture with its caption: the first address and the caption that the node or what it holds has."""
    address = caption = ""
    pending: list[object] = [node]
    for _ in range(200):
        if not pending:
            break
        value = pending.pop(0)
        if isinstance(value, dict):
            for key, held in value.items():
                if isinstance(held, str):
                    if not address and key.lower() in (*_ADDRESS_KEYS, "source") and _PICTURE.fullmatch(held):
                        address = held
                    elif not caption and key.lower() in ("caption", "alt", "alttext"):
                        caption = _TAG.sub("", held)
                elif isinstance(held, dict | list):
                    pending.append(held)
        elif isinstance(value, list):
            pending.extend(value)
    if address:
        yield f'<figure><img src="{escape(address)}"><figcaption>{escape(caption)}</figcaption></figure>'


def _tag_of(node: Mapping[str, object]) -> str | None:
    """The element that a node is: None where it does not say, empty where it is no part of the text."""
    for key in _KIND_KEYS:
        tag = _tag_named(node.get(key), node)
        if tag == "p":
            if isinstance(node.get("listItem"), str):
                return "li"
            return _tag_named(node.get("style"), node) or tag
        if tag is not None:
            return tag
    return None


def _tag_named(kind: object, node: Mapping[str, object]) -> str | None:
    if not isinstance(kind, str) or not kind or len(kind) > _LONGEST_KIND:
        return None
    kind = _WORD_START.sub("-", kind.rsplit(".", 1)[-1]).replace("_", "-")
    tag = next((tag for pattern, tag in _KINDS if pattern.search(kind)), None)
    return f"h{_level(kind, node)}" if tag == "h" else tag


def _level(kind: str, node: Mapping[str, object]) -> str:
    attributes = node.get("attrs") or node.get("data")
    stated = node.get("level") or (attributes.get("level") if isinstance(attributes, dict) else None)
    found = _HEADING_LEVEL.search(f"{stated or ''}{kind}{node.get('tag') or ''}")
    level = (
        found[1]
        if found
        else next((each for name, each in _NAMED_LEVELS.items() if name in kind.lower()), "2")
    )
    return max(level, "2")


def _is_inline(value: object) -> bool:
    if isinstance(value, str):
        return True
    if not isinstance(value, dict):
        return False
    tag = _tag_of(value)
    if tag in _INLINE:
        return True
    return (
        tag is None
        and isinstance(value.get("text"), str)
        and not any(isinstance(value.get(key), list) for key in _CHILD_KEYS)
    )


def _holds_blocks(node: Mapping[str, object], tag: str) -> bool:
    """Whether what a line holds are lines in their turn."""
    if tag not in ("li", "td", "p"):
        return False
    for key in _CHILD_KEYS:
        held = node.get(key)
        if isinstance(held, list) and held:
            return not any(_is_inline(each) or _is_react(each) for each in held)
    return False


def _is_react(value: object) -> bool:
    return isinstance(value, list) and len(value) >= 4 and value[0] == "$"

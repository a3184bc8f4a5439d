"""Code: its lines as they are, without line numbers and buttons, and the language it is in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.serialise import without_control_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from postil.extraction.blocks import Node

_LANGUAGE = re.compile(
    r"(?:^|\s)(?:language|lang|highlight-source|highlight|brush|sourceCode|source|src)[-: ]\s*"
    r"([A-Za-z][\w+#.-]{0,24})"
)
_NOT_LANGUAGES = frozenset({
    "text", "plain", "none", "plaintext", "default", "nohighlight", "wrapper", "code", "toolbar",
    "js-highlight",
})  # fmt: skip
_HIGHLIGHTED_TABLE = re.compile(
    r"highlight|rouge|codehilite|crayon|syntaxhighlighter|blob|gist|wp_syntax|code", re.IGNORECASE
)
_NUMBERS = re.compile(
    r"(?:^|[\s_-])(?:line-?num(?:ber)?s?(?:-rows)?|lineno?s?|linenos|lnt?|gutter|gl|rouge-gutter|blob-num|hljs-ln-numbers)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_LINE_BLOCKS = frozenset({"div", "p", "li", "tr", "section"})
_SKIPPED = frozenset({"script", "style", "button", "svg", "textarea", "noscript"})
_ANCESTORS = 4


def is_code_table(table: Node) -> bool:
    """Whether a table only sets line numbers beside code."""
    if not table.names and not (table.parent is not None and table.parent.names):
        return False
    names = f"{table.names} {table.parent.names if table.parent is not None else ''}"
    if not _HIGHLIGHTED_TABLE.search(names):
        return False
    return any(
        node.tag in ("pre", "code") or (node.tag == "td" and _NUMBERS.search(node.names))
        for node in table.nodes()
    )


def is_code(pre: Node) -> bool:
    """Whether a ``pre`` holds code and not, say, a letter or a poem."""
    return (
        language_of(pre.element) is not None
        or any(node.tag in ("code", "samp", "kbd") for node in pre.nodes())
        or any(_HIGHLIGHTED_TABLE.search(node.names) for node in (pre, pre.parent) if node is not None)
    )


def build_code(element: _Element) -> _Element | None:
    """A new ``pre`` with one ``code``: the lines under ``element``; None where there are none."""
    text = without_control_characters("".join(_lines(element))).replace("\r\n", "\n").replace("\r", "\n")
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
    if not text.strip():
        return None
    pre = etree.Element("pre")
    code = etree.SubElement(pre, "code")
    language = language_of(element)
    if language is not None:
        code.set("class", f"language-{language}")
    code.text = text
    return pre


def build_table_code(table: Node) -> _Element | None:
    """A new ``pre`` from a table that sets line numbers beside code: its last ``pre``, or all of it."""
    listings = [node.element for node in table.nodes() if node.tag == "pre"]
    return build_code(listings[-1] if listings else table.element)


def language_of(element: _Element) -> str | None:
    """The language that the code under or around an element says it is in, in lower case."""
    candidates = [element, *element.iter("code", "pre")][:6]
    candidates += [each for each, _ in zip(element.iterancestors(), range(_ANCESTORS), strict=False)]
    for candidate in candidates:
        stated = candidate.get("data-lang") or candidate.get("data-language") or ""
        match = _LANGUAGE.search(candidate.get("class") or "")
        name = (match.group(1) if match else stated).strip().lower().rstrip(";")
        if re.fullmatch(r"[a-z][a-z0-9+#.-]{0,24}", name) and name not in _NOT_LANGUAGES:
            return name
    return None


def _lines(element: _Element) -> Iterator[str]:
    """The text under an element; elements that hold a line end it."""
    if element.text:
        yield element.text
    for child in element:
        if (
            isinstance(child.tag, str)
            and child.tag not in _SKIPPED
            and not _NUMBERS.search(child.get("class") or "")
        ):
            if child.tag == "br":
                yield "\n"
            else:
                inner = "".join(_lines(child))
                yield inner
                if child.tag in _LINE_BLOCKS and not inner.endswith("\n"):
                    yield "\n"
        if child.tail:
            yield child.tail

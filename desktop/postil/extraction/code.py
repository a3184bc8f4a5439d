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

_STATED_LANGUAGE = re.compile(
    r"(?:^|\s)(?:language|lang|brush|highlight-source|highlight-text|highlight|source|src)[-:]\s*"
    r"([A-Za-z][\w+#.-]{0,24})"
)
_HIGHLIGHTERS = re.compile(
    r"(?:^|\s)(?:hljs|highlight|sourceCode|prettyprint|src|prism-code|code|syntaxhighlighter|brush)(?:\s|$)"
)
_WELL_KNOWN = """
    ada apl asm assembly awk bash basic batch c clojure cmake cobol coffeescript cpp c++ c# crystal
    csharp css d dart diff dockerfile elixir elm emacs-lisp erlang fish fortran fsharp gdscript glsl go
    golang graphql groovy haskell hcl html http ini java javascript js json json5 jsonc jsx julia kotlin
    latex less lisp lua make makefile markdown matlab mermaid nginx nim nix objective-c objectivec ocaml
    pascal patch perl php plsql postgresql powershell prolog protobuf python python3 py r racket rb rst
    ruby rust sass scala scheme scss sh shell sml solidity sql svelte swift tcl tex toml ts tsx
    typescript vb vba verilog vhdl vim vue wasm xml yaml yml zig zsh
"""
_LANGUAGES = frozenset(_WELL_KNOWN.split())
_STATING = ("data-lang", "data-language", "data-code-language", "lang")
_NOT_LANGUAGES = frozenset({
    "text", "plain", "none", "plaintext", "default", "nohighlight", "wrapper", "code", "toolbar",
    "js-highlight", "highlight",
})  # fmt: skip
_LANGUAGE_NAME = re.compile(r"[a-z][a-z0-9+#.-]{0,24}")
_HIGHLIGHTED = re.compile(
    r"highlight|rouge|codehilite|crayon|syntaxhighlighter|blob|gist|wp_syntax|code", re.IGNORECASE
)
_NUMBERS = re.compile(
    r"(?:^|\s)(?:[\w-]*(?:line|code)-?_?num(?:ber)?s?(?:-rows)?|lineno?s?|linenodiv|linenos?-\w+|lnt?|gl|"
    r"[\w-]*gutters?|blob-num|hljs-ln-numbers|crayon-nums?)(?:\s|$)",
    re.IGNORECASE,
)
_BUTTONS = re.compile(r"(?:^|[\s_-])(?:copy|clipboard|button|btn|toolbar)(?:[\s_-]|$)", re.IGNORECASE)
_LONGEST_BUTTON = 30
_LINE_BLOCKS = frozenset({"div", "p", "li", "tr", "section"})
_HOLDERS = frozenset({"ol", "ul", "table", "tbody", "pre", "code"})
"""Elements that hold lines, whatever they are called; ``linenums`` on a list only asks for numbers."""
_SKIPPED = frozenset({"script", "style", "button", "svg", "textarea", "noscript", "clipboard-copy"})
_ANCESTORS = 4


def is_code_table(table: Node) -> bool:
    """Whether a table only sets line numbers beside code."""
    if not table.names and not (table.parent is not None and table.parent.names):
        return False
    names = f"{table.names} {table.parent.names if table.parent is not None else ''}"
    if not _HIGHLIGHTED.search(names):
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
        or any(_HIGHLIGHTED.search(node.names) for node in (pre, pre.parent) if node is not None)
    )


def is_code_of_lines(code: Node) -> bool:
    """Whether a ``code`` that stands in no ``pre`` has several lines all the same."""
    return any(node.tag in ("br", "div", "p") for node in code.nodes())


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
        for name in _stated_languages(candidate):
            if _LANGUAGE_NAME.fullmatch(name) and name not in _NOT_LANGUAGES:
                return name
    return None


def _stated_languages(element: _Element) -> Iterator[str]:
    names = element.get("class") or ""
    for match in _STATED_LANGUAGE.finditer(names):
        yield match.group(1).strip().lower().rstrip(";")
    for attribute in _STATING:
        stated = (element.get(attribute) or "").strip().lower()
        if attribute != "lang" or stated in _LANGUAGES:
            yield stated
    if _HIGHLIGHTERS.search(names):
        yield from (name for name in names.lower().split() if name in _LANGUAGES)


def _lines(element: _Element) -> Iterator[str]:
    """The text under an element; elements that hold a line end it."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and not _is_furniture(child):
            if child.tag == "br":
                yield "\n"
            else:
                inner = "".join(_lines(child))
                yield inner
                if child.tag in _LINE_BLOCKS and not inner.endswith("\n"):
                    yield "\n"
        if child.tail:
            yield child.tail


def _is_furniture(element: _Element) -> bool:
    """Whether an element within code is no code: its line numbers, a button to copy it."""
    if element.tag in _SKIPPED:
        return True
    names = element.get("class") or ""
    if not names or element.tag in _HOLDERS:
        return False
    if _NUMBERS.search(names):
        return True
    return bool(_BUTTONS.search(names)) and len("".join(map(str, element.itertext()))) < _LONGEST_BUTTON

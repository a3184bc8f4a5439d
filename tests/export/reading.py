"""Exported Markdown read back by another program, and what it must never hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token

_READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

_CODE = re.compile(r"(?<!\\)(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
SPECIAL = "\\`*_{}[]<>()#+-.!|~=$%^&@:/;\"'"
_PIECES = [
    "<%", "%>", "{{", "}}", "{%", "%}", "[[", "]]", "![[", "%%", "==", "::", "((", "))", "```", "~~~",
    "#tag", " #tag", "^hl-abc", " ^abc", "https://evil.example", "www.evil.example", "obsidian://open",
    "a@b.example", "@cite", "<script>", "</div>", "<!--", "-->", "&lt;", "&#35;", "[x](y)", "[^1]", "[ ]",
    "1. ", "1) ", "- ", "+ ", "* ", "> ", "# ", "---", "===", "| a |", ": ", "$x$", "`= this`", "`$= dv`",
    "key:: value", "word", "Привіт", "日本", " ", "  ", "\u00a0", "\u2028", "\u0085", "\r", "\n", "\t",
]  # fmt: skip
hostile_text = st.lists(st.sampled_from(_PIECES) | st.text(SPECIAL + "ab1 \n", max_size=6), max_size=12).map(
    "".join
)
"""Text made of what gives Markdown its meanings."""


def tokens(markdown: str) -> list[Token]:
    """All tokens of a text, inline ones after the line they stand in."""
    result = []
    for token in _READER.parse(markdown):
        result.append(token)
        result.extend(token.children or ())
    return result


def kinds(markdown: str) -> list[str]:
    """The kinds of the blocks of a text, outermost only."""
    return [token.type for token in _READER.parse(markdown) if token.level == 0 and token.nesting >= 0]


def shown(markdown: str) -> str:
    """The words that a reader sees, with single spaces."""
    words = []
    for token in tokens(markdown):
        if token.type in ("text", "code_inline", "code_block", "fence", "text_special"):
            words.append(token.content)
        elif token.type in (
            "softbreak",
            "hardbreak",
            "paragraph_close",
            "heading_close",
            "td_close",
            "th_close",
        ):
            words.append(" ")
    return " ".join("".join(words).split())


def addresses(markdown: str) -> set[str]:
    """What the links of a text lead to, and what its images would load."""
    found = {str(token.attrs["href"]) for token in tokens(markdown) if token.type == "link_open"}
    return found | {str(token.attrs["src"]) for token in tokens(markdown) if token.type == "image"}


def assert_inert(markdown: str) -> None:
    """Nothing in the text is HTML, an image, or a command of a program that reads notes."""
    for token in tokens(markdown):
        assert token.type not in ("html_block", "html_inline", "image"), token
        if token.type == "fence":
            assert token.info.split()[:1] not in (["dataview"], ["dataviewjs"], ["tasks"], ["query"])
    for command in ("<%", "{{", "{%"):
        assert command not in markdown, "template processors read code too"
    outside_code = _CODE.sub("", markdown)
    for command in ("[[", "%%", "::", "((", "=="):
        assert command not in outside_code
    assert not re.search(r"(?:^|\s)#[^\s#]", outside_code), "a tag"
    assert not re.search(r"(?:^|\s)\^[\w-]+\s*$", outside_code, re.MULTILINE), "a block id"
    assert not re.search(r"(?<!\\)(?:https?|obsidian)://", re.sub(r"\]\([^)]*\)", "]()", outside_code))

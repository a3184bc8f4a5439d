"""Notes are Markdown: what of a note is shown, as HTML, and the tags that are written in it.

Read by markdown-it (https://spec.commonmark.org, with the tables and the strike-through of GFM). A note's
own HTML is text like any other, and an image is its words: nothing that a note names is ever fetched.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MOST_OPEN = 1000
"""Brackets that may stay open in a note: each is followed to its end."""
_TAG = re.compile(
    r"""(?<![^\s([{"'“‘«—–])     # at the beginning, after white space, or after what opens: not in an address
        \#(?=[\w/-]*[^\W\d_])    # a letter is in it: "#39" is a number
        (\w[\w-]*(?:/\w[\w-]*)*)  # parts of letters, digits, _ and -, nested by /
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=512)
def note_tags(note: str) -> tuple[str, ...]:
    """The tags that are written in a note as ``#tag`` or ``#a/b``, each once, in order.

    Not those in code, in links, and in what only looks so: headings (``# Title``), numbers, addresses.
    """
    found: dict[str, str] = {}
    for text in _texts(note) if "#" in note else ():
        for match in _TAG.finditer(text):
            found.setdefault(match[1].casefold(), match[1])
    return tuple(found.values())


@lru_cache(maxsize=512)
def note_html(note: str) -> str:
    """A note as HTML that is safe to show: paragraphs, emphasis, code, lists, quotes, tables, links."""
    return str(_reader().render(_bounded(note)))


@lru_cache(maxsize=512)
def note_plain(note: str) -> str:
    """The words of a note without marks, its lines parted by spaces: for a line of a list."""
    return " ".join(" ".join(_words(token) for token in _reader().parse(_bounded(note))).split())


def _bounded(note: str) -> str:
    """The note; where far too many brackets stay open in it, with all of them as letters."""
    return note.replace("[", "\\[") if note.count("[") - note.count("]") > _MOST_OPEN else note


@cache
def _reader() -> MarkdownIt:
    # Loaded with the first note: it takes longer than the window needs to show.
    from markdown_it import MarkdownIt  # noqa: PLC0415 - see above

    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])

    def image(_renderer: object, tokens: list[Token], at: int, *_: object) -> str:
        return f"[{escape(tokens[at].content or 'image')}]"

    reader.add_render_rule("image", image)
    return reader


@cache
def _tag_reader() -> MarkdownIt:
    """A reader that leaves apart what was escaped by a backslash, which is no tag."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - see above

    return MarkdownIt("commonmark", {"html": False}).disable("text_join")


def _texts(note: str) -> Iterator[str]:
    """The stretches of a note that are words of the person's own, neither code nor link."""
    for token in _tag_reader().parse(_bounded(note)):
        depth, text = 0, ""
        for part in token.children or ():
            depth += part.type == "link_open"
            depth -= part.type == "link_close"
            if part.type == "text" and not depth:
                text += part.content
            elif part.type in ("softbreak", "hardbreak"):
                text += "\n"
            elif part.type in ("code_inline", "image", "text_special") or depth:
                text += "\ufffc"
        yield text


def _words(token: Token) -> str:
    if token.type in ("fence", "code_block"):
        return str(token.content)
    breaks = ("softbreak", "hardbreak")
    return "".join(" " if part.type in breaks else part.content for part in token.children or ())

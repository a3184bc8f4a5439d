"""The words of a page without building a tree: cheap, linear, and bounded whatever the markup is.

This is what is shown of a page that cannot be parsed, and what a parsed page is checked against.
"""

from __future__ import annotations

import html
import re

from postil.dom.elements import BLOCKS
from postil.dom.serialise import without_control_characters
from postil.dom.tags import CODE, Tag, tags

SILENT = CODE | {"title", "textarea", "xmp", "iframe", "noembed"}
"""Elements whose words are not the page's."""

_BREAKS = BLOCKS | {"br"}
_PLAIN_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_NO_OTHER_LETTERS = re.compile(r"[\x00-\x7f\W\d]+")
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r" ?\n[ \n]*")


def plain_text(markup: str) -> str:
    """What a person would see of ``markup``, a line for each block."""
    words = VisibleWords(markup)
    for tag in tags(markup):
        words.pass_by(tag)
    return _EMPTY_LINES.sub("\n", _SPACES.sub(" ", words.text())).strip()


def count_letters(text: str) -> int:
    """How many letters ``text`` has: a measure of words that no white space or punctuation moves."""
    plain = text.encode("ascii", "ignore")
    count = len(plain.translate(None, _PLAIN_NO_LETTERS))
    return count if len(plain) == len(text) else count + len(_NO_OTHER_LETTERS.sub("", text))


class VisibleWords:
    """Gathers the words between tags, for whoever walks along the tags of a page."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._position = 0
        self._silent = ""
        """The element whose content is passed over."""
        self._pieces: list[str] = []

    def pass_by(self, tag: Tag) -> None:
        """Take the words before ``tag``."""
        name = tag.name
        if self._silent:
            if name == self._silent and tag.closing:
                self._silent = ""
        else:
            if self._position < tag.start:
                self._pieces.append(self._markup[self._position : tag.start])
            if name in SILENT and not tag.closing:
                self._silent = name
        if name in _BREAKS:
            self._pieces.append("\n")
        self._position = tag.end

    def text(self) -> str:
        """The words so far and after the last tag; what is written as ``&amp;`` is ``&``."""
        rest = "" if self._silent else self._markup[self._position :]
        return without_control_characters(html.unescape("".join(self._pieces) + rest))

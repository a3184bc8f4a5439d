"""The tags of a page, found in one linear walk without building a tree.

This is the tokenizer of the HTML Standard as far as the bounds of tags go: quoted values, comments,
and elements whose content is raw text. Where the standard would swallow the rest of the page (a quote,
a comment or a title that never ends) a tag says what the markup lacks, so that it can be repaired.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = frozenset({"script", "style"})
"""Raw elements whose content is not for people."""
RAW = CODE | {"title", "textarea", "xmp", "iframe", "noembed"}
"""Elements that have no elements inside."""

_FOREIGN = frozenset({"svg", "math"})
_BREAKS_OUT = frozenset({
    "b", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4",
    "h5", "h6", "head", "hr", "i", "img", "li", "meta", "ol", "p", "pre", "span", "strong", "table", "ul",
})  # fmt: skip
"""Start tags that end an SVG or a formula that was left open."""

_TAG = re.compile(
    r"""<(?:
        (/?) ([a-zA-Z][^\s/>]*+)                                # its name
        (?:[^=>]++ | = \s*+ (?: "[^"]*+"?+ | '[^']*+'?+ )?+)*+  # its attributes
        (>?+)
      | (!--)
      | ([!?] | /(?![a-zA-Z]))                                  # what is read as a comment
    )""",
    re.VERBOSE,
)
_COMMENT_END = re.compile("--!?>")
_RAW_END = {name: re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE) for name in RAW}
_SCRIPT_STEP = re.compile(r"<!--+>|<!--|-->|<(/?)script(?=[\s/>])", re.IGNORECASE)
_VALUE_START = re.compile("""=\\s*(["'])""")


class Tag(NamedTuple):
    """A start tag, an end tag, or (without a name) a comment or declaration."""

    start: int
    end: int
    name: str = ""
    """Lower case."""
    closing: bool = False
    attributes: int = 0
    """Where the attributes begin; they end with the tag."""
    lacks: str = ""
    """What must be inserted at ``end`` for the tag to end there."""


def is_xhtml(markup: str) -> bool:
    """Whether ``<br/>`` means the same on all elements: the page begins as XML."""
    return markup[:1000].lstrip().startswith("<?xml")


def tags(markup: str) -> Iterator[Tag]:
    """Every tag of ``markup`` in order; the content of raw elements is passed over."""
    return _Tokenizer(markup).tags()


class _Tokenizer:
    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._xhtml = is_xhtml(markup)
        self._never_ends: set[str] = set()
        """What was searched for up to the end of the page in vain, so that it is searched once."""

    def tags(self) -> Iterator[Tag]:
        markup = self._markup
        position = foreign = 0
        while found := _TAG.search(markup, position):
            close, name, end, comment, _ = found.groups()
            if end:
                tag = Tag(found.start(), found.end(), name.lower(), close == "/", found.end(2))
            elif name:
                tag = self._unfinished(found)
            elif comment:
                tag = self._comment(found.start(), found.end())
            else:
                tag = Tag(found.start(), markup.find(">", found.end()) + 1 or len(markup))
            yield tag
            position = tag.end
            name = tag.name
            if name in _FOREIGN and markup[position - 2] != "/":
                foreign = max(0, foreign + (-1 if tag.closing else 1))
            elif name in _BREAKS_OUT:
                foreign = 0
            elif name in RAW and not (
                tag.closing or foreign or (self._xhtml and markup[position - 2] == "/")
            ):
                ending = self._raw_end(tag)
                position = ending.end if ending.lacks else ending.start
                if ending.lacks:
                    yield ending
            elif name == "plaintext":
                return

    def _unfinished(self, found: re.Match[str]) -> Tag:
        """A tag with a quote that never ends is made to end at its first ``>``."""
        start, attributes = found.start(), found.end(2)
        end = self._markup.find(">", attributes)
        quotes = {'"', "'"} - self._never_ends
        if end < 0 or not quotes:
            return Tag(start, len(self._markup))
        opened = _VALUE_START.search(self._markup, attributes, end)
        quote = opened[1] if opened else '"'
        self._never_ends.add(quote if quote in quotes else quotes.pop())
        return Tag(start, end, found[2].lower(), found[1] == "/", attributes, quote)

    def _comment(self, start: int, inside: int) -> Tag:
        if self._markup.startswith((">", "->"), inside):
            return Tag(start, self._markup.index(">", inside) + 1)
        end = None if "comment" in self._never_ends else _COMMENT_END.search(self._markup, inside)
        if end:
            return Tag(start, end.end())
        self._never_ends.add("comment")
        return Tag(start, inside, lacks=">")

    def _raw_end(self, tag: Tag) -> Tag:
        """The end tag of a raw element, or where it must be inserted."""
        name = tag.name
        if name == "script":
            end = self._script_end(tag.end)
            return Tag(end, end, name, closing=True)
        found = None if name in self._never_ends else _RAW_END[name].search(self._markup, tag.end)
        if found:
            return Tag(found.start(), found.start(), name, closing=True)
        if name in CODE:
            return Tag(len(self._markup), len(self._markup), name, closing=True)
        self._never_ends.add(name)
        following = self._markup.find("<", tag.end)
        end = following if following >= 0 else len(self._markup)
        return Tag(end, end, name, closing=True, lacks=f"</{name}>")

    def _script_end(self, position: int) -> int:
        """Where a script ends: a script that is written inside a comment inside it has its own end."""
        commented = nested = False
        for step in _SCRIPT_STEP.finditer(self._markup, position):
            if step[0] == "<!--":
                commented = True
            elif step[0].endswith("-->"):
                commented = nested = False
            elif not step[1]:
                nested = commented
            elif nested:
                nested = False
            else:
                return step.start()
        return len(self._markup)

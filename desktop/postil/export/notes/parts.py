"""Managed parts of a template: ``{% part "title" %} … {% endpart %}`` becomes a block of the document.

A part's name is a text, or that of a value that has one: ``{% part highlight %}``. ``{% part … indent 2 %}``
puts its lines that many tabs further in. What a template writes outside of parts becomes blocks, too, parted
at blank lines and named by their own words, so that a template without any part can be merged as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jinja2 import nodes
from jinja2.ext import Extension

from postil.export.notes.document import Block
from postil.export.notes.paragraphs import paragraph_key, stretches
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jinja2.parser import Parser
    from jinja2.runtime import Context

    from postil.export.notes.written import Marks

MARKS = "_marks"
"""The variable of a rendering that holds its signs."""
DEPTH = "_depth"
"""The variable that says how many levels deeper a note stands in a file of several."""
_MARKER = re.compile(
    r"\^(?<=^\^)hl-[\w-]+(?=\s*$)|id::(?<=\bid::) [0-9a-f-]{36}(?=\s*$)|\{#hl-[\w-]+", re.MULTILINE
)
_LONGEST_INDENT = 12


class PartExtension(Extension):
    """The tag ``part``."""

    tags = {"part"}  # noqa: RUF012 - jinja2 reads it as it is here

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag with all that stands up to ``endpart``."""
        line = next(parser.stream).lineno
        name = parser.parse_expression()
        indent: nodes.Expr = nodes.Const(0)
        if parser.stream.skip_if("name:indent"):
            indent = parser.parse_expression()
        body = parser.parse_statements(("name:endpart",), drop_needle=True)
        call = self.call_method("_part", [nodes.ContextReference(), name, indent])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _part(self, context: Context, name: object, indent: int, caller: Callable[[], str]) -> str:
        """What stands in the part, between the signs that say so."""
        marks: Marks = context[MARKS]
        deeper = context.get(DEPTH, 0) if getattr(self.environment, "outline", False) else 0
        tabs = "\t" * max(0, min(_LONGEST_INDENT, int(indent) + deeper))
        inner = "\n".join(f"{tabs}{line}" if line else "" for line in caller().split("\n"))
        key = getattr(name, "key", name)
        return f"{marks.sign(f'part {key}')}{inner}{marks.sign('/part')}"


def blocks_of(rendered: str, marks: Marks, *, prefix: str = "") -> Iterator[Block]:
    """The blocks of what a template wrote, in their order; their keys begin with ``prefix``.

    Raises ValueError where a part stands within another.
    """
    cutting = _Cutting(marks, prefix)
    for said, text in marks.split(rendered):
        yield from cutting.take(said, text)
    yield from cutting.end()


@dataclass(slots=True)
class _Cutting:
    """Blocks being made of the stretches between signs."""

    marks: Marks
    prefix: str
    _key: str | None = None
    """The part that is open."""
    _pieces: list[str] = field(default_factory=list)
    _note: list[int] = field(default_factory=list)
    """Where in the pieces the note begins and ends, as far as that is known."""
    _feeds: int = 2
    """Line feeds that stood before what is being read."""
    _names: dict[str, int] = field(default_factory=dict)

    def take(self, said: str, text: str) -> Iterator[Block]:
        """Go on with a sign and the text after it."""
        if said.startswith("part "):
            if self._key is not None:
                raise ValueError(_("A part cannot stand within another part."))
            yield from self.end()
            self._key = said.removeprefix("part ")
        elif said == "/part":
            yield from self.end()
        elif said in ("note", "/note") and len(self._note) == (said == "/note"):
            self._note.append(sum(map(len, self._pieces)))
        self._pieces.append(text)

    def end(self) -> Iterator[Block]:
        """The blocks of what was read since the last one."""
        text = "".join(self._pieces)
        note = (self._note[0], self._note[1]) if len(self._note) > 1 else None
        key, self._key, self._pieces, self._note = self._key, None, [], []
        if key is not None:
            if text.strip():
                start, end = _content(text)
                yield self._block(key, text, start, end, note)
                self._feeds = 0
            return
        for start, end in stretches(text, whole=note):
            self._feeds += text[:start].count("\n") if start == _content(text)[0] else 2
            yield self._block(paragraph_key(text[start:end]), text, start, end, note)
            self._feeds = 0
        after = len(text) - len(text.rstrip("\n"))
        self._feeds += max(0, after - 1) if text.strip() else after

    def _block(self, key: str, text: str, start: int, end: int, note: tuple[int, int] | None) -> Block:
        written = text[start:end]
        marker = _MARKER.search(written)
        count = self._names[key] = self._names.get(key, 0) + 1
        span = _at_line_start(text, note, start) if note and start <= note[0] and note[1] <= end else None
        return Block(
            key=self.prefix + (key if count == 1 else f"{key} {count}"),
            text=written,
            marker=marker.group() if marker else "",
            note=(span[0] - start, span[1] - start) if span else None,
            gap="\n" if not self._feeds else "\n\n",
        )


def _content(text: str) -> tuple[int, int]:
    """Where a text begins and ends without the blank lines around it."""
    blank = re.match(r"(?:[ \t]*\n)*", text)
    return (blank.end() if blank else 0), len(text.rstrip())


def _at_line_start(text: str, span: tuple[int, int], start: int) -> tuple[int, int]:
    """The span with the tabs and spaces that it is put in by."""
    line = text.rfind("\n", 0, span[0]) + 1
    return (max(line, start), span[1]) if not text[line : span[0]].strip() else span

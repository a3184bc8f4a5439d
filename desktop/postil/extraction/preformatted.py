"""Text whose white space counts and that is no code: a letter, a drawing of characters, a poem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.extraction.blocks import Text
from postil.extraction.phrases import marked_phrase_of

if TYPE_CHECKING:
    from postil.extraction.blocks import Node
    from postil.extraction.footnotes import Notes
    from postil.extraction.writer import Writer


def write_preformatted(node: Node, writer: Writer, notes: Notes) -> None:
    """Write a ``pre`` with its formats and links."""
    with writer.line("pre", raw=True):
        _write_raw(node, writer, notes)


def _write_raw(node: Node, writer: Writer, notes: Notes) -> None:
    for child in node.content:
        if isinstance(child, Text):
            writer.text(child.text)
            continue
        if child.tag == "br":
            writer.text("\n")
            continue
        phrase = marked_phrase_of(child)
        name = notes.name_of(child)
        if child.tag == "a" and (attributes := notes.link_attributes(child)) is not None:
            phrase = ("a", attributes)
        elif name is not None and phrase is None and child.tag != "a":
            phrase = ("span", {"id": name})
        if phrase is None:
            _write_raw(child, writer, notes)
        else:
            with writer.format(*phrase):
                _write_raw(child, writer, notes)

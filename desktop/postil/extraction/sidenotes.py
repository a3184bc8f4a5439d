"""Side notes: notes that stand in the middle of a sentence's markup and beside it on the screen.

In an article they are notes like all others: a number in the sentence, the note in a list at the end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.extraction.blocks import BOUNDARIES

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.extraction.blocks import Node
    from postil.extraction.writer import Writer

_SIDE_NOTE = re.compile(r"(?:^|\s)(?:side|margin)-?notes?(?:\s|$)", re.IGNORECASE)
_TOGGLE = re.compile(r"(?:^|\s)(?:margin-toggle|side-?note-(?:number|toggle))(?:\s|$)", re.IGNORECASE)


class SideNotes:
    """The side notes that have been met, in order."""

    def __init__(self) -> None:
        self._notes: list[Node] = []

    def write_reference(self, node: Node, writer: Writer) -> bool:
        """Write the number of a side note in its place; False where the node is none.

        What only opens a side note on small screens is written as nothing.
        """
        if not node.names or node.tag in BOUNDARIES:
            return False
        if _TOGGLE.search(node.names):
            return True
        if not _SIDE_NOTE.search(node.names) or node in self._notes:
            return False
        self._notes.append(node)
        number = len(self._notes)
        with (
            writer.format("sup", {"id": f"note-side-{number}-back"}),
            writer.format("a", {"href": f"#note-side-{number}", "role": "doc-noteref"}),
        ):
            writer.text(str(number))
        return True

    def write_notes(self, writer: Writer, write: Callable[[Node], None]) -> None:
        """Write the notes; ``write`` writes what is in one."""
        if not self._notes:
            return
        with writer.block("ol", {"class": "footnotes"}):
            for number, node in enumerate(self._notes, 1):
                with writer.block("li", {"id": f"note-side-{number}"}):
                    write(node)
                    writer.text(" ")
                    with writer.format("a", {"href": f"#note-side-{number}-back", "role": "doc-backlink"}):
                        writer.text("↩")

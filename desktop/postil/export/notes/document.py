"""A note before it is a file: front matter and blocks, each with a name that stays the same.

Templates make it, merging joins it with what the person did to the file, and what was written is kept as the
base of the next merge. A file is the text of its document, and what the person adds to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.model.ids import ContentHash


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of lines of a note that Postil looks after: a highlight, a heading, an article."""

    key: str
    """Its name, unique in the document: ``hl-<annotation>``, ``title``, ``note``, ``section 2``, …"""
    text: str
    """Markdown without line feeds at its ends; never empty."""
    marker: str = ""
    """What of ``text`` tells it again after it was changed: ``^hl-3f…``; empty where nothing does."""
    note: tuple[int, int] | None = None
    """Where in ``text`` the person's note stands, in code points, as it was rendered; None without one."""
    gap: str = "\n\n"
    """What parts it from what stands before it: line feeds."""


@dataclass(frozen=True, slots=True)
class NoteImage:
    """An image that is to stand beside the notes."""

    content: ContentHash
    name: str
    """The path from the note to it: ``images/3f….png``."""


@dataclass(frozen=True, slots=True)
class Document:
    """What is written into one file."""

    front: str = ""
    """YAML with its fences, without a line feed at its end; empty where the file has no front matter."""
    blocks: tuple[Block, ...] = ()
    images: tuple[NoteImage, ...] = ()
    """The images that its text shows, each once."""

    @property
    def text(self) -> str:
        """The file's text where no person had a hand in it, with a line feed at its end."""
        body = "".join(block.gap + block.text for block in self.blocks)
        return (self.front + body if self.front else body.lstrip("\n")) + "\n"

"""A person who writes in exported files between two exports, as people do; see test_notes_session.py.

What they typed is remembered line by line, and forgotten where they delete it themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postil.export.notes.bases import BASES, Bases
from postil.export.notes.files import document_id

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from postil.export.notes.document import Block

_FRONT = re.compile(r"\A(\ufeff?---\r?\n.*?\r?\n---\r?\n)", re.DOTALL)
_PLAIN_VALUE = re.compile(r'^(title|author|site): "([A-Za-z][\w ’.-]*)"$', re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(slots=True)
class NoteKeeper:
    """Edits the files of one folder."""

    folder: Path
    chance: random.Random
    typed: set[str] = field(default_factory=set)
    """What must be there for ever."""
    deleted: dict[str, set[str]] = field(default_factory=dict)
    """The keys of the blocks that were deleted, by the ids of their documents."""
    _number: int = 0

    @property
    def has_typed(self) -> bool:
        """Whether they typed anything at all, also what they deleted again."""
        return self._number > 0

    def files(self) -> list[Path]:
        """All notes, wherever they are."""
        return sorted(path for path in self.folder.rglob("*.md") if BASES not in path.parts)

    def everything(self) -> str:
        """What all notes say."""
        return "\n".join(path.read_bytes().decode("utf-8") for path in self.files())

    def work(self) -> None:
        """Edit some of the files, each in some way; the first thing they do is to type a paragraph."""
        deeds = (
            self._type_between,
            self._type_between,
            self._type_inside,
            self._delete_own,
            self._delete_block,
            self._move_block,
            self._add_property,
            self._tidy,
            self._change_line_ends,
            self._rename,
        )
        for path in self.files():
            if not self.has_typed:
                self._type_between(path)
            elif self.chance.random() < 0.7:
                self.chance.choice(deeds)(path)

    def _type_between(self, path: Path) -> None:
        """A paragraph of their own, or an item in an outline."""
        front, body, ends = _read(path)
        parts = body.split("\n\n")
        at = self.chance.randrange(1, len(parts) + 1)
        words = self._words("between")
        outline = any(line.startswith("- ") for line in body.split("\n")) and "::" in body
        parts.insert(at, f"- {words}" if outline else words)
        _write(path, front + "\n\n".join(parts), ends)

    def _type_inside(self, path: Path) -> None:
        """Some words at the end of a line of a note."""
        front, body, ends = _read(path)
        lines = body.split("\n")
        places = [number for number, line in enumerate(lines) if "Remark " in line]
        if places:
            lines[self.chance.choice(places)] += f" {self._words('inside')}"
            _write(path, front + "\n".join(lines), ends)

    def _delete_own(self, path: Path) -> None:
        """A line that they typed themselves before."""
        front, body, ends = _read(path)
        lines = body.split("\n")
        own = [number for number, line in enumerate(lines) if line.removeprefix("- ").strip() in self.typed]
        if own:
            self.typed.discard(lines.pop(self.chance.choice(own)).removeprefix("- ").strip())
            _write(path, front + "\n".join(lines), ends)

    def _delete_block(self, path: Path) -> None:
        front, body, ends = _read(path)
        for block in self._blocks(path, body):
            document = document_id(path.read_text("utf-8")) or ""
            self.deleted.setdefault(document, set()).add(block.key)
            _write(path, front + body.replace(block.text + "\n", "\n", 1), ends)
            return

    def _move_block(self, path: Path) -> None:
        """A highlight to the end of the file."""
        front, body, ends = _read(path)
        for block in self._blocks(path, body):
            rest = body.replace(block.text + "\n", "\n", 1).rstrip("\n")
            _write(path, f"{front}{rest}\n\n{block.text}\n", ends)
            return

    def _add_property(self, path: Path) -> None:
        """A line of the front matter, or a property of the page in Logseq."""
        front, body, ends = _read(path)
        words = self._words("property")
        if front:
            front = front.removesuffix("---\n") + f'mood{self._number}: "{words}"\n---\n'
        elif body.startswith(("title::", "postil::")):
            body = f"mood{self._number}:: {words}\n{body}"
        else:
            self.typed.discard(words)
            return
        _write(path, front + body, ends)

    def _tidy(self, path: Path) -> None:
        """As programs do that write the front matter in their own way, and take blank lines away."""
        front, body, ends = _read(path)
        front = _PLAIN_VALUE.sub(r"\1: \2", front)
        body = _BLANK_LINES.sub("\n\n", body).rstrip("\n") + "\n"
        _write(path, front + "\n".join(line.rstrip(" ") for line in body.split("\n")), ends)

    def _change_line_ends(self, path: Path) -> None:
        front, body, ends = _read(path)
        _write(path, front + body, "\n" if ends == "\r\n" else "\r\n")

    def _rename(self, path: Path) -> None:
        self._number += 1
        folder = self.folder / self.chance.choice(["", "read", "read/well"])
        folder.mkdir(parents=True, exist_ok=True)
        path.rename(folder / f"Renamed {self._number}.md")

    def _words(self, where: str) -> str:
        self._number += 1
        words = f"Typed {where} as number {self._number} by hand."
        self.typed.add(words)
        return words

    def _blocks(self, path: Path, body: str) -> list[Block]:
        """The blocks of highlights that stand in the file as they were written, in an order of chance."""
        kept = Bases(self.folder).get(document_id(path.read_text("utf-8")) or "none")
        blocks = [] if kept is None or kept.document is None else list(kept.document.blocks)
        there = [
            each
            for each in blocks
            if "hl-" in each.key and f"\n{each.text}\n" in body and "Typed" not in each.text
        ]
        self.chance.shuffle(there)
        return there


def _read(path: Path) -> tuple[str, str, str]:
    """The front matter with its fences, the rest, and how lines end."""
    text = path.read_bytes().decode("utf-8")
    ends = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    found = _FRONT.match(text)
    front = found[1] if found else ""
    return front, text[len(front) :], ends


def _write(path: Path, text: str, ends: str) -> None:
    path.write_bytes(text.replace("\n", ends).encode())

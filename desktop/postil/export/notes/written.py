"""What a template writes: text that is escaped, Markdown that is not, and a person's own note.

The type of a value says which it is, so a template cannot forget to escape. Where a note stands in what was
rendered is marked around it, by signs that are drawn anew for each rendering: no page and no note can
guess them.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from postil.export.markdown.escaping import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Letters of the private use area: no program gives them a meaning."""


class Markdown(str):
    """Text that is Markdown of our own making, or the person's, and is written as it is."""

    __slots__ = ()


class Marks:
    """The signs of one rendering that say where a managed part and a person's note begin and end."""

    __slots__ = ("_begin",)

    def __init__(self) -> None:
        self._begin = f"{_OPEN}{secrets.randbelow(10**24):024} "

    def sign(self, said: str) -> str:
        """A sign that says something: ``part …``, ``/part``, ``note``, ``/note``."""
        return f"{self._begin}{said.replace(_OPEN, '').replace(_CLOSE, '')}{_CLOSE}"

    def split(self, rendered: str) -> Iterator[tuple[str, str]]:
        """What each sign says, and the text up to the next; first the text before them all, of no sign."""
        first, *others = rendered.split(self._begin)
        yield "", first
        for each in others:
            said, _close, text = each.partition(_CLOSE)
            yield said, text


class OwnNote(Markdown):
    """A note that the person wrote; written in any form, it says where it stands."""

    __slots__ = ("marks",)

    marks: Marks

    @classmethod
    def of(cls, note: str, marks: Marks) -> OwnNote:
        """The note for one rendering; blank where it has no words."""
        own = cls(note if note.strip() else "")
        own.marks = marks
        return own

    def written(self, form: Callable[[str], str]) -> Markdown:
        """The note in a form, between the signs that say so; nothing of no note."""
        if not self:
            return Markdown("")
        return Markdown(f"{self.marks.sign('note')}{form(str(self))}{self.marks.sign('/note')}")


def as_markdown(text: str) -> str:
    """A value as Markdown: escaped unless it is Markdown already."""
    return text if isinstance(text, Markdown) else escape(text)


def in_form(text: str, form: Callable[[str], str]) -> Markdown:
    """A value written in a form, and marked where it is a person's note."""
    return text.written(form) if isinstance(text, OwnNote) else Markdown(form(as_markdown(text)))

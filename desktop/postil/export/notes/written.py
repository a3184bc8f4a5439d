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
    from collections.abc import Callable

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Letters of the private use area: no program gives them a meaning."""


class Markdown(str):
    """Text that is Markdown of our own making, or the person's, and is written as it is."""

    __slots__ = ()


class Marks:
    """The signs of one rendering that say where a managed part and a person's note begin and end."""

    __slots__ = ("_nonce",)

    def __init__(self) -> None:
        self._nonce = "".join(secrets.choice("0123456789") for _ in range(24))

    def sign(self, said: str) -> str:
        """A sign that says something: ``part …``, ``/part``, ``note``, ``/note``."""
        return f"{_OPEN}{self._nonce} {said.replace(_OPEN, '').replace(_CLOSE, '')}{_CLOSE}"

    @property
    def pattern(self) -> str:
        """A regular expression that finds a sign, and what it says as its one group."""
        return f"{_OPEN}{self._nonce} ([^{_CLOSE}]*){_CLOSE}"


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

"""A voice: what reading aloud needs of an engine that speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from postil.errors import PostilError

if TYPE_CHECKING:
    from collections.abc import Callable


class NoVoice(PostilError):
    """Nothing can be read aloud here; the sentence says how it could be."""


class Voice(Protocol):
    """Says one text after another. It tells when it is done with one, and not when it was stopped."""

    def listen(self, finished: Callable[[], object], failed: Callable[[str], object]) -> None:
        """Whom to tell that a text was said to its end, or what went wrong."""

    def speak(self, language: str | None) -> None:
        """Speak a BCP 47 language from now on, None for that of the person. Raises NoVoice."""

    def say(self, text: str) -> None:
        """Say a text; what is being said is broken off."""

    def pause(self) -> None:
        """Be silent until ``resume``."""

    def resume(self) -> None:
        """Go on where it was silent."""

    def stop(self) -> None:
        """Be silent, and forget what was being said."""

    def set_rate(self, rate: float) -> None:
        """How fast, from -1 to 1; 0 is usual."""

"""A voice: what reading aloud needs of an engine that speaks, and the one that Qt has.

Qt's (QtTextToSpeech, https://doc.qt.io/qt-6/qttexttospeech-index.html) uses the voices of the system and
no network. It comes with an extra part of PySide6 that Postil does not need: it is imported only where
somebody wants to listen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from postil.errors import PostilError
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

_FOR_TESTS = "mock"
"""Qt's engine that says nothing."""


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


def system_voice(parent: QObject, engine: str = "") -> Voice:
    """The voice of this computer. Raises NoVoice, with a sentence that says what is missing.

    ``engine`` is Qt's name of one; without it, the first that can be heard.
    """
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech  # noqa: PLC0415 - an extra that may not be there
    except ImportError as error:
        raise NoVoice(
            _("Reading aloud needs an extra part: run “make speech” in its folder; then start it again.")
        ) from error
    audible = [name for name in QTextToSpeech.availableEngines() if name != _FOR_TESTS]
    chosen = engine or next(iter(audible), "")
    made = QTextToSpeech(chosen, parent) if chosen else None
    if made is None or made.state() is QTextToSpeech.State.Error:
        raise NoVoice(
            _(
                "This computer has no voice: install one in the settings of the system "
                "(on Linux speech-dispatcher with espeak-ng), and start Postil again."
            )
        )
    from postil.gui.reader.system_voice import SystemVoice  # noqa: PLC0415 - it needs the extra, too

    return SystemVoice(made)

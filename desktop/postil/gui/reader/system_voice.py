"""The voices of the system, through Qt's engine (QtTextToSpeech); they use no network.

It comes with an extra part of PySide6 that Postil does not need: it is imported only where somebody wants
to listen. See https://doc.qt.io/qt-6/qttexttospeech-index.html for its states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from postil.gui.reader.voice import NoVoice, Voice
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtTextToSpeech import QTextToSpeech

_FOR_TESTS = "mock"
"""Qt's engine that says nothing."""


def system_voice(parent: QObject, engine: str = "") -> Voice:
    """The voice of this computer. Raises NoVoice, with a sentence that says what is missing.

    ``engine`` is Qt's name of one; without it, the first that can be heard.
    """
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech  # noqa: PLC0415 - an extra that may not be there
    except ImportError as error:
        raise NoVoice(
            _("Reading aloud needs an extra part: run “make speech” in Postil's folder, then start it again.")
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
    return SystemVoice(made)


class SystemVoice:
    """Speaks through ``QTextToSpeech``."""

    def __init__(self, engine: QTextToSpeech) -> None:
        self._engine = engine
        self._saying = False
        self._finished: Callable[[], object] = lambda: None
        self._failed: Callable[[str], object] = lambda _reason: None
        engine.stateChanged.connect(self._state_changed)
        engine.errorOccurred.connect(lambda _kind, reason: self._failed(reason))

    def listen(self, finished: Callable[[], object], failed: Callable[[str], object]) -> None:
        """Whom to tell."""
        self._finished, self._failed = finished, failed

    def speak(self, language: str | None) -> None:
        """Choose a voice of that language, of the person's own country where there is one."""
        wanted = QLocale(language.replace("-", "_")) if language else QLocale()
        known = [each for each in self._engine.availableLocales() if each.language() == wanted.language()]
        if not known:
            name = QLocale.languageToString(wanted.language())
            raise NoVoice(
                _("This computer has no voice for {language}: install one in its settings.").format(
                    language=name
                )
            )
        here = [each for each in known if each.territory() in (wanted.territory(), QLocale().territory())]
        self._engine.setLocale((here or known)[0])

    def say(self, text: str) -> None:
        """Say a text."""
        if self._saying:
            self.stop()
        self._saying = True
        self._engine.say(text)

    def pause(self) -> None:
        """Be silent at once, not at the end of a word: who presses a key means now."""
        self._engine.pause(self._engine.BoundaryHint.Immediate)

    def resume(self) -> None:
        """Go on."""
        self._engine.resume()

    def stop(self) -> None:
        """Be silent, and tell nobody."""
        self._saying = False
        self._engine.stop(self._engine.BoundaryHint.Immediate)

    def set_rate(self, rate: float) -> None:
        """How fast."""
        self._engine.setRate(rate)

    def _state_changed(self, state: QTextToSpeech.State) -> None:
        if state is self._engine.State.Ready and self._saying:
            self._saying = False
            self._finished()

"""Qt's engine as a ``Voice``. Imported by ``voice.system_voice`` alone: it needs the extra ``speech``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtTextToSpeech import QTextToSpeech

from postil.gui.reader.voice import NoVoice
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable


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
        self._engine.pause(QTextToSpeech.BoundaryHint.Immediate)

    def resume(self) -> None:
        """Go on."""
        self._engine.resume()

    def stop(self) -> None:
        """Be silent, and tell nobody."""
        self._saying = False
        self._engine.stop(QTextToSpeech.BoundaryHint.Immediate)

    def set_rate(self, rate: float) -> None:
        """How fast."""
        self._engine.setRate(rate)

    def _state_changed(self, state: QTextToSpeech.State) -> None:
        if state is QTextToSpeech.State.Ready and self._saying:
            self._saying = False
            self._finished()

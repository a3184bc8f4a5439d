"""Reading aloud, sentence by sentence: the sentence that is said is the one under the reading cursor."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from postil.gui.reader.cursor import Unit
from postil.gui.reader.voice import NoVoice
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.gui.reader.progress_line import ProgressLine
    from postil.gui.reader.sheet import Sheet
    from postil.gui.reader.voice import Voice

_RATE_STEP = 0.1
_NO_WORD = re.compile(r"[\W_]*")


class Speech(Enum):
    """Whether something is read aloud."""

    SILENT = "silent"
    SPEAKING = "speaking"
    PAUSED = "paused"


class ReadAloud(QObject):
    """Says the article from the reading cursor on, and takes the cursor along."""

    ended = Signal()
    """Nothing is read aloud any more."""
    rate_changed = Signal(float)
    """The person wants it faster or slower: -1 to 1."""
    told = Signal(str)

    def __init__(self, sheet: Sheet, line: ProgressLine, make_voice: Callable[[QObject], Voice]) -> None:
        """``make_voice`` is asked when somebody first wants to listen; it raises NoVoice."""
        super().__init__(sheet)
        self._sheet = sheet
        self._line = line
        self._make_voice = make_voice
        self._voice: Voice | None = None
        self._rate = 0.0
        self._said: tuple[int, int] | None = None
        self.state = Speech.SILENT
        # An engine may be done with a text at once: it is not asked for the next one in its own call.
        self._next_soon = QTimer(self, singleShot=True, interval=0)
        self._next_soon.timeout.connect(self._go_on)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Its commands."""
        return (
            ("reader.speak", self.toggle),
            ("speech.pause", self.pause),
            ("speech.next", lambda: self.step(forward=True)),
            ("speech.previous", lambda: self.step(forward=False)),
            ("speech.faster", lambda: self.change_rate(_RATE_STEP)),
            ("speech.slower", lambda: self.change_rate(-_RATE_STEP)),
        )

    @property
    def active(self) -> bool:
        """Whether it speaks, or pauses."""
        return self.state is not Speech.SILENT

    def toggle(self) -> None:
        """Begin at the reading cursor, or end."""
        if self.active:
            self.stop()
        elif self._sheet.article is not None and self._sheet.cursor.span is not None:
            try:
                self._begin(self._sheet.article.page.language)
            except NoVoice as error:
                self.told.emit(str(error))

    def pause(self) -> None:
        """Be silent for a while, or go on."""
        if self._voice is None or not self.active:
            return
        if self.state is Speech.SPEAKING:
            self._next_soon.stop()
            self._voice.pause()
            self._be(Speech.PAUSED)
        elif self._sheet.cursor.span == self._said:
            self._voice.resume()
            self._be(Speech.SPEAKING)
        else:  # the person went elsewhere meanwhile
            self._say()

    def step(self, *, forward: bool) -> None:
        """Say the next sentence, or the one before."""
        if not self.active:
            return
        moved = self._sheet.cursor.forward() if forward else self._sheet.cursor.back()
        if moved or not forward:
            self._say()
        else:
            self._end()

    def change_rate(self, by: float) -> None:
        """Speak faster or slower, from the sentence on that is being said."""
        self.rate_changed.emit(round(min(1.0, max(-1.0, self._rate + by)), 2))

    def set_rate(self, rate: float) -> None:
        """How fast to speak: -1 to 1, 0 is usual."""
        if rate == self._rate:
            return
        self._rate = rate
        if self._voice is not None:
            self._voice.set_rate(rate)
        if self.state is Speech.SPEAKING:
            self._say()

    def stop(self) -> bool:
        """End; False where nothing was read."""
        if not self.active:
            return False
        self._next_soon.stop()
        if self._voice is not None:
            self._voice.stop()
        self._be(Speech.SILENT)
        return True

    # Parts.

    def _begin(self, language: str | None) -> None:
        if self._voice is None:
            self._voice = self._make_voice(self)
            self._voice.listen(self._next_soon.start, self._failed)
            self._voice.set_rate(self._rate)
        self._voice.speak(language)
        span = self._sheet.cursor.span
        self._sheet.cursor.choose(Unit.SENTENCE)
        if span is not None:
            self._sheet.cursor.place(span[0])
        self._say()

    def _go_on(self) -> None:
        """A sentence was said to its end. It goes on from where the person is, who may have moved."""
        if self.state is not Speech.SPEAKING:
            return
        if self._sheet.cursor.span != self._said or self._sheet.cursor.forward():
            self._say()
        else:
            self._end()

    def _say(self) -> None:
        """Say what the cursor is on, and the next that has words where this has none."""
        self._sheet.cursor.choose(Unit.SENTENCE)
        while not (text := self._text()):
            if not self._sheet.cursor.forward():
                self._end()
                return
        span = self._sheet.cursor.span
        assert span is not None
        assert self._voice is not None
        self._said = span
        self._sheet.show_unit()
        self._sheet.reveal(*span)
        self._be(Speech.SPEAKING)
        self._voice.say(text)

    def _text(self) -> str:
        """The words of the sentence, without the marks of footnotes; empty where there are none."""
        span, document = self._sheet.cursor.span, self._sheet.document
        if span is None or document is None:
            return ""
        pieces: list[str] = []
        at = span[0]
        for note in document.footnotes:
            if span[0] <= note.mark[0] and note.mark[1] <= span[1] and at <= note.mark[0]:
                pieces.append(document.text[at : note.mark[0]])
                at = note.mark[1]
        pieces.append(document.text[at : span[1]])
        words = " ".join(" ".join(pieces).replace("\ufffc", " ").replace("\u00ad", "").split())
        return "" if _NO_WORD.fullmatch(words) else words

    def _end(self) -> None:
        self.stop()
        self.told.emit(_("Read to the end."))

    def _failed(self, reason: str) -> None:
        self.stop()
        self.told.emit(_("The voice of this computer failed: {reason}").format(reason=reason))

    def _be(self, state: Speech) -> None:
        self.state = state
        keys = _(
            "{speech.pause} pauses  ·  {speech.previous} {speech.next} sentences"
            "  ·  {speech.slower} {speech.faster} speed  ·  {go.unwind} ends"
        )
        self._line.tell_mode(
            {
                Speech.SPEAKING: _("Reading aloud") + "  ·  " + keys,
                Speech.PAUSED: _("Paused  ·  {speech.pause} goes on  ·  {go.unwind} ends"),
                Speech.SILENT: "",
            }[state],
            strong=state is not Speech.SILENT,
        )
        if state is Speech.SILENT:
            self.ended.emit()

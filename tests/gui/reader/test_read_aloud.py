"""Reading aloud by real keys, with a voice that only remembers, and with Qt's silent engine where it is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from tests.gui.reader.articles import RICH, page
from tests.gui.reader.readers import LIGHT, Library, open_article

from postil.commands import COMMANDS
from postil.gui.keys import Keys
from postil.gui.reader.cursor import Unit
from postil.gui.reader.metrics import Metrics
from postil.gui.reader.read_aloud import Speech
from postil.gui.reader.system_voice import system_voice
from postil.gui.reader.voice import NoVoice
from postil.gui.widgets.overlay import keeps_keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from postil.command import Where
    from postil.gui.reader.pane import ReaderPane
    from postil.gui.reader.voice import Voice

pytestmark = pytest.mark.gui

SHIFT = Qt.KeyboardModifier.ShiftModifier
HTML = (
    "<div><h2>A heading</h2><p>First sentence.<sup><a href='#n'>1</a></sup> Second one.</p>"
    "<figure><img src='asset:figure' alt='Nothing to say'/></figure><p>The last.</p>"
    "<ol><li id='n'>The note.</li></ol></div>"
)


class FakeVoice:
    """Remembers what it says. It finishes only when it is told to, and only what it is saying."""

    def __init__(self, *languages: str) -> None:
        self.languages = languages or ("en",)
        self.said: list[str] = []
        self.saying = False
        self.paused = False
        self.language: str | None = None
        self.rate = 0.0
        self._finished: Callable[[], object] = lambda: None
        self._failed: Callable[[str], object] = lambda _reason: None

    def listen(self, finished: Callable[[], object], failed: Callable[[str], object]) -> None:
        self._finished, self._failed = finished, failed

    def speak(self, language: str | None) -> None:
        if language is not None and language not in self.languages:
            message = f"no voice for {language}"
            raise NoVoice(message)
        self.language = language

    def say(self, text: str) -> None:
        self.said.append(text)
        self.saying, self.paused = True, False

    def pause(self) -> None:
        assert self.saying
        assert not self.paused
        self.paused = True

    def resume(self) -> None:
        assert self.paused
        self.paused = False

    def stop(self) -> None:
        self.saying = self.paused = False

    def set_rate(self, rate: float) -> None:
        self.rate = rate

    def finish(self) -> None:
        """Come to the end of what is being said."""
        assert self.saying
        assert not self.paused
        self.saying = False
        self._finished()

    def fail(self, reason: str) -> None:
        self._failed(reason)


@pytest.fixture
def voice(pane: ReaderPane) -> FakeVoice:
    """The pane with the little article in it, keys that know of speech, and a voice that remembers."""
    made = FakeVoice("en", "uk")
    give(pane, lambda _parent: made)
    pane.show_article(open_article(HTML), Metrics(), LIGHT)
    return made


def give(pane: ReaderPane, make_voice: Callable[[QObject], Voice]) -> None:
    for keys in pane.findChildren(Keys, options=Qt.FindChildOption.FindDirectChildrenOnly):
        keys.setParent(None)
        keys.deleteLater()
    pane.read_aloud._make_voice = make_voice
    deeds = dict(pane.bindings())

    def fire(command_id: str) -> bool:
        return command_id in deeds and deeds[command_id]() is not False

    def scopes(widget: QWidget) -> tuple[Where, ...]:
        if keeps_keys(widget):
            return ()
        return ("speech", "reader") if pane.mode == "speech" else ("reader",)

    Keys(COMMANDS, scopes=scopes, fire=fire, parent=pane)


def press(pane: ReaderPane, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = pane.window().focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, held)


def under_cursor(pane: ReaderPane) -> str:
    span = pane.unit_span()
    return pane._sheet.text[slice(*span)] if span is not None else ""


def test_sentence_after_sentence_is_read_and_the_cursor_goes_along(
    pane: ReaderPane, voice: FakeVoice, qtbot: QtBot
) -> None:
    told: list[str] = []
    pane.told.connect(told.append)
    press(pane, Qt.Key.Key_S, SHIFT)
    assert pane._sheet.cursor.unit is Unit.SENTENCE
    wanted = ["A heading", "First sentence.", "Second one.", "The last.", "The note."]
    for number, sentence in enumerate(wanted, 1):
        assert voice.said[-1] == sentence
        assert under_cursor(pane).startswith(sentence)
        voice.finish()
        if number < len(wanted):
            qtbot.waitUntil(lambda: voice.saying)
    qtbot.waitUntil(lambda: told == ["Read to the end."])
    assert voice.said == wanted  # neither the mark of the note nor the image was read
    assert pane.read_aloud.state is Speech.SILENT


def test_space_pauses_and_goes_on(pane: ReaderPane, voice: FakeVoice) -> None:
    press(pane, Qt.Key.Key_S, SHIFT)
    press(pane, Qt.Key.Key_Space)
    assert voice.paused
    assert pane.read_aloud.state is Speech.PAUSED
    press(pane, Qt.Key.Key_Space)
    assert not voice.paused
    assert voice.said == ["A heading"]


def test_j_and_k_and_arrows_go_by_sentences(pane: ReaderPane, voice: FakeVoice) -> None:
    press(pane, Qt.Key.Key_S, SHIFT)
    for key in (Qt.Key.Key_J, Qt.Key.Key_Right, Qt.Key.Key_K, Qt.Key.Key_Left):
        press(pane, key)
    assert voice.said == ["A heading", "First sentence.", "Second one.", "First sentence.", "A heading"]


def test_escape_ends_and_the_keys_are_those_of_reading_again(pane: ReaderPane, voice: FakeVoice) -> None:
    press(pane, Qt.Key.Key_S, SHIFT)
    press(pane, Qt.Key.Key_Escape)
    assert not voice.saying
    assert pane.mode == "reader"
    press(pane, Qt.Key.Key_J)
    assert voice.said == ["A heading"]


def test_h_highlights_what_is_being_read(pane: ReaderPane, voice: FakeVoice, qtbot: QtBot) -> None:
    answering = Library(pane)
    answering.connect()
    press(pane, Qt.Key.Key_S, SHIFT)
    press(pane, Qt.Key.Key_J)
    press(pane, Qt.Key.Key_H)
    (made,) = answering.placed
    assert made.start is not None
    assert pane._sheet.text[made.start : made.end].startswith("First sentence.")
    assert voice.saying  # it went on


def test_the_rate_is_a_setting(pane: ReaderPane, voice: FakeVoice) -> None:
    pane.read_aloud.rate_changed.connect(pane.read_aloud.set_rate)
    press(pane, Qt.Key.Key_S, SHIFT)
    press(pane, Qt.Key.Key_Period)
    press(pane, Qt.Key.Key_Period)
    assert voice.rate == pytest.approx(0.2)
    press(pane, Qt.Key.Key_Comma)
    assert voice.rate == pytest.approx(0.1)


def test_the_voice_speaks_the_language_of_the_page(pane: ReaderPane, voice: FakeVoice) -> None:
    pane.show_article(open_article(HTML, of=page(language="uk")), Metrics(), LIGHT)
    press(pane, Qt.Key.Key_S, SHIFT)
    assert voice.language == "uk"


def test_a_language_without_a_voice_is_told(pane: ReaderPane, voice: FakeVoice) -> None:
    told: list[str] = []
    pane.told.connect(told.append)
    pane.show_article(open_article(HTML, of=page(language="ja")), Metrics(), LIGHT)
    press(pane, Qt.Key.Key_S, SHIFT)
    assert told == ["no voice for ja"]
    assert voice.said == []
    assert pane.mode == "reader"


def test_another_page_ends_it(pane: ReaderPane, voice: FakeVoice) -> None:
    press(pane, Qt.Key.Key_S, SHIFT)
    pane.show_article(open_article(RICH), Metrics(), LIGHT)
    assert not voice.saying
    assert pane.mode == "reader"


def test_a_voice_that_fails_is_told(pane: ReaderPane, voice: FakeVoice) -> None:
    told: list[str] = []
    pane.told.connect(told.append)
    press(pane, Qt.Key.Key_S, SHIFT)
    voice.fail("the device is busy")
    assert told == ["The voice of this computer failed: the device is busy"]
    assert pane.mode == "reader"


def test_without_the_extra_the_person_is_told_how_to_get_it(
    pane: ReaderPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtTextToSpeech", None)
    told: list[str] = []
    pane.told.connect(told.append)
    give(pane, system_voice)
    press(pane, Qt.Key.Key_S, SHIFT)
    assert len(told) == 1
    assert "make speech" in told[0]


# Qt's own engine that says nothing, where the extra is installed.


@pytest.fixture
def silent(qapp: QObject) -> Voice:
    pytest.importorskip("PySide6.QtTextToSpeech", reason="the extra “speech” is not installed (make speech)")
    return system_voice(qapp, "mock")


@pytest.mark.qt_log_ignore("pipewire", extend=True)
def test_qts_engine_says_a_sentence_and_tells_its_end_once(silent: Voice, qtbot: QtBot) -> None:
    finished: list[bool] = []
    silent.listen(lambda: finished.append(True), pytest.fail)
    silent.speak("en")
    silent.say("Two words")
    qtbot.waitUntil(lambda: finished == [True])


@pytest.mark.qt_log_ignore("pipewire", extend=True)
def test_qts_engine_tells_nothing_of_what_was_stopped(silent: Voice, qtbot: QtBot) -> None:
    finished: list[bool] = []
    silent.listen(lambda: finished.append(True), pytest.fail)
    silent.say("One two three four five six seven eight nine ten")
    silent.stop()
    qtbot.wait(50)
    assert finished == []
    silent.say("One")
    silent.pause()
    silent.resume()
    qtbot.waitUntil(lambda: finished == [True])


@pytest.mark.qt_log_ignore("pipewire", extend=True)
def test_qts_engine_has_no_voice_for_a_language_that_nobody_speaks(silent: Voice) -> None:
    with pytest.raises(NoVoice, match="no voice for"):
        silent.speak("la")

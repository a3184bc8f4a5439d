"""Errors are told once, in the right place, and the program goes on."""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget

from postil.errors import ExportFailed
from postil.gui.failures import Failures
from postil.gui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from postil.gui.appearance import Appearance
    from postil.gui.bridge import MainThread

pytestmark = pytest.mark.gui


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def messages(window: QWidget, appearance: Appearance) -> MessageBar:
    return MessageBar(appearance, window)


@pytest.fixture
def failures(  # noqa: PLR0917 - fixtures by name
    window: QWidget,
    messages: MessageBar,
    appearance: Appearance,
    main_thread: MainThread,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Failures:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    return Failures(messages, tmp_path, main_thread, appearance=appearance, parent=window)


def dialogs(window: QWidget) -> list[QMessageBox]:
    return [dialog for dialog in window.findChildren(QMessageBox) if dialog.isVisible()]


def test_what_the_user_can_mend_is_one_sentence(
    failures: Failures, messages: MessageBar, window: QWidget
) -> None:
    failures.show(ExportFailed("The folder cannot be written to. Choose another one."))
    assert messages.text == "The folder cannot be written to. Choose another one."
    assert dialogs(window) == []


def test_a_bug_is_logged_and_shown_in_one_dialog(
    failures: Failures,
    messages: MessageBar,
    window: QWidget,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> None:
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            failures.show(ValueError("inside"))
    assert len(caplog.records) == 3
    assert caplog.records[0].exc_info is not None
    (dialog,) = dialogs(window)
    assert str(tmp_path / "postil.log") in dialog.informativeText()
    assert "ValueError: inside" in dialog.detailedText()
    assert messages.text == ""
    dialog.close()


def test_after_it_was_closed_the_next_bug_is_shown_again(failures: Failures, window: QWidget) -> None:
    failures.show(ValueError("one"))
    dialogs(window)[0].close()
    failures.show(ValueError("two"))
    assert "two" in dialogs(window)[0].detailedText()
    dialogs(window)[0].close()


def test_an_exception_that_nobody_caught_arrives(
    failures: Failures, messages: MessageBar, qtbot: QtBot
) -> None:
    failures.install()
    error = ExportFailed("Told from nowhere.")
    sys.excepthook(ExportFailed, error, None)
    qtbot.waitUntil(lambda: messages.text == "Told from nowhere.")


def test_an_exception_on_another_thread_arrives(
    failures: Failures, messages: MessageBar, qtbot: QtBot
) -> None:
    failures.install()

    def work() -> None:
        raise ExportFailed("Told from another thread.")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: messages.text == "Told from another thread.")

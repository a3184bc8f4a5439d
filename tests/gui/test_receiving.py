"""A page that SingleFile sends, by a real request, is in the library; the settings show what holds."""

from __future__ import annotations

import http.client
import json
import threading
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from postil import paths
from postil.app.import_report import ImportReport, ImportRow, Outcome
from postil.app.received_pages import RECEIVED, ReceivedPages, receiver_token
from postil.app.receiving import ReceivedPage, Receiver, Taken
from postil.gui.dialogs.receiver import ReceiverDialog

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.window import MainWindow
    from postil.jobs import Progress
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui

PAGE = (
    "<!DOCTYPE html><html><!--\n Page saved with SingleFile \n url: https://mill.example/weir \n-->"
    "<title>The weir</title><p>The weir was built when the mill was, and it still holds. In spring the water"
    " stands a hand below its crown, and the miller reads it off each morning."
)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine an import may take longer than a sender is kept waiting."""
    monkeypatch.setattr("postil.gui.receiving.WAIT_SECONDS", 300.0)


@pytest.fixture
def on(window: MainWindow, settings: LiveSettings) -> Iterator[MainWindow]:
    settings.change(receive_pages=True)
    yield window
    window.arrivals.receiving.stop()


def send(page: str, port: int, token: str) -> tuple[int, Any]:
    body = (
        '--b\r\nContent-Disposition: form-data; name="file"; filename="weir.html"\r\n'
        f"Content-Type: text/html\r\n\r\n{page}\r\n--b--\r\n"
    )
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "multipart/form-data; boundary=b"}
    connection.request("POST", "/pages", body.encode(), headers)
    response = connection.getresponse()
    told = json.loads(response.read())
    connection.close()
    return response.status, told


def sent(page: str, settings: LiveSettings, qtbot: QtBot) -> tuple[int, Any]:
    """What the sender hears; it sends from a thread, as a browser does from another program."""
    heard: list[tuple[int, Any]] = []
    token = receiver_token(paths.receiver_token_file())
    thread = threading.Thread(target=lambda: heard.append(send(page, settings.value.receiver_port, token)))
    thread.start()
    qtbot.waitUntil(lambda: bool(heard))
    thread.join()
    return heard[0]


def test_a_page_that_is_sent_is_in_the_library_and_said(
    on: MainWindow, library: Library, settings: LiveSettings, qtbot: QtBot
) -> None:
    status, told = sent(PAGE, settings, qtbot)
    assert (status, told["outcome"]) == (201, "imported")
    page = library.reading.page(told["page"])
    assert (page.title, page.address) == ("The weir", "https://mill.example/weir")
    qtbot.waitUntil(lambda: "1 page imported" in on.messages.text)
    assert list((library.folder / RECEIVED).iterdir()) == []
    assert sent(PAGE, settings, qtbot)[1]["outcome"] == "already there"


def test_what_is_no_page_is_refused(on: MainWindow, settings: LiveSettings, qtbot: QtBot) -> None:
    status, told = sent("\x89PNG\r\n\x1a\n\0\0\0\0", settings, qtbot)
    assert status == 422
    assert told["message"]


def test_nothing_listens_unless_it_is_wanted(window: MainWindow, settings: LiveSettings) -> None:
    assert window.arrivals.receiving.address == ""
    settings.change(receive_pages=True)
    assert window.arrivals.receiving.address == f"http://127.0.0.1:{settings.value.receiver_port}/pages"
    settings.change(receive_pages=False)
    assert window.arrivals.receiving.address == ""


def test_the_port_stays_and_one_that_is_taken_is_told(on: MainWindow, settings: LiveSettings) -> None:
    port = settings.value.receiver_port
    settings.change(receive_pages=False)
    settings.change(receive_pages=True)
    assert settings.value.receiver_port == port
    settings.change(receive_pages=False)
    taken = Receiver("k" * 43, lambda _page: Taken("imported"), port=port)
    settings.change(receive_pages=True)
    assert f"port {port}" in on.messages.text
    assert not settings.value.receive_pages
    taken.close()


@pytest.fixture
def kept(library: Library) -> None:
    ReceivedPages(library.folder).keep(ReceivedPage(PAGE.encode(), "weir.html", None))


@pytest.mark.usefixtures("kept", "window")
def test_a_page_that_came_before_a_crash_comes_in_at_the_next_start(library: Library, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: library.reading.counts().all == 4)


@pytest.fixture
def full_disk(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def add(chosen: Sequence[Path], _progress: Progress) -> ImportReport:
        return ImportReport(tuple(ImportRow(path, Outcome.FAILED, message="No space.") for path in chosen))

    monkeypatch.setattr(library.importing, "add", add)


@pytest.mark.usefixtures("full_disk", "kept", "on")
def test_a_page_that_fails_is_kept_unless_its_sender_hears_it(
    library: Library, settings: LiveSettings, qtbot: QtBot
) -> None:
    assert sent(PAGE.replace("weir", "sluice"), settings, qtbot)[0] == 422
    (waiting,) = ReceivedPages(library.folder).waiting()
    assert waiting.read_text() == PAGE


def test_the_dialog_shows_what_to_enter_and_makes_a_new_token_by_keys(
    window: MainWindow, settings: LiveSettings, qtbot: QtBot
) -> None:
    window.commands.fire("receiver.set-up")
    dialog = window.findChild(ReceiverDialog)
    assert isinstance(dialog, ReceiverDialog)
    qtbot.waitUntil(dialog.isVisible)
    assert not settings.value.receive_pages
    QTest.keyClick(dialog.switch, Qt.Key.Key_Space)
    assert settings.value.receive_pages
    assert dialog.address.text() == window.arrivals.receiving.address != ""
    token = dialog.token.text()
    copy = [button for button in dialog.findChildren(QPushButton) if button.accessibleName() == "Copy: Token"]
    QTest.keyClick(copy[0], Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == token
    fresh = next(button for button in dialog.findChildren(QPushButton) if button.text() == "New token")
    QTest.keyClick(fresh, Qt.Key.Key_Space)
    assert dialog.token.text() != token
    window.arrivals.receiving.stop()

"""What a place holds, asked in the background; an old answer is never told."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from postil.gui.library.spots import ALL, ARCHIVE, HIGHLIGHTS
from postil.gui.listing import Listed, Listing
from postil.model.page import Status

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.gui.library.spots import Spot
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings

pytestmark = pytest.mark.gui


@pytest.fixture
def owner() -> QObject:
    return QObject()


@pytest.fixture
def listing(library: Library, jobs: Jobs, settings: LiveSettings, owner: QObject) -> Listing:
    def failed(error: Exception) -> None:
        raise error

    return Listing(library, jobs, settings, failed, owner)


def test_a_place_is_listed_with_all_counts(listing: Listing, qtbot: QtBot) -> None:
    with qtbot.waitSignal(listing.listed) as told:
        listing.go(ALL)
    listed: Listed = told.args[0]
    assert (listed.spot, len(listed.ids), listed.counts.all, listed.same_place) == (ALL, 3, 3, False)


def test_asked_again_it_is_the_same_place(listing: Listing, library: Library, qtbot: QtBot) -> None:
    with qtbot.waitSignal(listing.listed):
        listing.go(ALL)
    library.reading.trash(listing.now().ids[:1])
    with qtbot.waitSignal(listing.listed) as told:
        listing.ask()
    assert (len(told.args[0].ids), told.args[0].same_place) == (2, True)


def test_the_order_is_that_of_the_settings(
    listing: Listing, library: Library, settings: LiveSettings
) -> None:
    settings.change(sort="title", sort_descending=False)
    listing.go(ALL)
    rows = library.reading.pages(listing.now().ids)
    assert [rows[page_id].title for page_id in listing.now().ids] == [
        "People who fold maps",
        "The water works",
        "What bees know",
    ]


def test_highlights_have_no_pages_of_their_own(listing: Listing, qtbot: QtBot) -> None:
    with qtbot.waitSignal(listing.listed) as told:
        listing.go(HIGHLIGHTS)
    assert told.args[0].ids == ()


def test_the_answer_for_a_place_that_was_left_is_not_told(
    listing: Listing, library: Library, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_answer = threading.Event()
    counts = library.reading.counts

    def slow_counts() -> object:
        may_answer.wait(10)
        return counts()

    monkeypatch.setattr(library.reading, "counts", slow_counts)
    told: list[Spot] = []
    listing.listed.connect(lambda listed: told.append(listed.spot))
    listing.go(ALL)
    listing.go(ARCHIVE)
    may_answer.set()
    qtbot.waitUntil(lambda: told == [ARCHIVE])


def test_where_changes_come_faster_than_answers_they_wait_but_the_person_does_not(
    listing: Listing, library: Library, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    counts = library.reading.counts

    def slow_counts() -> object:
        asked.append(1)
        time.sleep(0.05)
        return counts()

    monkeypatch.setattr(library.reading, "counts", slow_counts)
    with qtbot.waitSignal(listing.listed):
        listing.go(ALL)
    assert not listing._rest.isActive(), "nothing waited, so the next change is answered at once"
    with qtbot.waitSignal(listing.listed):
        for _ in range(10):
            listing.ask()
    assert listing._rest.isActive()
    assert len(asked) == 2
    with qtbot.waitSignal(listing.listed):
        listing.go(ARCHIVE)
    assert len(asked) == 3


def test_a_failure_is_handed_on_and_asking_goes_on(  # noqa: PLR0917 - fixtures by name
    library: Library,
    jobs: Jobs,
    settings: LiveSettings,
    owner: QObject,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    failures: list[Exception] = []
    listing = Listing(library, jobs, settings, failures.append, owner)
    with monkeypatch.context() as patched:
        patched.setattr(library.reading, "counts", lambda: 1 // 0)
        listing.ask()
        qtbot.waitUntil(lambda: len(failures) == 1)
    with qtbot.waitSignal(listing.listed):
        listing.ask()
    library.reading.set_status(listing.now().ids, Status.ARCHIVE)

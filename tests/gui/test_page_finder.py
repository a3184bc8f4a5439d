"""Pages, tags and sites are looked for in the background, and only the last question is answered."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from postil.errors import PostilError
from postil.gui.page_finder import Named, Others, PageFinder, Value
from postil.gui.palette.entry import Kind
from postil.model.annotation import Color

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.jobs import Jobs
    from postil.model.page import Page

pytestmark = pytest.mark.gui


class Asker:
    """Asks, and waits for what is answered."""

    def __init__(self, library: Library, jobs: Jobs, qtbot: QtBot) -> None:
        self.failures: list[Exception] = []
        self.finder = PageFinder(library, jobs, self.failures.append)
        self._qtbot = qtbot

    def named(self, words: str, kind: Kind | None = None) -> Named:
        answers: list[Named] = []
        self.finder.find_named(words, kind, answers.append)
        self._qtbot.waitUntil(lambda: bool(answers))
        return answers[-1]

    def others(self, words: str) -> Others:
        answers: list[Others] = []
        self.finder.find_others(words, self.named(words), answers.append)
        self._qtbot.waitUntil(lambda: bool(answers))
        return answers[-1]

    def begin(self) -> None:
        """As when the palette comes up, once what it begins with is read."""
        self.finder.begin()
        self._qtbot.waitUntil(lambda: self.finder._titles is not None)


@pytest.fixture
def asker(library: Library, jobs: Jobs, qtbot: QtBot) -> Asker:
    return Asker(library, jobs, qtbot)


def titles(pages: tuple[Page, ...]) -> list[str]:
    return [page.title for page in pages]


def test_pages_are_found_by_parts_of_their_names(asker: Asker) -> None:
    assert titles(asker.named("ater wor").pages) == ["The water works"]
    assert titles(asker.named("swall").pages) == []


def test_pages_are_found_by_their_words(asker: Asker) -> None:
    assert titles(asker.others("swall").worded) == ["The water works"]
    assert asker.failures == []


def test_a_page_is_offered_once_whatever_of_it_is_found(asker: Asker, library: Library) -> None:
    (water,) = asker.named("water works").pages
    library.annotating.highlight_quote(water.id, "swallows", color=Color.GREEN)
    library.indexing.drain()
    assert {hit.page.id for hit in library.finding.search("swallows").hits} == {water.id}
    assert len(library.finding.search("swallows").hits) == 2
    assert titles(asker.others("swallows").worded) == ["The water works"]


def test_a_page_that_is_called_so_is_not_told_among_the_others(asker: Asker) -> None:
    assert titles(asker.named("map").pages) == ["People who fold maps"]
    assert asker.others("map") == Others()


def test_abbreviations_and_slips_are_told_apart(asker: Asker) -> None:
    assert asker.others("tww") == Others(like=asker.named("water works").pages)
    assert titles(asker.others("people wo fold").like) == ["People who fold maps"]


def test_the_page_that_was_opened_last_comes_first(asker: Asker, library: Library) -> None:
    """All three are from "The Morning Reader"."""
    before = [page.id for page in asker.named("morning").pages]
    assert len(before) == 3
    library.reading.open(before[2])
    asker.begin()
    assert [page.id for page in asker.named("morning").pages] == [before[2], *before[:2]]


def test_nothing_in_the_trash_is_offered(asker: Asker, library: Library) -> None:
    (page,) = asker.named("bees").pages
    library.reading.trash((page.id,))
    asker.begin()
    assert asker.named("bees know").pages == ()


def test_tags_are_told_with_their_parents_and_how_many_pages_they_have(
    asker: Asker, library: Library
) -> None:
    one, other, _ = (page.id for page in library.reading.recent(3))
    library.tagging.tag((one,), "craft/lamps")
    library.tagging.tag((one, other), "sea")
    assert asker.named("", Kind.TAG).tags[0] == Value("sea", 2)
    assert {tag.name for tag in asker.named("", Kind.TAG).tags} == {"sea", "craft", "craft/lamps"}
    assert [tag.name for tag in asker.named("lamp", Kind.TAG).tags] == ["craft/lamps"]
    assert [tag.name for tag in asker.named("lamps").tags] == ["craft/lamps"]
    assert asker.named("lmps").tags == (), "beside pages, only a tag that is meant for certain"


def test_sites_are_told(asker: Asker) -> None:
    assert asker.named("morn", Kind.SITE).sites == (Value("The Morning Reader", 3),)
    assert asker.named("morn", Kind.SITE).pages == ()


def test_of_two_questions_only_the_later_is_answered(asker: Asker, qtbot: QtBot) -> None:
    """Also where the answer to the first one is on its way already when the second one is asked."""
    told: list[str] = []
    for words in ("w", "wa", "wat", "water"):
        asker.finder.find_named(words, None, partial(_tell, told, words))
        while asker.finder._jobs._running:
            time.sleep(0.001)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["water"]


def test_there_are_never_more_than_fit(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postil.gui.page_finder.PAGES", 2)
    assert len(asker.named("morning").pages) == 2
    assert asker.others("morning") == Others()
    assert len(asker.others("chimney").worded) == 2


def test_a_search_that_fails_is_told_and_answered(
    asker: Asker, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise NoAnswer

    monkeypatch.setattr(library.finding, "search", fail)
    assert asker.others("water") == Others()
    assert len(asker.failures) == 1


def _tell(told: list[str], words: str, _named: Named) -> None:
    told.append(words)


class NoAnswer(PostilError):
    """The search could not answer."""

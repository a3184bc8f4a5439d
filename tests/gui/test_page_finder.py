"""Pages, tags and sites are looked for in the background, and only the last question is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.errors import PostilError
from postil.gui.page_finder import PAGES, Found, PageFinder, Value
from postil.gui.palette.entry import Kind

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from postil.app.library import Library
    from postil.jobs import Jobs

pytestmark = pytest.mark.gui


class Asker:
    """Asks, and waits for what is answered."""

    def __init__(self, library: Library, jobs: Jobs, qtbot: QtBot) -> None:
        self.failures: list[Exception] = []
        self.finder = PageFinder(library, jobs, self.failures.append)
        self.answers: list[Found] = []
        self._qtbot = qtbot

    def ask(self, words: str, kind: Kind | None = None) -> Found:
        self.answers.clear()
        self.finder.find(words, kind, self.answers.append)
        self._qtbot.waitUntil(lambda: bool(self.answers))
        return self.answers[-1]

    def titles(self, words: str) -> list[str]:
        return [page.title for page in self.ask(words).pages]


@pytest.fixture
def asker(library: Library, jobs: Jobs, qtbot: QtBot) -> Asker:
    return Asker(library, jobs, qtbot)


def test_pages_are_found_by_their_words(asker: Asker) -> None:
    assert asker.titles("swall") == ["The water works"]
    assert asker.failures == []


def test_pages_are_found_by_their_names_where_the_index_has_nothing(asker: Asker) -> None:
    assert asker.titles("ater wor") == ["The water works"]


def test_a_page_that_words_and_name_answer_for_is_offered_once_and_by_its_name_first(asker: Asker) -> None:
    assert asker.titles("bees") == ["What bees know"]
    assert asker.titles("map") == ["People who fold maps"]
    assert asker.titles("chimney") != asker.titles("water")
    assert asker.titles("water works").count("The water works") == 1


def test_abbreviations_and_slips_are_told_apart(asker: Asker) -> None:
    found = asker.ask("tww")
    assert (found.pages, [page.title for page in found.like]) == ((), ["The water works"])
    found = asker.ask("people wo fold")
    assert [page.title for page in found.like] == ["People who fold maps"]


def test_the_page_that_was_opened_last_comes_first(asker: Asker, library: Library) -> None:
    """All three are from "The Morning Reader"."""
    before = [page.id for page in asker.ask("morning").pages]
    assert len(before) == 3
    library.reading.open(before[2])
    asker.finder.begin()
    assert [page.id for page in asker.ask("morning").pages] == [before[2], *before[:2]]


def test_nothing_in_the_trash_is_offered(asker: Asker, library: Library) -> None:
    (page,) = asker.ask("bees").pages
    library.reading.trash((page.id,))
    asker.finder.begin()
    assert asker.titles("bees know") == []


def test_tags_are_told_with_their_parents_and_how_many_pages_they_have(
    asker: Asker, library: Library
) -> None:
    one, other, _ = (page.id for page in library.reading.recent(3))
    library.tagging.tag((one,), "craft/lamps")
    library.tagging.tag((one, other), "sea")
    assert asker.ask("", Kind.TAG).tags[0] == Value("sea", 2)
    assert {tag.name for tag in asker.ask("", Kind.TAG).tags} == {"sea", "craft", "craft/lamps"}
    assert [tag.name for tag in asker.ask("lamp", Kind.TAG).tags] == ["craft/lamps"]
    assert [tag.name for tag in asker.ask("lamps").tags] == ["craft/lamps"]
    assert asker.ask("lmps").tags == (), "beside pages, only a tag that is meant for certain"


def test_sites_are_told(asker: Asker) -> None:
    assert asker.ask("morn", Kind.SITE).sites == (Value("The Morning Reader", 3),)
    assert asker.ask("morn", Kind.SITE).pages == ()


def test_of_two_questions_only_the_later_is_answered(asker: Asker, qtbot: QtBot) -> None:
    told: list[str] = []
    for words in ("w", "wa", "wat", "water"):
        asker.finder.find(words, None, lambda _found, words=words: told.append(words))  # type: ignore[misc] # bound
    qtbot.waitUntil(lambda: "water" in told)
    qtbot.wait(50)
    assert told[-1] == "water"


def test_there_are_never_more_than_fit(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postil.gui.page_finder.PAGES", 2)
    assert PAGES > 2
    assert len(asker.ask("morning").pages) == 2
    assert asker.ask("morning").like == ()


def test_a_search_that_fails_is_told_and_answered(
    asker: Asker, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise NoAnswer

    monkeypatch.setattr(library.finding, "search", fail)
    assert asker.ask("water") == Found()
    assert len(asker.failures) == 1


class NoAnswer(PostilError):
    """The search could not answer."""

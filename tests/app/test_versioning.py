"""Another text of a page: when it is the poorer one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from postil.app.carrying import Carried
from postil.app.versioning import LEAST_SHARE, Turn
from postil.model.ids import content_hash
from postil.model.page import Page, Place, TextVersion

if TYPE_CHECKING:
    from postil.app.library import Library

NONE = Carried(sure=0, doubtful=0, lost=0, newly_lost=0)


@pytest.fixture
def turn(library: Library) -> Turn:
    """To a text of which nothing bad can be said."""
    (page, *_) = library.reading.pages(library.reading.page_ids(Place())).values()
    (before,) = library.reextracting.versions(page.id)
    return made(page, before)


def made(page: Page, before: TextVersion) -> Turn:
    after = replace(before, text_hash=content_hash(b"another text"))
    return Turn(page, before, after, placed=(), carried=NONE, position=0, share=1.0)


def test_a_text_that_has_all_is_not_poorer(turn: Turn) -> None:
    assert turn.poorer() == ""
    assert not turn.same
    assert replace(turn, after=turn.before).same


def test_a_text_that_lacks_much_is_poorer(turn: Turn) -> None:
    assert replace(turn, share=LEAST_SHARE).poorer() == ""
    assert "only 30%" in replace(turn, share=0.3).poorer()


def test_a_text_that_lacks_highlighted_words_is_poorer(turn: Turn) -> None:
    lost = Carried(sure=1, doubtful=0, lost=2, newly_lost=2)
    assert "2 highlights" in replace(turn, carried=lost).poorer()
    known = replace(lost, newly_lost=0)
    assert replace(turn, carried=known).poorer() == "", "they are not in the older one either"
    assert replace(turn, carried=replace(NONE, doubtful=3)).poorer() == "", "a person can check them"


def test_a_page_in_place_of_its_article_is_poorer_but_not_the_other_way_round(turn: Turn) -> None:
    plain, article = replace(turn.before, plain=True), turn.before
    assert "not its article" in replace(turn, after=plain).poorer()
    assert replace(turn, before=plain, after=article, share=0.1).poorer() == ""
    assert replace(turn, before=plain, after=plain, share=0.1).poorer() == ""

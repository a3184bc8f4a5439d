"""What the details say of a page, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from tests.gui.builders import page

from postil.app.details import Facts
from postil.commands import command
from postil.gui import dates
from postil.gui.details.lines import EDIT, ORIGINAL, TAGS, VERSIONS, groups
from postil.gui.details.origin import origin
from postil.model.annotation import AnchorState, Color
from postil.model.article import Evidence, Source
from postil.model.details import Detail

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from postil.gui.details.lines import Line

pytestmark = pytest.mark.gui

FACTS = Facts(
    page(
        title="What bees know",
        byline="B. Keeper",
        site=None,
        address="https://www.example.org/bees",
        canonical="https://www.example.org/bees",
        language="uk",
        published="2020-05-04T10:00:00+02:00",
        modified="some day in May",
        words=2300,
        progress=0.5,
        tags=("bees", "craft/maps"),
        starred=True,
        own=frozenset({Detail.BYLINE}),
    ),
    2048,
    (),
    ((Color.RED, 2), (Color.BLUE, 1)),
    ((AnchorState.ANCHORED, 2), (AnchorState.NOT_FOUND, 1)),
    1,
)


def lines(facts: Facts) -> dict[str, Line]:
    return {
        line.name: line
        for group in groups(facts, lambda color: color.value, speed=230)
        for line in group.lines
    }


def test_everything_that_is_known_has_a_line(qapp: QApplication) -> None:
    said = {name: line.value for name, line in lines(FACTS).items()}
    assert said["Author"] == "B. Keeper"
    assert said["Site"] == "example.org"
    assert said["Language"] == "Ukrainian (uk)"
    assert said["Published"] == dates.long_date(date(2020, 5, 4)), "the day in the zone it was written in"
    assert said["Changed"] == "some day in May", "as the page says it, where it is no date"
    assert said["Status"] == "Inbox ★"
    assert said["Length"] == "2,300 words · 10 min"
    assert said["Read"] == "50 %"
    assert said["Tags"] == "#bees #craft/maps"
    assert said["Number"] == "3"
    assert said["Colours"] == "red 2 · blue 1"
    assert said["Not found"] == "1"
    assert said["Format"].endswith("2.00 KiB")


def test_what_is_not_known_has_none(qapp: QApplication) -> None:
    bare = Facts(page(byline=None, language=None, published=None), None, (), (), (), 0)
    said = lines(bare)
    assert not {"Author", "Language", "Published", "Canonical address", "Read", "Colours"} & said.keys()
    assert said["Tags"].value == "none"
    assert said["Format"].value.endswith("missing")


def test_a_line_says_whether_it_is_the_persons_own_and_what_enter_does(qapp: QApplication) -> None:
    said = lines(FACTS)
    assert said["Author"].own
    assert not said["Language"].own
    assert (said["Author"].command, said["Tags"].command) == (EDIT, TAGS)
    assert said["SHA-256"].copied == FACTS.page.original
    assert said["Address"].command == "", "Enter copies it"
    for command_id in (EDIT, ORIGINAL, TAGS, VERSIONS):
        assert command(command_id)


def test_a_page_in_the_trash_is_there(qapp: QApplication) -> None:
    thrown = replace(FACTS, page=replace(FACTS.page, trashed=datetime(2026, 1, 1, 12, tzinfo=UTC)))
    assert lines(thrown)["Status"].value == "Trash ★"
    assert "2026" in lines(thrown)["Thrown away"].value


def test_a_page_that_is_only_a_link_says_what_waits(qapp: QApplication) -> None:
    said = lines(replace(FACTS, page=replace(FACTS.page, waiting=True, words=0)))
    assert said["Length"].value == "waiting for its page"
    assert said["Waiting"].value == "1"
    assert "Not found" not in said
    assert "Read by" not in said


def test_a_line_says_where_the_page_says_it_unless_it_is_the_persons_own(qapp: QApplication) -> None:
    found = (
        Evidence("byline", Source.SHOWN, "a"),
        Evidence("published", Source.LINKED_DATA, "datePublished"),
        Evidence("language", Source.TEXT),
    )
    said = lines(replace(FACTS, evidence=found))
    assert said["Published"].origin == "from the page's linked data (JSON-LD): datePublished"
    assert said["Language"].origin == "from the words of the text"
    assert (said["Author"].own, said["Author"].origin) == (True, "")
    assert said["Site"].origin == "", "it is not known"


def test_every_source_has_its_words() -> None:
    assert all(origin((Evidence("title", source),), "title") for source in Source)


def test_the_length_is_told_by_the_persons_own_speed(qapp: QApplication) -> None:
    slow = groups(FACTS, lambda color: color.value, speed=115)
    assert "2,300 words · 20 min" in {line.value for group in slow for line in group.lines}

"""Where the person may go."""

from __future__ import annotations

from postil import paths
from postil.commands import COMMANDS
from postil.gui.library.spots import SPOTS, tag_spot
from postil.model.page import Place


def test_every_place_has_a_sign_and_a_name_of_its_own() -> None:
    assert len({spot.title for spot in SPOTS}) == len(SPOTS)
    assert len({spot.place for spot in SPOTS}) == len(SPOTS)
    for spot in (*SPOTS, tag_spot("a")):
        assert paths.resource(f"icons/{spot.sign}.svg").is_file()


def test_every_place_can_be_gone_to_by_keys() -> None:
    gone = {command.title.removeprefix("Go to ") for command in COMMANDS if command.id.startswith("go.")}
    assert {spot.title for spot in SPOTS} <= gone


def test_a_tag_is_a_place() -> None:
    assert tag_spot("politics/europe").title == "#politics/europe"
    assert tag_spot("politics/europe").place == Place(tag="politics/europe")

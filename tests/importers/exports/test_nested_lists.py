from __future__ import annotations

from postil.importers.exports.nested_lists import NamedList, tag_of

LISTS = {
    "1": NamedList("Kitchen"),
    "2": NamedList("Salt / pepper", "1"),
    "3": NamedList("  Old\n jars ", "2"),
    "4": NamedList("Round", "5"),
    "5": NamedList("About", "4"),
    "6": NamedList("", "1"),
    "7": NamedList("Lost", "99"),
}


def test_lists_in_lists_are_nested_tags() -> None:
    assert tag_of("1", LISTS) == "Kitchen"
    assert tag_of("3", LISTS) == "Kitchen/Salt - pepper/Old jars"


def test_what_is_odd() -> None:
    assert tag_of("4", LISTS) == "About/Round"
    assert tag_of("6", LISTS) == "Kitchen"
    assert tag_of("7", LISTS) == "Lost"
    assert tag_of("8", LISTS) == tag_of("", LISTS) == ""

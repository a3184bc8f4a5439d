from __future__ import annotations

from postil.dom.elements import ALLOWED, BLOCKS, CLASSES, MATH, PHRASES, VOID, allowed_attributes

HARMFUL = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "link",
    "meta",
    "base",
    "svg",
    "template",
}


def test_nothing_that_runs_loads_or_styles_is_allowed() -> None:
    assert not ALLOWED & HARMFUL
    for tag in ALLOWED:
        names = allowed_attributes(tag)
        assert not names & {"style", "srcset", "background", "action", "formaction", "ping", "xlink:href"}
        assert not any(name.startswith("on") for name in names)


def test_an_element_is_a_block_or_a_phrase_or_mathematics() -> None:
    assert not BLOCKS & PHRASES
    assert not MATH & (BLOCKS | PHRASES)
    assert VOID <= ALLOWED


def test_classes_are_only_where_the_attribute_is_allowed() -> None:
    for tag in CLASSES:
        assert "class" in allowed_attributes(tag)


def test_addresses_stand_where_they_are_expected() -> None:
    assert {tag for tag in ALLOWED if "href" in allowed_attributes(tag)} == {"a"}
    assert {tag for tag in ALLOWED if "src" in allowed_attributes(tag)} == {"img"}

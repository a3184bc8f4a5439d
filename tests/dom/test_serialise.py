from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.dom.articles import trees

from postil.dom.serialise import parse_article, serialise, without_control_characters


def test_only_void_elements_are_written_without_an_end_tag() -> None:
    root = etree.fromstring("<div><p/><br/><img src='asset:a'/><b></b></div>")
    assert serialise(root) == '<div><p></p><br/><img src="asset:a"/><b></b></div>'


def test_the_tail_of_the_outermost_element_is_not_written() -> None:
    root = etree.fromstring("<div><p>a</p>b</div>")
    assert serialise(root[0]) == "<p>a</p>"


def test_nothing_is_loaded_or_expanded() -> None:
    declared = '<!DOCTYPE div [<!ENTITY a SYSTEM "file:///etc/hostname">]><div>&a;</div>'
    root = parse_article(declared)
    assert (root.text, [child.text for child in root]) == (None, ["&a;"])


def test_what_is_no_article_is_an_error_of_the_parser() -> None:
    with pytest.raises(etree.XMLSyntaxError):
        parse_article("<div><p></div>")


@given(st.text())
def test_text_without_control_characters_can_be_kept(text: str) -> None:
    element = etree.Element("div")
    element.text = without_control_characters(text)
    assert (parse_article(serialise(element)).text or "") == element.text


@given(trees())
def test_writing_reading_and_writing_again_changes_nothing(root: etree._Element) -> None:
    once = serialise(root)
    assert serialise(parse_article(once)) == once

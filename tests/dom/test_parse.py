from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from lxml import etree
from tests.dom.markup import soups

from postil.dom.flatten import flatten
from postil.dom.guard import guard
from postil.dom.parse import DEPTH, SHADOW, TABLE_DEPTH, parse_page, visible_text
from postil.dom.plain import count_letters
from postil.dom.serialise import without_control_characters

if TYPE_CHECKING:
    from lxml.etree import _Element


def body(markup: str) -> _Element:
    found = parse_page(markup).find("body")
    assert found is not None
    return found


def words(markup: str) -> str:
    return flatten(body(markup)).text


def depth(root: _Element) -> int:
    steps = (1 if event == "start" else -1 for event, _ in etree.iterwalk(root, events=("start", "end")))
    return max(itertools.accumulate(steps))


def test_a_page_has_html_head_and_body() -> None:
    root = parse_page("<title>The Mill</title><p lang=en>Words")
    assert [root.tag, *(child.tag for child in root)] == ["html", "head", "body"]
    assert root.findtext("head/title") == "The Mill"
    (paragraph,) = root.iterfind("body/p")
    assert (paragraph.get("lang"), paragraph.text) == ("en", "Words")


def test_nothing_and_mere_text_are_pages() -> None:
    assert words("") == ""
    assert words("only words") == "only words"


def test_the_tree_is_the_one_that_browsers_build() -> None:
    root = body("<table>out<tr><td>in</table><b>1<p>2</b>3</p>")
    assert root.text == "out"
    assert [child.tag for child in root] == ["table", "b", "p"]
    assert root.xpath("string(p/b)") == "2"


def test_words_after_the_end_of_the_page_are_kept() -> None:
    assert words("<html><body><p>a</body></html><p>b") == "a\nb"


def test_comments_and_declarations_are_not_in_the_tree() -> None:
    root = parse_page("<!doctype html><?php x ?><p>a<!-- b -->c</p>")
    assert root.xpath("string(//p)") == "ac"
    assert all(isinstance(element.tag, str) for element in root.iter())


def test_words_deeper_than_any_page_is_are_kept_in_a_tree_of_bounded_depth() -> None:
    root = parse_page("<div>one" * 3000 + "<p>last <b>words</b></p>" + "</div>two" * 3000)
    assert depth(root) <= DEPTH
    text = visible_text(root)
    assert (text.count("one"), text.count("two"), text.count("last words")) == (3000, 3000, 1)


def test_blocks_that_lose_their_place_in_the_depth_do_not_glue_words() -> None:
    markup = "<div>" * 300 + "<p>one <i>two</i></p><p>three <i>four</i></p>"
    assert words(markup).splitlines() == ["one two", "three four"]


def test_hundreds_of_open_fonts_lose_no_words() -> None:
    markup = "".join(f"<font size={number}>w " for number in range(300)) + "<p>last words"
    assert words(markup).replace("\n", " ").split() == ["w"] * 300 + ["last", "words"]


def test_tables_nested_too_deep_become_blocks() -> None:
    root = body("<table><tr><td>" * 20 + "inner" + "</table>" * 20)
    assert len(list(root.iter("table"))) == TABLE_DEPTH
    assert flatten(root).text == "inner"


def test_shadow_roots_are_seen_and_templates_are_kept_apart() -> None:
    root = body(
        "<x-a><template shadowrootmode=open><p>one</p></template>two</x-a>"
        "<x-b><template shadowmode=open>three</template></x-b><template><p>four</p></template>"
    )
    assert [element.xpath("string()") for element in root.iter("div")] == ["one", "three"]
    assert all(element.get(SHADOW) == "" for element in root.iter("div"))
    assert [element.xpath("string(p)") for element in root.iter("template")] == ["four"]


def test_noscript_holds_elements() -> None:
    root = parse_page(
        "<head><noscript><link href=a></noscript></head><p><noscript><img src=b></noscript></p>"
    )
    assert root.xpath("//noscript/link/@href | //noscript/img/@src") == ["a", "b"]


def test_frames_keep_their_words_and_addresses() -> None:
    root = body("<frameset cols=2><frame src=left.html><noframes><p>No frames</p></noframes></frameset>")
    assert flatten(root).text == "No frames"


def test_names_that_xml_does_not_know_do_no_harm() -> None:
    root = body('<o:p @click="a" x"y=1 {z}=2 :w=3>a</o:p><i"j>b</i"j>')
    assert flatten(root).text == "ab"


def test_control_characters_are_dropped_however_they_are_written() -> None:
    root = body("<p title='a&#1;b'>c\x01d&#2;e\ud800</p>")
    (paragraph,) = root.iter("p")
    assert (paragraph.get("title"), paragraph.text) == ("ab", "cde")


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "words",
        "<ul><li>" * 30_000 + "words",
        "<table><tr><td>" * 30_000 + "words",
        "<p " + " ".join(f"a{number}=1" for number in range(200_000)) + ">words</p>",
        "<p>&amp;&notit;&#x41;" * 20_000 + "words",
        "<!-- " * 100_000 + "words",
        "<title>a" * 20_000 + "<p>words",
        "<svg><desc>" * 10_000 + "words",
        "<a <a '" * 50_000 + ">words",
        "".join(f"<div><b a={number}></div>" for number in range(10_000)) + "words",
        "<p>" + "words " * 2_000_000,
    ],
    ids=lambda markup: markup[:12],
)
def test_hostile_pages_are_answered(markup: str) -> None:
    root = parse_page(markup)
    assert "words" in visible_text(root)
    assert depth(root) <= DEPTH


@given(soups())
@settings(max_examples=400)
def test_no_letters_are_lost(markup: str) -> None:
    root = parse_page(markup)
    assert count_letters(visible_text(root)) >= guard(without_control_characters(markup)).letters

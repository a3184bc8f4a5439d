from __future__ import annotations

import pytest

from postil.dom.tags import tags


def seen(markup: str) -> list[str]:
    """Each tag's own markup, with what it lacks in brackets."""
    return [markup[tag.start : tag.end] + (f"[{tag.lacks}]" if tag.lacks else "") for tag in tags(markup)]


def test_tags_and_comments_come_in_order() -> None:
    markup = "a<p class=x>b<!-- <i> -->c</p ><br/>"
    assert seen(markup) == ["<p class=x>", "<!-- <i> -->", "</p >", "<br/>"]


def test_names_are_lower_case() -> None:
    (tag,) = tags("<DIV>")
    assert (tag.name, tag.closing) == ("div", False)


@pytest.mark.parametrize(
    "tag", ['<a title="a > b">', "<a title='>'>", "<a title = '>'>", "<a title=it's>", '<a b"c>', "<a x=y/z>"]
)
def test_a_tag_ends_where_the_standard_says(tag: str) -> None:
    assert seen(f"{tag}text>") == [tag]


@pytest.mark.parametrize("name", ["script", "style", "title", "textarea", "xmp", "iframe", "noembed"])
def test_raw_content_has_no_tags(name: str) -> None:
    assert seen(f"<{name}><p></{name.upper()}>") == [f"<{name}>", f"</{name.upper()}>"]


def test_a_title_in_a_drawing_has_tags() -> None:
    assert len(seen("<svg><title><b></b></title></svg>")) == 6


def test_a_block_ends_a_drawing_that_was_left_open() -> None:
    assert seen("<svg><div><title><b></title>") == ["<svg>", "<div>", "<title>", "</title>"]


def test_a_script_inside_a_comment_inside_a_script_has_its_own_end() -> None:
    markup = "<script><!-- <script> </script> p --> </script><p>"
    assert seen(markup) == ["<script>", "</script>", "<p>"]
    assert markup.index("</script><p>") == list(tags(markup))[1].start


def test_less_than_before_no_name_is_text() -> None:
    assert seen("1 < 2 <3 <") == []


def test_declarations_end_at_the_next_greater_than() -> None:
    assert seen("<!doctype html><?xml a?></ x><p>") == ["<!doctype html>", "<?xml a?>", "</ x>", "<p>"]


@pytest.mark.parametrize("comment", ["<!-->", "<!--->", "<!-- a --!>"])
def test_odd_comments_end(comment: str) -> None:
    assert seen(f"{comment}<p>") == [comment, "<p>"]


def test_a_comment_without_end_lacks_its_end_at_once() -> None:
    assert seen("a<!-- b<p>c") == ["<!--[>]", "<p>"]


def test_a_quote_without_end_lacks_it_at_the_next_greater_than() -> None:
    assert seen('<a href="x>words<p>more') == ['<a href="x["]', "<p>"]


def test_a_title_without_end_lacks_it_at_the_next_tag() -> None:
    assert seen("<title>Words<p>more") == ["<title>", "[</title>]", "<p>"]


def test_a_tag_that_is_cut_at_the_end_of_the_page_is_no_words() -> None:
    assert seen("words<a href=") == ["<a href="]


def test_in_xhtml_an_empty_script_has_no_content() -> None:
    assert seen("<?xml version='1.0'?><script src='x'/><p>") == [
        "<?xml version='1.0'?>",
        "<script src='x'/>",
        "<p>",
    ]
    assert seen("<script src='x'/><p>") == ["<script src='x'/>"]

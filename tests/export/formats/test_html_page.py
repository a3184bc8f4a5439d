from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from io import BytesIO
from typing import cast

import pytest
from lxml import etree
from tests.export.formats.sources import ARTICLE, MILL, highlight, lost, source, written

from postil.export.formats.html_page import _clean, page_of, write_html, write_html_index
from postil.export.formats.source import Listed
from postil.model.annotation import Color, Style

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def page(*placed: object, html: str = ARTICLE, **known: object) -> str:
    about = replace(MILL, **known)  # type: ignore[arg-type]  # fields of a page
    return written(write_html, source(about, placed, html=html, image={"a": PNG}.get)).decode()  # type: ignore[arg-type]


def found(root: etree._Element, path: str) -> list[etree._Element]:
    return cast("list[etree._Element]", root.xpath(path))


def test_highlights_are_marked_and_notes_stand_beside_their_block() -> None:
    text = page(highlight("turned 🎡 all", note="**Really?**", tags=("water",), color=Color.BLUE))
    root = etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8"))
    marks = [each for each in root.iter("mark") if each.get("data-highlight")]
    assert ["".join(map(str, each.itertext())) for each in marks] == ["turned", " 🎡 all"]
    assert {each.get("class") for each in marks} == {"blue"}
    assert {each.get("title") for each in marks} == {"Blue"}
    (sign,) = found(root, "//sup[@class='note-sign']/a")
    (note,) = found(root, "//main[@class='annotated']//div[@class='noted']/div[@class='margin']/aside")
    assert sign.get("href") == f"#{note.get('id')}"
    assert "".join(map(str, note.itertext())).split() == ["1Really?", "#water"]
    assert [each.tag for each in found(root, "//div[@class='noted']/*")] == ["div", "p"]


def test_all_that_is_in_it_is_allowed_by_its_policy() -> None:
    text = page(highlight("bread"))
    style = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert len(style) == 1
    assert f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'" in text
    assert "url(" not in style[0]
    assert "@import" not in style[0]


def test_images_are_in_the_file_and_missing_ones_are_told() -> None:
    html = (
        '<div><p><img src="asset:a" alt="one"/> <img src="asset:b" alt="the pond" data-source="x"/></p></div>'
    )
    text = page(html=html)
    assert f'src="data:image/png;base64,{base64.b64encode(PNG).decode()}"' in text
    assert "[the pond]" in text
    assert "asset:" not in text
    assert "<main" in text
    assert 'class="annotated"' not in text  # no note, no margin


def test_an_image_may_be_highlighted() -> None:
    html = '<div><p>See <img src="asset:a" alt="one"/> here</p></div>'
    text = page(highlight("\ufffc", html=html), html=html)
    assert re.search(r'<mark class="yellow"[^>]*><img [^>]*></mark> here', text)


def test_the_second_wall_stops_what_the_first_would_let_through() -> None:
    body = (
        '<p onclick="x()" style="color:red">a<script>b()</script><img src="https://evil.example/x">'
        '<a href="javascript:c()">d</a><a href="data:text/html,e">f</a><iframe src="g"></iframe>'
        '<img src="data:text/html,h"><svg><script>i()</script></svg><form action="j"></form></p>'
    )
    cleaned = _clean(body, within=False)
    for evil in (
        "onclick",
        "style",
        "script",
        "evil.example",
        "javascript",
        "data:text",
        "iframe",
        "svg",
        "form",
    ):
        assert evil not in cleaned


@pytest.mark.parametrize(
    "title", ["</title><script>x()</script>", '"><img src=x onerror=y()>', "<b>Bold</b>"]
)
def test_a_title_is_words(title: str) -> None:
    root = etree.fromstring(page(title=title).encode(), etree.HTMLParser(encoding="utf-8"))
    assert next(root.iter("title")).text == title
    assert next(root.iter("h1")).text == title


def test_what_was_not_found_is_at_the_end_with_its_note() -> None:
    text = page(lost("It was here", note="Where?"))
    assert text.index("Not found in the text") < text.index("It was here") < text.rindex("Where?")


def test_a_sign_stands_never_in_a_link() -> None:
    html = '<div><p><a href="https://a.example/">all of it</a> more</p></div>'
    root = etree.fromstring(
        page(highlight("of", html=html, note="n"), html=html).encode(), etree.HTMLParser()
    )
    assert found(root, "//a//a") == []
    assert found(root, "//sup/preceding-sibling::a")


def test_a_highlight_over_another_lies_within_it() -> None:
    text = page(
        highlight("there was bread", name="one"),
        highlight("was", name="two", style=Style.UNDERLINE, color=Color.RED),
    )
    bare = re.sub(r'(<mark class="[a-z ]+")[^>]*', r"\1", text)
    assert (
        '<mark class="yellow">there </mark><mark class="yellow"><mark class="red underline">was</mark></mark>'
        '<mark class="yellow"> bread</mark>'
    ) in bare


def test_a_file_says_which_page_it_is() -> None:
    content = written(write_html, source())
    assert page_of(content[:4096]) == MILL.id
    assert page_of(b"<!DOCTYPE html><html><head><title>mine</title></head>") is None


def test_a_list_leads_to_files_beside_it() -> None:
    file = BytesIO()
    listed = (Listed("B & c?.html", "B <b>", "", 0), Listed("A.html", "a", "The Site", 2))
    write_html_index(listed, file)
    text = file.getvalue().decode()
    assert text.index('<a href="A.html"') < text.index('<a href="B%20%26%20c%3F.html"')
    assert "B &lt;b&gt;" in text
    assert "The Site · 2 highlights" in text
    assert page_of(file.getvalue()[:4096]) == ""

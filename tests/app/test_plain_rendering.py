from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from postil.app import plain_rendering
from postil.app.plain_rendering import render_plain
from postil.dom.check import fault
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article
from postil.model.capture import Capture

if TYPE_CHECKING:
    import pytest


def capture(content: bytes, media_type: str = "text/html") -> Capture:
    return Capture(content, media_type, "HTML", "mill notes.html", warnings=("First.",))


def test_every_line_is_a_paragraph() -> None:
    article = render_plain(
        capture(b"<title>The &amp; Mill</title><h1>One</h1><p>two &lt; three"), "It was too large."
    )
    assert article.html == "<div><p>One</p><p>two &lt; three</p></div>"
    assert article.text == "One\ntwo < three"
    assert article.metadata.title == "The & Mill"
    assert article.warnings == ("First.", "It was too large.")
    assert (article.plain, article.words) == (True, 4)


def test_text_is_kept_as_it_is() -> None:
    article = render_plain(capture(b"a <b> c\n\n  d\n", "text/plain"), "")
    assert article.text == "a <b> c\nd"
    assert article.metadata.title == "mill notes"


def test_a_page_without_words_is_an_empty_article() -> None:
    article = render_plain(capture(b"<script>x</script>"), "")
    assert (article.html, article.text) == ("<div></div>", "")


def test_a_very_long_page_is_shown_as_far_as_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_rendering, "_LONGEST", 10)
    article = render_plain(capture(b"<p>0123456789"), "Why.")
    assert article.text == "0123456"
    assert "Only the beginning" in article.warnings[-1]


@given(st.binary(), st.sampled_from(["text/html", "text/plain"]))
def test_any_bytes_become_a_sound_article(content: bytes, media_type: str) -> None:
    article = render_plain(capture(content, media_type), "Why.")
    tree = parse_article(article.html)
    assert fault(tree) is None
    assert flatten(tree).text == article.text

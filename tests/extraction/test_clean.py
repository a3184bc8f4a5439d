"""A page that is nothing but its article keeps everything, however much of it looks like clutter."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extraction.pages_for_tests import SENTENCES
from tests.extraction.test_safety import assert_harmless

from postil.extraction.explain import explain
from postil.extraction.extract import extract
from postil.extraction.outline import read_outline
from postil.extraction.verdicts import Reason
from postil.model.capture import Capture, Resource
from postil.model.guidance import Guidance
from postil.model.record import Record
from postil.model.repair import BlockWords, Repair, fingerprint

MENU = '<ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul>'
SHARING = '<div class="share related">Share this on the wall</div><p>Sign up for our newsletter!</p>'
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x08\0\0\0\x08\x08\x02\0\0\0"


def clean(
    markup: str,
    *,
    title: str | None = None,
    media_type: str = "text/html",
    resources: tuple[Resource, ...] = (),
) -> Capture:
    return Capture(
        content=b"the file that it came in",
        media_type=media_type,
        format="Any",
        name="some_file.md",
        page=markup.encode(),
        resources=resources,
        clean=True,
        record=Record(title=title),
    )


def test_nothing_is_judged_away() -> None:
    article = extract(clean(f"{MENU}<p>{SENTENCES[0]}</p><p>{SENTENCES[0]}</p>{SHARING}"))
    assert "Home" in article.text
    assert "News" in article.text
    assert article.text.count(SENTENCES[0]) == 2
    assert "Share this on the wall" in article.text
    assert "Sign up for our newsletter!" in article.text
    assert not article.plain


def test_a_few_words_without_any_structure_are_an_article() -> None:
    assert extract(clean("only words &amp; <b>bold</b> ones")).text == "only words & bold ones"
    assert extract(clean("")).text == ""


def test_pictures_tables_code_and_rules_are_there() -> None:
    markup = (
        '<p><a href="/home"><img class="logo" src="banner.png" alt="the boat"></a></p>'
        "<table><tr><th>Wind</th><td>4</td></tr></table><hr>"
        '<pre><code class="language-python">wind = 4\n</code></pre><p>\\(x^2\\)</p>'
    )
    resource = Resource("banner.png", PICTURE + bytes(60), "image/png")
    article = extract(clean(markup, resources=(resource,)))
    assert "<table>" in article.html
    assert "<hr" in article.html
    assert "wind = 4" in article.text
    assert "the boat" in article.html


def test_the_headline_that_says_the_title_again_goes() -> None:
    markup = f"<h1>The  Blue Notebook</h1><p>{SENTENCES[0]}</p><h2>The blue notebook</h2>"
    article = extract(clean(markup, title="The blue notebook"))
    assert article.text == SENTENCES[0]
    assert extract(clean(markup, title="Another one")).text.startswith("The Blue Notebook")


def test_words_that_say_the_title_and_are_no_headline_stay() -> None:
    verse = "<p>The ferry leaves at six<br>and nobody weeps</p><p>The ferry leaves at six</p>"
    article = extract(clean(verse, title="The ferry leaves at six"))
    assert article.text.count("The ferry leaves at six") == 2


def test_a_page_of_nothing_but_its_title_keeps_it() -> None:
    assert extract(clean("<h1>The ferry</h1>", title="The ferry")).text == "The ferry"


def test_what_is_said_of_each_block_is_that_the_page_is_clean() -> None:
    explained = explain(clean(f"<h1>Ferry</h1>{MENU}<p>{SENTENCES[0]}</p>", title="Ferry"))
    assert [block.reason for block in explained.blocks] == [Reason.TITLE, *[Reason.CLEAN] * 3]
    assert [block.kept for block in explained.blocks] == [False, True, True, True]


def test_a_clean_page_can_be_repaired() -> None:
    capture = clean(f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>")
    repair = Repair(dropped=frozenset({BlockWords(fingerprint(SENTENCES[1]), 0)}))
    assert extract(capture, Guidance(repair=repair)).text == SENTENCES[0]
    outline = read_outline(capture, Guidance()).outline
    assert [part.kept for part in outline.parts] == [True, True]


def test_what_other_pages_of_the_site_say_too_stays() -> None:
    capture = clean(f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p><p>{SENTENCES[2]}</p>")
    guidance = Guidance(repeated=extract(capture).blocks.kept)
    assert extract(capture, guidance).text == extract(capture).text


def test_a_clean_plain_text_keeps_every_paragraph() -> None:
    lines = "Home\n\nNews\n\nSign up\n\n" + "\n\n".join(SENTENCES) + "\n\n© 2024\n\nShare\n"
    article = extract(clean(lines, media_type="text/plain"))
    for line in ("Home", "News", "Sign up", *SENTENCES, "© 2024", "Share"):
        assert line in article.text
    assert article.metadata.title == "some file"


def test_the_title_of_a_plain_text_is_said_once() -> None:
    capture = clean(f"The ferry\n\n{SENTENCES[0]}\n", title="The ferry", media_type="text/plain")
    article = extract(capture)
    assert article.text == SENTENCES[0]
    assert article.metadata.title == "The ferry"
    assert [part.kept for part in read_outline(capture, Guidance()).outline.parts] == [False, True]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from((
            MENU, SHARING, "<p>a", "<h1>Ferry", "<table><td>b", "</div>", "<pre>c  d",
            "<math><mi>x</mi></math>", "<iframe srcdoc='<p>e'></iframe>", "<aside hidden>f</aside>",
            "<nav>g</nav>", "<script>h</script>",
        )),
        max_size=8,
    )
)  # fmt: skip
def test_whatever_the_page_the_article_is_allowed_and_its_text_is_its_trees(parts: list[str]) -> None:
    assert_harmless(extract(clean("".join(parts), title="Ferry")))

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.extraction.pages_for_tests import SENTENCES, page
from tests.extraction.test_safety import MARKUP

from postil.dom.check import fault
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article
from postil.extraction.extract import extract
from postil.extraction.outline import read_outline
from postil.model.capture import Capture
from postil.model.guidance import Guidance
from postil.model.repair import Repair, Step

if TYPE_CHECKING:
    from postil.model.outline import Outline

RICH = page(
    "<h2>Stops</h2><ul><li>The mill</li><li>The <b>pines</b><ul><li>The spring</li></ul></li></ul>"
    "<table><tr><th>Day</th><th>Hour</th></tr><tr><td>Monday</td><td>six</td></tr>"
    "<tr><td>Sunday</td><td>nine</td></tr></table>"
    "<pre><code>go(harbour)\nwait(6)</code></pre><blockquote><p>Never in a hurry.</p></blockquote>"
    '<figure><img src="https://example.org/bay.jpg" alt="The bay"></figure>'
    '<p>A line with a sign <img src="https://example.org/s.png" class="emoji" alt=":)"> in it.</p>'
    '<iframe src="https://player.example.org/embed/7" title="The crossing"></iframe>'
    '<div hidden=""><p>Not to be seen before it is asked for.</p></div>'
    '<div class="related"><h3>Read also</h3><p><a href="/x">The last keeper of the lighthouse</a></p></div>'
)


def outline(
    markup: str = RICH, guidance: Guidance | None = None, *, media_type: str = "text/html"
) -> Outline:
    capture = Capture(markup.encode(), media_type, "HTML", "a.html", address="https://example.org/a")
    return read_outline(capture, guidance or Guidance()).outline


def said(made: Outline) -> list[str]:
    return [made.text[part.start : part.end] for part in made.parts]


def test_every_word_of_the_page_is_in_one_part_in_its_order() -> None:
    made = outline()
    texts = said(made)
    assert "\n".join(texts) == made.text
    for words in (
        "Home",
        "The blue notebook",
        "Stops",
        "The mill",
        "The pines",
        "The spring",
        "Day\tHour\nMonday\tsix\nSunday\tnine",
        "go(harbour)\nwait(6)",
        "Never in a hurry.",
        "\ufffc",
        "A line with a sign in it.",
        "Not to be seen before it is asked for.",
        "The last keeper of the lighthouse",
        "© 2024 Legal notice",
    ):
        assert texts.count(words) == 1, words


def test_an_outline_is_an_article_like_any_other() -> None:
    made = outline()
    tree = parse_article(made.html)
    assert not fault(tree)
    assert flatten(tree).text == made.text


def test_parts_tell_what_the_extractor_keeps_and_how_likely_it_is() -> None:
    made = outline()
    by_text = dict(zip(said(made), made.parts, strict=True))
    menu, prose = by_text["Home"], by_text[f"{SENTENCES[0]} {SENTENCES[1]}"]
    assert (menu.kept, prose.kept) == (False, True)
    assert menu.likelihood < 0.5 < prose.likelihood
    assert by_text["Not to be seen before it is asked for."].hidden
    assert by_text["Day\tHour\nMonday\tsix\nSunday\tnine"].words == 6
    assert len(by_text["A line with a sign in it."].blocks) == 2


def test_containers_hold_the_parts_within_them_and_lie_in_each_other() -> None:
    made = outline()
    assert (made.containers[0].first, made.containers[0].last) == (0, len(made.parts))
    ranges = set()
    for number, container in enumerate(made.containers):
        assert container.last - container.first > 1
        assert container.parent < number
        if container.parent >= 0:
            outer = made.containers[container.parent]
            assert outer.first <= container.first < container.last <= outer.last
        ranges.add((container.first, container.last))
    assert len(ranges) == len(made.containers)
    for number, part in enumerate(made.parts):
        chosen = made.containers[part.container]
        assert chosen.first <= number < chosen.last
    (related,) = [each for each in made.containers if each.way[-1] == Step("div", "related")]
    assert said(made)[related.first : related.last] == ["Read also", "The last keeper of the lighthouse"]


def test_a_container_of_the_site_is_found_in_the_outline() -> None:
    way = (Step("body", "else"), Step("div", "related"))
    made = outline(guidance=Guidance(site="example.org", site_repair=Repair(container=way)))
    assert made.guided == way
    assert made.containers[made.found].way[-1] == Step("div", "related")


def test_a_plain_text_is_outlined_line_by_line() -> None:
    made = outline("\n\n".join(SENTENCES), media_type="text/plain")
    assert said(made) == list(SENTENCES)
    assert all(part.kept for part in made.parts)
    assert made.containers == ()


@pytest.mark.parametrize("markup", ["", "<html></html>", "<p> </p>", "<div>" * 300 + "deep" + "</div>" * 300])
def test_a_page_without_words_or_with_too_many_levels_has_an_outline(markup: str) -> None:
    assert "".join(said(outline(markup))) in ("", "deep")


@pytest.mark.parametrize("markup", MARKUP)
def test_what_is_hostile_does_not_come_into_an_outline(markup: str) -> None:
    tree = parse_article(outline(page(markup)).html)
    assert not fault(tree)
    for element in tree.iter():
        assert element.get("href") is None
        assert (element.get("src") or "asset:").startswith("asset:")
        assert (element.get("data-source") or "https://").startswith(("http://", "https://"))


def test_an_embed_has_its_name_and_no_link() -> None:
    assert "The crossing" in " ".join(said(outline()))


def test_code_is_set_in_one_colour() -> None:
    made = outline(page('<pre><code class="language-python">go(harbour)\nwait(6)</code></pre>'))
    assert "go(harbour)" in made.text
    assert "language-" not in made.html


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=25)
@given(st.data())
def test_what_the_outline_shows_as_kept_is_what_the_article_has(data: st.DataObject) -> None:
    made = outline()
    texts = said(made)
    repair = Repair()
    for _ in range(data.draw(st.integers(0, 3))):
        numbers = data.draw(st.sets(st.integers(0, len(made.parts) - 1), max_size=5))
        repair = made.set_kept(repair, numbers, kept=data.draw(st.booleans()))
    capture = Capture(RICH.encode(), "text/html", "HTML", "a.html", address="https://example.org/a")
    article = extract(capture, Guidance(repair=repair)).text
    for text, keep in zip(texts, made.kept(repair), strict=True):
        if text.count("\n") == text.count("\t") == 0 and "\ufffc" not in text and "sign" not in text:
            assert (text in article) == keep, text

from __future__ import annotations

from itertools import pairwise
from math import isclose

from tests.extraction.pages_for_tests import SENTENCES, page

from postil.extraction.explain import ExplainedBlock, Explanation, explain
from postil.extraction.extract import extract
from postil.extraction.page_types import PageType
from postil.extraction.verdicts import Reason
from postil.extraction.wording import TEXT_NAMES
from postil.model.capture import Capture
from postil.model.guidance import Guidance
from postil.model.repair import BlockWords, Repair, fingerprint

_MENU = ("Home", "News", "Sport", "Weather", "Jobs", "Log in", "Subscribe", "Share", "Tweet", "Comments (3)")
_DUMP = "\n".join((
    *_MENU,
    "The blue notebook",
    "By Ada Quill",
    "3 March 2024",
    *(f"{one} {other}" for one, other in pairwise(SENTENCES)),
    "Read next",
    "Ten ferries that you must not miss",
    "Why gulls sleep on roofs",
    "Privacy policy",
    "© 2024 The Harbour Notes. All rights reserved.",
))  # fmt: skip


def _capture(text: str, media_type: str = "text/html") -> Capture:
    return Capture(
        content=text.encode(), media_type=media_type, format="HTML", name="ferry.html", charset="utf-8"
    )


def _block(explanation: Explanation, beginning: str) -> ExplainedBlock:
    (found,) = (block for block in explanation.blocks if block.text.startswith(beginning))
    return found


def test_every_block_has_its_verdict_and_those_of_both_passes() -> None:
    explanation = explain(_capture(page("")))
    home, prose = _block(explanation, "Home"), _block(explanation, SENTENCES[0])
    assert (home.number, home.kept, home.reason) == (1, False, Reason.LIKELIHOOD)
    assert home.path == ("nav.menu", "ul", "li")
    assert (home.links, home.words) == (1, 1)
    assert prose.kept
    assert prose.likelihood >= explanation.cut > home.likelihood
    assert len(prose.passes) == 2
    assert isclose(prose.likelihood, sum(prose.passes) / 2)
    assert prose.path == ("main", "article", "p")
    assert (prose.links, prose.words) == (0, len(f"{SENTENCES[0]} {SENTENCES[1]}".split()))


def test_what_spoke_comes_heaviest_first() -> None:
    explanation = explain(_capture(page("")))
    for block in explanation.blocks:
        weights = [abs(factor.weight) for factor in block.factors]
        assert weights == sorted(weights, reverse=True)
    assert sum(factor.weight for factor in _block(explanation, SENTENCES[0]).factors) > 0
    home = _block(explanation, "Home")
    assert sum(factor.weight for factor in home.factors) < 0
    (text,) = (factor for factor in home.factors if factor.group == "text")
    assert text.weight < 0
    assert text.column in TEXT_NAMES


def test_it_explains_the_article_that_extraction_makes() -> None:
    capture = _capture(page("<ul><li>Bread</li><li>Cheese, and apples from the mill</li></ul>"))
    explanation = explain(capture)
    assert explanation.article == extract(capture)
    kept = [block.text for block in explanation.blocks if block.kept]
    assert "\n".join(kept) == explanation.article.text


def test_what_repeats_the_title_says_so() -> None:
    title = _block(explain(_capture(page(""))), "The blue notebook")
    assert (title.kept, title.reason) == (False, Reason.TITLE)


def test_what_a_person_has_repaired_says_so() -> None:
    guidance = Guidance(
        repair=Repair(
            dropped=frozenset({BlockWords(fingerprint(f"{SENTENCES[0]} {SENTENCES[1]}"))}),
            brought_back=frozenset({BlockWords(fingerprint("Home"))}),
        )
    )
    explanation = explain(_capture(page("")), guidance)
    home, prose = _block(explanation, "Home"), _block(explanation, SENTENCES[0])
    assert (home.kept, home.reason) == (True, Reason.REPAIR)
    assert (prose.kept, prose.reason) == (False, Reason.REPAIR)
    assert _block(explanation, "News").reason is Reason.LIKELIHOOD


def test_a_page_without_words_has_no_blocks() -> None:
    assert explain(_capture("<html><body><img src='x.png'></body></html>")).blocks == ()


def test_what_the_page_hides_is_marked() -> None:
    markup = page("<div class='tip box' style='display:none'><p>Out of sight.</p></div>")
    assert _block(explain(_capture(markup)), "Out of sight").path == ("article", "div.tip.box[hidden]", "p")


def test_pictures_are_counted() -> None:
    markup = page("<figure><img src='https://example.org/ferry.jpg' width='600'></figure>")
    pixel = "<footer><div class='share'><img src='https://example.org/pixel.gif' width='1'></div></footer>"
    explanation = explain(_capture(markup.replace("</body>", f"{pixel}</body>")))
    assert (explanation.pictures_kept, explanation.pictures) == (1, 2)


def test_what_a_page_says_that_it_is_is_told() -> None:
    head = '<meta property="og:type" content="article">'
    explanation = explain(_capture(page("", head=head)))
    assert explanation.kinds == ("article",)
    assert isinstance(explanation.page_type, PageType)


def test_the_lines_of_a_plain_text_are_explained_too() -> None:
    explanation = explain(_capture(_DUMP, "text/plain"))
    home, prose = _block(explanation, "Home"), _block(explanation, SENTENCES[0])
    assert (home.number, home.kept) == (1, False)
    assert (prose.kept, prose.reason) == (True, Reason.LIKELIHOOD)
    assert prose.number == len(_MENU) + 4
    assert len(prose.passes) == 1
    title = _block(explanation, "The blue notebook")
    assert (title.kept, title.reason) == (False, Reason.MASTHEAD)
    assert {factor.group for factor in prose.factors} <= {"line", "phrases", "place", "page", "neighbours"}


def test_a_text_that_is_no_dump_says_that_all_is_kept() -> None:
    poem = "The lamp\n\nThe lamp is lit,\nthe keeper sleeps,\nthe tide goes out\nand counts its sheep."
    reasons = {block.reason for block in explain(_capture(poem, "text/plain")).blocks if block.kept}
    assert reasons == {Reason.NO_DUMP}

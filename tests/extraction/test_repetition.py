"""What other pages of the site say too goes; an article that was imported often stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.dom.parse import parse_page
from postil.extraction.blocks import read_blocks
from postil.extraction.classify import Judged
from postil.extraction.extract import extract
from postil.extraction.hints import read_hints
from postil.extraction.repetition import choose_unrepeated, is_lessened, lower_repeated
from postil.extraction.verdicts import Reason
from postil.model.capture import Capture
from postil.model.guidance import Guidance
from postil.model.repetition import fingerprint, repeated_blocks

if TYPE_CHECKING:
    from postil.extraction.kept import Kept

_SENTENCES = (
    "The ferry will stop at the north quay again from the first of May, the harbour office said on Tuesday.",
    "The quay had been closed because its piles were rotten, and they were replaced over the winter.",
    "Three boats a day will call at the quay in summer and one in winter, as they did ten years ago.",
    "The office wants to look at the figures after a year and decide then whether there should be more.",
    "A man who lives on the hill above the quay has carried his shopping from the south side since then.",
    "The company from the mainland finished the work two weeks early and under the price agreed before.",
)
_APPEAL = "Our reporters bring you the news of the harbour every morning, and with your help they will go on."


def _page(sentences: tuple[str, ...]) -> Capture:
    body = "".join(f"<p>{sentence}</p>" for sentence in (*sentences, _APPEAL))
    menu = '<nav><a href="/">Home</a> <a href="/news">News</a></nav>'
    markup = (
        f"<html><head><title>News</title></head><body>{menu}<article><h1>Ferry to stop again</h1>{body}"
        "</article><footer>About us</footer></body></html>"
    )
    return Capture(markup.encode(), media_type="text/html", format="HTML", name="page.html")


def _numbered(number: int) -> tuple[str, ...]:
    return tuple(f"{sentence[:-1]}, wrote reporter number {number}." for sentence in _SENTENCES)


def test_likelihoods_of_repeated_blocks_are_lower_and_stay_likelihoods() -> None:
    texts = ("Home", _APPEAL, "Sure", "Never", "Else")
    repeated = frozenset(map(fingerprint, texts[:4]))
    before = (0.5, 0.9, 1.0, 0.0, 0.9)
    after = lower_repeated(before, texts, (1, 18, 1, 1, 1), repeated)
    assert after[0] < 0.5
    assert after[1] < 0.5
    assert 0.9 < after[2] <= 1
    assert 0 <= after[3] <= 0.01
    assert after[4] == 0.9
    assert lower_repeated(before, texts, (1, 18, 1, 1, 1), frozenset()) == before


def _chosen(likelihood: float, repeated: frozenset[int]) -> tuple[Kept, tuple[str, ...]]:
    """What is kept of a page whose blocks are all as likely."""
    html = parse_page(_page(_SENTENCES).content.decode())
    page = read_blocks(html)
    texts = tuple(block.text for block in page.blocks)
    words = tuple(float(len(text.split())) for text in texts)
    judged = Judged((likelihood,) * len(texts), words, cut=0.5, plain=False)
    _, kept = choose_unrepeated(page, judged, read_hints(html, None), repeated)
    return kept, texts


def test_an_appeal_that_other_pages_have_too_is_dropped_and_told_why() -> None:
    others = [extract(_page(_numbered(number))).blocks for number in (1, 2)]
    repeated = repeated_blocks(others)
    assert fingerprint(_APPEAL) in repeated
    kept, texts = _chosen(0.9, repeated)
    place = texts.index(_APPEAL)
    assert (kept.blocks[place], kept.reasons[place]) == (False, Reason.REPEATED)
    assert all(kept.blocks[texts.index(sentence)] for sentence in _SENTENCES)
    assert _chosen(0.9, frozenset())[0].blocks[place]


def test_what_is_surely_the_article_s_stays_although_others_have_it() -> None:
    kept, texts = _chosen(0.99, frozenset({fingerprint(_APPEAL)}))
    assert kept.blocks[texts.index(_APPEAL)]


def test_an_article_that_other_pages_have_too_stays_whole() -> None:
    article = extract(_page(_SENTENCES))
    everything = frozenset(map(fingerprint, (*_SENTENCES, _APPEAL)))
    assert extract(_page(_SENTENCES), Guidance(repeated=everything)).text == article.text


def test_blocks_are_told_as_kept_or_dropped() -> None:
    blocks = extract(_page(_SENTENCES)).blocks
    assert set(map(fingerprint, _SENTENCES)) <= blocks.kept


def test_the_greater_part_of_an_article_never_goes() -> None:
    assert is_lessened((10, 10, 10), (True, True, True), (True, False, False))
    assert not is_lessened((10, 10, 10), (True, True, False), (True, False, False))
    assert not is_lessened((10,), (False,), (False,))

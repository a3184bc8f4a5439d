from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.extraction.pages_for_tests import SENTENCES, page, paragraphs

from postil.dom.parse import parse_page
from postil.extraction.blocks import Page, read_blocks
from postil.extraction.extract import extract
from postil.extraction.kept import Kept
from postil.extraction.repairing import PageNames, name_texts, repair_kept
from postil.model.capture import Capture
from postil.model.guidance import Guidance
from postil.model.repair import BlockKind, Repair, Step

APPEAL = "Write to us if you know more about the ferry, the mill or the notebook."
FOOTER = "Printed on the island by the mill that the ferry passes in the morning."
MARKUP = page(
    f'<div class="appeal-17"><p>{APPEAL}</p></div><p>Said twice.</p><p>Said twice.</p>'
    '<figure><img src="https://example.org/bay.jpg" alt="The bay"></figure>'
).replace("</footer>", f'<p class="imprint">{FOOTER}</p></footer>')


def read(markup: str = MARKUP) -> Page:
    return read_blocks(parse_page(markup))


def text(guidance: Guidance, markup: str = MARKUP) -> str:
    return extract(_capture(markup), guidance).text


def _capture(markup: str, *, media_type: str = "text/html") -> Capture:
    return Capture(markup.encode(), media_type, "HTML", "ferry.html", address="https://example.org/ferry")


def own(**fields: frozenset[object] | tuple[Step, ...]) -> Guidance:
    return Guidance(repair=replace(Repair(), **fields))  # type: ignore[arg-type] # as each test names them


def named(words: str, markup: str = MARKUP) -> frozenset[object]:
    """The names of the blocks that say exactly this."""
    blocks = read(markup).blocks
    names = name_texts(block.text for block in blocks)
    found = frozenset(name for name, block in zip(names, blocks, strict=True) if block.text == words)
    assert found
    return found


def test_nothing_is_changed_without_a_repair() -> None:
    kept = Kept((True,) * len(read().blocks), frozenset())
    assert repair_kept(read(), kept, Guidance()).kept == kept


def test_a_block_is_dropped_and_another_is_brought_back() -> None:
    before = text(Guidance())
    assert APPEAL in before
    assert FOOTER not in before
    after = text(own(dropped=named(APPEAL), brought_back=named(FOOTER)))
    assert after == before.replace(APPEAL + "\n", "") + "\n" + FOOTER


def test_of_blocks_that_say_the_same_the_one_that_is_meant_is_dropped() -> None:
    first = min(named("Said twice."))  # type: ignore[type-var] # names have an order
    assert text(own(dropped=frozenset({first}))).count("Said twice.") == 1


def test_a_picture_is_dropped_by_its_address() -> None:
    names = PageNames(read())
    (picture,) = names.objects.values()
    assert "\ufffc" in text(Guidance())
    assert "\ufffc" not in text(own(dropped=frozenset({picture})))


def test_a_block_is_found_again_where_the_page_was_saved_anew() -> None:
    other = MARKUP.replace(APPEAL, APPEAL.upper().replace(" ", "\n&nbsp; ")).replace("appeal-17", "appeal-90")
    assert APPEAL.upper() not in text(own(dropped=named(APPEAL)), other)


def test_what_is_not_there_any_more_is_counted_and_told() -> None:
    gone = named("Said twice.") | named(APPEAL)
    article = extract(
        _capture(MARKUP.replace("Said twice.", "Said.").replace(APPEAL, "Now.")), own(dropped=gone)
    )
    assert article.warnings == (
        "3 blocks of your repair could not be found again in this page.",
        "1 image was not saved with the page.",
    )
    article = extract(_capture(MARKUP), own(container=(Step("body", ""), Step("div", "no such"))))
    assert article.warnings == (
        "The part of the page that you chose could not be found again.",
        "1 image was not saved with the page.",
    )


def test_a_container_is_the_whole_article_but_for_what_the_page_hides() -> None:
    menu = '<div class="menu" hidden=""><a href="/">Home</a></div>'
    markup = page(f'<section id="part-3"><p>One.</p>{menu}<p>Three.</p></section>')
    way = (Step("body", ""), Step("main", ""), Step("article", ""), Step("section", "part-#"))
    assert text(own(container=way), markup) == "One.\nThree."


def test_a_container_is_found_by_the_end_of_its_way_in_another_page() -> None:
    way = (Step("body", "home"), Step("div", "wrap"), Step("div", "story-#"), Step("div", ""))
    markup = page(
        f'<div class="story-88"><div><p>{SENTENCES[0]}</p></div></div><div class="other"><div>x</div></div>'
    )
    assert text(Guidance(site="example.org", site_repair=Repair(container=way)), markup) == SENTENCES[0]


def test_of_containers_that_are_called_the_same_the_one_that_was_chosen_is_taken() -> None:
    markup = page(
        "<article><p>First post.</p></article><article><p>Second post, which is longer.</p></article>"
    )
    blocks = read(markup)
    names = PageNames(blocks)
    ways = [names.way(node) for node in blocks.nodes if node.tag == "article"][1:]
    assert len(set(ways)) == 2
    assert [text(own(container=way), markup) for way in ways] == [
        "First post.",
        "Second post, which is longer.",
    ]


def test_a_kind_of_block_is_dropped_on_any_page_of_the_site() -> None:
    kind = BlockKind("p", "", "appeal-#")
    of_site = Guidance(site="example.org", site_repair=Repair(dropped_kinds=frozenset({kind})))
    other = MARKUP.replace("appeal-17", "appeal-4").replace(APPEAL, "Any other words that ask for something.")
    article = extract(_capture(other), of_site)
    assert "Any other words" not in article.text
    assert article.warnings == (
        "Your repair for example.org was used.",
        "1 image was not saved with the page.",
    )
    assert extract(_capture(page("")), of_site).warnings == ()


def test_the_words_of_the_page_come_before_the_kinds_of_the_site() -> None:
    kind = BlockKind("p", "", "appeal-#")
    both = Guidance(
        repair=Repair(brought_back=named(APPEAL)),  # type: ignore[arg-type] # names of blocks
        site="example.org",
        site_repair=Repair(dropped_kinds=frozenset({kind})),
    )
    assert APPEAL in text(both)


def test_lines_of_a_plain_text_are_repaired_alike() -> None:
    lines = [*SENTENCES, APPEAL]
    markup = "\n\n".join(lines)
    (name,) = name_texts([APPEAL])
    article = extract(
        _capture(markup, media_type="text/plain"), Guidance(repair=Repair(dropped=frozenset({name})))
    )
    assert APPEAL not in article.text
    assert SENTENCES[3] in article.text


def test_a_page_whose_article_cannot_be_told_can_be_repaired() -> None:
    markup = f"<p>{APPEAL}</p><p>{FOOTER}</p>"
    article = extract(_capture(markup), own(container=(Step("body", ""), Step("p", "", 1))))
    assert article.text == FOOTER
    assert not article.plain


@pytest.mark.parametrize("way", [(), (Step("body", ""),)])
def test_no_container_is_told_from_the_whole_page(way: tuple[Step, ...]) -> None:
    assert ("Home" in text(own(container=way))) == bool(way)


_BLOCKS = len(read().blocks)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    kept=st.lists(st.booleans(), min_size=_BLOCKS, max_size=_BLOCKS),
    dropped=st.sets(st.integers(0, _BLOCKS - 1)),
    brought_back=st.sets(st.integers(0, _BLOCKS - 1)),
)
def test_a_repair_changes_what_it_names_and_nothing_else_and_twice_is_once(
    kept: list[bool], dropped: set[int], brought_back: set[int]
) -> None:
    blocks = read()
    names = PageNames(blocks).blocks
    guidance = Guidance(
        repair=Repair(
            frozenset(names[index] for index in dropped),
            frozenset(names[index] for index in brought_back - dropped),
        )
    )
    once = repair_kept(blocks, Kept(tuple(kept), frozenset()), guidance).kept
    for index, keep in enumerate(once.blocks):
        named_here = index in dropped or index in brought_back
        assert keep == (index not in dropped if named_here else kept[index])
    assert repair_kept(blocks, once, guidance).kept == once


def test_paragraphs_have_names_of_their_own() -> None:
    assert len(set(PageNames(read(page(paragraphs(12)))).blocks)) == len(read(page(paragraphs(12))).blocks)

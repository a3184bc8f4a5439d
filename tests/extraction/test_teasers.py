"""Appeals to read something else, within a text."""

from __future__ import annotations

import pytest

from postil.dom.parse import parse_page
from postil.extraction.blocks import read_blocks
from postil.extraction.teasers import drop_teasers

LINKS = '<ul><li><a href="/mill">The mill that sings</a></li><li><a href="/gulls">Gulls at dawn</a></li></ul>'


def kept(content: str) -> list[int]:
    """The places of the blocks that stay where all were kept."""
    page = read_blocks(parse_page(f"<!DOCTYPE html><html><body>{content}</body></html>"))
    flags = [True] * len(page.blocks)
    drop_teasers(page, flags)
    return [index for index, each in enumerate(flags) if each]


@pytest.mark.parametrize(
    "appeal", ["Don't Miss:", "Read Next:", "If you liked this post you might also like:", "Lesen Sie auch:"]
)
def test_an_appeal_and_its_links_go_together(appeal: str) -> None:
    assert kept(f"<p>The ferry leaves.</p><p>{appeal}</p>{LINKS}<p>It comes back.</p>") == [0, 4]


@pytest.mark.parametrize(
    "lead", ["The works that we used:", "Please refer to the following pages:", "Read next week"]
)
def test_links_that_belong_to_the_text_stay(lead: str) -> None:
    assert kept(f"<p>The ferry leaves.</p><p>{lead}</p>{LINKS}<p>It comes back.</p>") == [0, 1, 2, 3, 4]


def test_a_list_with_words_of_its_own_stays() -> None:
    listed = '<ul><li><a href="/mill">The mill</a>, which sings in the wind</li></ul>'
    assert kept(f"<p>Don't miss:</p>{listed}") == [0, 1]

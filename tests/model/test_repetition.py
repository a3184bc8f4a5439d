from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postil.model.repetition import (
    MOST_BLOCKS,
    PageBlocks,
    fingerprint,
    from_bytes,
    page_blocks,
    repeated_blocks,
    to_bytes,
)

_SITE = ("Home", "Sign up for the harbour letter", "Read more on the harbour")
_ARTICLES = (
    ("The ferry will stop again.", "The quay was closed.", "Three boats a day."),
    ("A ledger stood in the wall.", "It has three columns.", "The oil had run out."),
    ("The choir sang on the ice.", "Nobody fell in.", "It will sing again."),
)


def _page(article: tuple[str, ...]) -> PageBlocks:
    texts = (*_SITE[:1], *article, *_SITE[1:])
    return page_blocks(texts, [text in article or text == _SITE[2] for text in texts])


def _prints(*texts: str) -> frozenset[int]:
    return frozenset(map(fingerprint, texts))


def test_case_makes_no_difference_and_numbers_do() -> None:
    assert fingerprint("Comments") == fingerprint("COMMENTS")
    assert fingerprint("3 comments") != fingerprint("128 comments")
    assert fingerprint("half \ud800 a character") >= 0


def test_fingerprints_are_the_same_in_every_process() -> None:
    assert fingerprint("A") == 0xE8B7BE43  # the CRC-32 of "a"


def test_what_two_other_pages_say_is_the_site_s() -> None:
    assert repeated_blocks([_page(_ARTICLES[0])]) == frozenset()
    assert repeated_blocks([_page(_ARTICLES[0]), _page(_ARTICLES[1])]) == _prints(*_SITE)


def test_an_article_that_was_imported_often_is_not_repeated() -> None:
    once = _page(_ARTICLES[0])
    longer = _page((*_ARTICLES[0], "A later edition said more.", "And more still."))
    assert repeated_blocks([once, longer, once]) == frozenset()
    assert repeated_blocks([once, longer, _page(_ARTICLES[1]), once]) == _prints(*_SITE)


def test_a_page_remembers_no_more_than_so_many_blocks() -> None:
    letters = [chr(0x4E00 + number) for number in range(2 * MOST_BLOCKS)]
    blocks = page_blocks(letters, [True] * len(letters))
    assert blocks.kept == _prints(*letters[:MOST_BLOCKS])


@given(st.frozensets(st.integers(0, 2**32 - 1), max_size=50))
def test_fingerprints_come_back_from_bytes(fingerprints: frozenset[int]) -> None:
    content = to_bytes(fingerprints)
    assert len(content) == 4 * len(fingerprints)
    assert from_bytes(content) == fingerprints
    assert from_bytes(content + b"\1") == fingerprints


@given(st.lists(st.text(max_size=20)), st.data())
def test_pages_with_one_article_repeat_nothing(texts: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    if any(kept):
        page = page_blocks(texts, kept)
        assert repeated_blocks([page] * 4) == frozenset()

"""Several articles in one file of text: parted where it is certain, whole where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.importers import registry
from postil.importers.pages.text import articles_in
from postil.importers.pages.text_articles import article_starts

if TYPE_CHECKING:
    from pathlib import Path

_BAR = "=" * 100
_LEDGER = """\
The ledger in the wall
By Jane Doe
4 March 2025

A storm took the roof of the boathouse, and in the wall behind the stove stood a ledger. Nobody had
opened it for a hundred years.
"""
_FERRY = """\
Ferry to stop at the north quay
https://harbour.example/ferry

The ferry will stop at the north quay again from the first of May, the harbour office said. The quay
had been closed because its piles were rotten.
"""
_SECTIONS = """\
The ledger in the wall

A storm took the roof of the boathouse, and in the wall behind the stove stood a ledger. Nobody had
opened it for a hundred years.
{rule}
How it was read

The ink had faded, and the pages stuck together. Two students from the mainland spent a winter on
them with a lamp and a very small spoon.
"""
_MENU = "Home\nNews\nHarbour\nSign in\n"
_FOOT = "About us\n© The Harbour Courier\n"


def _articles(text: str) -> list[str]:
    parts = articles_in(text.encode())
    assert b"".join(parts) == text.encode()
    return [part.decode() for part in parts]


def test_bars_part_articles() -> None:
    text = f"\n\n{_BAR}\n\nOne\n\n{_BAR}\n\nFirst text.\n\n\n{_BAR}\n\nTwo\n\n{_BAR}\n\nSecond text.\n"
    first, second = _articles(text)
    assert first.endswith("First text.\n\n\n")
    assert second.startswith(f"{_BAR}\n\nTwo\n")


def test_headings_between_other_bars_part_nothing() -> None:
    bar = "=" * 79
    text = f"{bar}\nHARBOUR HANDBOOK\n{bar}\nWelcome.\n\n{bar}\nTHE QUAY\n{bar}\nIt is closed.\n"
    assert _articles(text) == [text]


@pytest.mark.parametrize("rule", ["* * *", "-----", "=" * 40, "_" * 20, "***", "- - - - -", "~~~~~~"])
def test_rules_part_articles_that_have_a_title_and_a_masthead(rule: str) -> None:
    first, second = _articles(f"{_LEDGER}\n{rule}\n\n{_FERRY}")
    assert first == f"{_LEDGER}\n{rule}\n"
    assert second == f"\n{_FERRY}"


@pytest.mark.parametrize("rule", ["* * *", "-----", "\f"])
def test_sections_of_one_article_stay_together(rule: str) -> None:
    text = _SECTIONS.format(rule=rule)
    assert _articles(text) == [text]


def test_form_feeds_part_articles() -> None:
    assert _articles(f"{_LEDGER}\f{_FERRY}\f") == [f"{_LEDGER}\f", f"{_FERRY}\f"]


def test_form_feeds_part_dumps_of_pages() -> None:
    one, two = (
        f"Skip to content\nNews\nSport\nHarbour\nSign in\n{each}{_FOOT}" for each in (_LEDGER, _FERRY)
    )
    assert _articles(f"{one}\f{two}") == [f"{one}\f", two]


def test_printed_pages_of_one_text_stay_together() -> None:
    numbered = f"{_LEDGER}\n1\n\f{_FERRY}\n2\n"
    assert _articles(numbered) == [numbered]
    broken = f"{_LEDGER}And then the\n\fstorm came, in 2025, and it took\n{_FERRY}"
    assert _articles(broken) == [broken]
    chapters = "".join(f"{number}. {each}\f" for number, each in enumerate((_LEDGER, _FERRY), 1))
    assert _articles(chapters) == [chapters]


def test_records_with_the_same_label_are_articles() -> None:
    one = f"URL: https://harbour.example/ledger\nTitle: The ledger\n\n{_LEDGER}\n"
    two = f"URL: https://harbour.example/ferry\nTitle: The ferry\n\n{_FERRY}\n"
    assert _articles(one + two) == [one, two]


def test_an_article_s_sources_are_no_records() -> None:
    text = f"Source: the harbour office\n\n{_LEDGER}\n\nSource: the ledger itself\n\n{_FERRY}"
    assert _articles(text) == [text]


def test_dumps_of_one_site_are_articles() -> None:
    one, two = (f"{_MENU}{each}{_FOOT}" for each in (_LEDGER, _FERRY))
    assert _articles(one + two) == [one, two]


def test_a_menu_at_the_foot_too_parts_nothing() -> None:
    text = f"{_MENU}{_LEDGER}{_MENU}{_FOOT}"
    assert _articles(text) == [text]
    with_comments = f"{_MENU}{_LEDGER}{_MENU}Ann, 5 March 2025\n{_FERRY}"
    assert _articles(with_comments) == [with_comments]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_each_article_is_its_bytes_of_the_file(encoding: str, line_end: str) -> None:
    text = f"{_LEDGER}It’s naïve – “café”.\n\n-----\n{_FERRY}«Déjà vu», they said.\n"
    content = text.replace("\n", line_end).encode(encoding)
    parts = articles_in(content)
    assert len(parts) == 2
    assert b"".join(parts) == content


def test_what_would_not_read_the_same_alone_stays_whole() -> None:
    content = f"{_LEDGER}\n-----\n{_FERRY}".encode("utf-16")
    assert articles_in(content) == (content,)


def test_a_file_of_several_articles_gives_a_capture_each(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_text(f"{_LEDGER}\n-----\n{_FERRY}", encoding="utf-8")
    captures = tuple(registry.read(path))
    assert [capture.name for capture in captures] == ["export.txt", "export.txt"]
    assert b"".join(capture.content for capture in captures) == path.read_bytes()


@given(
    st.lists(
        st.sampled_from([_LEDGER, _FERRY, _MENU, _FOOT, "\f", "\n", "-----\n", f"{_BAR}\n", "Words.\r", "x"]),
        max_size=12,
    )
)
def test_the_parts_are_the_file(pieces: list[str]) -> None:
    text = "".join(pieces)
    _articles(text)
    starts = article_starts(text)
    assert starts[0] == 0
    assert list(starts) == sorted(set(starts))

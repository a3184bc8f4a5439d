from __future__ import annotations

import pytest
from hypothesis import given
from tests.export.reading import addresses, assert_inert, hostile_text, kinds, tokens

from postil.export.notes.filters import as_item, as_link, as_quote, as_tag, in_a_row
from postil.export.notes.written import Markdown


def test_text_is_escaped_and_markdown_is_not() -> None:
    assert in_a_row(["a*b", "", Markdown("*c*")]) == "a\\*b · *c*"


def test_a_quote_has_every_line_marked() -> None:
    assert as_quote(Markdown("a\n\n- b")) == "> a\n>\n> - b"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mill", "#mill"),
        ("two words", "#two-words"),
        ("#c", "#c"),
        ("a/b_c", "#a/b_c"),
        ("x]] y", "#x-y"),
        ("Вода", "#Вода"),
    ],
)
def test_tags(name: str, expected: str) -> None:
    assert as_tag(name) == expected


def test_a_link_has_the_name_of_its_host() -> None:
    assert as_link("https://www.example.org/mill") == "[www\\.example.org](https://www.example.org/mill)"
    assert as_link("javascript:x") == ""
    assert as_link("", "words") == "words"


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("One line", "- One line"),
        ("One\n\n  two  ", "- One\n\n    two"),
        ("---", "-\n  ---"),
        ("- a\n- b", "- - a\n  - b"),
        ("\n\n    code", "-\n      code"),
        ("\r\nx\r\ny", "- x\n  y"),
        ("open %% comment", "- open %% comment\n\n  %%\u2060"),
        ("`%%` is code", "- `%%` is code"),
        ("```\nopen", "- ```\n  open"),
        ("\u2028x\u2028y", "- \u2028x\u2028y"),
    ],
)
def test_a_note_is_one_item(note: str, expected: str) -> None:
    assert as_item(Markdown(note)) == expected


@given(hostile_text)
def test_whatever_a_note_holds_ends_with_it(note: str) -> None:
    if not note.strip():
        return
    written = f"before\n\n{as_item(Markdown(note))}\n\nafter"
    assert kinds(written) == ["paragraph_open", "bullet_list_open", "paragraph_open"]
    items = [token for token in tokens(written) if token.type == "list_item_open" and token.level == 1]
    assert len(items) == 1


@given(hostile_text)
def test_a_link_s_words_do_nothing(words: str) -> None:
    written = as_link("https://example.org", words)
    assert_inert(written)
    assert addresses(written) <= {"https://example.org"}

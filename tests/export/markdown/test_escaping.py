from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.export.reading import addresses, assert_inert, hostile_text, kinds, shown, tokens

from postil.export.markdown.escaping import (
    WORD_JOINER,
    code_block,
    code_span,
    escape,
    link,
    one_line,
    safe_address,
)


def words(text: str) -> str:
    return " ".join(one_line(text).split())


@given(hostile_text | st.text())
def test_escaped_text_says_the_same_and_does_nothing(text: str) -> None:
    text = one_line(text)
    written = escape(text)
    assert_inert(written)
    assert shown(written) == words(text)
    assert kinds(written) == (["paragraph_open"] if words(text) else [])
    assert not addresses(written)


@given(hostile_text, hostile_text)
def test_text_after_a_line_break_does_nothing_either(one: str, other: str) -> None:
    written = f"{escape(one_line(one))}x\\\n{escape(one_line(other))}"
    assert_inert(written)
    assert set(kinds(written)) == {"paragraph_open"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C# and F# are 50% of it", "C# and F# are 50% of it"),
        ("snake_case in-between (see there)", "snake_case in-between (see there)"),
        ("What? Yes! No.", "What? Yes! No."),
        ("2025: a year. 3.5 kg", "2025: a year. 3.5 kg"),
        ("3. Mai", "3\\. Mai"),
        ("- 5 degrees", "\\- 5 degrees"),
        ("-5 degrees", "-5 degrees"),
    ],
)
def test_ordinary_words_stay_readable(text: str, expected: str) -> None:
    assert escape(text) == expected


@given(hostile_text)
def test_a_code_span_holds_its_code_and_nothing_gets_out(code: str) -> None:
    code = one_line(code)
    written = f"before {code_span(code)} after"
    assert_inert(written)
    spans = [token.content for token in tokens(written) if token.type == "code_inline"]
    assert [span.replace(WORD_JOINER, "").strip() for span in spans] == ([code] if code else [])


def test_inline_queries_are_not_run() -> None:
    assert code_span("= this.file").startswith(f"`{WORD_JOINER}=")
    assert code_span("$= dv.pages()").startswith(f"`{WORD_JOINER}$")


@given(hostile_text)
def test_a_fence_cannot_be_closed_by_its_code(code: str) -> None:
    code = "\n".join(one_line(line) for line in code.split("\n"))
    written = code_block(code, "python") + "\n\nafter"
    fences = [token.content for token in tokens(written) if token.type == "fence"]
    assert [fence.replace(WORD_JOINER, "") for fence in fences] == [code + "\n"]
    assert kinds(written) == ["fence", "paragraph_open"]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "obsidian://open",
        "//evil.example", "\\\\evil\\share", "/path", "", None, "vbscript:x", "http//x", "http://[::1",
    ],
)  # fmt: skip
def test_addresses_of_other_kinds_are_no_links(address: str | None) -> None:
    assert safe_address(address) is None
    assert link("words", address) == "words"


@given(hostile_text)
def test_an_address_cannot_end_its_link(rest: str) -> None:
    written = f"{link('words', 'https://example.org/' + rest)} after"
    assert len([token for token in tokens(written) if token.type == "link_open"]) == 1
    assert shown(written) == "words after"
    assert "<%" not in written
    assert "{{" not in written


def test_an_address_keeps_its_meaning() -> None:
    assert safe_address("https://example.org/a%20b?q=1&r=2#part") == "https://example.org/a%20b?q=1&r=2#part"
    assert safe_address("https://example.org/a b(c)") == "https://example.org/a%20b%28c%29"
    assert safe_address(" mailto:ann@example.org") == "mailto:ann@example.org"


def test_one_line_has_no_line_breaks_of_any_kind() -> None:
    assert one_line("a\r\nb\u2028c\u0085d\x0be\ud800f\x07g\uffff") == "a b c d efg"

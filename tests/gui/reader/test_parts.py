"""The small parts of the page: markers, header, code, formulas, headings, hyphens, finding."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PySide6.QtGui import QFont
from tests.gui.reader.articles import page

from postil.gui import fonts
from postil.gui.reader.find import occurrences
from postil.gui.reader.formulas import draw
from postil.gui.reader.header import address_of, date_in_words, duration, facts_of
from postil.gui.reader.headings import unneeded_width
from postil.gui.reader.markers import item_markers, numeral
from postil.gui.reader.tokens import tokens
from postil.gui.reader.writer import hyphenation_of
from postil.gui.theme import theme
from postil.gui.words import site

pytestmark = pytest.mark.gui

CODE = theme("light").code


def markers(html: str, depth: int = 1) -> tuple[str, ...]:
    return item_markers(etree.fromstring(html), depth)


def test_lists_count_as_html_says() -> None:
    three = "<li>x</li><li>x</li><li>x</li>"
    assert markers(f"<ol>{three}</ol>") == ("1.", "2.", "3.")
    assert markers(f'<ol start="9">{three}</ol>', 3) == ("9.", "10.", "11.")
    assert markers(f'<ol reversed="reversed">{three}</ol>') == ("3.", "2.", "1.")
    assert markers('<ol type="a"><li>x</li><li value="27">x</li></ol>') == ("a.", "aa.")
    assert markers(f'<ol start="no">{three}</ol>') == ("1.", "2.", "3.")
    assert markers(f"<ul>{three}</ul>") == ("disc",) * 3
    assert markers(f"<ul>{three}</ul>", 2) == ("ring",) * 3
    assert markers(f"<ul>{three}</ul>", 9) == ("dash",) * 3


def test_numerals() -> None:
    assert [numeral(number, "I") for number in (1, 4, 9, 1949)] == ["I", "IV", "IX", "MCMXLIX"]
    assert [numeral(number, "A") for number in (1, 26, 27)] == ["A", "Z", "AA"]
    assert numeral(0, "i") == "0"
    assert numeral(-2, "a") == "-2"
    assert numeral(5000, "i") == "5000"


def test_the_header_says_what_is_known() -> None:
    assert facts_of(page()) == "By Marta Havrylenko · 12 March 2026 · 14 minutes"
    assert facts_of(page(byline=None, published=None, words=0)) == ""
    assert site(page(site=None)) == "example.org"
    assert site(page(site=None, address="https://www.example.org/a")) == "example.org"
    assert site(page(site=None, address="http://[::1")) == ""
    assert address_of(page(address="file:///etc/hostname")) == ""
    assert address_of(page()) == "https://example.org/slowly"
    assert [date_in_words(text) for text in ("2025-01-23T11:02", "2025-01", "2025", "soon", None)] == [
        "23 January 2025", "January 2025", "2025", "", "",
    ]  # fmt: skip
    assert date_in_words("2025-02-31") == "2025"
    assert [duration(words) for words in (0, 10, 230, 2300)] == ["", "1 minute", "1 minute", "10 minutes"]


@given(st.text(max_size=200), st.sampled_from(["python", "html", "no such language", None, "diff", "c++"]))
def test_tokens_are_the_whole_code_in_order(code: str, language: str | None) -> None:
    found = tokens(code, language, CODE)
    assert "".join(code[token.start : token.end] for token in found) == code
    assert all(one.end == other.start for one, other in pairwise(found))


def test_words_of_code_have_their_colours() -> None:
    code = 'def f():\n    return "x"  # why'
    colors = {code[token.start : token.end].strip(): token.color for token in tokens(code, "python", CODE)}
    assert colors["def"] == CODE.keyword
    assert colors["f"] == CODE.function
    assert colors["# why"] == CODE.comment
    assert {token.color for token in tokens(code, None, CODE)} == {CODE.ink}


def formula(inner: str) -> etree._Element:
    return etree.fromstring(f'<math alttext="x">{inner}</math>')


def test_formulas_are_drawn_in_the_ink_of_their_text() -> None:
    drawn = draw(formula("<mfrac><mi>a</mi><mi>b</mi></mfrac>"), size=20, color="#123456")
    assert drawn is not None
    assert b"#123456" in drawn.svg
    assert drawn.ascent > 10 < drawn.ascent + drawn.descent
    assert drawn.width > 5


def test_brackets_grow_with_what_they_hold_only() -> None:
    row = "<mi>p</mi><mo>(</mo><mi>n</mi><mo>)</mo>"
    plain = draw(formula(row), size=20, color="#000000")
    beside = draw(formula(f"{row}<mo>=</mo><mfrac><mi>a</mi><mi>b</mi></mfrac>"), size=20, color="#000000")
    grown = draw(formula("<mo>(</mo><mfrac><mi>a</mi><mi>b</mi></mfrac><mo>)</mo>"), size=20, color="#000000")
    fraction = draw(formula("<mfrac><mi>a</mi><mi>b</mi></mfrac>"), size=20, color="#000000")
    assert plain is not None
    assert beside is not None
    assert grown is not None
    assert fraction is not None
    assert beside.ascent == pytest.approx(fraction.ascent, abs=0.5)
    assert grown.ascent + grown.descent >= fraction.ascent + fraction.descent


@pytest.mark.parametrize(
    "inner", ["", "<mfrac><mn>1</mn></mfrac>", "<msup/>", "<unknown/>", "<mi>x</mi>" * 3000]
)
def test_what_cannot_be_drawn_is_none(inner: str) -> None:
    assert draw(formula(inner), size=20, color="#000000") is None


def test_the_lines_of_a_heading_come_out_even() -> None:
    font = fonts.font(fonts.READING, size=37, weight=QFont.Weight.Bold)
    title = "On Reading Slowly, and Writing in the Margin"
    assert unneeded_width(title, font, 672) > 150
    assert unneeded_width("Short", font, 672) == 0
    assert unneeded_width("", font, 672) == 0


def test_words_are_broken_by_the_rules_of_their_language() -> None:
    assert hyphenation_of("en") == "en"
    assert hyphenation_of("uk-UA") == "uk_UA"
    assert hyphenation_of("zh") == ""
    assert hyphenation_of(None) == ""


def test_occurrences() -> None:
    assert occurrences("One two\nTWO  one", "two one") == ((8, 16),)
    assert occurrences("a.b a+b", "a.b") == ((0, 3),)
    assert occurrences("anything", "  ") == ()
    assert occurrences("Straße", "STRASSE") == ((0, 6),)  # as the search of the library folds it
    assert occurrences("😀 word", "WORD") == ((2, 6),)

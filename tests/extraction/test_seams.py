"""Words that only the style of a page sets apart."""

from __future__ import annotations

import pytest
from tests.extraction.pages_for_tests import rebuilt


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<p><span class="label">Publisher</span><span class="value">Oak</span></p>', "<p>Publisher Oak</p>"),
        (
            '<h2><span class="part">Works Anywhere</span><a class="next">Stop</a></h2>',
            "<h2>Works Anywhere Stop</h2>",
        ),
        ('<p><span class="label">Pages</span><span class="value">240</span></p>', "<p>Pages 240</p>"),
        (
            '<p><span class="price">€49.99</span><span class="tax">with tax</span></p>',
            "<p>€49.99 with tax</p>",
        ),
        ('<div class="flex"><span>colour</span><span>red</span></div>', "<p>colour red</p>"),
        (
            '<div style="display: flex"><b>Width</b><span>two miles</span></div>',
            "<p><b>Width</b> two miles</p>",
        ),
    ],
)
def test_a_space_parts_words_that_stand_side_by_side(written: str, expected: str) -> None:
    assert rebuilt(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        '<p><span class="word">Mac</span><span class="word">Donald</span></p>',
        '<p><span class="c1">Mac</span><span class="c2">Donald</span></p>',
        '<p><span class="large">T</span><span class="plain">He</span></p>',
        '<p><span class="dropcap">ON</span><span class="plain">CE</span></p>',
        '<p><span class="weak">fer</span><span class="strong">ry</span></p>',
        '<p><span class="day">21</span><span class="suffix">st</span></p>',
        '<p><span class="quote">“Oak</span><span class="after">”</span></p>',
        '<p><span class="name">出版社</span><span class="value">橡树</span></p>',
        "<p><span>Mac</span><span>Donald</span></p>",
    ],
)
def test_the_parts_of_a_word_stay_together(written: str) -> None:
    assert " " not in rebuilt(written).replace("<p>", "")


def test_code_is_written_as_it_stands() -> None:
    code = '<code><span class="name">print</span><span class="type">Int</span></code>'
    assert rebuilt(f"<p>Call {code} now.</p>") == "<p>Call <code>printInt</code> now.</p>"
    assert "printInt" in rebuilt(f"<pre>{code}</pre>")

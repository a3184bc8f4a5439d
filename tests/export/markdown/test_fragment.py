from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article
from postil.export.markdown.article import to_markdown
from postil.export.markdown.fragment import fragment

ARTICLE = parse_article(
    "<div><h2>The wheel</h2><p>It <b>turned</b> all night<br/>and all day.</p>"
    '<ol start="4"><li>open the sluice</li><li>oil the wheel'
    "<ul><li>with <em>linseed</em></li></ul></li><li>wait</li></ol>"
    "<table><tr><th>Day</th><th>Sacks</th></tr><tr><td>Monday</td><td>12</td></tr>"
    "<tr><td>Tuesday</td><td>9</td></tr></table>"
    '<pre><code class="language-python">turn()\nstop()</code></pre>'
    '<p>Then <math alttext="x^2"><mi>x</mi></math> and '
    '<img src="asset:1" alt="a mill" data-source=""/>.</p></div>'
)
FLAT = flatten(ARTICLE)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("turned", "turned", "**turned**"),
        ("It", "all day", "It **turned** all night\\\nand all day"),
        ("night", "and", "night\\\nand"),
        ("wheel", "It", "**wheel**\n\nIt"),
        ("sluice", "sluice", "sluice"),
        ("linseed", "linseed", "*linseed*"),
        ("oil", "wait", "5. oil the wheel\n   - with *linseed*\n6. wait"),
        ("Monday", "12", "Monday · 12"),
        ("Tuesday", "Tuesday", "Tuesday"),
        ("Sacks", "9", "|  | Sacks |\n| --- | --- |\n| Monday | 12 |\n| Tuesday | 9 |"),
        ("turn()", "turn()", "`turn()`"),
        ("turn()", "stop()", "```python\nturn()\nstop()\n```"),
        ("Then", "x^2", "Then $x^2$"),
    ],
)
def test_a_part_keeps_its_form(first: str, last: str, expected: str) -> None:
    start = FLAT.text.index(first)
    end = FLAT.text.index(last, start) + len(last)
    assert to_markdown(fragment(ARTICLE, FLAT, start, end)) == expected


def test_items_below_one_that_is_left_out_are_items_of_the_list() -> None:
    root = parse_article(
        "<div><ul><li>oil<ul><li>the axle</li><li>the rim</li></ul></li><li>wait</li></ul></div>"
    )
    flat = flatten(root)
    start = flat.text.index("the axle")
    assert to_markdown(fragment(root, flat, start, len(flat.text))) == "- the axle\n- the rim\n- wait"


@given(st.data())
def test_a_part_has_the_text_of_its_span(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(FLAT.text) - 1))
    end = data.draw(st.integers(start + 1, len(FLAT.text)))
    part = flatten(fragment(ARTICLE, FLAT, start, end)).text
    formula = FLAT.text.index("x^2")
    if formula < end and start < formula + 3:
        start, end = min(start, formula), max(end, formula + 3)
    assert part.split() == FLAT.text[start:end].split()

from __future__ import annotations

import pytest

from postil.dom.parse import parse_page
from postil.importers.annotations.note_markdown import note_markdown


@pytest.mark.parametrize(
    ("markup", "markdown"),
    [
        ("plain  words\n in a row", "plain words in a row"),
        ("<p>one</p><p>two<br>three</p>", "one\n\ntwo\nthree"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("<b> bold</b> and<em> slanted </em>too", "**bold** and *slanted* too"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<p>List:</p><ul><li>one</li></ul>end", "List:\n\n- one\n\nend"),
        ("<div>one<br></div><div>two</div>three", "one\ntwo\nthree"),
        ('<a href="https://plum.example/a_(b)">kept</a>', "kept"),
        ('<a href="https://plum.example/a">kept</a>', "[kept](https://plum.example/a)"),
        ('<a href="javascript:alert(1)">words</a>', "words"),
        ("<script>alert(1)</script><style>p{}</style>words<b></b>", "words"),
        ("<b>" * 300 + "deep", None),
    ],
)
def test_markup_as_markdown(markup: str, markdown: str | None) -> None:
    div = parse_page(f"<div>{markup}</div>").find(".//div")
    assert div is not None
    found = note_markdown(div)
    assert found == markdown if markdown is not None else "deep" in found

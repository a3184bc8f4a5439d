"""What is copied is what was written: code line by line, tables with tabs, no hyphens, no numbers."""

from __future__ import annotations

import pytest
from tests.gui.reader.articles import page
from tests.gui.reader.readers import LIGHT

from postil.gui.reader.copying import copied_text
from postil.gui.reader.document import build_document
from postil.gui.reader.metrics import Metrics
from postil.gui.reader.setting import Look

pytestmark = pytest.mark.gui

CODE = "def fold(page):\n    return page\n\n\nfold(1)"


def copied(html: str, metrics: Metrics | None = None) -> str:
    """All of an article, copied; the header above it left out."""
    look = Look(metrics or Metrics(code_line_numbers=True), LIGHT, lambda _name: None, 600)
    built = build_document(page(language="en"), f"<div>{html}</div>", look)
    start, end = built.positions.span_to_document(0, len(built.text))
    return copied_text(built.document, start, end)


@pytest.mark.usefixtures("qapp")
class TestCopying:
    def test_code_is_copied_as_it_was_written(self) -> None:
        code = f'<pre><code class="language-python">{CODE}</code></pre>'
        assert copied(code) == CODE
        assert copied(code, Metrics(wrap_code=False)) == CODE

    def test_paragraphs_stand_apart_and_words_are_whole(self) -> None:
        words = "internationalization of incomprehensibilities"
        assert copied(f"<p>{words}</p><p>{words}</p>") == f"{words}\n\n{words}"

    def test_cells_are_parted_by_tabs_and_rows_are_lines(self) -> None:
        table = "<table><tr><th>Wood</th><th>Years</th></tr><tr><td>Cedar</td><td>40</td></tr></table>"
        assert copied(table) == "Wood\tYears\nCedar\t40"

    def test_the_items_of_a_list_are_lines(self) -> None:
        assert copied("<ul><li>One</li><li>Two</li></ul>") == "One\nTwo"

    def test_letters_beyond_the_first_plane_are_not_torn(self) -> None:
        assert copied("<p>a 𝔘 b 🙂 c</p>") == "a 𝔘 b 🙂 c"

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.kindle_notebook import KindleNotebook
from postil.model.annotation import Color

if TYPE_CHECKING:
    from pathlib import Path

NOTEBOOK = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">
<html><head><meta charset="UTF-8"><style>.bookTitle { font-size: 32px } .noteText {}</style></head>
<body><div class="bodyContainer">
<div class="notebookFor">Notebook Export</div>
<div class="bookTitle">Ropewalk</div>
<div class="authors">Gant, Lucy; Abel Horn</div>
<hr/>
<div class="sectionHeading">One</div>
<div class="noteHeading">Highlight(<span class="highlight_pink">pink</span>) - Page 4 · Location 40</div>
<div class="noteText">Hemp was spun backwards &amp; slowly.</div>
<div class="noteHeading">Note - Page 4 · Location 41</div>
<div class="noteText">walk it!</div>
<h3 class="noteHeading">Markierung (<span class="highlight_blue">Blau</span>) - Position 90</div>
<div class="noteText">The walk is a quarter of a mile.</h3>
<div class="noteHeading">Notiz - Position 700</div>
<div class="noteText">Visit in spring</div>
<div class="noteHeading">Bookmark - Location 800</div>
</div></body></html>
"""


class TestKindleNotebook(ImporterContract):
    importer = KindleNotebook()
    good = (("Ropewalk.html", NOTEBOOK.encode()),)


def test_what_was_highlighted_in_the_book(tmp_path: Path) -> None:
    path = tmp_path / "Ropewalk.html"
    path.write_text(NOTEBOOK, encoding="utf-8")
    (book,) = registry.read(path)
    assert book.waiting
    assert (book.record.title, book.record.byline) == ("Ropewalk", "Lucy Gant, Abel Horn")
    first, second = book.record.annotations
    assert (first.quote.exact, first.note) == ("Hemp was spun backwards & slowly.", "walk it!")
    assert (first.color, second.color) == (Color.MAGENTA, Color.BLUE)
    assert second.quote.exact == "The walk is a quarter of a mile."
    assert book.record.note == "Visit in spring"

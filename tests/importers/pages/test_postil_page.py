from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.export.formats.sources import ARTICLE, LATER, MILL, WHEN, highlight, lost, source, written
from tests.importers.contract import ImporterContract

from postil.export.formats.html_page import write_html
from postil.importers import registry
from postil.importers.pages.postil_page import PostilPage
from postil.model.annotation import Color, Style
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from pathlib import Path

PLACED = (
    highlight("Before all", name="one", note="Why **so**?\n\n- a", tags=("a, b", "c/d"), color=Color.BLUE),
    highlight("turned 🎡 all", name="two", style=Style.UNDERLINE),
    highlight("night.\nopen the", name="three", note="Over two blocks."),
    lost("was there\nonce", name="four", note="Gone."),
)


class TestPostilPage(ImporterContract):
    importer = PostilPage()
    good = (("mill.html", written(write_html, source(MILL, PLACED))),)


def test_what_is_known_of_a_page_and_its_highlights_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "mill.html"
    path.write_bytes(written(write_html, source(MILL, PLACED)))
    (capture,) = registry.read(path)
    record = capture.record
    assert (record.title, record.byline, record.site) == (MILL.title, MILL.byline, MILL.site)
    assert (record.published, record.language, record.note) == ("2025-01-23", "en", MILL.note)
    assert (capture.address, capture.saved, record.added) == (MILL.address, WHEN, WHEN)
    assert record.tags == MILL.tags
    one, two, three, four = record.annotations
    assert (one.quote.exact, one.note, one.tags) == ("Before all", "Why **so**?\n\n- a", ("a, b", "c/d"))
    assert (one.color, one.created, one.modified, one.id) == (Color.BLUE, WHEN, LATER, "postil:one")
    assert (two.quote.exact, two.style) == ("turned 🎡 all", Style.UNDERLINE)
    assert three.quote == PLACED[2].annotation.selectors.quote
    assert four.quote == TextQuoteSelector("was there\nonce", "before it ", " after it")


def test_its_article_is_what_it_was_before_the_highlights(tmp_path: Path) -> None:
    path = tmp_path / "mill.html"
    path.write_bytes(written(write_html, source(MILL, PLACED)))
    (capture,) = registry.read(path)
    page = (capture.page or b"").decode()
    assert "Why" not in page
    assert "<mark" not in page
    assert page.replace("<span>", "").replace("</span>", "").count("turned") == 1
    assert capture.clean


def test_an_authors_own_marks_stay(tmp_path: Path) -> None:
    html = ARTICLE.replace("Then", "<mark>Then</mark>")
    path = tmp_path / "mill.html"
    path.write_bytes(written(write_html, source(replace(MILL, note=""), html=html)))
    (capture,) = registry.read(path)
    assert b"<mark>Then</mark>" in (capture.page or b"")
    assert capture.record.annotations == ()

"""The sample files of every format, with what is known of each, imported by the program's own import.

They are no part of the project: ``POSTIL_SHARED`` says where the folder ``pages/formats`` is; without it
these tests are skipped.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from postil.app.import_report import Outcome
from postil.app.library import Library
from postil.jobs import Progress

if TYPE_CHECKING:
    from postil.app.import_report import ImportReport
    from postil.app.reading import OpenArticle

FORMATS = Path(os.environ.get("POSTIL_SHARED", "shared")) / "pages" / "formats"
EXPECTED = FORMATS / "expected.json"
KNOWN: dict[str, dict[str, Any]] = json.loads(EXPECTED.read_text("utf-8")) if EXPECTED.is_file() else {}
NO_PAGES = (Outcome.NOT_A_PAGE, Outcome.FAILED)


@pytest.mark.parametrize("name", KNOWN)
def test_a_sample_gives_what_is_known_of_it(name: str, tmp_path: Path) -> None:
    known = KNOWN[name]
    with Library.open(tmp_path / "library") as library:
        report = library.importing.add((FORMATS / name,), Progress())
        if known.get("reject"):
            assert {row.outcome for row in report.rows} <= set(NO_PAGES)
            assert all(row.message for row in report.rows)
            assert library.reading.counts().all == 0
            return
        articles = opened(library, report)
        check_words(articles, known)
        check_whence(articles, known)
        check_records(library, articles, known)
    if known.get("reject_outside"):
        assert {path.name for path in tmp_path.iterdir()} == {"library"}


def opened(library: Library, report: ImportReport) -> list[OpenArticle]:
    """The pages that came, each once."""
    assert not [row for row in report.rows if row.outcome is Outcome.FAILED], report.rows
    ids = dict.fromkeys(row.page for row in report.rows if row.page is not None)
    return [library.reading.open(page) for page in ids]


def check_words(articles: list[OpenArticle], known: dict[str, Any]) -> None:
    whole = "\n".join(article.text for article in articles)
    assert whole.count(known.get("text", "")) >= known.get("times", 1)
    assert not [words for words in known.get("also", ()) if words not in whole]
    absent = known.get("absent", ())
    assert not [words for words in ([absent] if isinstance(absent, str) else absent) if words in whole]
    assert len(whole) <= known.get("max_text", len(whole))
    if "images" in known:
        assert max(article.html.count("asset:") for article in articles) >= known["images"]


def check_whence(articles: list[OpenArticle], known: dict[str, Any]) -> None:
    pages = [article.page for article in articles]
    if "url" in known:
        assert known["url"] in {address for page in pages for address in (page.address, page.canonical)}
    if "canonical" in known:
        assert known["canonical"] in {page.canonical for page in pages}
    for name in ("pages", "items"):
        if name in known:
            assert len(pages) == known[name]
    if "links" in known:
        assert sum(page.waiting for page in pages) == known["links"]


def check_records(library: Library, articles: list[OpenArticle], known: dict[str, Any]) -> None:
    placed = [each for article in articles for each in article.placed]
    if "highlights" in known:
        assert len(placed) == known["highlights"]
        assert all(each.annotation.selectors.quote.exact for each in placed)
    if "replies" in known:
        assert sum(bool(each.annotation.note) for each in placed) >= known["replies"]
    tags = {part for name in library.tagging.names() for part in name.split("/")}
    assert set(known.get("folders", ())) <= tags

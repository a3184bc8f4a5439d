"""Related pages: what both speak of, told by names and rare words, in small libraries and larger ones."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from postil.model.ids import PageId
from postil.model.page import Status
from postil.search.document import Document, page_key
from postil.search.index import Index
from postil.search.likeness.kinship import shown_words, telling, terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPEAL = (
    "The harbour master Ilona Varga has asked the towns of the coast to send more pilots to Port Selen. "
    "The work is dangerous, Varga said on Monday, and the ice comes earlier every year. "
    "Port Selen has lost two boats since October. The ministry in Orsk did not answer."
)
INTERVIEW = (
    "Speaking in the capital, Ilona Varga warned that without new pilots Port Selen will close in winter. "
    "She called the ice the greatest danger that the coast has known. Help should come before October, "
    "and Orsk should pay for it, said Varga."
)
BREAD = (
    "Mix the flour with water and leave it for a night. In the morning fold the dough, let it rest, and "
    "bake it in a hot pot. The crust should be dark, and the bread should sing when it cools."
)
CHEESE = (
    "Warm the milk and add the rennet. When it sets, cut the curd and let the whey run off. The cheese "
    "should rest in salt for a night, and then it should dry on a board of wood."
)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    opened = Index(tmp_path / "index", "library", write=True)
    yield opened
    opened.close()


def _add(index: Index, **texts: str) -> None:
    index.write(
        Document(
            key=page_key(PageId(name)),
            page=PageId(name),
            stamp="1",
            added=date(2026, 1, 1),
            status=Status.INBOX,
            title=name,
            body=text,
        )
        for name, text in texts.items()
    )


def _related(index: Index, text: str, title: str = "") -> dict[str, tuple[str, ...]]:
    found = index.related(terms(title, text, "en"), limit=10)
    return {document.page: shown_words(kin.shared, text) for document, kin in found}


def test_two_reports_of_one_appeal_are_related_by_its_names(index: Index) -> None:
    _add(index, appeal=APPEAL, interview=INTERVIEW, bread=BREAD, cheese=CHEESE)
    found = _related(index, APPEAL)
    assert list(found) == ["appeal", "interview"], "the page itself, then the other report; no recipe"
    assert {"Varga", "Ilona", "Selen", "October"} <= set(found["interview"])
    assert not {"the", "has", "will", "said"} & set(found["interview"])


def test_a_library_of_two_pages_is_enough(index: Index) -> None:
    _add(index, appeal=APPEAL, interview=INTERVIEW)
    assert list(_related(index, INTERVIEW)) == ["interview", "appeal"]
    assert list(_related(index, BREAD)) == []


def test_a_page_that_was_deleted_is_not_related(index: Index) -> None:
    _add(index, appeal=APPEAL, interview=INTERVIEW)
    index.write((), [page_key(PageId("interview"))])
    assert list(_related(index, APPEAL)) == ["appeal"]


def test_names_weigh_more_than_other_words() -> None:
    found = {term.shown: term for term in terms("", APPEAL, "en")}
    assert found["Varga"].name
    assert found["Selen"].name
    assert not found["dangerous"].name
    assert found["Varga"].weight > found["dangerous"].weight
    assert not found.keys() & {"The", "and", "is"}


def test_a_word_that_every_page_has_tells_nothing() -> None:
    known = [(term, 900 if term.shown == "pilots" else 3) for term in terms("", APPEAL, "en")]
    told = [each.term.shown for each in telling(known, 1000)]
    assert "pilots" not in told
    assert told[0] in {"Varga", "Selen", "Port", "Ilona"}


def test_pairs_of_letters_are_shown_as_words() -> None:
    text = "灯台守の日記。灯台守は毎晩、日記を書いた。"
    shared = telling([(term, 1) for term in terms("", text, "ja")], 10)
    assert "灯台守" in "".join(shown_words(shared, text))


def test_an_index_that_is_not_there_relates_nothing(tmp_path: Path) -> None:
    reader = Index(tmp_path / "none", "library")
    assert reader.related(terms("", APPEAL, "en"), limit=5) == ()
    reader.close()

"""What a score is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.search.builders import NOW, page

from postil.search.index import Index
from postil.search.queries.parsing import parse

if TYPE_CHECKING:
    from pathlib import Path

TODAY = NOW.date()


@pytest.mark.parametrize(
    "text", ["sea", "sea stone", '"sea stone" OR ship', "title:boats sea -land", "se*", "tag:x", "ston~ sea"]
)
def test_the_parts_add_up_to_the_score(index: Index, text: str) -> None:
    index.write(
        [
            page("a", "the sea stone by the sea", title="Boats", tags=("x",)),
            page("b", "ship and land", title="Ships"),
        ]
    )
    query = parse(text).query
    for document in index.search(query, limit=5, today=TODAY).documents:
        parts = index.explain(query, document.key, today=TODAY)
        assert sum(part.score for part in parts) == pytest.approx(document.score)


def test_each_part_says_what_was_asked_and_what_was_found(index: Index) -> None:
    """Four words in all; one page of two has the word, twice. The stem and the form count alike."""
    index.write([page("a", "sea sea land sky"), page("b", "land sky")])
    parts = index.explain(parse("sea").query, "page:a", today=TODAY)
    assert [part.asked for part in parts] == ["text:sea", "words:sea"]
    assert [part.frequency for part in parts] == [2, 2]
    assert [part.documents for part in parts] == [1, 1]
    assert [part.length for part in parts] == [4, 4]
    assert parts[0].idf == pytest.approx(0.693147)
    assert parts[0].score == pytest.approx(2 * parts[1].score), "the form counts half"


def test_what_does_not_match_is_not_explained(index: Index) -> None:
    index.write([page("a", "sea"), page("b", "land")])
    assert index.explain(parse("sea").query, "page:b", today=TODAY) == ()
    assert index.explain(parse("sea").query, "page:none", today=TODAY) == ()
    index.write((), ["page:a"])
    assert index.explain(parse("sea").query, "page:a", today=TODAY) == ()


def test_an_index_that_is_not_there_explains_nothing(tmp_path: Path) -> None:
    reader = Index(tmp_path / "none", "library")
    assert reader.explain(parse("sea").query, "page:a", today=TODAY) == ()
    assert reader.near("sea", limit=5) == ()
    assert reader.begun("sea", limit=5) == ()
    reader.close()

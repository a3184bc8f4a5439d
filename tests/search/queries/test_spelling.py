from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.search.builders import LIBRARY, NOW, annotation, page

from postil.search.index import Index
from postil.search.queries.parsing import parse
from postil.search.queries.spelling import suggestion

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = NOW.date()


DOCUMENTS = (
    page("wall", "The south wall is warm; everybody rests there.", title="The warm wall"),
    page("wall2", "A wall to the north.", tags=("history/rome", "read later")),
    page("wild", "Something wild and well.", byline="Ulyana Krychkovska"),
    page("fox", "The quick fox; the quick hen.", site="Planet", address="https://news.example.org/a"),
    page("uk", "Президенти України писали книги.", language="uk"),
    page("de", "Die Häuser an der Straße.", language="de"),
    page("el", "Οι άνθρωποι διαβάζουν βιβλία.", language="el"),
    page("ar", "قرأت الكتاب في المكتبة", language="ar"),
    page("he", "ספרים רבים בספרייה", language="he"),
    page("ko", "한국어 문법을 배우기", language="ko"),
    page("ja", "機械学習と東京", language="ja"),
    annotation("mark", "wall", note="My remark"),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """A small library in many languages. Nobody writes to it."""
    with closing(Index(tmp_path_factory.mktemp("spelling") / "index", LIBRARY, write=True)) as index:
        index.write(DOCUMENTS)
        yield index


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sotuh", "south"),
        ("Sotuh", "south"),
        ("sotuh wall", "south wall"),
        ("sotuh wlal", "south wall"),
        ("  sotuh   wall ", "  south   wall "),
        ('"sotuh wall"', '"south wall"'),
        ('"sotuh wall', '"south wall'),
        ("(suoth OR nroth) -fox", "(south OR north) -fox"),
        ("title:wram", "title:warm"),
        ('title:"wram wall"', 'title:"warm wall"'),
        ("note:remrak", "note:remark"),
        ("tag:histroy", "tag:history"),
        ("#histroy", "#history"),
        ("tag:history/rmoe", "tag:history/rome"),
        ('tag:"read latr"', 'tag:"read later"'),
        ("site:exmaple.org", "site:example.org"),
        ("author:krichkovska", "author:krychkovska"),
        ("wlal added:2026", "wall added:2026"),
        ("wlal sort:title", "wall sort:title"),
        ("every body", "everybody"),
        ("thequick", "the quick"),
        ("thequick fox", "the quick fox"),
        ("презедент", "президенти"),
        ("кинги", "книги"),
        ("häsuer", "häuser"),
        ("βιλβία", "βιβλία"),
        ("المكبتة", "المكتبة"),
        ("בספרייי", "בספרייה"),
        ("한국어배우기", "한국어 배우기"),
        ("機械学習東京", "機械学習 東京"),
    ],
)
def test_what_was_meant(library: Index, typed: str, meant: str) -> None:
    assert library.search(parse(typed, typing=False).query, limit=1, today=TODAY).total == 0
    assert suggestion(typed, library, today=TODAY) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "xyzzy",
        "wall xyzzy",
        "fox everybody",
        "sotuh fox",
        "wlal is:starred",
        "wlal added:1999",
        "is:starred",
        "",
        '"',
        "1998",
        "wla*",
        "wlla~",
        "https://exmaple.org/a",
        "zz",
        "sotuh " * 100,
    ],
)
def test_nothing_is_proposed_that_finds_nothing_either(library: Index, typed: str) -> None:
    assert suggestion(typed, library, today=TODAY) is None


def test_the_most_frequent_word_is_meant(library: Index) -> None:
    """``wlll`` may be ``wall`` or ``well``: two pages have the one, one has the other."""
    assert suggestion("wlll", library, today=TODAY) == "wall"
    assert suggestion("wlll wild", library, today=TODAY) == "well wild"


def test_an_empty_library_knows_nothing(index: Index) -> None:
    assert suggestion("sotuh wall", index, today=TODAY) is None


@given(
    st.lists(
        st.sampled_from(
            [
                "sotuh",
                "wall",
                " ",
                '"',
                "tag:",
                "#",
                "title:",
                "-",
                "(",
                ")",
                " OR ",
                "東京",
                "кинги",
                "ـ",
                "\ud800",
            ]
        )
    ).map("".join)
    | st.text(max_size=20)
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_proposed_finds_something(index: Index, text: str) -> None:
    if not index.count():
        index.write([page("wall", "the south wall", tags=("a",)), page("uk", "книги", language="uk")])
    proposed = suggestion(text, index, today=TODAY)
    if proposed is not None:
        assert index.search(parse(proposed, typing=False).query, limit=1, today=TODAY).total > 0

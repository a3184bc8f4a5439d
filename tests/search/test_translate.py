"""What is typed, found: the words of many languages, half-typed and nearly written ones, filters."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import whoosh.query
from tests.search.builders import NOW, annotation, page

from postil.model.page import Status
from postil.search.execution.whoosh_queries import Alternatives, Days
from postil.search.find import find
from postil.search.queries.parsing import parse
from postil.search.translate import MOST_WORDS, translate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from postil.search.index import Index

    Search = Callable[..., list[str]]

TODAY = date(2026, 3, 4)


def translated(text: str, *, typing: bool = False, languages: str = "en uk ja") -> Any:
    typed = len(text) if typing else -1
    return translate(parse(text).query, today=TODAY, typed=typed, languages=languages.split())


def leaves(tree: Any) -> Iterator[Any]:
    """The ends of a Whoosh query."""
    below = [tree.query] if isinstance(tree, whoosh.query.Not) else list(tree.children())
    if not below:
        yield tree
    for child in below:
        yield from leaves(child)


@pytest.mark.parametrize(
    "query", ["0:ـ", "ـ", '"ـ"', '"a ـ"', "title:ـ", 'note:"ـ ـ"', "ـ*", "ـ~", "-ـ", "aـ-ـb"]
)
def test_what_has_letters_and_no_stem_breaks_nothing(index: Index, search: Search, query: str) -> None:
    index.write([page("it", "0 and a ـ b", language="ar")])
    search(query)
    search(query, typing=True)


def test_a_letter_without_stem_asks_for_nothing(index: Index, search: Search) -> None:
    index.write([page("it", "0 and more"), page("other", "1")])
    assert search("0:ـ") == ["it"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("river~", "it"),
        ("rivr~", "it"),
        ("rievr~", "it"),
        ("irver~", "it"),
        ("rvr~", ""),
        ("rvr~2", "it"),
        ("resme~", "it"),
        ("RÉSMÉ~", "it"),
        ("президнт~", "it"),
        ("президенти~", "it"),
        ("ad~", ""),
        ("title:mornng~", "it"),
        ("title:rivr~", ""),
        ("note:remrk~", "mark"),
        ("stat-of-the-art~", "it"),
        ("state-of-teh-art~", "it"),
        ("rivr~ -resme~", ""),
    ],
)
def test_near_words(index: Index, search: Search, query: str, found: str) -> None:
    body = "The river and its résumé, a state-of-the-art thing; президент."
    index.write(
        [
            page("it", body, title="Marathon morning"),
            page("other", "if only"),
            annotation("mark", "it", note="My remark"),
        ]
    )
    assert search(query) == found.split()


def test_the_word_itself_comes_before_those_near_it(index: Index, search: Search) -> None:
    index.write([page("near", "the rivet"), page("it", "the river"), page("third", "the mountain")])
    assert search("river~") == ["it", "near"]


@pytest.mark.parametrize(
    "query",
    [
        "ru", "runne", "resu", "résu", "kyi", "київс", "об'єк", "об'", "об’єк", "don'", "don't", "l'homm",
        "state-of-the-ar", "state-of-t", "snake_ca", "camelCa", "camelC", "anna@exam", "https://exam", "东",
        "机器学", "東京2", "東京20", "東京2020", "東京2020年", "2020年", "ภาษ", "ภาษาไท", "한국", "1,2",
        "title:m", "title:mara", "title:morn", 'title:"marathon mo', 'title:"mara', "author:u", "author:kry",
        'author:"ulyana kry', "note:twi", "quote:shi", "tag:h", "tag:hist", "#his", "tag:history/r",
        'tag:"read la', "site:p", "site:plan", "site:planet.ex", 'site:"the dai', "lang:e", "lang:en",
        "run*", "title:mara*", "tag:hist*", "tag:history/*",
    ],
)  # fmt: skip
def test_what_is_half_typed_is_found_in_every_field(index: Index, search: Search, query: str) -> None:
    body = (
        "The runner's résumé from Kyiv: київською, об’єкт, don't, l'homme, state-of-the-art, snake_case, "
        "camelCase, anna@example.org, 东西, 机器学习, 東京2020年に, ภาษาไทย, 한국어를, 1,234."
    )
    it = page(
        "it",
        body,
        title="Marathon morning",
        byline="Ulyana Krychkovska",
        site="The Daily Planet",
        address="https://www.planet.example/a",
        tags=("history/rome", "read later"),
        note="twice",
        quote="ships",
    )
    index.write([it, page("other", "nothing of it", language="uk")])
    assert search(query, typing=True) == ["it"]


def test_the_first_letter_of_a_further_word_does_not_count_yet(index: Index, search: Search) -> None:
    index.write([page("it", "red river, ріка")])
    for query in ("river z", "ріка я", "river é", '"red river z', "river Я"):
        assert search(query, typing=True) == ["it"], query
    for query, typing in (("river z", False), ("river 川", True)):
        found = find(index, query, limit=50, now=NOW, typing=typing)
        assert (found.total, found.partial_from) == (0, 0), "it has one of the words only"


def test_a_word_that_is_being_refused_refuses_only_itself(index: Index, search: Search) -> None:
    index.write([page("it", "red rivers"), page("other", "red rice")])
    assert sorted(search("red -ri", typing=True)) == ["it", "other"]
    assert search("red -river", typing=True) == ["other"]


def test_what_stands_in_quotation_marks_is_whole(index: Index, search: Search) -> None:
    index.write([page("it", "south walls", tags=("news",))])
    assert search('"south wa', typing=True) == ["it"]
    assert search('"south wa"', typing=True) == []
    assert search('"south wa ', typing=True) == []
    assert search('tag:"new', typing=True) == ["it"]
    assert search('tag:"new"', typing=True) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("東", "olympia tokyo"),
        ("京", "capital olympia tokyo"),
        ("東京", "olympia tokyo"),
        ("東京都", "tokyo"),
        ("京都", "capital tokyo"),
        ("東京2020", "olympia"),
        ("2020年", "olympia"),
        ("東京2020年", "olympia"),
        ("東京2021", ""),
        ("入門Python", "tokyo"),
        ("入門書", ""),
        ("東京 2020", "olympia"),
        ("ﾄｳｷｮｳ", ""),
    ],
)
def test_runs_without_spaces(index: Index, search: Search, query: str, found: str) -> None:
    index.write(
        [
            page("tokyo", "東京都で入門Pythonを読んだ。", language="ja"),
            page("capital", "京都は古い。", language="ja"),
            page("olympia", "東京2020年に開催", language="ja"),
        ]
    )
    assert sorted(search(query)) == found.split()


@pytest.mark.parametrize("language", ["en", "de", "fr", "uk"])
def test_a_word_is_looked_for_in_every_language_of_the_library(
    index: Index, search: Search, language: str
) -> None:
    """``Informationen`` is stemmed otherwise as German than as English."""
    index.write(
        [
            page("de", "Viele Informationen", language="de"),
            page("en", "Much information", language="en"),
            page("own", "Річки та поля" if language == "uk" else "Rien", language=language),
        ]
    )
    assert {"de", "en"} <= set(search("information"))
    assert "de" in search("Informationen")


@pytest.mark.parametrize(
    "query",
    [
        "https://www.example.org/news/2026/red-river?id=7",
        "http://example.org/news/2026/red-river?id=7",
        "www.example.org/news/2026/red-river?id=7",
        "example.org/news/2026/red-river?id=7",
        "https://www.example.org/news/2026/red-river?id=7&utm_source=letter&fbclid=x",
        "https://www.example.org/news/2026/red-river?id=7#part",
        "  https://example.org/news/2026/red-river?id=7 ",
        "site:https://www.example.org/news",
        "site:*.example.org",
        "site:www.example.org",
    ],
)
def test_a_pasted_address_finds_its_page(index: Index, search: Search, query: str) -> None:
    index.write(
        [
            page("it", "x", address="https://www.example.org/news/2026/red-river?id=7"),
            page("other", "x", address="https://example.com/news"),
        ]
    )
    assert search(query) == ["it"]


@pytest.mark.parametrize(
    "query", ["12:30", "doi:10.1000/182", "Postil: a manual", "see-also:x", "C#", "re:zero"]
)
def test_what_is_no_field_is_searched_as_it_stands(index: Index, search: Search, query: str) -> None:
    index.write([page("it", f"Here is {query} in a text"), page("other", "Nothing")])
    assert search(query) == ["it"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tag:history", "both rome"),
        ("tag:history/*", "both rome"),
        ("tag:history/rome", "both rome"),
        ("tag:hist*", "both hist rome"),
        ('tag:"two words"', "both"),
        ("-tag:history", "hist none"),
        ("x -tag:history/rome", "hist none"),
        ("x -site:example.org", "hist none rome"),
        ("x NOT (tag:hist OR site:example.org)", "none rome"),
        ('tag:(hist OR "two words")', "both hist"),
        ("x -tag:(hist OR history)", "none"),
        ('tag:"12"" vinyl"', "hist"),
        ("tag:🔥", "hist"),
        ("label:hist", "hist"),
        ("is:page", "both hist none rome"),
        ("has:tags", "both hist rome"),
        ("-has:tags", "none"),
        ("is:annotation", ""),
    ],
)
def test_tags_and_sites(index: Index, search: Search, query: str, found: str) -> None:
    index.write(
        [
            page("none", "x"),
            page("rome", "x", tags=("history/rome",)),
            page("both", "x", tags=("History/Rome", "two words"), address="https://example.org/a"),
            page("hist", "x", tags=("hist", '12" vinyl', "🔥")),
        ]
    )
    assert sorted(search(query)) == found.split()


def test_what_was_read_when(index: Index, search: Search) -> None:
    index.write(
        [
            page("lately", "x", read=date(2026, 2, 20), status=Status.ARCHIVE),
            page("once", "x", read=date(2024, 2, 20), status=Status.ARCHIVE),
            page("never", "x"),
        ]
    )
    assert search("read:<30d") == ["lately"]
    assert sorted(search("read:2024..*")) == ["lately", "once"]
    assert sorted(search("x -read:2026")) == ["never", "once"]
    assert sorted(search("is:read")) == ["lately", "once"]


def test_days_of_reading_are_a_column() -> None:
    (days,) = leaves(translated("read:2026-02"))
    assert isinstance(days, Days)
    assert (days.column, days.first, days.last) == (
        "read",
        date(2026, 2, 1).toordinal(),
        date(2026, 2, 28).toordinal(),
    )


def test_near_words_are_forms_and_folded_forms() -> None:
    fuzzy = [leaf for leaf in leaves(translated("Résme~2")) if isinstance(leaf, whoosh.query.FuzzyTerm)]
    assert [(leaf.fieldname, leaf.text, leaf.maxdist, leaf.prefixlength) for leaf in fuzzy] == [
        ("words", "resme", 2, 0),
        ("words", "~resme", 2, 1),
    ]
    fuzzy = [leaf for leaf in leaves(translated("title:rivr~")) if isinstance(leaf, whoosh.query.FuzzyTerm)]
    assert [(leaf.text, leaf.maxdist, leaf.prefixlength) for leaf in fuzzy] == [
        ("=rivr", 1, 1),
        ("=~rivr", 1, 2),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "word " * 20_000,
        " ".join(f"w{number}" for number in range(20_000)),
        "a" * 100_000,
        "東" * 100_000,
        '"' + "word " * 20_000,
        "a OR " * 20_000 + "b",
        " OR ".join(f"w{number}" for number in range(20_000)),
        "(a) " * 20_000,
        "x-" * 50_000,
        "title:" + "y-" * 50_000,
        'title:"' + "word " * 20_000,
        "https://example.org/" + "a/" * 50_000,
    ],
)
def test_a_pasted_book_is_a_small_question(text: str) -> None:
    """Of whatever is pasted, a bounded number of terms is asked for."""
    asked = list(leaves(translated(text, typing=True)))
    terms = sum(len(leaf.words) if isinstance(leaf, whoosh.query.Phrase) else 1 for leaf in asked)
    assert terms <= 8 * MOST_WORDS * len(["en", "uk", "ja"])


def test_a_word_is_one_alternative_whatever_its_languages() -> None:
    tree = translated("information", languages="en de fr es it nl sv da pl cs")
    assert isinstance(tree, whoosh.query.AndMaybe)
    assert isinstance(tree.a, Alternatives)
    assert len({(leaf.fieldname, leaf.text) for leaf in leaves(tree.a)}) == len(list(leaves(tree.a)))

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.search.builders import NOW, annotation, page

from postil.model.annotation import AnchorState, Color
from postil.model.page import Status
from postil.search.find import find
from postil.search.ranking import Sort
from postil.search.snippets.snippets import snippet

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.search.index import Index

    Search = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("language", "body", "queries"),
    [
        ("en", "The runners were running; studies of naïve cafés.", "runner run study naive cafe café"),
        (
            "uk",
            "Об’єкти в книгах президента України, київською мовою.",
            "об'єкт книга президенти київська мови",
        ),
        ("ru", "Съезды партий проходили в ёлках и подъездах.", "съезд партия елка ёлки подъезд"),
        ("de", "Die Häuser an der großen Straße gehörten Müllers.", "haus straße strasse groß muller"),
        ("fr", "L’homme d’accord résumait les élèves généralement.", "homme accord résumer élève eleve"),
        ("zh", "机器学习是人工智能的一个分支。", "机器 学习 机器学习 人工智能 支 能"),
        (
            "ja",
            "東京都で機械学習のPython入門を読んだ。",
            "東京 京都 東京都 機械学習 python 入門 Python入門 読",
        ),
        ("ko", "서울에서 한국어를 배웠습니다.", "서울 한국어 한국 배웠"),
        ("ar", "قرأتُ الكتاب في المكتبة الإسلامية.", "كتاب الكتاب مكتبة اسلامية"),
        ("th", "ภาษาไทยเป็นภาษาราชการ", "ภาษา ไทย ราชการ"),
        ("el", "Οι άνθρωποι διάβαζαν βιβλία στην Ελλάδα.", "άνθρωπος βιβλια ελλαδα"),
        ("pl", "Łódź i książki w żółtej szafie.", "łódź lodz ksiazki"),
    ],
)
def test_words_are_found_in_their_language(
    index: Index, search: Search, language: str, body: str, queries: str
) -> None:
    index.write([page("it", body, language=language), page("other", "Something else entirely.")])
    missed = [query for query in queries.split() if search(query) != ["it"]]
    assert not missed


def test_a_wrongly_declared_language_does_not_hide_words_of_another_script(
    index: Index, search: Search
) -> None:
    index.write([page("it", "Президенты говорили о книгах.", language="en")])
    assert search("президент книга") == ["it"]


def test_pairs_of_letters_are_found_only_next_to_each_other(index: Index, search: Search) -> None:
    index.write([page("tokyo", "東京都", language="ja"), page("both", "東京と京都", language="ja")])
    assert search("東京都") == ["tokyo"]
    assert sorted(search("京都")) == ["both", "tokyo"]


def test_all_words_must_match(index: Index, search: Search) -> None:
    index.write([page("both", "red river"), page("one", "red mountain"), page("none", "blue sky")])
    assert search("red river") == ["both"]
    assert sorted(search("river OR mountain")) == ["both", "one"]
    assert search("red -river") == ["one"]
    assert search("-red") == ["none"]
    assert sorted(search("-(red river)")) == ["none", "one"]
    assert search("red (mountain OR sky)") == ["one"]


def test_phrases(index: Index, search: Search) -> None:
    index.write([page("it", "a state of the art machine"), page("apart", "the art of a state")])
    assert search('"the art"') == ["apart", "it"] or search('"the art"') == ["it", "apart"]
    assert search('"state of the art"') == ["it"]
    assert search("state-of-the-art") == ["it"]
    assert search('"art machines"') == ["it"]
    assert search('"art state"') == []


def test_a_phrase_does_not_reach_from_one_part_into_the_next(index: Index, search: Search) -> None:
    index.write([page("it", "water flows", title="Cold")])
    assert search("cold water") == ["it"]
    assert search('"cold water"') == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("email", True),
        ("e-mail", True),
        ('"e mail"', True),
        ("anna@example.org", True),
        ("example.org", True),
        ("10.1000/xyz", True),
        ("doi:10.1000/xyz", True),
        ("camelcase", True),
        ("camelCase", True),
        ("snake_case", True),
        ("snakecase", True),
        ("1234", True),
        ("1,234", True),
        ("2.7.4", True),
        ("2.7.5", False),
        ("dont", True),
        ("don’t", True),
        ("org.example", False),
    ],
)
def test_what_is_no_plain_word(index: Index, search: Search, query: str, *, found: bool) -> None:
    body = "Send e-mail to anna@example.org, doi:10.1000/xyz; camelCase snake_case 1,234 of 2.7.4: don't."
    index.write([page("it", body)])
    assert (search(query) == ["it"]) is found


def test_prefixes(index: Index, search: Search) -> None:
    index.write([page("it", "The runner's résumé"), page("other", "nothing here")])
    for query in ("runne*", "ru*", "resu*", "résu*", "runner*"):
        assert search(query) == ["it"], query
    assert search("unner*") == []
    assert search("runne") == []


def test_the_last_word_may_go_on_while_it_is_typed(index: Index, search: Search) -> None:
    index.write([page("it", "The runner rested in Kyiv", title="Marathon morning"), page("other", "no")])
    for query in ("runne", "rest ky", '"runner res', "title:mara", "title:morn", "rest k"):
        assert search(query, typing=True) == ["it"], query
    assert search("runne ", typing=True) == []
    assert find(index, "kyiv zz", limit=50, now=NOW, typing=True).total == 0


def test_highlights_in_doubt_and_lost_ones_are_found(index: Index, search: Search) -> None:
    index.write(
        [
            annotation("sure", "a", "one"),
            annotation("moved", "a", "one", state=AnchorState.MOVED),
            annotation("gone", "a", "one", state=AnchorState.NOT_FOUND),
        ]
    )
    assert search("is:doubtful") == ["moved"]
    assert search("is:lost") == ["gone"]
    assert sorted(search("one -is:lost")) == ["moved", "sure"]


def test_filters(index: Index, search: Search) -> None:
    index.write(
        [
            page(
                "a",
                "one",
                site="The Daily Planet",
                address="https://www.news.planet.example/x",
                byline="Ulyana Krychkovska",
                tags=("Read later", "news"),
                status=Status.READING,
                starred=True,
                added=date(2026, 1, 17),
                published="2025-01-23T11:02",
                highlights=1,
                notes=1,
            ),
            page("b", "one", language="uk-UA", status=Status.ARCHIVE, added=date(2026, 3, 4), waiting=True),
            annotation(
                "n", "a", "one", note="my remark", color=Color.GREEN, status=Status.READING, tags=("idea",)
            ),
        ]
    )
    expected = {
        "site:planet.example": "a",
        "site:news.planet.example": "a",
        "site:www.news.planet.example": "a",
        "site:planet": "a",
        'site:"the daily"': "a",
        "author:krychkovska": "a",
        'author:"ulyana krychkovska"': "a",
        "tag:news": "a",
        "#news": "a",
        'tag:"read later"': "a",
        "tag:read": "",
        "tag:idea": "n",
        "lang:uk": "b",
        "lang:en": "a n",
        "is:reading": "a n",
        "is:archived": "b",
        "is:unread": "a n",
        "is:read": "b",
        "is:starred": "a",
        "is:waiting": "b",
        "is:link": "b",
        "is:highlighted": "a n",
        "has:note": "a n",
        "has:highlights": "a n",
        "color:green": "n",
        "note:remark": "n",
        "quote:one": "n",
        "added:2026-01": "a",
        "added:today": "b",
        "added:<30d": "b n",
        "added:2026-01..2026-03-01": "a",
        "published:2025": "a",
        "published:2024": "",
        "one -is:reading": "b",
        "one color:green": "n",
        "one tag:news OR lang:uk": "a b",
    }
    wrong = {
        query: search(query) for query, names in expected.items() if sorted(search(query)) != names.split()
    }
    assert not wrong


def test_a_page_without_a_published_date_is_in_no_span(index: Index, search: Search) -> None:
    index.write([page("it", "one")])
    assert search("published:..2030") == []
    assert search("one -published:..2030") == ["it"]


def test_what_cannot_be_is_told_and_the_rest_is_searched(index: Index) -> None:
    index.write([page("it", "one"), page("other", "two")])
    found = find(index, "one added:banana", limit=5, now=NOW)
    assert [hit.page for hit in found.hits] == ["it"]
    assert found.problem is not None
    assert (found.problem.start, found.problem.end) == (10, 16)


def test_the_exact_word_comes_first(index: Index, search: Search) -> None:
    index.write(
        [
            page("run", "We run there."),
            page("running", "We were running there."),
            page("runs", "He runs there."),
        ]
    )
    for query in ("run", "running", "runs"):
        assert search(query)[0] == query
    index.write([page("plain", "resume here"), page("accented", "résumé here")])
    assert search("resume") == ["plain", "accented"]
    assert search("résumé") == ["accented", "plain"]


def test_a_word_in_the_title_outweighs_one_in_the_body(index: Index, search: Search) -> None:
    index.write(
        [
            page("body", "A river is mentioned in this body of words", title="Walking about"),
            page("title", "Something is mentioned in this body of words", title="River walking"),
        ]
    )
    assert search("river") == ["title", "body"]


def test_a_highlight_leads_its_page(index: Index, search: Search) -> None:
    words = "one two three four five six seven eight nine ten " * 20
    index.write([page("page", f"{words} the river {words}"), annotation("mark", "page", "the river")])
    assert search("river") == ["mark", "page"]


def test_without_words_the_newest_come_first(index: Index, search: Search) -> None:
    index.write([page(str(day), "x", added=date(2026, 1, day)) for day in (3, 9, 5)])
    assert search("is:inbox") == ["9", "5", "3"]


def test_near_words_are_marked(index: Index) -> None:
    index.write([page("it", "The river and the rover")])
    terms = find(index, "rivr~ title:marathn~", limit=5, now=NOW, typing=False).sought
    assert snippet("The river and the rover", terms, "en").marks == ((4, 9),)


def test_the_order_that_is_typed_goes_before_the_chosen_one(index: Index) -> None:
    index.write([page("b", "x", title="Beta"), page("a", "x x x", title="Alpha")])
    for typed, chosen, order in (
        ("x sort:title", Sort.ADDED, Sort.TITLE),
        ("x", Sort.TITLE, Sort.TITLE),
        ("x", None, Sort.RELEVANCE),
    ):
        found = find(index, typed, limit=5, now=NOW, sort=chosen)
        assert found.sort is order
        assert [hit.page for hit in found.hits] == ["a", "b"]


def test_limit_and_total(index: Index) -> None:
    index.write([page(str(number), "river") for number in range(30)])
    found = find(index, "river", limit=7, now=NOW)
    assert (len(found.hits), found.total) == (7, 30)


def test_an_empty_query_finds_nothing(index: Index, search: Search) -> None:
    index.write([page("it", "one")])
    assert search("") == search("  ") == search("*") == []


def test_the_same_score_wherever_a_document_lies(index: Index) -> None:
    documents = [page(str(number), f"river {'stone ' * number}") for number in range(20)]
    index.write(documents)
    together = find(index, "river stone", limit=20, now=NOW).hits
    index.clear()
    for document in documents:
        index.write([document])
    apart = find(index, "river stone", limit=20, now=NOW).hits
    index.merge()
    merged = find(index, "river stone", limit=20, now=NOW).hits
    assert {hit.key: hit.score for hit in together} == pytest.approx({hit.key: hit.score for hit in apart})
    assert {hit.key: hit.score for hit in together} == pytest.approx({hit.key: hit.score for hit in merged})


def test_a_replaced_document_is_found_only_as_it_is_now(index: Index, search: Search) -> None:
    first = page("it", "river")
    index.write([first])
    index.write([replace(first, body="mountain", stamp="2")])
    assert search("river") == []
    assert search("mountain") == ["it"]


def test_a_pasted_page_finds_itself(index: Index, search: Search) -> None:
    body = " ".join(f"word{number}" for number in range(3000))
    index.write([page("it", body), page("other", "word1 word2")])
    assert search(body) == ["it"]
    assert search(f'"{body}"') == ["it"]
    assert search(f"{body} -word2999") == []


@given(
    text=st.text(alphabet=st.sampled_from("ab \"()-*#:[]/.@~=<>0129_'’ORANDNOTtag:site:東éй\ud800\x00"))
    | st.text()
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_is_typed_breaks_the_search(index: Index, text: str) -> None:
    if not index.count():
        index.write([page("it", "a river 東京 résumé", tags=("a",)), page("other", "b")])
    for query in (text, f"site:{text}", f"tag:{text}", f'title:"{text}', f"note:{text}*"):
        for typing in (True, False):
            find(index, query, limit=5, now=NOW, typing=typing)


@pytest.mark.parametrize(
    "query", ["river _ lamp", "river ___", "river ـ", 'river "_"', "river title:_", "_ river"]
)
def test_signs_that_nothing_is_found_by_do_not_hide_what_the_words_find(
    index: Index, search: Search, query: str
) -> None:
    index.write([page("it", "A river _ and a lamp."), page("other", "A brook.")])
    assert search(query) == ["it"]
    assert search("_") == []

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.search.builders import NOW, page

from postil.search.find import find
from postil.search.queries.parsing import parse
from postil.search.queries.relaxing import MOST, PAIRS, relaxed
from postil.search.ranking import Sort

if TYPE_CHECKING:
    from postil.search.find import Found
    from postil.search.index import Index


def asked(text: str) -> tuple[str, str] | None:
    """What a query asks for strictly and loosely, written out; None where it is no sentence."""
    found = relaxed(parse(text).query)
    return None if found is None else (str(found.strict), str(found.loose))


def found_in(index: Index, text: str, **fields: object) -> Found:
    return find(index, text, limit=10, now=NOW, typing=False, **fields)  # type: ignore[arg-type]


def names(found: Found) -> list[str]:
    return [hit.page for hit in found.hits]


@pytest.mark.parametrize(
    "text",
    [
        "red river valley",
        "機械学習",
        '"one red river in the long valley"',
        "one red river valley -lake",
        "one red river OR valley",
        "one red river valle*",
        "one red river valey~",
        "tag:history site:example.org is:unread added:today river",
    ],
)
def test_few_words_and_operators_are_meant(text: str) -> None:
    assert asked(text) is None


@pytest.mark.parametrize(
    ("text", "strict", "loose"),
    [
        (
            "What is the capital of France?",
            "capital France?",
            'capital OR France? OR "capital France?"',
        ),
        (
            "to be or not to be",
            "to be or not to be",
            'to OR be OR or OR not OR "to be" OR "be or" OR "or not" OR "not to" OR "to be"',
        ),
        (
            "Wo liegt die Quelle der Donau?",
            "liegt Quelle Donau?",
            'liegt OR Quelle OR Donau? OR "liegt Quelle" OR "Quelle Donau?"',
        ),
        ("Як приготувати справжній український борщ", None, None),
        (
            "red river lake dawn site:example.org",
            "red river lake dawn site:example.org",
            '(red OR river OR lake OR dawn OR "red river" OR "river lake" OR "lake dawn") site:example.org',
        ),
        ("東京の機械学習", "東京の機械学習", "東京 OR 京の OR の機 OR 機械 OR 械学 OR 学習"),
    ],
)
def test_what_of_a_sentence_must_match(text: str, strict: str | None, loose: str | None) -> None:
    found = asked(text)
    assert found is not None
    if strict is not None:
        assert found == (strict, loose)


def test_what_has_all_words_comes_before_what_has_most(index: Index) -> None:
    index.write(
        [
            page("most", "The copper kettle whistles in every kitchen."),
            page("all", "A kettle of copper whistles in the kitchen at dawn, and so on and so forth."),
            page("few", "There is a kitchen in the house."),
            page("none", "Something else entirely."),
        ]
    )
    found = found_in(index, "Why does a copper kettle whistle in the kitchen at dawn?")
    assert names(found)[:2] == ["all", "most"]
    assert found.partial_from == 1
    assert "none" not in names(found)
    assert found.total == len(found.hits)


def test_all_words_in_passing_are_no_better_than_most_in_earnest(index: Index) -> None:
    waffle = "Something else entirely is said about nothing at all in so many other sentences. " * 60
    index.write(
        [
            page("earnest", "The copper kettle whistles. " * 5, title="Copper kettle"),
            page("passing", f"copper {waffle} kettle {waffle} whistles {waffle} dawn"),
            *(page(str(number), "At dawn there is nothing else.") for number in range(5)),
        ]
    )
    found = found_in(index, "copper kettle whistles dawn")
    assert names(found)[:2] == ["earnest", "passing"]
    assert found.partial_from == 0


def test_where_enough_have_all_words_none_is_partial(index: Index) -> None:
    index.write([page(str(number), "copper kettle whistles kitchen") for number in range(12)])
    found = found_in(index, "copper kettle whistles kitchen")
    assert (len(found.hits), found.total, found.partial_from) == (10, 12, None)


def test_two_or_three_words_must_all_match(index: Index) -> None:
    index.write([page("it", "copper kettle dawn"), page("most", "copper kettle"), page("few", "dawn")])
    found = found_in(index, "copper kettle dawn")
    assert (names(found), found.total, found.partial_from) == (["it"], 1, None)


def test_where_nothing_has_all_of_a_few_words_the_best_others_are_told_apart(index: Index) -> None:
    index.write([page("most", "copper kettle"), page("few", "copper pipes and pots"), page("none", "sky")])
    found = found_in(index, "copper kettle dawn")
    assert (names(found), found.total, found.partial_from) == (["most", "few"], 0, 0)
    assert names(found_in(index, "kettle dawn is:page")) == ["most"]


@pytest.mark.parametrize(
    "text",
    [
        "kettles* dawn",
        "kettle AND dawn",
        "kettle dawn sort:added",
        "kettle dawn -sky",
        'kettle "copper dawn"',
        '"copper dawn"',
        "copper",
        "kettle dawn is:annotation",
        "kettle dawn tag:mine",
    ],
)
def test_what_is_asked_with_operators_is_left_empty(index: Index, text: str) -> None:
    index.write([page("it", "kettle")])
    assert not found_in(index, text).hits


def test_a_short_question_need_not_match_as_a_whole(index: Index) -> None:
    waffle = "What one says of it is said at length, and of many other things in the world. " * 40
    index.write(
        [
            page("answer", "Osmosis moves water through a membrane. Osmosis needs no pump."),
            page("passing", f"{waffle} Somebody mentioned osmosis."),
        ]
    )
    assert names(found_in(index, "What is osmosis?")) == ["answer", "passing"]


def test_a_sentence_is_found_without_what_it_quotes(index: Index) -> None:
    index.write([page("it", "The copper kettle whistles in the kitchen."), page("none", "sky")])
    found = found_in(index, 'The kettle "whistles merrily in the kitchen," she said at dawn')
    assert (names(found), found.total, found.partial_from) == (["it"], 0, 0)


def test_filters_must_match_in_either_pass(index: Index) -> None:
    index.write(
        [
            page("mine", "copper kettle whistles", tags=("mine",)),
            page("other", "copper kettle whistles dawn kitchen"),
        ]
    )
    assert names(found_in(index, "copper kettle whistles dawn kitchen tag:mine")) == ["mine"]


def test_what_has_the_quoted_words_as_they_stand_comes_first(index: Index) -> None:
    index.write(
        [
            page("other", "copper kettle whistles dawn kitchen"),
            page("quoting", "A kettle: copper kettle. Kettle copper."),
            page("none", "sky"),
        ]
    )
    found = found_in(index, 'copper whistles dawn kitchen "kettle copper"')
    assert (names(found), found.total, found.partial_from) == (["quoting", "other"], 2, 0)
    assert not found_in(index, '"copper dawn" kettle').hits


def test_another_order_than_by_relevance_has_no_partial_hits(index: Index) -> None:
    index.write([page("it", "copper kettle whistles")])
    assert found_in(index, "copper kettle whistles dawn").hits
    assert not found_in(index, "copper kettle whistles dawn", sort=Sort.ADDED).hits
    assert not found_in(index, "copper kettle whistles dawn sort:added").hits


def test_a_word_that_is_being_typed_may_go_on(index: Index) -> None:
    index.write([page("it", "copper kettle whistles melodiously")])
    found = find(index, "copper kettle dawn melod", limit=5, now=NOW, typing=True)
    assert names(found) == ["it"]
    assert found.partial_from == 0


@pytest.mark.parametrize(
    ("body", "question"),
    [
        ("東京都で機械学習の入門を読んだ。", "機械学習の入門はどこで読めますか？"),
        ("机器学习是人工智能的一个分支。", "人工智能和机器学习有什么区别？"),
        ("한국어 문법은 서울에서 배웠습니다.", "한국어 문법을 어디에서 배울 수 있습니까?"),
        ("ภาษาไทยเป็นภาษาราชการ", "ภาษาราชการของประเทศคืออะไร"),
        ("Дніпро тече через Київ до Чорного моря.", "Через які міста тече річка Дніпро?"),
        ("Волга впадает в Каспийское море.", "В какое море впадает река Волга в России?"),
        ("Der Rhein entspringt in den Alpen.", "Wo genau entspringt eigentlich der Rhein?"),
        ("La Seine traverse la ville de Paris.", "Quelle rivière traverse la ville de Paris ?"),
        ("ينبع نهر النيل من بحيرة فيكتوريا.", "من أين ينبع نهر النيل العظيم؟"),
    ],
)
def test_questions_in_their_language(index: Index, body: str, question: str) -> None:
    index.write([page("it", body, language=None), page("other", "Something else.")])
    assert names(found_in(index, question)) == ["it"]


def test_a_pasted_page_costs_no_more_than_a_sentence() -> None:
    found = relaxed(parse(" ".join(f"word{number}" for number in range(3000))).query)
    assert found is not None
    assert str(found.loose).count(" OR ") == MOST + PAIRS - 1

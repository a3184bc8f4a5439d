from __future__ import annotations

import re
from datetime import date
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.search.queries import completion
from postil.search.queries.completed_days import days
from postil.search.queries.completion import MOST, Completion, Offer, complete, prepare
from postil.search.queries.meanings import NAMES, meaning, meaning_of_value
from postil.search.queries.parsing import parse
from postil.search.queries.query import VALUES, And, Field, Filter, Not, Or, Query
from postil.search.queries.tokens import SORT
from postil.search.ranking import Sort
from postil.search.words.letters import fold

TODAY = date(2026, 11, 22)
OWN = {
    Field.TAG: ("history", "history/rome", "read later", '12" vinyl', "🔥", "Île", "2026 plans", "a)b"),
    Field.SITE: ("example.org", "news.example.org", "The Daily Planet"),
    Field.AUTHOR: ("Ulyana Krychkovska", "O’Brien", "岡本 太郎"),
    Field.LANGUAGE: ("en", "uk"),
}


def at_cursor(query: str) -> Completion:
    """The completion where the bar stands."""
    at = query.index("|")
    return complete(query.replace("|", ""), at, values=OWN, today=TODAY)


def offered(query: str) -> list[str]:
    return [candidate.label for candidate in at_cursor(query).candidates]


def applied(query: str, label: str) -> str:
    """The query once that candidate was taken, with a bar where the cursor then stands."""
    found = at_cursor(query)
    (text,) = (candidate.text for candidate in found.candidates if candidate.label == label)
    bare = query.replace("|", "")
    return f"{bare[: found.start]}{text}|{bare[found.end :]}"


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("ta|", ["tag:"]),
        ("river AU|", ["author:"]),
        ("(-ti|", ["title:"]),
        ("so|", ["sort:"]),
        ("t|", []),
        ("table|", []),
        ("ta|ble", []),
        ('"ta|', []),
        ("river O|", ["OR"]),
        ("river NO|", ["NOT", "note:"]),
        ("river or|", []),
        ("ti|tle:x", []),
        ("no|te:x", []),
    ],
)
def test_names_of_fields_and_operators(query: str, labels: list[str]) -> None:
    assert offered(query) == labels


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("is:un|", ["unread", "underlined"]),
        ("has:|", ["note", "highlights", "tags"]),
        ("color:gr|", ["green", "gray"]),
        ("COLOR:GR|", ["green", "gray"]),
        ("sort:|", ["relevance", "added", "published", "title"]),
        ("is:unread|", []),
        ("tag:hi|", ["history", "history/rome"]),
        ("tag:ro|", ["history/rome"]),
        ("tag:later|", ["read later"]),
        ("tag:ile|", ["Île"]),
        ("tag:HISTORY/|", ["history/rome"]),
        ("-#hi|", ["history", "history/rome"]),
        ("label:hi|", ["history", "history/rome"]),
        ("site:ex|", ["example.org", "news.example.org"]),
        ("author:kr|", ["Ulyana Krychkovska"]),
        ("author:太|", ["岡本 太郎"]),
        ("lang:|", ["en", "uk"]),
        ("title:hi|", []),
        ("tag:xyz|", []),
        ('tag:"read la|', ["read later"]),
        ('tag:"read later"|', []),
        ("doi:10|", []),
        ("tag:(x) hi|", []),
        ("(hi|", []),
        ("tag:(x site:ex|", ["example.org", "news.example.org"]),
        ("has:(|", ["note", "highlights", "tags"]),
        ("has:(note OR |", ["note", "highlights", "tags"]),
        ("tag:(#hi|", ["history", "history/rome"]),
    ],
)
def test_values(query: str, labels: list[str]) -> None:
    assert offered(query) == labels


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("added:|", ["today", "yesterday", "week", "month", "year", "<30d", "2026", "2026-11"]),
        ("read:y|", ["yesterday", "year"]),
        ("published:202|", ["2026", "2025", "2024", "2023", "2022", "2021", "2020"]),
        ("added:2026-1|", ["2026-11", "2026-10"]),
        ("added:2026-02-2|", [f"2026-02-2{day}" for day in range(8, 0, -1)]),
        ("added:2026-11-2|", ["2026-11-22", "2026-11-21", "2026-11-20"]),
        ("added:<|", ["<7d", "<30d", "<1y"]),
        ("added:<3|", ["<3d", "<3w", "<3m", "<3y"]),
        ("added:2024..20|", ["2024..2026", "2024..2025", "2024..2024"]),
        ("added:2027-|", []),
        ("added:banana|", []),
    ],
)
def test_days(query: str, labels: list[str]) -> None:
    assert offered(query) == labels


@pytest.mark.parametrize(
    ("query", "label", "after"),
    [
        ("river ta|", "tag:", "river tag:|"),
        ("ta| river", "tag:", "tag:| river"),
        ("tag:hi|", "history", "tag:history |"),
        ("tag:hi| river", "history", "tag:history| river"),
        ("tag:hi|lly river", "history", "tag:history| river"),
        ("(tag:hi|)", "history", "(tag:history|)"),
        ("#hi|", "history/rome", "#history/rome |"),
        ("#la|", "read later", 'tag:"read later" |'),
        ("#|", "🔥", "tag:🔥 |"),
        ("tag:la|", "read later", 'tag:"read later" |'),
        ('tag:"re|ad" x', "read later", 'tag:"read later"| x'),
        ('tag:"re| "south wall"', "read later", 'tag:"read later"| "south wall"'),
        ('tag:"12|', '12" vinyl', 'tag:"12"" vinyl" |'),
        ("tag:(rome OR hi|)", "history", "tag:(rome OR history|)"),
        ("tag:(la|", "read later", 'tag:("read later" |'),
        ('tag:(x "re|', "read later", 'tag:(x "read later" |'),
        ("is:(starred OR (un|", "unread", "is:(starred OR (unread |"),
        ("tag:“re|ad” x", "read later", 'tag:"read later"| x'),
        ("東京 #hi|", "history", "東京 #history |"),
        ("river O|", "OR", "river OR |"),
        ("sort:t|", "title", "sort:title |"),
    ],
)
def test_what_is_taken_stands_exactly_where_it_was_begun(query: str, label: str, after: str) -> None:
    assert applied(query, label) == after


def test_where_nothing_is_begun_something_is_offered_to_those_who_ask() -> None:
    for query in ("|", "river |", "(|", "river -|", "| river"):
        found = at_cursor(query)
        assert not found.begun
        assert len(found.candidates) == MOST
    assert "OR" in offered("river |")
    assert "OR" not in offered("|")
    assert "OR" not in offered("(|")


def test_a_group_of_a_field_begins_with_its_values() -> None:
    assert at_cursor("tag:(|").begun
    assert not at_cursor("tag:(history |").begun


def test_never_too_many() -> None:
    own = {Field.TAG: tuple(f"tag{number}" for number in range(1000))}
    found = complete("tag:t", 5, values=own, today=TODAY).candidates
    assert [candidate.label for candidate in found] == [f"tag{number}" for number in range(MOST)]


def test_only_what_is_offered_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Mock(side_effect=parse)
    monkeypatch.setattr(completion, "parse", asked)
    own = {Field.TAG: tuple(f"tag{number}" for number in range(1000))}
    assert len(complete("tag:t", 5, values=own, today=TODAY).candidates) == MOST
    assert asked.call_count <= 2 * MOST


def test_every_name_and_value_says_what_it_means() -> None:
    assert set(NAMES) == {SORT, *(field.value for field in Field)}
    assert all(meaning(name) for name in NAMES)
    assert all(meaning_of_value("is", value) for value in VALUES[Field.IS])
    assert all(meaning_of_value(SORT, order.value) for order in Sort)


def filters(query: Query) -> list[Filter]:
    match query:
        case Filter():
            return [query]
        case Not():
            return filters(query.child)
        case And() | Or():
            return [found for child in query.children for found in filters(child)]
    return []


around = st.sampled_from(["", " ", "river ", "(", ") ", "-", 'a "b c" ', "東京 ", "a OR ", "\n", "𝒳 "])
own_values = st.text(min_size=1, max_size=12).filter(str.strip)


@given(
    before=around,
    after=around,
    value=own_values,
    length=st.integers(0, 12),
    field=st.sampled_from([Field.TAG, Field.SITE, Field.AUTHOR]),
    quoted=st.booleans(),
    grouped=st.booleans(),
)
def test_what_is_completed_is_understood(
    before: str, after: str, value: str, length: int, field: Field, *, quoted: bool, grouped: bool
) -> None:
    begun = f"{before}{field.value}:" + "(" * grouped + '"' * quoted + value[:length].replace('"', '""')
    found = complete(begun + after, len(begun), values={field: (value,)}, today=TODAY)
    for candidate in found.candidates:
        if candidate.offer is not Offer.VALUE:
            continue
        query = (begun + after)[: found.start] + candidate.text + (begun + after)[found.end :]
        parsed = parse(query)
        assert parsed.problem is None
        assert Filter(field, candidate.label) in filters(parsed.query)


@given(st.text(), st.integers(0, 30))
def test_nothing_that_is_typed_breaks_it(text: str, at: int) -> None:
    at = min(at, len(text))
    found = complete(text, at, values=OWN, today=TODAY)
    assert 0 <= found.start <= at <= found.end <= len(text)
    assert len(found.candidates) <= MOST
    assert len({candidate.text for candidate in found.candidates}) == len(found.candidates)


@given(st.text(alphabet="0123456789-.<>todaywekmnhrs", max_size=12))
def test_days_begin_as_they_were_typed(typed: str) -> None:
    assert all(value.startswith(typed) and value != typed for value in days(typed, TODAY))


LETTERED = st.lists(st.from_regex(r"[abéж][abAéж_ \-.]{0,5}", fullmatch=True), max_size=MOST // 2)


@given(LETTERED, st.from_regex("[aéb_ж][aéb_ж-]{0,2}", fullmatch=True))
def test_offered_is_what_begins_so_then_what_has_a_later_word_that_does(
    values: list[str], typed: str
) -> None:
    """Held against a look at each value by itself."""
    found = complete(f'author:"{typed}', len(typed) + 8, values={Field.AUTHOR: values}, today=TODAY)
    wanted = fold(typed)
    shown = {value: " ".join(value.split()) for value in values}
    begin = [value for value in values if fold(shown[value]).startswith(wanted)]
    words = [
        value
        for value in values
        if value not in begin and re.search(rf"[\W_]{re.escape(wanted)}", fold(shown[value]))
    ]
    expected = [shown[value] for value in begin + (words if wanted[0].isalnum() else [])]
    assert [each.label for each in found.candidates] == list(dict.fromkeys(expected))


def test_values_that_are_prepared_are_read_once() -> None:
    reads: list[str] = []

    class Value(str):
        __slots__ = ()

        def split(self, *_given: object) -> list[str]:
            reads.append(self)
            return str(self).split()

    values = {Field.AUTHOR: (Value("quill"), Value("ink"))}
    prepare(values)
    assert reads == ["quill", "ink"]
    assert not complete("author:zz", 9, values=values, today=TODAY).candidates
    assert reads == ["quill", "ink"]

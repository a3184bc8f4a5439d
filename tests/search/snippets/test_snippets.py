from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from postil.search.snippets.excerpt import LENGTH
from postil.search.snippets.snippets import Snippet, occurrences, snippet
from postil.search.snippets.sought import Sought, sought

FILLER = "Nothing of it is told in this line of the text, which only takes up room. " * 12


def looked_for(*words: str, begun: bool = False, languages: tuple[str, ...] = ("en",)) -> tuple[Sought, ...]:
    return sought([(word, begun) for word in words], languages)


def marked(found: Snippet) -> list[str]:
    return [found.text[start:end] for start, end in found.marks]


def test_the_hit_is_shown_with_its_words_around_it() -> None:
    text = f"{FILLER}\nThe rivers were running to the sea.\n{FILLER}"
    found = snippet(text, looked_for("river", "run"))
    assert marked(found) == ["rivers", "running"]
    assert "The rivers were running to the sea." in found.text
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert found.start == text.index("rivers")
    assert found.end == found.start + len("rivers")


def test_the_place_with_most_different_words_is_chosen() -> None:
    text = f"river river river river.\n{FILLER}The river and the stone.\n{FILLER}"
    found = snippet(text, looked_for("river", "stone"))
    assert marked(found) == ["river", "stone"]
    assert found.first == 0
    assert found.start == text.index("river and the stone")


def test_a_snippet_is_about_two_lines_of_whole_words() -> None:
    text = f"{FILLER}river {FILLER}"
    found = snippet(text, looked_for("river"))
    assert LENGTH - 25 <= len(found.text) <= LENGTH + 25
    assert set(found.text.strip("…").split()) <= set(text.split())


@pytest.mark.parametrize(
    ("language", "text", "word", "expected"),
    [
        ("en", "We studied happily. A happy study.", "studies", ["studied", "study"]),
        ("en", "A café, a CAFE.", "cafe", ["café", "CAFE"]),
        ("en", "the camelCase, an upper-case e-mail", "case", ["camelCase", "case"]),
        ("en", "one e-mail, e-mails", "email", ["e-mail", "e-mails"]),
        ("fr", "C’est l’homme, d’accord.", "homme", ["homme"]),
        ("uk", "Книгами книзі книжки", "книга", ["Книгами", "книзі"]),
        ("uk", "об’єктами", "об'єкт", ["об’єктами"]),
        ("ru", "В ёлках нет елки", "елка", ["ёлках", "елки"]),
        ("ja", "これは機械学習です。学習。", "学習", ["学習", "学習"]),
        ("de", "Häuser und ein Haus", "haus", ["Häuser", "Haus"]),
        ("ar", "قرأ الكتاب وكتاب", "كتاب", ["الكتاب", "وكتاب"]),
    ],
)
def test_words_are_marked_in_any_shape(language: str, text: str, word: str, expected: list[str]) -> None:
    found = snippet(text, looked_for(word, languages=(language,)), language)
    assert [
        text[start:end] for start, end in occurrences(text, looked_for(word, languages=(language,)), language)
    ] == expected
    assert marked(found) == expected


def test_a_word_that_is_begun_marks_all_that_begin_so() -> None:
    found = snippet("a runner ran to the rune", looked_for("run", begun=True))
    assert marked(found) == ["runner", "rune"]


def test_a_text_without_a_hit_gives_its_beginning() -> None:
    found = snippet(FILLER, looked_for("river"))
    assert (found.marks, found.start, found.first) == ((), None, None)
    assert FILLER.startswith(found.text.strip("…"))


def test_an_empty_text_gives_an_empty_snippet() -> None:
    assert snippet("", looked_for("river")) == Snippet("", (), None, None, None)


def test_lines_and_images_become_spaces() -> None:
    assert snippet("one\nriver\ttwo\ufffcthree", looked_for("river")).text == "one river two three"


def test_letters_that_grow_in_lower_case_shift_nothing() -> None:
    text = "İİİİ river İ"
    found = snippet(text, looked_for("river"))
    assert found.start is not None
    assert text[found.start : found.end] == "river"


texts = st.text(alphabet=st.sampled_from("ab rsé'-\nİß東京ー.ҐґСт\u0301\u00ad")) | st.text()


@example("\u0301a", ["a"], False)
@given(texts, st.lists(texts, max_size=3), st.booleans())
def test_offsets_hold_in_any_text(text: str, words: list[str], begun: bool) -> None:  # noqa: FBT001 - drawn
    terms = sought([(word, begun) for word in words], ("en", "uk", "ja"))
    found = snippet(text, terms)
    places = occurrences(text, terms)
    assert all(0 <= start < end <= len(found.text) for start, end in found.marks)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    if found.start is not None:
        assert any(start <= found.start < end for start, end in places)
        assert "\n" not in found.text


def test_words_side_by_side_are_the_better_place() -> None:
    text = f"The stone lay far from any other river. {FILLER}\nA river stone is round.\n{FILLER}"
    assert "A river stone is round." in snippet(text, looked_for("river", "stone")).text


def test_a_frequent_word_is_marked_beside_a_rare_one_far_below() -> None:
    text = "The river. Another river here. " * 100 + f"{FILLER}\nA river has its source.\n{FILLER}"
    assert marked(snippet(text, looked_for("river", "source"))) == ["river", "source"]


def test_the_place_with_most_of_the_words_is_shown_where_none_has_all() -> None:
    text = f"A kettle. {FILLER}\nThe copper kettle whistles.\n{FILLER} A whistle."
    found = snippet(text, looked_for("copper", "kettle", "whistle", "dawn"))
    assert marked(found) == ["copper", "kettle", "whistles"]


@pytest.mark.parametrize("letter", ["e\u0301", "👨\u200d👩\u200d👧", "👍🏽", "🇺🇦", "각"])
def test_what_is_read_as_one_letter_is_not_cut(letter: str) -> None:
    for shift in range(len(letter)):
        text = "x" * shift + letter * 300
        at = len(text) // 2 // len(letter) * len(letter) + shift
        text = f"{text[:at]} river {text[at:]}"
        line = snippet(text, looked_for("river")).text.strip("…")
        left, _, right = line.partition(" river ")
        assert left.lstrip("x") == letter * (len(left.lstrip("x")) // len(letter))
        assert right == letter * (len(right) // len(letter))


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("C++", "C is older than C++, and C# is younger.", ["C++"]),
        ("C#", "C is older than C++, and C# is younger.", ["C#"]),
        (".NET", "The net of .NET is a .NET net.", [".NET", ".NET"]),
        ("camelCase", "A camel in camelCase is a case.", ["camelCase"]),
        ("https://example.org/", "See https://example.org/ there.", ["example", "org"]),
        ("한국어는", "한국어를 배웠다", ["한국어"]),
    ],
)
def test_names_and_addresses_are_marked_as_they_are_meant(typed: str, text: str, expected: list[str]) -> None:
    terms = looked_for(typed)
    assert [text[start:end] for start, end in occurrences(text, terms)] == expected
    assert marked(snippet(text, terms)) == expected


@pytest.mark.parametrize(
    ("language", "word", "written"),
    [
        ("en", "die", "dying"),
        ("en", "cafe", "café"),
        ("en", "river", "rIVer"),
        ("en", "email", "e-mail"),
        ("fr", "eleve", "Élèves"),
        ("uk", "стіл", "столу"),
        ("tr", "istanbul", "İstanbul"),
        ("el", "ανθρωπος", "Άνθρωποι"),
    ],
)
def test_another_spelling_is_found_far_below_beside_a_word_that_is_everywhere(
    language: str, word: str, written: str
) -> None:
    text = f"{FILLER * 40}“Nothing is {written} here”, they say. {FILLER}"
    assert marked(snippet(text, looked_for(word, languages=(language,)), language)) == [written]
    places = occurrences(text, looked_for(word, languages=(language,)), language)
    assert [text[start:end] for start, end in places] == [written]
    if language != "en":  # in English a rare spelling does not decide which place is the best one
        both = snippet(text, looked_for("nothing", word, languages=(language,)), language)
        assert {"Nothing", written} <= set(marked(both))

"""The scan for first letters finds what an analysis of every word finds."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from postil.search.snippets.hits import Hit, matcher
from postil.search.snippets.sought import RUN, sought

LANGUAGES = (
    *("ar", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "hu", "it"),
    *("lt", "nl", "no", "pl", "pt", "ro", "ru", "sv", "tr", "uk", "und", "zh"),
)
TRICKY = """
    dying die tie tying skies sky happy happily Studies STUDY café CAFE\u0301 naïve Æon aeon oecd Straße
    STRASSE häuser Haus haeuser Übel uebel e-mail email o'brien OBrien d’accord l'homme dell'arte
    camelCase parseAnswer JSONParser word2vec snake_case state-of-the-art co\u00adoperate 1,234 1234 ½ ①
    C++ c# .NET std::vector anna.lee@example.org Ｐｙｔｈｏｎ ﬁnal ﬀ ß İstanbul ılık Łódź żółty résumé ℃ ab
    abc a b _a a_b 'a' x\u0301y x\u0640y ll llama ccee стіл столу кіт котами ніч ночі об’єкт обєкти ёлка
    елки и\u0306од йод їжа і\u0308жа ґанок ганок из із рік роки України книги книзі Съезд подъезд كتاب
    الكتابَ ספר הספר άνθρωποι ανθρωπος 東京都の図書館 Python入門 入門python 한국어는
"""
"""Words that are not written as their stems are."""

WORDS = (*TRICKY.split(), "1\u202f234", "d\u02bcaccord", "о\u02bcкит")
LETTERS = "aAbdeiyosß'’-_.1 \u0301\u00ad\u02bcіоИй東é×\n"
SPACES = (" ", "\n", "-", ", ", " (", "\u00a0", "'", "")

pieces = st.sampled_from(WORDS) | st.text(st.sampled_from(LETTERS), max_size=6)
texts = st.lists(pieces | st.sampled_from(SPACES), max_size=20).map("".join)
typed = st.lists(pieces, min_size=1, max_size=3)


def both(text: str, words: list[str], language: str, *, begun: bool = False) -> tuple[list[Hit], list[Hit]]:
    """What is found everywhere of words with spaces, and what an analysis of every word finds."""
    terms = sought([(word, begun) for word in words], ("en", "de", "uk", "ru", "fr", "pl", language))
    spaced = tuple(term for term in terms if not RUN.match(term.start))
    asked = matcher(spaced, language)
    return asked.everywhere(text), sorted(set(asked.read(text, 0, len(text))))


@example("DYING", ["die"], False, "en")
@example("стіл", ["столу"], False, "uk")
@example("d\u02bcaccord, о\u02bcкит, 日river×stone", ["accord", "окит", "river", "stone"], False, "fr")
@given(texts, typed, st.booleans(), st.sampled_from(LANGUAGES))
def test_the_scan_misses_nothing(text: str, words: list[str], begun: bool, language: str) -> None:  # noqa: FBT001 - drawn
    found, read = both(text, words, language, begun=begun)
    assert found == read


@given(texts, texts, texts, typed, st.sampled_from(LANGUAGES))
def test_a_stretch_between_spaces_has_its_own_hits(
    before: str, text: str, after: str, words: list[str], language: str
) -> None:
    asked = matcher(sought([(word, False) for word in words], ("en", "uk", "ja")), language)
    start = len(before) + 1
    inside = asked.within(f"{before} {text} {after}", start, start + len(text))
    assert [(hit.start - start, hit.end - start, hit.term) for hit in inside] == asked.everywhere(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_finds_itself(language: str) -> None:
    for word in filter(str.isascii, filter(str.isalpha, WORDS)):
        found, read = both(f"It is {word}, {word.upper()} or {word.title()}.", [word], language)
        assert found == read
        assert found


def test_a_pasted_file_is_no_compound_and_hides_no_word_beside_it() -> None:
    text = f"a river {'a-' * 5000}a river"
    hits = matcher(sought([("a", False), ("river", False)], ["en"]), "en").everywhere(text)
    assert [(hit.start, hit.end) for hit in hits] == [(0, 1), (2, 7), (len(text) - 5, len(text))]

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.search.words.analysis import Analyzer, typed_parts


def stems(text: str, language: str = "en") -> list[set[str]]:
    """The stems at each position, and those of whole compounds."""
    found = []
    for given_ in Analyzer(language).pieces(text):
        for piece in given_:
            found += [set(part.stems) for part in piece.parts]
            if piece.whole is not None:
                found.append(set(piece.whole.stems))
    return found


def forms(text: str, language: str = "en") -> set[str]:
    return {
        form
        for given_ in Analyzer(language).pieces(text)
        for piece in given_
        for part in piece.parts
        for form in part.forms
    }


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Running dogs", "en", [{"run"}, {"dog"}]),
        ("don't don’t dont", "en", [{"dont"}] * 3),
        ("Anna's Anna’s Anna", "en", [{"anna"}] * 3),
        ("d'accord", "fr", [{"d"}, {"accord"}]),
        ("L’homme", "fr", [{"l"}, {"homm"}]),
        ("dell'arte", "it", [{"dell"}, {"arte"}]),
        ("aujourd'hui", "fr", [{"aujourdhui"}]),
        ("об'єкт об’єктами", "uk", [{"обєкт"}] * 2),
        ("e-mail", "en", [{"e"}, {"mail"}, {"email"}]),
        ("snake_case", "en", [{"snake"}, {"case"}, {"snakecas"}]),
        ("1,234 1234", "en", [{"1"}, {"234"}, {"1234"}, {"1234"}]),
        ("2.7.4", "en", [{"2"}, {"7"}, {"4"}]),
        ("anna@example.org", "en", [{"anna"}, {"exampl"}, {"org"}]),
        ("camelCase", "en", [{"camel", "case"}, {"camelcas"}]),
        ("parseHTTPAnswer", "en", [{"pars", "http", "answer"}, {"parsehttpansw"}]),
        ("C++, C# and .NET", "en", [{"c"}, {"c++"}, {"c"}, {"c#"}, {"and"}, {"net"}, {".net"}]),
        ("end.Next a+b #5", "en", [{"end"}, {"next"}, {"a"}, {"b"}, {"5"}]),
        ("١٢٣ ４２", "en", [{"123"}, {"42"}]),
        ("ـ כתר הספר", "he", [{"כתר"}, {"הספר", "ספר"}]),
        ("co\u00adop\u00aderate", "en", [{"cooper"}]),
        ("東京都", "ja", [{"東京"}, {"京都"}, {"都"}]),
        ("Python入門", "ja", [{"python"}, {"入門"}, {"門"}]),
        ("서울에서", "ko", [{"서울"}, {"울에"}, {"에서"}, {"서"}]),
        ("'quoted' --", "en", [{"quot"}]),
    ],
)
def test_what_a_text_is_found_by(text: str, language: str, expected: list[set[str]]) -> None:
    assert stems(text, language) == expected


@pytest.mark.parametrize("language", ["en", "fr", "de", "und"])
def test_words_with_and_without_accents_meet(language: str) -> None:
    for accented, plain in (("résumé", "resume"), ("naïve", "naive"), ("Über", "uber")):
        assert stems(accented, language)[0] & stems(plain, language)[0]


def test_forms_are_the_words_as_they_are_written_and_without_accents() -> None:
    assert forms("Résumé runs") == {"résumé", "~resume", "runs"}


@given(st.text(), st.sampled_from(["en", "uk", "ja", "ar", "de", "und"]))
def test_no_text_gives_empty_terms(text: str, language: str) -> None:
    assert all(all(position) for position in stems(text, language))
    assert all(forms(text, language)) or not forms(text, language)


def test_a_word_that_is_an_encoded_file_is_cut() -> None:
    (long,) = stems("a" * 100_000)
    assert all(len(stem) <= 64 for stem in long)


@pytest.mark.parametrize(
    ("typed", "language", "expected"),
    [
        ("camelCase", "en", ["camelcas"]),
        ("C++", "en", ["c++"]),
        ("std::vector", "en", ["std", "vector"]),
        ("foo.barBaz", "en", ["foo", "barbaz"]),
        ("https://www.example.org/a", "en", ["exampl", "org", "a"]),
        ("東京都", "ja", ["東京", "京都"]),
        ("都", "ja", ["都"]),
        ("コンピューター", "ja", ["コン", "ンピ", "ピュ", "ュー", "ータ"]),
        ("한국어는", "ko", ["한국", "국어"]),
        ("책을", "ko", ["책을"]),
        ("Python은", "ko", ["python"]),
    ],
)
def test_what_is_typed_means(typed: str, language: str, expected: list[str]) -> None:
    parts, _ = typed_parts(typed, language)
    assert [part.stems[0] for part in parts] == expected


def test_a_compound_that_is_typed_is_its_parts_or_one_word() -> None:
    parts, whole = typed_parts("e-mail", "en")
    assert [part.stems for part in parts] == [("e",), ("mail",)]
    assert whole is not None
    assert whole.stems == ("email",)

from __future__ import annotations

import pytest

from postil.extraction.byline import clean_byline, join_names, looks_like_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("by Jane Doe and John Roe", "Jane Doe, John Roe"),
        ("BY JANE DOE", "JANE DOE"),
        ("Von Erika Mustermann und Max Muster", "Erika Mustermann, Max Muster"),
        ("Автор: Олена Коваль", "Олена Коваль"),
        ("作者：王小明", "王小明"),
        ("Jane Doe | Senior Reporter", "Jane Doe"),
        ("Jane Doe, senior editor", "Jane Doe"),
        ("Jane Doe (jane@harbour.example)", "Jane Doe"),
        ("Jane DoeMonday, 3 March 2025, 10:12", "Jane Doe"),
        ("Written by Jane Doe Published 3 March 2025", "Jane Doe"),
        ("Recipe by Jane Doe", "Jane Doe"),
        ("Jane Doe at 3 March 2025", "Jane Doe"),
        ("王小明 关注", "王小明"),
        ("王小明 ／", "王小明"),
        ("Jane Doe, DVM. Reviewed by John Roe", "Jane Doe"),
        ("Claire Jackson", "Claire Jackson"),
        ("Chris E. Hayner", "Chris E. Hayner"),
        ("Colbert I. King", "Colbert I. King"),
        ("Jean de la Fontaine", "Jean de la Fontaine"),
        ("The Associated Press", "The Associated Press"),
    ],
)
def test_names_are_left(text: str, names: str) -> None:
    assert clean_byline(text) == names


@pytest.mark.parametrize(
    "text", ["", "admin", "https://harbour.example/jane", "By", "12 minutes", "Senior editor", "@jane"]
)
def test_what_names_nobody_is_none(text: str) -> None:
    assert clean_byline(text) is None


def test_several_values_are_joined_once_each() -> None:
    assert join_names(("Jane Doe", "By John Roe", "Jane Doe", "John Roe")) == "Jane Doe, John Roe"
    assert join_names(()) is None


@pytest.mark.parametrize(
    "byline", ["Jane Doe", "Jane Doe, John Roe", "Олена Коваль", "王小明", "Ludwig van Beethoven"]
)
def test_names_look_like_names(byline: str) -> None:
    assert looks_like_names(byline)


@pytest.mark.parametrize(
    "byline",
    ["Updated", "Maybe up to billions", "The ferry leaves the north quay at ten", "来源: 港湾日报 北京"],
)
def test_other_words_do_not(byline: str) -> None:
    assert not looks_like_names(byline)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.export.formats.people import Person, people

ANN, IVAN = Person("Miller", "Ann"), Person("Franko", "Ivan")


@pytest.mark.parametrize(
    ("byline", "found"),
    [
        (None, ()),
        ("  ", ()),
        ("Ann Miller", (ANN,)),
        ("By Ann Miller", (ANN,)),
        ("Ann Miller, Ivan Franko", (ANN, IVAN)),
        ("Ann Miller and Ivan Franko", (ANN, IVAN)),
        ("Ann Miller, and Ivan Franko", (ANN, IVAN)),
        ("Ann Miller & Ivan Franko", (ANN, IVAN)),
        ("Ann Miller; Ivan Franko", (ANN, IVAN)),
        ("Ann Miller, Ivan Franko, Ann Miller", (ANN, IVAN)),
        ("Miller, Ann", (ANN,)),
        ("Miller, Ann; Franko, Ivan", (ANN, IVAN)),
        ("Уляна Кричковська та Іван Франко", (Person("Кричковська", "Уляна"), Person("Франко", "Іван"))),
        ("Vincent van Gogh", (Person("van Gogh", "Vincent"),)),
        ("Van Morrison", (Person("Morrison", "Van"),)),
        ("Sammy Davis, Jr.", (Person("Davis Jr.", "Sammy"),)),
        ("Alexander Anderson", (Person("Anderson", "Alexander"),)),
        ("Madonna", (Person("Madonna"),)),
        ("The Editorial Board", (Person("The Editorial Board"),)),
        ("mill_keeper42", (Person("mill_keeper42"),)),
        ("川端康成、夏目漱石", (Person("川端康成"), Person("夏目漱石"))),
    ],
)
def test_the_names_in_a_byline_are_told_apart(byline: str | None, found: tuple[Person, ...]) -> None:
    assert people(byline) == found


@given(st.text())
def test_whatever_a_byline_says_names_are_words_on_a_line(byline: str) -> None:
    for person in people(byline):
        assert person.family.strip()
        assert "\n" not in person.family + person.given

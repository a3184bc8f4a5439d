from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postil.model.details import Correction, Detail, Details, corrected

SAID = Details("A title", byline="By the page", site="The Herald", published="2020")
TEXTS = st.none() | st.text(max_size=6)


@given(st.fixed_dictionaries({detail.value: TEXTS for detail in Detail}))
def test_what_is_not_said_stays_and_what_is_said_is_the_persons_own(wanted: dict[str, str | None]) -> None:
    after = corrected(SAID, Correction(**wanted))
    assert after.title
    for detail in Detail:
        was, now, said = (getattr(SAID, detail.value), getattr(after, detail.value), wanted[detail.value])
        if said is None:
            assert (now, detail in after.own) == (was, False)
        elif detail in after.own:
            assert now == " ".join(said.split()) != was
        else:
            assert now in (was, None)


def test_the_same_again_is_not_the_persons_own() -> None:
    assert corrected(SAID, Correction(title="A  title")).own == frozenset()


def test_an_own_value_stays_own_when_another_is_corrected() -> None:
    once = corrected(SAID, Correction(title="Mine"))
    twice = corrected(once, Correction(title="Mine", site="Also mine"))
    assert twice.own == {Detail.TITLE, Detail.SITE}
    assert Correction().empty

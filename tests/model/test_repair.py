from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.model.repair import BlockKind, BlockWords, Repair, Step, fingerprint

words = st.frozensets(st.builds(BlockWords, st.integers(0, 2**63 - 1), st.integers(0, 5)), max_size=4)
kinds = st.frozensets(st.builds(BlockKind, st.text(), st.text(), st.text()), max_size=4)
containers = st.none() | st.lists(st.builds(Step, st.text(), st.text(), st.integers(0, 9)), max_size=3).map(
    tuple
)


@st.composite
def repairs(draw: st.DrawFn) -> Repair:
    dropped, dropped_kinds = draw(words), draw(kinds)
    return Repair(
        dropped, draw(words) - dropped, dropped_kinds, draw(kinds) - dropped_kinds, draw(containers)
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The mill", "  the\u00a0MILL. "),
        ("ﬁne — cafe\u0301", "fine café"),
        ("…", " … "),
    ],
)
def test_a_fingerprint_is_of_what_is_said(one: str, other: str) -> None:
    assert fingerprint(one) == fingerprint(other)


@given(st.text())
def test_a_fingerprint_is_a_number_that_sqlite_keeps(text: str) -> None:
    assert 0 <= fingerprint(text) < 2**63


def test_other_words_have_another_fingerprint() -> None:
    assert len({fingerprint(each) for each in ("the mill", "the mills", "…", "—", "")}) == 5


@given(repairs())
def test_a_repair_survives_being_kept(repair: Repair) -> None:
    assert Repair.from_json(repair.to_json()) == repair


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 2}', '{"format": 1}', '{"format": 1, "dropped": [[1]]}']
)
def test_what_is_no_repair_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json's and ours
        Repair.from_json(text)


@given(repairs(), repairs())
def test_the_repair_of_the_page_has_the_last_word(own: Repair, of_site: Repair) -> None:
    both = own.over(of_site)
    assert own.over(both) == both
    assert own.dropped <= both.dropped
    assert own.brought_back <= both.brought_back
    assert not both.dropped & both.brought_back
    assert not both.dropped_kinds & both.brought_back_kinds
    assert both.container == (of_site.container if own.container is None else own.container)


@given(repairs())
def test_no_repair_changes_nothing(repair: Repair) -> None:
    assert Repair().empty
    assert repair.over(Repair()) == Repair().over(repair) == repair

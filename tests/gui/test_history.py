"""Back and forward, as in a browser."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postil.gui.history import History, Stop
from postil.gui.library.spots import ARCHIVE, INBOX, READING
from postil.model.ids import PageId

ONE, TWO, THREE = Stop(INBOX, None), Stop(READING, PageId("a")), Stop(ARCHIVE, PageId("b"))


def test_there_and_back() -> None:
    history = History()
    for stop in (ONE, TWO, THREE):
        history.visit(stop)
    assert (history.back(), history.back(), history.back()) == (TWO, ONE, None)
    assert (history.forward(), history.forward(), history.forward()) == (TWO, THREE, None)


def test_going_elsewhere_forgets_what_lay_ahead() -> None:
    history = History()
    history.visit(ONE)
    history.visit(TWO)
    history.back()
    history.visit(THREE)
    assert history.forward() is None
    assert history.back() == ONE


def test_staying_is_no_step() -> None:
    history = History()
    history.visit(ONE)
    history.visit(ONE)
    assert history.back() is None


@given(st.lists(st.sampled_from([ONE, TWO, THREE]), min_size=1, max_size=12))
def test_all_the_way_back_and_forward_ends_where_it_began(stops: list[Stop]) -> None:
    history = History()
    for stop in stops:
        history.visit(stop)
    while history.back() is not None:
        pass
    seen = [stops[0]]
    while (ahead := history.forward()) is not None:
        seen.append(ahead)
    assert seen[-1] == stops[-1]

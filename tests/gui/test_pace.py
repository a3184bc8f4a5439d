from __future__ import annotations

from postil.gui.pace import Pace


def test_at_first_nothing_is_known() -> None:
    pace = Pace()
    assert pace.rate == 0
    assert pace.seconds_left is None
    pace.note(100, 10.0)
    pace.note(90, 11.0)
    assert pace.seconds_left is None, "a second says nothing"


def test_what_is_left_takes_as_long_as_what_was_done() -> None:
    pace = Pace()
    pace.note(1000, 50.0)
    pace.note(800, 55.0)
    assert pace.rate == 40
    assert pace.seconds_left == 20


def test_it_is_the_pace_of_late_that_counts() -> None:
    pace = Pace()
    pace.note(10_000, 0.0)
    pace.note(1000, 10.0)
    pace.note(900, 40.0)
    pace.note(870, 50.0)
    assert 2 <= pace.rate <= 4


def test_more_work_begins_anew() -> None:
    pace = Pace()
    pace.note(100, 0.0)
    pace.note(0, 10.0)
    pace.note(500, 11.0)
    assert pace.seconds_left is None


def test_where_nothing_goes_on_no_time_is_told() -> None:
    pace = Pace()
    pace.note(100, 0.0)
    pace.note(100, 10.0)
    assert pace.seconds_left is None

from __future__ import annotations

from postil.app.pace import Pace, in_words


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


def test_work_that_stood_still_begins_anew() -> None:
    pace = Pace()
    pace.note(100, 0.0)
    pace.note(60, 10.0)
    pace.restart()
    assert pace.rate == 0
    assert pace.seconds_left is None


def told_after(*, done: int, left: int, seconds: float) -> str:
    pace = Pace()
    pace.note(done + left, 0.0)
    pace.note(left, seconds)
    return in_words(pace)


def test_rate_and_time_left_are_told_once_they_are_known() -> None:
    assert told_after(done=10, left=90, seconds=1) == ""
    assert told_after(done=240, left=4320, seconds=10) == "24 a second · about 3 minutes left"
    assert told_after(done=240, left=1440, seconds=10) == "24 a second · about 1 minute left"
    assert told_after(done=240, left=24, seconds=10) == "24 a second · less than a minute left"
    assert told_after(done=100, left=72_000, seconds=10) == "10 a second · about 2 hours left"
    assert told_after(done=1, left=1, seconds=10) == "1 a second · less than a minute left"


def test_where_nobody_knows_how_much_there_is_only_the_rate_is_told() -> None:
    pace = Pace()
    pace.note(0, 0.0)
    pace.note(-240, 10.0)
    assert pace.seconds_left is None
    assert in_words(pace) == "24 a second"

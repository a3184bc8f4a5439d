from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from postil.app.backup_thinning import DAYS, MONTHS, WEEKS, kept

FIRST = datetime(2019, 11, 1, tzinfo=UTC)


def _after(minutes: int) -> datetime:
    return FIRST + timedelta(minutes=minutes)


TIMES = st.sets(st.integers(0, 850 * 24 * 60).map(_after), max_size=60)
"""More than two years, so that months and the weeks around New Year come twice."""


@given(TIMES)
def test_no_time_is_made_up_and_the_newest_stays(times: set[datetime]) -> None:
    assert kept(times) <= times
    assert not times or max(times) in kept(times)


@given(TIMES)
def test_no_more_than_the_days_weeks_and_months_stay(times: set[datetime]) -> None:
    assert len(kept(times)) <= DAYS + WEEKS + MONTHS


@given(TIMES)
def test_what_stays_stays_again(times: set[datetime]) -> None:
    assert kept(kept(times)) == kept(times)


@given(TIMES)
def test_thinned_after_each_backup_or_once_after_all_is_the_same(times: set[datetime]) -> None:
    left: set[datetime] = set()
    for time in sorted(times):
        left = set(kept({*left, time}))
    assert left == kept(times)


@given(TIMES)
def test_the_newest_of_every_day_week_and_month_of_late_stays(times: set[datetime]) -> None:
    days = sorted({time.date() for time in times})[-DAYS:]
    months = sorted({(time.year, time.month) for time in times})[-MONTHS:]
    for day in days:
        assert max(time for time in times if time.date() == day) in kept(times)
    for month in months:
        assert max(time for time in times if (time.year, time.month) == month) in kept(times)


def test_two_years_of_days_come_down_to_seven_days_four_weeks_and_twelve_months() -> None:
    last = datetime(2026, 6, 17, 8, tzinfo=UTC)  # a Wednesday
    daily = [last - timedelta(days=number) for number in range(730)]
    days = [last - timedelta(days=number) for number in range(7)]  # back to Thursday of the week before
    sundays = [datetime(2026, 6, day, 8, tzinfo=UTC) for day in (14, 7)] + [
        datetime(2026, 5, 31, 8, tzinfo=UTC)
    ]
    ends = [
        datetime(2026, 5, 31, 8, tzinfo=UTC),
        datetime(2026, 4, 30, 8, tzinfo=UTC),
        datetime(2026, 3, 31, 8, tzinfo=UTC),
        datetime(2026, 2, 28, 8, tzinfo=UTC),
        datetime(2026, 1, 31, 8, tzinfo=UTC),
        *(
            datetime(2025, month, 31 if month in (7, 8, 10, 12) else 30, 8, tzinfo=UTC)
            for month in range(7, 13)
        ),
    ]
    assert kept(daily) == {*days, *sundays, *ends}


def test_several_of_one_day_come_down_to_the_last_of_it() -> None:
    morning, evening = datetime(2026, 5, 4, 6, tzinfo=UTC), datetime(2026, 5, 4, 20, tzinfo=UTC)
    next_day = datetime(2026, 5, 5, 1, tzinfo=timezone(timedelta(hours=3)))  # 22:00 of the day before, in UTC
    assert kept([morning, evening, next_day]) == {next_day}

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.importers.times import published_on, read_time

MOMENT = datetime(2021, 7, 4, 18, 5, 9, tzinfo=UTC)
STAMP = 1625421909


@pytest.mark.parametrize(
    "value",
    [
        STAMP,
        float(STAMP),
        STAMP * 10**3,
        STAMP * 10**6,
        STAMP * 10**9,
        str(STAMP),
        f" {STAMP * 1000} ",
        f"{STAMP}.0",
        "2021-07-04T18:05:09Z",
        "2021-07-04t18:05:09.000000000z",
        "2021-07-04T20:05:09+02:00",
        "2021-07-04T20:05:09+0200",
        "2021-07-04T14:05:09-04",
        "2021-07-04 18:05:09+00:00",
        "2021-07-04 18:05:09 UTC",
        "2021-07-04T18:05:09",
        "2021-07-04 18:05:09",
        "2021-07-04T20:05:09+02:00[Europe/Paris]",
        "'2021-07-04 18:05:09'",
        "20210704180509",
        "20210704T180509Z",
        "20210704180509000",
        "Sun, 04 Jul 2021 18:05:09 GMT",
        "Sun, 04 Jul 2021 20:05:09 +0200",
        "Sunday, 04-Jul-2021 18:05:09 GMT",
        "Sun Jul  4 18:05:09 2021",
        "Sun Jul 04 2021 21:05:09 GMT+0300 (Eastern European Summer Time)",
        "07/04/2021 18:05:09",
        "07/04/2021, 6:05:09 PM",
        "4.7.2021 18:05:09",
        "2021/07/04 18:05:09",
        "2021-07-04 6:05:09 PM",
        "July 4, 2021 6:05:09 PM",
        "4 Jul 2021 6:05:09 PM",
        "4 juillet 2021 18:05:09",
        "4 липня 2021 18:05:09",
    ],
)
def test_one_moment_in_many_words(value: object) -> None:
    moment = read_time(value)
    assert moment == MOMENT
    assert moment.tzinfo is UTC


def test_days() -> None:
    day = datetime(2021, 7, 4, tzinfo=UTC)
    assert read_time("2021-07-04") == read_time("20210704") == read_time("4.7.2021") == day
    assert read_time("25/12/2021") == read_time("12/25/2021") == datetime(2021, 12, 25, tzinfo=UTC)


def test_which_number_is_the_month() -> None:
    assert read_time("03/04/2021 10:00:00", day_first=True) == datetime(2021, 4, 3, 10, tzinfo=UTC)
    assert read_time("03/04/2021 10:00:00") == datetime(2021, 3, 4, 10, tzinfo=UTC)


def test_leap_seconds_and_the_end_of_a_day() -> None:
    assert read_time("2016-12-31T23:59:60Z") == datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert read_time("2021-07-04T24:00:00") == datetime(2021, 7, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        None, True, False, "", " ", 0, 1, 2021, -STAMP, float("nan"), float("inf"), 10**30, [], {},
        b"2021-07-04", "never", "yesterday", "2021", "July 2021", "2021-13-01", "2021-02-30",
        "0000-00-00 00:00:00", "31/31/2021",
        "0001-01-01T00:00:00Z", "-0001-11-30T00:00:00+00:00", "9999-12-31", "2021-07-04" * 100, "12:30",
    ],
)  # fmt: skip
def test_what_is_no_time(value: object) -> None:
    assert read_time(value) is None


@given(value=st.none() | st.floats() | st.integers() | st.text("0123456789-/:. TZ+JulPM", max_size=40))
def test_it_never_fails(value: object) -> None:
    moment = read_time(value)
    assert moment is None or moment.tzinfo is UTC


def test_when_a_page_was_published() -> None:
    assert published_on(MOMENT) == "2021-07-04T18:05:09Z"
    assert published_on(datetime(2021, 7, 4, tzinfo=UTC)) == "2021-07-04"
    assert published_on(None) is None

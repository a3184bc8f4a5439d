from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.store.timestamps import from_text, from_text_or_none, to_text, to_text_or_none

ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=ZONES)  # noqa: DTZ001 - zones are drawn


def test_the_form() -> None:
    kyiv = datetime(2025, 1, 23, 11, 2, tzinfo=timezone(timedelta(hours=2)))
    assert to_text(kyiv) == "2025-01-23T09:02:00.000000+00:00"


@given(TIMES)
def test_there_and_back(time: datetime) -> None:
    assert from_text(to_text(time)) == time
    assert from_text(to_text(time)).tzinfo == UTC


@given(TIMES, TIMES)
def test_texts_sort_as_times(one: datetime, other: datetime) -> None:
    assert (to_text(one) < to_text(other)) == (one < other)


def test_no_time_is_no_text() -> None:
    assert to_text_or_none(None) is None
    assert from_text_or_none(None) is None


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        to_text(datetime(2025, 1, 23))  # noqa: DTZ001 - what is refused

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.extraction.dates import find_date, to_iso

_LATEST = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-03-04", "2025-03-04"),
        ("2025-03-04T10:12:13Z", "2025-03-04T10:12:13Z"),
        ("2025-03-04T10:12:13.123+02:00", "2025-03-04T10:12:13+02:00"),
        ("2025-03-04T10:12+0530", "2025-03-04T10:12+05:30"),
        ("2025-03-04 10:12:13", "2025-03-04T10:12:13"),
        ("20250304", "2025-03-04"),
        ("20250304T101213Z", "2025-03-04T10:12:13Z"),
        ("1741082400", "2025-03-04T10:00:00Z"),
        ("1741082400000", "2025-03-04T10:00:00Z"),
    ],
)
def test_machine_dates_keep_their_precision_and_zone(text: str, iso: str) -> None:
    assert to_iso(text, latest=_LATEST) == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2025",
        "2025-13-01",
        "2025-02-30",
        "March 2025",
        "1970-01-01T00:00:00Z",
        "12:30",
        "0000000000",
    ],
)
def test_what_is_no_whole_date_is_none(text: str) -> None:
    assert to_iso(text, latest=_LATEST) is None


def test_a_date_after_the_page_was_saved_is_none() -> None:
    assert to_iso("2026-02-01", latest=_LATEST) is None
    assert to_iso("2026-01-02", latest=_LATEST) == "2026-01-02"  # it may be tomorrow further east


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("Thursday, 23 January 2025, 11:02", "en", "2025-01-23T11:02"),
        ("Jan. 5, 2024 at 9:07 p.m. ET", "en", "2024-01-05T21:07"),
        ("Published March 3rd, 2021", "en", "2021-03-03"),
        ("5:30 PM on July 4, 2020", "en", "2020-07-04T17:30"),
        ("Date:2025-04-15 09:27:15", "en", "2025-04-15T09:27:15"),
        ("Четвер, 23 січня 2025, 11:02", "uk", "2025-01-23T11:02"),
        ("23 января 2025 года", "ru", "2025-01-23"),
        ("Veröffentlicht am 3. März 2022 um 14:05 Uhr", "de", "2022-03-03T14:05"),
        ("le 14 juillet 2019", "fr", "2019-07-14"),
        ("15 de mayo de 2023", "es", "2023-05-15"),
        ("2024年5月13日 08:30", "zh", "2024-05-13T08:30"),
        ("2024년 5월 13일", "ko", "2024-05-13"),
        ("13.05.2024, 08:30", "de", "2024-05-13T08:30"),
        ("25/12/2023", None, "2023-12-25"),
        ("12/25/2023", None, "2023-12-25"),
        ("03/04/2023", "en-US", "2023-03-04"),
        ("03/04/2023", "en-GB", "2023-04-03"),
    ],
)
def test_dates_as_people_write_them(text: str, language: str | None, iso: str) -> None:
    found = find_date(text, language=language, latest=_LATEST)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize("language", ["en", None])
def test_a_date_that_could_be_two_days_is_not_guessed(language: str | None) -> None:
    assert find_date("03/04/2023", language=language, latest=_LATEST) is None


@pytest.mark.parametrize(
    "text",
    ["version 10.2.2023.1", "call 555-01-2023", "© 2023 The Courier", "in May 2023", "10 apples 2023 pears"],
)
def test_numbers_that_are_no_dates(text: str) -> None:
    assert find_date(text, language="en", latest=_LATEST) is None


def test_the_span_covers_the_time_and_nothing_before() -> None:
    text = "Jane DoeMonday, 3 March 2025, 10:12 | World"
    found = find_date(text, language="en", latest=_LATEST)
    assert found is not None
    assert text[found.start : found.end] == "3 March 2025, 10:12"


@given(st.dates(min_value=date(1971, 1, 1), max_value=date(2025, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert to_iso(day.isoformat(), latest=_LATEST) == day.isoformat()
    written = f"{day.day} {day:%B} {day.year}"
    assert to_iso(written, latest=_LATEST) == day.isoformat()


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    found = find_date(text, language="en", latest=_LATEST)
    assert found is None or (0 <= found.start < found.end <= len(text) and found.iso[4] == "-")

from __future__ import annotations

from datetime import date

import pytest

from postil.search.dates import Reversed, Span, day_of, span

TODAY = date(2026, 3, 4)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-01", date(2026, 1, 1), date(2026, 1, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2026-01-17", date(2026, 1, 17), date(2026, 1, 17)),
        ("2026-01..2026-03", date(2026, 1, 1), date(2026, 3, 31)),
        ("..2025", date.min, date(2025, 12, 31)),
        ("2026-03-02..", date(2026, 3, 2), date.max),
        ("today", TODAY, TODAY),
        ("Yesterday", date(2026, 3, 3), date(2026, 3, 3)),
        ("week", date(2026, 3, 2), TODAY),
        ("month", date(2026, 3, 1), TODAY),
        ("year", date(2026, 1, 1), TODAY),
        ("<30d", date(2026, 2, 2), date.max),
        ("<2w", date(2026, 2, 18), date.max),
        (">1y", date.min, date(2025, 3, 3)),
        ("<99999y", date.min, date.max),
        ("2026-01..*", date(2026, 1, 1), date.max),
        ("*..2025", date.min, date(2025, 12, 31)),
        (">2025", date(2026, 1, 1), date.max),
        ("<2025-03", date.min, date(2025, 2, 28)),
        (">2025-12-31", date(2026, 1, 1), date.max),
    ],
)
def test_spans(text: str, first: date, last: date) -> None:
    assert span(text, TODAY) == Span(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "banana",
        "*",
        "*..*",
        "<",
        ">today",
        "<2026-13",
        "2026-13",
        "2026-02-30",
        "26",
        "..",
        "<30",
        "30d",
        "2026-05..2026-01",
        "0000",
        "9999-99",
    ],
)
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(ValueError, match=r"day|month|year|ends"):
        span(text, TODAY)


def test_a_span_that_runs_backwards_is_told_apart() -> None:
    with pytest.raises(Reversed):
        span("2026-05..2026-01", TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-01-23T11:02+02:00", date(2025, 1, 23)),
        ("2025-01", date(2025, 1, 1)),
        ("2025", date(2025, 1, 1)),
        ("2025-02-31", None),
        ("soon", None),
        (None, None),
    ],
)
def test_the_day_of_a_published_date(text: str | None, day: date | None) -> None:
    assert day_of(text) == day

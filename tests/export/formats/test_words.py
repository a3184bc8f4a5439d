from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.export.formats.words import date_parts, exactly, line, lines, moment

any_text = st.text(st.characters(categories=None, exclude_categories=())) | st.text()


@given(any_text)
def test_what_a_file_holds_is_text_without_commands(text: str) -> None:
    for clean in (line(text), lines(text), exactly(text)):
        clean.encode()
        assert not any(
            unicodedata.category(letter) in ("Cc", "Cs") for letter in clean if letter not in "\t\n\r"
        )
        assert "\ufffe" not in clean
        assert "\U0001ffff" not in clean
    assert "\n" not in line(text)
    assert "\r" not in lines(text)
    assert exactly(exactly(text)) == exactly(text)


def test_letters_of_all_scripts_stay() -> None:
    text = "Щит, 水車, מים, नदी, 🎡👩‍🌾 e\u0301"
    assert (line(text), lines(text), exactly(text)) == (text, text, text)


def test_a_line_turns_no_letters_that_stand_behind_it() -> None:
    assert line("a\u202eb\u2066c\r\nd") == "abc d"
    assert lines("a\u202eb\r\nc\x85d") == "ab\nc\nd"


def test_a_time_is_told_in_utc() -> None:
    kyiv = timezone(timedelta(hours=2))
    assert moment(datetime(2026, 11, 22, 1, 30, tzinfo=kyiv)) == "2026-11-21T23:30:00Z"


@pytest.mark.parametrize(
    ("date", "parts"),
    [
        ("2025-01-23", (2025, 1, 23)),
        ("2025-01-23T11:02+02:00", (2025, 1, 23)),
        ("2025-01", (2025, 1)),
        ("2025", (2025,)),
        ("2025-13-01", (2025,)),
        ("2025-02-31", (2025, 2)),
        ("0000-01-01", ()),
        ("20251", ()),
        ("soon", ()),
        (None, ()),
    ],
)
def test_a_date_is_as_precise_as_it_says(date: str | None, parts: tuple[int, ...]) -> None:
    assert date_parts(date) == parts

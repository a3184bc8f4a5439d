"""Dates are shown and read as people write them."""

from __future__ import annotations

import pytest

from postil.gui.written_dates import readable_date, written_date


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("2026-11-14T08:00:00+00:00", "2026-11-14 08:00 UTC"),
        ("2026-11-14T08:00:00+02:00", "2026-11-14 08:00 +02:00"),
        ("2026-11-14T08:00:00", "2026-11-14 08:00"),
        ("2026-11-14T00:00:00Z", "2026-11-14"),
        ("2026-11", "2026-11"),
        ("2026", "2026"),
        ("", ""),
    ],
)
def test_a_date_is_shown_without_signs_for_machines(kept: str, shown: str) -> None:
    assert readable_date(kept) == shown


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2026", "2026"),
        ("2026-11", "2026-11"),
        (" 2026-11-14 ", "2026-11-14"),
        ("2026-11-14 08:00", "2026-11-14T08:00:00"),
        ("2026-11-14 08:00 UTC", "2026-11-14T08:00:00+00:00"),
        ("2026-11-14 08:00 +02:00", "2026-11-14T08:00:00+02:00"),
        ("14 November 2026", "2026-11-14"),
        ("Nov 14, 2026", "2026-11-14"),
        ("14 листопада 2026", "2026-11-14"),
        ("14.11.2026", "2026-11-14"),
        ("2026-02-30", None),
        ("2026-02-28 25:00", None),
        ("soon", None),
        ("November", None),
    ],
)
def test_a_date_is_read_however_it_is_written(written: str, kept: str | None) -> None:
    assert written_date(written) == kept

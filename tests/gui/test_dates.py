"""Dates and times are written as the person's locale writes them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale

from postil.gui import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.gui

DAY = date(2024, 3, 12)
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _locale_is_put_back() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("locale", "long", "short", "of_this_year", "month"),
    [
        ("en_US", "March 12, 2024", "Mar 12, 2024", "Mar 12", "March 2024"),
        ("en_GB", "12 March 2024", "12 Mar 2024", "12 Mar", "March 2024"),
        ("uk_UA", "12 березня 2024\u202fр.", "12 бер. 2024\u202fр.", "12 бер.", "березень 2024"),
        ("de_DE", "12. März 2024", "12. März 2024", "12. März", "März 2024"),
        ("ja_JP", "2024年3月12日", "2024年3月12日", "3月12日", "2024年3月"),
        ("es_ES", "12 de marzo de 2024", "12 de mar de 2024", "12 de mar", "marzo 2024"),
        ("lv_LV", "2024. gada 12. marts", "2024. gada 12. marts", "12. marts", "2024. gada marts"),
        ("ar_EG", "١٢ مارس ٢٠٢٤", "١٢ مارس ٢٠٢٤", "١٢ مارس", "مارس 2024"),
    ],
)
def test_a_day_is_written_as_the_locale_has_it(
    locale: str, long: str, short: str, of_this_year: str, month: str
) -> None:
    QLocale.setDefault(QLocale(locale))
    assert dates.long_date(DAY) == long
    assert dates.short_date(DAY, TODAY) == short
    assert dates.short_date(DAY.replace(year=2026), TODAY) == of_this_year
    assert dates.month(DAY) == month


def test_no_locale_leaves_a_weekday_or_the_marks_of_a_pattern() -> None:
    every = QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    )
    for locale in every:
        QLocale.setDefault(locale)
        shown = dates.long_date(DAY)
        if locale.dayName(2) not in locale.monthName(3):
            assert locale.dayName(2) not in shown, locale.name()
        assert "'" not in shown, locale.name()


def test_the_last_two_days_are_called_by_their_names() -> None:
    assert dates.short_date(TODAY, TODAY) == "Today"
    assert dates.short_date(TODAY - timedelta(days=1), TODAY) == "Yesterday"


def test_a_moment_has_the_clock_of_the_locale() -> None:
    then = datetime(2024, 3, 12, 14, 5).astimezone()
    QLocale.setDefault(QLocale("en_GB"))
    assert dates.moment(then) == "12 Mar 2024, 14:05"
    QLocale.setDefault(QLocale("en_US"))
    assert dates.moment(then) == "Mar 12, 2024, 2:05\u202fPM"

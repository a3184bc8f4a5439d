from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.kindle_clippings import KindleClippings
from postil.importers.exports.kindle_dates import read_kindle_date

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

CLIPPINGS = """\ufeffThe Salt Road (Second edition) (Wren, Ada; Ole Lind)
- Your Highlight on page 12 | Location 180-182 | Added on Monday, January 1, 2024 10:00:00 PM

Salt was carried inland
on the backs of mules.
==========
\ufeffThe Salt Road (Second edition) (Wren, Ada; Ole Lind)
- Your Note on page 12 | Location 182 | Added on Monday, January 1, 2024 10:01:00 PM

Which mules?
==========
The Salt Road (Second edition) (Wren, Ada; Ole Lind)
- Your Highlight on page 12 | Location 180-183 | Added on Monday, January 1, 2024 10:03:00 PM

Salt was carried inland
on the backs of mules. Nobody paid them.
==========
The Salt Road (Second edition) (Wren, Ada; Ole Lind)
- Your Bookmark on page 14 | Location 200 | Added on Tuesday, January 2, 2024 8:00:00 AM


==========
Das Boot im Moor (Ilse Kant)
- Ihre Markierung bei Position 77-78 | Hinzugefügt am Samstag, 2. März 2019 um 07:05:09

Das Moor schweigt.
==========
Das Boot im Moor (Ilse Kant)
- Ihre Notiz bei Position 400 | Hinzugefügt am Sonntag, 3. März 2019 um 07:05:09

Noch einmal lesen
==========
潮の本 (滝 慧)
- 位置No. 12-14のハイライト |作成日: 2020年5月6日水曜日 13:14:15

潮が引く。
==========
"""


class TestKindleClippings(ImporterContract):
    importer = KindleClippings()
    good = (
        ("My Clippings.txt", CLIPPINGS.replace("\n", "\r\n").encode()),
        ("utf16.txt", CLIPPINGS.encode("utf-16")),
    )


def books(tmp_path: Path, text: str = CLIPPINGS) -> list[Capture]:
    path = tmp_path / "My Clippings.txt"
    path.write_bytes(text.replace("\n", "\r\n").encode())
    return list(registry.read(path))


def test_a_capture_for_each_book(tmp_path: Path) -> None:
    salt, moor, tide = books(tmp_path)
    assert (salt.record.title, salt.record.byline) == ("The Salt Road (Second edition)", "Ada Wren, Ole Lind")
    assert (moor.record.title, moor.record.byline) == ("Das Boot im Moor", "Ilse Kant")
    assert (tide.record.title, tide.record.byline) == ("潮の本", "滝 慧")
    assert all(book.waiting and book.address is None and book.page == b"" for book in (salt, moor, tide))


def test_the_longer_of_two_highlights_with_the_note_on_it(tmp_path: Path) -> None:
    salt, moor, _tide = books(tmp_path)
    (found,) = salt.record.annotations
    assert found.quote.exact == "Salt was carried inland\non the backs of mules. Nobody paid them."
    assert found.note == "Which mules?"
    assert found.created == datetime(2024, 1, 1, 22, 0, tzinfo=UTC)
    assert [each.quote.exact for each in moor.record.annotations] == ["Das Moor schweigt."]
    assert moor.record.note == "Noch einmal lesen"


def test_highlights_that_only_overlap_are_both_kept(tmp_path: Path) -> None:
    text = "".join(
        f"B (A)\n- Your Highlight on Location {place} | Added on 1 May 2020\n\n{words}\n==========\n"
        for place, words in (("10-12", "one two"), ("12-14", "two three"), ("30-31", "one"))
    )
    (book,) = books(tmp_path, text)
    assert [each.quote.exact for each in book.record.annotations] == ["one two", "two three", "one"]


def test_words_that_the_publisher_withholds_are_told(tmp_path: Path) -> None:
    text = (
        CLIPPINGS
        + "Late (X)\n- Your Highlight on Location 9-9 | Added on 1 May 2020\n\n<You have reached the limit>\n"
    )
    assert any("publisher" in warning for book in books(tmp_path, text) for warning in book.warnings)


@pytest.mark.parametrize(
    "headings",
    [
        (
            "7ページ|位置No. 80-82のハイライト |作成日: 2020年5月6日水曜日 13:14:15",
            "7ページ|位置No. 82のメモ |作成日: 2020年5月6日水曜日 13:15:15",
        ),
        (
            "Sayfa 7 | Konum 80-82 konumundaki Vurgunuz | Eklenme: 6 Mayıs 2020 Çarşamba 13:14:15",
            "Sayfa 7 | Konum 82 konumundaki Notunuz | Eklenme: 6 Mayıs 2020 Çarşamba 13:15:15",
        ),
    ],
)
def test_the_page_may_stand_before_what_a_clipping_is(tmp_path: Path, headings: tuple[str, str]) -> None:
    marked, noted = headings
    path = tmp_path / "My Clippings.txt"
    border = "\n==========\n"
    book = "Tides (Kei Taki)\n-"
    clippings = (f"{book} {marked}\n\nThe tide goes out.", f"{book} {noted}\n\ntwice")
    path.write_text("".join(each + border for each in clippings), encoding="utf-8")
    (tides,) = registry.read(path)
    (tide,) = tides.record.annotations
    assert (tide.quote.exact, tide.note) == ("The tide goes out.", "twice")
    assert tide.created == datetime(2020, 5, 6, 13, 14, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Added on Saturday, 26 March 2016 14:59:39", datetime(2016, 3, 26, 14, 59, 39, tzinfo=UTC)),
        ("Added on Friday, July 3, 2020, 12:05 AM", datetime(2020, 7, 3, 0, 5, tzinfo=UTC)),
        (
            "Añadido el sábado, 17 de diciembre de 2022 2:30:30 p. m.",
            datetime(2022, 12, 17, 14, 30, 30, tzinfo=UTC),
        ),
        ("Ajouté le dimanche 1 août 2021 20:00:01", datetime(2021, 8, 1, 20, 0, 1, tzinfo=UTC)),
        ("Aggiunto in data lunedì 5 ottobre 2015 08:07:06", datetime(2015, 10, 5, 8, 7, 6, tzinfo=UTC)),
        ("Adicionado: terça-feira, 4 de maio de 2021 09:08:07", datetime(2021, 5, 4, 9, 8, 7, tzinfo=UTC)),
        ("Toegevoegd op zondag 6 maart 2022 10:11:12", datetime(2022, 3, 6, 10, 11, 12, tzinfo=UTC)),
        ("Добавлено: суббота, 2 мая 2020 г. в 21:22:23", datetime(2020, 5, 2, 21, 22, 23, tzinfo=UTC)),
        ("添加于 2019年10月12日星期六 下午1:37:31", datetime(2019, 10, 12, 13, 37, 31, tzinfo=UTC)),
    ],
)
def test_dates_in_the_languages_of_the_device(text: str, moment: datetime) -> None:
    assert read_kindle_date(text) == moment


def test_what_is_no_date_is_none() -> None:
    assert read_kindle_date("Added on some day") is None
    assert read_kindle_date("Added on 31 February 2020") is None


@pytest.mark.parametrize("flood", ["=" * 2_000_000, "\ufeff" * 700_000, "a\n- " + "1" * 2_000_000])
def test_a_text_that_repeats_one_sign_is_no_clippings(flood: str, tmp_path: Path) -> None:
    assert KindleClippings().confidence(flood.encode(), tmp_path / "clippings.txt") == 0

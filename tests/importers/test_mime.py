from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from postil.importers import mime

if TYPE_CHECKING:
    from email.message import Message


def first(headers: str, body: str = "") -> Message:
    return mime.parse_mime(f"{headers}\r\n\r\n{body}".encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("The barn", "The barn"),
        ("=?utf-8?Q?a=C3?=\r\n =?utf-8?Q?=BC_b?=", "aü b"),
        ("=?windows-1251?B?0eDk?=", "Сад"),
        ("=?iso-8859-1?Q?caf=E9?= au =?iso-8859-1?Q?verger?=", "café au verger"),
        ("=?no-such?Q?caf=E9s?=", "cafés"),
        ("=?utf-8?B?%%%?= left", "left"),
        ("Сад без кодировки", "Сад без кодировки"),
        ("folded\r\n\tonce", "folded once"),
    ],
)
def test_headers_are_read_as_people_wrote_them(written: str, read: str) -> None:
    assert mime.header_text(first(f"Subject: {written}"), "subject") == read


def test_addresses_are_put_together_where_they_were_folded() -> None:
    folded = first("Content-Location: https://orchard.example/a\r\n\t/b")
    encoded = first("Content-Location: =?utf-8?Q?https://orchard.example/?=\r\n =?utf-8?Q?=D1=81?=")
    assert mime.header_address(folded, "Content-Location") == "https://orchard.example/a/b"
    assert mime.header_address(encoded, "Content-Location") == "https://orchard.example/с"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Tue, 5 Mar 2024 12:30:00 +0200", datetime(2024, 3, 5, 10, 30, tzinfo=UTC)),
        ("Tue, 05 Mar 2024 10:30:00 GMT", datetime(2024, 3, 5, 10, 30, tzinfo=UTC)),
        ("5 Mar 2024 10:30:00", datetime(2024, 3, 5, 10, 30, tzinfo=UTC)),
        ("Tue, 31 Feb 2024 10:30:00 GMT", None),
        ("", None),
    ],
)
def test_times_are_in_utc(written: str, read: datetime | None) -> None:
    assert mime.header_time(first(f"Date: {written}")) == read


def test_parameters_are_read_with_and_without_quotes() -> None:
    part = first("Content-Type: TEXT/HTML; name=\"a;b\"; charset='koi8-r'; start=<a@b>")
    assert mime.part_type(part) == "text/html"
    assert mime.part_charset(part) == "koi8-r"
    assert mime.header_parameter(part, "Content-Type", "name") == "a;b"
    assert mime.header_parameter(part, "Content-Type", "start") == "<a@b>"
    assert mime.header_parameter(part, "Content-Type", "boundary") is None


def test_parts_in_parts_and_letters_in_letters_are_opened() -> None:
    message = mime.parse_mime(
        b'Content-Type: multipart/mixed; boundary="a"\n\n'
        b'--a\nContent-Type: multipart/alternative; boundary="b"\n\n--b\n\none\n--b\n\ntwo\n--b--\n'
        b"--a\nContent-Type: message/rfc822\n\nSubject: inner\n\nthree\n--a--\n"
    )
    assert [mime.part_bytes(part).strip() for part in mime.leaves(message)] == [b"one", b"two", b"three"]


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "x-uuencode", "8bit", "unheard-of"])
def test_a_part_whose_encoding_is_broken_gives_what_there_is(encoding: str) -> None:
    part = first(f"Content-Transfer-Encoding: {encoding}", "=ZZ \udcff ==== begin 6")
    assert isinstance(mime.part_bytes(part), bytes)

"""Web archives for tests, written by warcio as crawlers write them."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

if TYPE_CHECKING:
    from typing import Any

WHEN = "2023-06-01T09:30:00Z"
LATER = "2024-06-01T09:30:00Z"
SENTENCE = "The bell founder poured the bronze at night, and by noon the mould was still too warm to touch."


def page(title: str, extra: str = "") -> bytes:
    """An article of a few paragraphs."""
    paragraphs = "".join(f"<p>{number}. {SENTENCE}</p>" for number in range(1, 6))
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{paragraphs}{extra}</article></body></html>"
    ).encode()


def picture(color: int = 90) -> bytes:
    """A small PNG image of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([color, 0, 0]) * 12 for _row in range(9))
    head = struct.pack(">IIBBBBB", 12, 9, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


class Writer:
    """A web archive that is being written."""

    def __init__(self, *, compressed: bool = True) -> None:
        self._file = io.BytesIO()
        self._writer = WARCWriter(self._file, gzip=compressed)
        self._writer._create_temp_file = io.BytesIO  # else it leaves files open

    @property
    def content(self) -> bytes:
        """The file."""
        return self._file.getvalue()

    def response(
        self, address: str, body: bytes, *headers: tuple[str, str], status: str = "200 OK", **others: str
    ) -> str:
        """An answer; ``others`` are headers of the record, ``WARC_Date``. The id of the record."""
        stated = headers or (("Content-Type", "text/html; charset=utf-8"),)
        http = StatusAndHeaders(status, list(stated), protocol="HTTP/1.1")
        return self._add(address, "response", body, http, **others)

    def request(self, address: str, *headers: tuple[str, str], **others: str) -> str:
        """A question of a browser."""
        http = StatusAndHeaders("GET / HTTP/1.1", list(headers), is_http_request=True)
        return self._add(address, "request", b"", http, **others)

    def record(self, address: str, kind: str, body: bytes, content_type: str, **others: str) -> str:
        """A record without HTTP: resource, metadata, conversion."""
        return self._add(address, kind, body, None, content_type, **others)

    def revisit(self, address: str, refers_to: str = "", refers_to_date: str = "", **others: str) -> None:
        """An answer that was there before."""
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        record = self._writer.create_revisit_record(
            address,
            digest=others.pop("digest", "sha1:AAAA"),
            refers_to_uri=refers_to or None,
            refers_to_date=refers_to_date or None,
            http_headers=http,
            warc_headers_dict=_named({"WARC_Date": LATER, **others}),
        )
        self._writer.write_record(record)

    def info(self, **fields: str) -> None:
        """The head of the file."""
        told: Any = {name.replace("_", "-"): value for name, value in fields.items()}
        self._writer.write_record(self._writer.create_warcinfo_record("a.warc.gz", told))

    def _add(
        self,
        address: str,
        kind: str,
        body: bytes,
        http: StatusAndHeaders | None,
        content_type: str = "",
        **others: str,
    ) -> str:
        record = self._writer.create_warc_record(
            address,
            kind,
            payload=io.BytesIO(body),
            http_headers=http,
            warc_content_type=content_type,
            warc_headers_dict=_named({"WARC_Date": WHEN, **others}),
        )
        self._writer.write_record(record)
        return str(record.rec_headers.get_header("WARC-Record-ID"))


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}

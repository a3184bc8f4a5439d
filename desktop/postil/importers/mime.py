"""MIME messages, read within limits: what saved pages in one file (MHTML) and letters have in common.

The standard library's older policy reads them: with the newer one, headers of thousands of encoded words
and messages of a hundred thousand parts take minutes, and nested ones end the program. Names and addresses
of parts are what the message says: nothing is ever written by them.
"""

from __future__ import annotations

import email
import re
from datetime import UTC
from email.errors import HeaderParseError
from email.header import decode_header
from email.policy import compat32
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import webencodings

from postil.dom.decode import decode
from postil.errors import ImportFailed
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from email.message import Message

MOST_PARTS = 20_000
_MOST_NESTED = 1000
_LONGEST = 20_000
"""Characters of a header that are read."""

_MULTIPART = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)
_BOUNDARY = re.compile(rb"""\bboundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s";]{1,200}))""", re.IGNORECASE)


def parse_mime(content: bytes) -> Message:
    """The message in ``content``. Raises ImportFailed where it has more parts, or deeper ones, than any
    that a person has.
    """
    boundaries: set[bytes] = set()
    for nested, header in enumerate(_MULTIPART.finditer(content)):
        found = _BOUNDARY.search(content, header.end(), header.end() + 2000)
        boundaries |= {found[1] or found[2]} if found else set()
        if nested >= _MOST_NESTED:
            raise _too_many()
    if sum(content.count(b"\n--" + boundary) for boundary in boundaries) > MOST_PARTS:
        raise _too_many()
    try:
        return email.message_from_bytes(content, policy=compat32)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError) as error:
        raise ImportFailed(_("The file is damaged: its parts cannot be told apart.")) from error


def leaves(message: Message) -> Iterator[Message]:
    """The parts that are not made of parts, in order; messages within messages are opened, too."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        inner = part.get_payload()
        if isinstance(inner, list):
            waiting += [each for each in reversed(inner) if not isinstance(each, str)]
        else:
            yield part


def part_bytes(part: Message) -> bytes:
    """What a part holds, its transfer encoding undone as far as it can be."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AttributeError, TypeError):
        content = None
    return content if isinstance(content, bytes) else b""


def part_type(part: Message) -> str:
    """The media type that a part declares, lower case; empty where it declares none."""
    written = header_text(part, "Content-Type").partition(";")[0].strip().lower()
    return written if written.count("/") == 1 else ""


def part_charset(part: Message) -> str | None:
    """The character set that a part declares, if it does."""
    return header_parameter(part, "Content-Type", "charset")


def header_parameter(part: Message, header: str, name: str) -> str | None:
    """What a header says after ``name=``, without quotes."""
    pattern = rf""";\s*{re.escape(name)}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))"""
    found = re.search(pattern, _raw(part, header), re.IGNORECASE)
    value = (found[1] or found[2] or found[3] or "").strip() if found else ""
    return value or None


def header_text(part: Message, name: str) -> str:
    """A header as people read it, in one line: encoded words are decoded; empty where there is none."""
    return decoded_words(" ".join(_raw(part, name).split()))


def decoded_words(raw: str) -> str:
    """A line of a header as people read it: encoded words (``=?utf-8?q?…?=``) are decoded."""
    if "=?" not in raw:
        return raw
    try:
        pieces = decode_header(raw)
    except (ValueError, LookupError, HeaderParseError):  # base64 that is none
        return raw
    words = (each if isinstance(each, str) else _in_charset(each, charset) for each, charset in pieces)
    return "".join(words).strip()


def header_address(part: Message, name: str) -> str:
    """A header that is an address: old programs fold them in their midst, and encode their letters."""
    raw = _raw(part, name)
    return "".join(header_text(part, name).split()) if "=?" in raw else "".join(raw.split())


def header_time(part: Message, name: str = "Date") -> datetime | None:
    """The time in a header, aware UTC; None where it cannot be read."""
    return mail_time(header_text(part, name))


def mail_time(text: str) -> datetime | None:
    """A time as letters write it (RFC 5322), aware UTC; None where it cannot be read."""
    try:
        moment = parsedate_to_datetime(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _raw(part: Message, name: str) -> str:
    """A header as it stands, its bytes beyond ASCII read as the text they are."""
    wanted = name.lower()
    for key, value in part.raw_items():
        if key.lower() == wanted:
            text = str(value)[:_LONGEST]
            if text.isascii():
                return text
            return decode(text.encode("ascii", "surrogateescape")).text
    return ""


def _in_charset(content: bytes, charset: str | None) -> str:
    known = webencodings.lookup(charset) if charset else None
    if known is not None:
        try:
            return str(known.codec_info.decode(content)[0])
        except ValueError:
            pass
    return decode(content, declared=charset).text


def _too_many() -> ImportFailed:
    return ImportFailed(_("The file has more parts than a saved page may have; it was not imported."))

"""Bytes to text: which character set a page is really in, whatever it says.

The order: byte order mark; the zero bytes of UTF-16; the escapes of ISO-2022-JP; UTF-8, strict and
then with a few broken bytes; what is declared, if it fits; a guess from the visible text; else
Windows-1252. Declarations are read as the WHATWG Encoding Standard means them (``iso-8859-1`` is
Windows-1252, ``gb2312`` is GBK). UTF-8 comes before the declaration since text that is not UTF-8
hardly ever reads as UTF-8, while declarations often lie.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import chardet
import webencodings

if TYPE_CHECKING:
    from collections.abc import Iterator

REPLACEMENT = "\ufffd"

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HEAD = 64 * 1024
_SAMPLE = 64 * 1024
_BEFORE = 4096
_WINDOW = 1024 * 1024
_FEW = 12
"""Fewer bytes above 0x7F, or pairs of bytes, than this are not enough to guess from."""
_BROKEN_SHARE = 0.005
_WESTERN = "windows-1252"
_IMPOSSIBLE = frozenset({"utf-16le", "utf-16be", "replacement"})
"""What a declaration that was read in single bytes cannot be."""

_ISO_2022_JP = re.compile(rb"\x1b\$[@B]|\x1b\(J")
_XML = re.compile(rb"""\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})""", re.IGNORECASE)
_META = re.compile(rb"""<meta\s[^<>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_HIGH = re.compile(rb"[\x80-\xff]+")
_MARKUP = b"<Az/>"
_PLAIN_LETTER = re.compile(rb"[A-Za-z]")
_SILENT = (b"script", b"style")

_GUESSES = {"tis-620": "windows-874", "macroman": "macintosh", "mac-roman": "macintosh"}
"""Names that the guesser gives, as those of the character sets that contain them."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text and the character set that it was read in."""

    text: str
    encoding: str
    guessed: bool
    """True where neither the bytes themselves nor a declaration told the character set."""
    overruled: str | None = None
    """The character set that is declared, where the bytes tell that it is another one."""

    @property
    def name(self) -> str:
        """The character set as the web calls it."""
        known = webencodings.lookup(self.encoding)
        return self.encoding if known is None else str(known.name)


def decode(content: bytes, *, declared: str | None = None) -> Decoded:
    """The text of ``content``. ``declared`` is what a header or a container says of it.

    Never fails: what cannot be read is U+FFFD. Zero bytes are dropped.
    """
    decoded = _decode(content, declared)
    if content.isascii():
        return decoded
    known = (webencodings.lookup(label) for label in _declarations(content, declared))
    first = next((str(each.name) for each in known if each is not None), decoded.name)
    same = first in _IMPOSSIBLE or first == decoded.name
    return decoded if same else replace(decoded, overruled=first)


def _decode(content: bytes, declared: str | None) -> Decoded:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding)
    wide = _utf16_without_mark(content)
    if wide:
        return _decoded(content, wide)
    content = content.replace(b"\0", b"")
    if _ISO_2022_JP.search(content, 0, _HEAD) and not _HIGH.search(content):
        return _decoded(content, "iso-2022-jp")
    return _as_utf8(content) or _as_declared(content, declared) or _as_guessed(content)


def _decoded(content: bytes, encoding: str, *, guessed: bool = False) -> Decoded:
    text = content.decode(encoding, "replace").replace("\0", "").removeprefix("\ufeff")
    return Decoded(text, encoding, guessed)


def _utf16_without_mark(content: bytes) -> str | None:
    """Markup, digits and white space have a zero in each pair, always on the same side."""
    head = content[: 4096 - 4096 % 2]
    pairs = len(head) // 2
    if pairs < _FEW:
        return None
    first, second = head[0::2].count(0), head[1::2].count(0)
    if max(first, second) < 0.1 * pairs or min(first, second) > 0.1 * max(first, second):
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _as_utf8(content: bytes) -> Decoded | None:
    """UTF-8, also where one sequence in twenty is broken or the last one is cut."""
    try:
        return Decoded(content.decode("utf-8").removeprefix("\ufeff"), "utf-8", guessed=False)
    except UnicodeDecodeError as error:
        cut_at_end = error.reason == "unexpected end of data"
    decoded = _decoded(content, "utf-8")
    broken, whole = _broken_and_whole(decoded.text)
    return decoded if cut_at_end or broken * 20 <= whole else None


def _broken_and_whole(text: str) -> tuple[int, int]:
    """How many characters could not be read, and how many beyond ASCII could."""
    broken = text.count(REPLACEMENT)
    return broken, len(text) - len(text.encode("ascii", "ignore")) - broken


def _as_declared(content: bytes, declared: str | None) -> Decoded | None:
    """The first declaration that a character set answers to and that nearly all bytes fit."""
    for label in _declarations(content, declared):
        known = webencodings.lookup(label)
        if known is None or known.name in _IMPOSSIBLE:
            continue
        text = _decoded(content, known.codec_info.name).text
        broken, whole = _broken_and_whole(text)
        lies = (known.name == "utf-8" and whole < broken) or (
            known.name == _WESTERN and _is_not_western(content)
        )
        if not lies and broken <= _BROKEN_SHARE * len(text):
            return Decoded(text, known.name, guessed=False)
    return None


def _declarations(content: bytes, declared: str | None) -> Iterator[str]:
    if declared:
        yield declared
    head = content[:_HEAD]
    xml = _XML.match(head)
    if xml:
        yield xml[1].decode("ascii", "replace")
    for meta in _META.finditer(head):
        yield meta[1].decode("ascii", "replace")


def _is_not_western(content: bytes) -> bool:
    """Old servers declare every page Western; no Western language writes mostly accented letters."""
    sample = _visible_bytes(content)
    high = _count_high(sample)
    return high >= _FEW and high > len(_PLAIN_LETTER.findall(sample))


def _count_high(sample: bytes) -> int:
    return sum(len(run) for run in _HIGH.findall(sample))


def _as_guessed(content: bytes) -> Decoded:
    sample = _visible_bytes(content)
    name = chardet.detect(sample)["encoding"] if _count_high(sample) >= _FEW else None
    codec = _codec(name) if name else _WESTERN
    if _MARKUP.decode(codec, "replace") == _MARKUP.decode():  # nothing that a mainframe wrote
        decoded = _decoded(content, codec, guessed=True)
        if decoded.text.count(REPLACEMENT) <= _BROKEN_SHARE * len(decoded.text):
            return decoded
    return _decoded(content, _WESTERN, guessed=True)


def _codec(name: str) -> str:
    known = webencodings.lookup(_GUESSES.get(name.lower(), name))
    return known.codec_info.name if known else codecs.lookup(name).name


def _visible_bytes(content: bytes) -> bytes:
    """Text between tags that is not plain ASCII, up to ``_SAMPLE`` bytes: markup would only mislead."""
    first = _HIGH.search(content)
    if first is None:
        return b""
    pieces: list[bytes] = []
    size = 0
    start = max(0, first.start() - _BEFORE)
    for piece in content[start : start + _WINDOW].split(b"<"):
        tag, closed, text = piece.partition(b">")
        text = text if closed else piece
        if text.isascii() or (closed and tag[:6].lower().startswith(_SILENT)):
            continue
        pieces.append(text)
        size += len(text)
        if size >= _SAMPLE:
            break
    return b" ".join(pieces)[:_SAMPLE]

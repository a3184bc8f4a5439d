"""Files made wrong as chance, broken disks and malice make them wrong: for fuzzing, seeded."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

_TOKENS = (
    *b"\0 \xff\xfe \xef\xbb\xbf \xed\xa0\x80 \" ' < <!-- ]]> &#0; { [ }".split(b" "),
    *b"-1 99999999999999999999 1e999 NaN".split(),
    *b"null %00 ../../../etc/passwd file:///etc/passwd javascript:alert(1) bplist00 charset=utf-7".split(),
    *b"<template/shadowrootmode=open> =?utf-8?q?=ff?= PK\3\4 \x1f\x8b\x08 \x1b[31m \xe2\x80\xae".split(),
    b"\r\n\r\n",
    b"---\n",
    b"Content-Length: 99999999",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
)
"""What formats stumble over."""
_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, float("inf"), "", "\0", "\ud800", "x" * 5000, "2024-02-31", "0000-00-00",
    "javascript:1", [], {}, [[]], [None], {"": {}},
)  # fmt: skip
_BEGINNINGS = (
    b"<a ", b"<a href=", b"<!DOCTYPE html><a ", b"<h1>", b"<DT><A ", b"<html ", b"<title>", b"<?xml ",
    b"<span class=", b'{"a":', b"[[{", b"- [", b"* ", b"> ", b"==", b"a: b\n", b"From: a\n", b"WARC/1.0\r\n",
    b"title,", b"\t", b"|", b"http://a ", b"http://a\n", b"==========\n", b"\n", b" ", b"\\", b"&", b"%%",
    b"[[", b"![", b"~~~\n", b"$",
)  # fmt: skip
"""What formats begin things with that may never end."""
_NAMES = ("../" * 9 + "x.html", "/x", "C:\\x", "a\0b", "é" * 300, "INDEX.HTML")
_NUMBER = re.compile(rb"\d+")


def floods(size: int) -> Iterator[bytes]:
    """Files of so many bytes that repeat one thing: what takes the square of their length is seen on them."""
    for piece in (*_TOKENS, *_BEGINNINGS):
        yield piece * (size // len(piece))


def mutated(content: bytes, others: tuple[bytes, ...], chance: random.Random) -> bytes:
    """The file with something wrong; ``others`` are files that parts may come from."""
    whole = _inside(content, others, chance) if chance.random() < 0.5 else None
    if whole is not None:
        return whole
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        content = chance.choice(_CHANGES)(content, others, chance)
    return content


def _inside(content: bytes, others: tuple[bytes, ...], chance: random.Random) -> bytes | None:
    """The change made within what the file packs, so that the packing is still sound; None for others."""
    if b"PK\3\4" in content[:200_000]:
        return _in_zip(content, others, chance)
    if content[:2] == b"\x1f\x8b":
        return _in_gzip(content, others, chance)
    if content.lstrip()[:1] in (b"{", b"["):
        return _in_json(content, chance)
    return None


def _in_zip(content: bytes, others: tuple[bytes, ...], chance: random.Random) -> bytes | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError):
        return None
    made = io.BytesIO()
    unlucky = chance.randrange(len(entries)) if entries else -1
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, inner) in enumerate(entries):
            kind = chance.randrange(8) if number == unlucky else -1
            if kind == 0:
                continue
            wrong = chance.choice(_NAMES) if kind == 1 else name
            archive.writestr(wrong, mutated(inner, others, chance) if kind > 1 else inner)
    return made.getvalue()


def _in_gzip(content: bytes, others: tuple[bytes, ...], chance: random.Random) -> bytes | None:
    try:
        inner = zlib.decompressobj(31).decompress(content, 50_000_000)
    except zlib.error:
        return None
    packer = zlib.compressobj(wbits=31)
    return packer.compress(mutated(inner, others, chance)) + packer.flush()


def _in_json(content: bytes, chance: random.Random) -> bytes | None:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return None
    places = list(_places(value))
    for holder, key in chance.sample(places, min(len(places), chance.choice((1, 1, 2, 5)))):
        wrong = chance.choice(_VALUES)
        if isinstance(holder, dict) and chance.random() < 0.3:
            holder.pop(key, None)
        elif isinstance(holder, dict) or key < len(holder):
            holder[key] = wrong if chance.random() < 0.8 else [holder[key]] * 3
    return json.dumps(value, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def _places(value: Any) -> Any:
    """Every holder and key in a JSON value."""
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _flip(content: bytes, _: tuple[bytes, ...], chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _turn in range(chance.choice((1, 4, 20))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(content: bytes, _: tuple[bytes, ...], chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _drop(content: bytes, _: tuple[bytes, ...], chance: random.Random) -> bytes:
    start, end = _span(content, chance)
    return content[:start] + content[end:]


def _double(content: bytes, _: tuple[bytes, ...], chance: random.Random) -> bytes:
    start, end = _span(content, chance)
    return content[:end] + content[start:end] * chance.choice((1, 1, 50)) + content[end:]


def _swap(content: bytes, _: tuple[bytes, ...], chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    if len(lines) < 2:
        return content[::-1]
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _insert(content: bytes, _: tuple[bytes, ...], chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(_TOKENS) * chance.choice((1, 1, 1, 300)) + content[at:]


def _splice(content: bytes, others: tuple[bytes, ...], chance: random.Random) -> bytes:
    other = chance.choice(others) if others else b""
    start, end = _span(other, chance)
    at = chance.randrange(len(content) + 1)
    return content[:at] + other[start:end] + content[at:]


def _number(content: bytes, _: tuple[bytes, ...], chance: random.Random) -> bytes:
    found = list(_NUMBER.finditer(content[:100_000]))
    if not found:
        return content
    one = chance.choice(found)
    wrong = chance.choice((b"-1", b"0", b"4294967296", b"9" * 40, b""))
    return content[: one.start()] + wrong + content[one.end() :]


def _span(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.choice((1, 10, 200, 5000)))


_CHANGES = (_flip, _flip, _cut, _drop, _double, _swap, _insert, _insert, _splice, _number)

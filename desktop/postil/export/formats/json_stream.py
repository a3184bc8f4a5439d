"""JSON that is written item by item, so that a library of any size fits into little memory."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING

from postil.export.formats.words import exactly

if TYPE_CHECKING:
    from collections.abc import Iterable

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
"""What JSON can say."""


def write_array(items: Iterable[Json], file: IO[bytes]) -> int:
    """Write ``[…]``, an item a line; how many there were."""
    count = 0
    file.write(b"[")
    for item in items:
        file.write(b",\n" if count else b"\n")
        file.write(encoded(item))
        count += 1
    file.write(b"\n]" if count else b"]")
    return count


def encoded(value: Json) -> bytes:
    """``value`` as UTF-8; what no text may have is left out."""
    return json.dumps(_clean(value), ensure_ascii=False, allow_nan=False).encode()


def _clean(value: Json) -> Json:
    if isinstance(value, str):
        return exactly(value)
    if isinstance(value, list):
        return [_clean(each) for each in value]
    if isinstance(value, dict):
        return {name: _clean(each) for name, each in value.items()}
    return value

"""Tables of Lua as programs write their settings: read as values, and never run.

Strings, numbers, ``true``, ``false``, ``nil``, and tables of them. Anything else, a call or an operator, is
refused.
"""

from __future__ import annotations

import re
from typing import Any

from postil.errors import ImportFailed
from postil.importers.json_items import Item
from postil.translation import _

_TOKEN = re.compile(
    r"""(?:\s|--[^\n]*)*+
    (?:(?P<string>"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')|(?P<mark>[{}\[\]=,;])|(?P<word>[\w.+-]+))""",
    re.DOTALL | re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(\d{1,3}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "\n": "\n"}
_WORDS = {"true": True, "false": False, "nil": None}
_DEEPEST = 40


def read_lua_table(text: str) -> Item:
    """The table that a file returns; its keys as text. Raises ImportFailed where it is no table of values."""
    return Item(_Reader(text).table())


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._depth = 0

    def table(self) -> dict[str, Any]:
        """The outermost table, after ``return`` or alone."""
        piece, _kind = self._next()
        if piece == "return":
            piece, _kind = self._next()
        if piece != "{":
            raise _broken()
        return self._table()

    def _table(self) -> dict[str, Any]:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _broken()
        found: dict[str, Any] = {}
        count = 0
        piece, kind = self._next()
        while piece != "}":
            if piece == "[":
                key, value = self._keyed()
            else:
                count += 1
                key, value = self._listed(piece, kind, count)
            found[key] = value
            piece, kind = self._next()
            if piece in (",", ";"):
                piece, kind = self._next()
        self._depth -= 1
        return found

    def _keyed(self) -> tuple[str, Any]:
        """``["title"] = "…"``."""
        key, _kind = self._next()
        if self._next()[0] != "]" or self._next()[0] != "=":
            raise _broken()
        return _string(key) if key[:1] in "'\"" else key, self._value(*self._next())

    def _listed(self, piece: str, kind: str, count: int) -> tuple[str, Any]:
        """``title = "…"``, or a value alone, which is known by its number."""
        if kind == "word":
            position = self._position
            following = _TOKEN.match(self._text, position)
            if following and following["mark"] == "=":
                self._position = following.end()
                return piece, self._value(*self._next())
        return str(count), self._value(piece, kind)

    def _value(self, piece: str, kind: str) -> Any:  # a value of any type
        if piece == "{":
            return self._table()
        if kind == "string":
            return _string(piece)
        if kind != "word":
            raise _broken()
        if piece in _WORDS:
            return _WORDS[piece]
        try:
            return float(piece) if "." in piece or "e" in piece.lower() else int(piece)
        except ValueError as error:
            raise _broken() from error

    def _next(self) -> tuple[str, str]:
        match = _TOKEN.match(self._text, self._position)
        if match is None or match.lastgroup is None:
            raise _broken()
        self._position = match.end()
        return match[match.lastgroup], match.lastgroup


def _string(piece: str) -> str:
    """A string as it is meant. Bytes that are written as numbers are those of UTF-8."""

    def meant(escape: re.Match[str]) -> str:
        said = escape[1]
        return chr(int(said) & 0xFF) if said.isdecimal() else _ESCAPED.get(said, said)

    if re.search(r"\\\d", piece) is None:
        return _ESCAPE.sub(meant, piece[1:-1])
    raw = _ESCAPE.sub(meant, piece[1:-1].encode().decode("latin-1"))
    return raw.encode("latin-1", "replace").decode("utf-8", "replace")


def _broken() -> ImportFailed:
    return ImportFailed(_("The file is damaged, or does more than to list values; it was not imported."))

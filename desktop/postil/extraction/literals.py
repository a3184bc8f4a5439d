"""Data literals of JavaScript as values, read without running anything.

Strict JSON is read by the standard library. What scripts write beyond it (single quotes, names without
quotes, comments, ``undefined``, ``!0``, trailing commas) is read by a small tokenizer; where a literal
goes over into code, what was read so far is the value. The grammar: ECMA-262, 12.9 and 13.2.
"""

from __future__ import annotations

import json
import re

_DEEPEST = 200
_LONGEST_NUMBER = 15
_JSON = json.JSONDecoder(strict=False, parse_constant=lambda _name: None)
_STRICT = re.compile(r"\{\s*+[\"}]|\[\s*+[\[{\"\]\d]")
"""How strict JSON begins."""
_TOKEN = re.compile(
    r"""(?:\s++|//[^\n]*+|/\*.*?\*/)*+(?:
        ([{}\[\],:])
      | "((?:[^"\\]++|\\.)*+)" | '((?:[^'\\]++|\\.)*+)' | `((?:[^`\\]++|\\.)*+)`
      | (-?\d[\w.]*+)
      | ((?:!\s*+[01]|void\s++0|[\w$.]++))
    )""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_CONTROLS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "", "\n": "", "\r\n": ""}
_WORDS: dict[str, object] = {"true": True, "false": False, "!0": True, "!1": False}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")


def read_literal(source: str, at: int) -> tuple[object, int]:
    """The array, object or string that begins at ``at``, and where it ends; None in it is what is no data."""
    if source[at] not in "{[":
        token = _TOKEN.match(source, at)
        return (None, len(source)) if token is None else (_text(token), token.end())
    if _STRICT.match(source, at):
        try:
            return _JSON.raw_decode(source, at)
        except (ValueError, RecursionError):
            pass
    return _Reader(source, at).read()


def unescape(text: str) -> str:
    """The text between the quotes of a JavaScript string."""
    if "\\" not in text:
        return text
    return _SURROGATES.sub(_character, _ESCAPE.sub(_escaped, text))


class _Reader:
    """Reads one literal; an explicit stack, since a page may nest without end."""

    def __init__(self, source: str, at: int) -> None:
        self._source = source
        self._at = at
        self._open: list[dict[str, object] | list[object]] = []
        self._name: str | None = None

    def read(self) -> tuple[object, int]:
        root: object = None
        while True:
            token = _TOKEN.match(self._source, self._at)
            if token is None:
                return root, self._end_of_failure()
            self._at = token.end()
            mark = token[1]
            if mark in ("{", "["):
                opened: dict[str, object] | list[object] = {} if mark == "{" else []
                if not self._open:
                    root = opened
                elif len(self._open) >= _DEEPEST:
                    return root, self._at
                else:
                    self._put(opened)
                self._open.append(opened)
            elif mark in ("}", "]"):
                self._open.pop()
                self._name = None
                if not self._open:
                    return root, self._at
            elif mark is None:
                self._value(token)

    def _value(self, token: re.Match[str]) -> None:
        """A string, number or word: the name of what follows, if a colon does."""
        text = _text(token)
        value: object = _plain(token[0].strip()) if text is None else text
        if self._name is None and isinstance(self._open[-1], dict):
            self._name = value if isinstance(value, str) else token[0].strip()
        else:
            self._put(value)

    def _put(self, value: object) -> None:
        around = self._open[-1]
        if isinstance(around, list):
            around.append(value)
        elif self._name is not None:
            around[self._name] = value
        self._name = None

    def _end_of_failure(self) -> int:
        """Where to go on: a quote that never ends swallows the rest."""
        rest = self._source[self._at : self._at + 1]
        return len(self._source) if rest in ('"', "'", "`") else self._at + 1


def _text(token: re.Match[str]) -> str | None:
    quoted = next((group for group in token.groups()[1:4] if group is not None), None)
    return None if quoted is None else unescape(quoted)


def _plain(word: str) -> object:
    if word in _WORDS:
        return _WORDS[word]
    return int(word) if word.isdecimal() and len(word) <= _LONGEST_NUMBER else None


def _escaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is None:
        return _CONTROLS.get(match[4], match[4])
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else ""


def _character(match: re.Match[str]) -> str:
    """A character beyond the first plane, written as two halves; half of one is nothing."""
    return match[0].encode("utf-16", "surrogatepass").decode("utf-16") if len(match[0]) > 1 else ""

"""The colours of code: which stretch of it is what kind of word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer

    from postil.gui.theme import CodeColors

_PLAIN = frozenset({"text", "plain", "plaintext", "txt", "none", "output"})
_LARGEST = 200_000
"""Code points above which code is shown in one colour: some lexers take seconds there."""


@dataclass(frozen=True, slots=True)
class Token:
    """Code points ``start`` to ``end`` of the code, in a field of CodeColors."""

    start: int
    end: int
    color: str
    italic: bool = False


def tokens(code: str, language: str | None, colors: CodeColors) -> tuple[Token, ...]:
    """The stretches of ``code`` in order, without gaps. An unknown language gives one stretch."""
    lexer = _lexer(language) if language and len(code) <= _LARGEST else None
    if lexer is None:
        return (Token(0, len(code), colors.ink),) if code else ()
    found: list[Token] = []
    for start, kind, text in lexer.get_tokens_unprocessed(code):
        color, italic = _look(str(kind), colors)
        end = start + len(text)
        last = found[-1] if found else None
        if last and last.end == start and last.color == color and last.italic == italic:
            found[-1] = Token(last.start, end, color, italic)
        elif text:
            found.append(Token(start, end, color, italic))
    return tuple(found)


def warm_up(language: str) -> None:
    """Load what colours a language: on a lane, before the window needs it."""
    _lexer(language)


def language_name(language: str | None) -> str:
    """The name of a language as people write it: "JavaScript" for ``js``; empty for plain text."""
    if not language or language.lower() in _PLAIN:
        return ""
    lexer = _lexer(language)
    return str(lexer.name) if lexer is not None else language


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    # Pygments is loaded only when there is code to colour: it takes longer than a page to build.
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        return None


@lru_cache(maxsize=512)
def _look(kind: str, colors: CodeColors) -> tuple[str, bool]:
    """The colour and slant of a Pygments token type, by the longest prefix that is known."""
    for prefix, field in _FIELDS:
        if kind.startswith(prefix):
            return getattr(colors, field), field == "comment" and "Preproc" not in kind
    return colors.ink, False


_FIELDS = (
    ("Token.Comment", "comment"),
    ("Token.Keyword.Type", "type"),
    ("Token.Keyword", "keyword"),
    ("Token.Name.Function", "function"),
    ("Token.Name.Class", "type"),
    ("Token.Name.Builtin", "type"),
    ("Token.Name.Exception", "type"),
    ("Token.Name.Tag", "tag"),
    ("Token.Name.Attribute", "function"),
    ("Token.Name.Decorator", "function"),
    ("Token.Literal.String", "string"),
    ("Token.Literal.Number", "number"),
    ("Token.Operator.Word", "keyword"),
    ("Token.Operator", "operator"),
    ("Token.Punctuation", "operator"),
    ("Token.Generic.Deleted", "tag"),
    ("Token.Generic.Inserted", "string"),
    ("Token.Generic.Heading", "keyword"),
    ("Token.Generic.Subheading", "keyword"),
)

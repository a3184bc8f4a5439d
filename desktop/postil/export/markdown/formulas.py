"""Formulas of an article as LaTeX between dollar signs, or as words where they are not LaTeX."""

from __future__ import annotations

import re

from postil.export.markdown.escaping import code_span, escape, one_line

_IS_TEX = re.compile(r"[\\^_]|\A(?!.*[^\W\d_]{3})[\w\s=+\-*/().,<>]{1,40}\Z")
"""A command, an index, or a few symbols without a word among them."""
_NOT_MATHEMATICS = re.compile(
    r"""\\(?: href | url | html\w* | class | cssId | style | data | require | unicode | includegraphics
    | def | [egx]def | let | futurelet | newcommand | renewcommand | providecommand | newenvironment
    | renewenvironment | DeclareMathOperator | input | include | read | write | openin | openout
    | catcode | csname | expandafter | char | mmlToken | special | immediate | loop | verb ) (?![a-z])""",
    re.VERBOSE | re.IGNORECASE,
)
_UNSAFE = {
    "<": r"\lt ",
    ">": r"\gt ",
    "|": r"\vert ",
    "$": r"\$",
    "`": "'",
    "#": r"\#",
}
_REPLACED = re.compile(r"\\?[<>|$`#]")
_TOGETHER = re.compile(r"([{%\[(:=](?=[{%\[(:=])|\](?=\()|:(?=/))")
"""What mean something to readers of notes side by side, and nothing to LaTeX: a space parts them."""


def formula(stated: str | None, *, displayed: bool) -> str:
    """The formula that ``alttext`` states, within a line or (displayed) on lines of its own."""
    text = one_line(stated or "")
    if not text:
        return ""
    if not _IS_TEX.search(text):
        return escape(text)
    if _NOT_MATHEMATICS.search(text):
        return code_span(text)
    tex = _TOGETHER.sub(r"\1 ", _REPLACED.sub(_safe, text)).rstrip("\\ ")
    return f"\n\n$$\n{tex}\n$$\n\n" if displayed else f"${tex}$"


def _safe(match: re.Match[str]) -> str:
    found = match.group()
    if found == r"\|":
        return r"\Vert "
    return _UNSAFE[found[-1]]

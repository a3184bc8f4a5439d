"""Text from a page as Markdown that says the same and does nothing else.

Programs that read Markdown give meaning to far more than its standard: wikilinks, tags, block ids,
comments, mathematics, highlights, inline fields (Dataview), template commands (Templater, Liquid,
Logseq), citations (Pandoc), bare addresses. All of it is taken away here by backslashes or entities,
which every one of them shows as the character alone. Code cannot be escaped, so there an invisible
WORD JOINER parts what a template processor would act on.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

WORD_JOINER = "\u2060"
_SPACE = " \t\r\n\v\f\x1c-\x1f\x85\u2028\u2029"
_LINE_BREAKS = re.compile(f"[{_SPACE[1:]}][{_SPACE}]*+| [{_SPACE}]++")
"""White space but for single spaces, which stay."""
_AT_RISK = re.compile(
    r"""
    [\\`*\[\]~|{}^$@]                    # everywhere
    | _ (?: (?<![^\W_]_) | (?![^\W_]) )    # not within a word
    | \# (?<![^\W_]\#)                     # tags and headings, but not C#
    | & (?=(?i:[\#a-z])|\Z)                # entities
    | = (?: (?<===) | (?==) )              # ==highlights==
    | : (?: (?<=::) | (?=//) )             # fields::, addresses
    | \( (?<=\(\()                         # ((block references))
    | % (?: (?=[%{}<>]) | (?<=[%{}<>]%) )  # %%comments%%, {%, <%
    | \. (?<=\b[Ww]{3}\.)                  # bare addresses
    """,
    re.VERBOSE,
)
"""Each alternative begins with its letter, so that the text between is passed over quickly."""
_AT_START = re.compile(r"[>%=:/]|[-+](?=[-+\s]|\Z)|\d{1,9}[.)](?=\s|\Z)")
"""Quotes, comments, rules, definitions, lists; and the end of what another element may have begun."""
_JOINT = re.compile(r"(?:::|==|\(\(|%%|:/|[{<]%|www\.)\Z", re.IGNORECASE)
"""What must not come together where one stretch of text ends and the next begins."""
_ANY = re.compile(".")
_TEMPLATE = re.compile(r"(<|\{)(?=[%{])")
_NONCHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNPRINTABLE = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff{_NONCHARACTERS}]")
_SCHEMES = frozenset({"http", "https", "mailto"})
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def one_line(text: str) -> str:
    """``text`` on one line, without control characters, lone surrogates and noncharacters."""
    return _UNPRINTABLE.sub("", _LINE_BREAKS.sub(" ", text).strip())


def escape(text: str, *, before: str = "") -> str:
    """A stretch of a page's text as Markdown, on one line.

    ``before`` is the page's text that stands before it in its line: together they say no more than apart.
    """
    text = _LINE_BREAKS.sub(" ", text)
    words = text.lstrip()
    indent = text[: len(text) - len(words)]
    escaped = _AT_RISK.sub(_with_backslash, words)
    if not before.strip():
        risk = _AT_START.match(words)
    else:
        risk = _ANY.match(text) if _JOINT.search(before[-3:] + text[:1]) else None
    if risk and escaped.startswith(risk.group()):
        escaped = _with_backslash(risk) + escaped[risk.end() :]
    return indent + escaped.replace("<", "&lt;")


def code_span(code: str) -> str:
    """Code within a line."""
    code = without_templates(_LINE_BREAKS.sub(" ", code).strip())
    if not code:
        return ""
    if code[0] in "=$":
        code = WORD_JOINER + code
    fence = "`" * (_longest_run(code) + 1)
    pad = " " if code[0] == "`" or code[-1] == "`" else ""
    return f"{fence}{pad}{code}{pad}{fence}"


def code_block(code: str, language: str = "") -> str:
    """Lines of code between fences that the code cannot close."""
    fence = "`" * max(3, _longest_run(code) + 1)
    return f"{fence}{language}\n{without_templates(code)}\n{fence}"


def without_templates(code: str) -> str:
    """``code`` with what opens a template command (``<%``, ``{{``, ``{%``) parted."""
    return _TEMPLATE.sub(rf"\1{WORD_JOINER}", code)


def link(text: str, address: str | None) -> str:
    """A link with Markdown ``text``, or the text alone where the address is not one to follow."""
    safe = safe_address(address)
    return f"[{text}]({safe})" if safe and text else text


def safe_address(address: str | None) -> str | None:
    """An http, https or mailto address as it may stand in parentheses; None for all others."""
    if not address:
        return None
    address = _UNPRINTABLE.sub("", address.strip())
    try:
        scheme = urlsplit(address).scheme.lower()
    except ValueError:
        return None
    if scheme not in _SCHEMES:
        return None
    written = quote(_STRAY_PERCENT.sub("%25", address), safe="/:?#@!&+,;=%-._~'")
    return written.replace("==", "=%3D").replace("::", ":%3A")


def _with_backslash(match: re.Match[str]) -> str:
    risky = match.group()
    return f"{risky[:-1]}\\{risky[-1]}"


def _longest_run(code: str) -> int:
    return max((len(run) for run in re.findall("`+", code)), default=0)

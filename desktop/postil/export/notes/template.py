"""Templates of notes: Jinja2 in its sandbox, where every value is escaped unless it is Markdown already.

A template sees plain values. What ``{{ … }}`` writes is the page's text unless its type says that it is
``Markdown`` of our own making, so a template cannot forget to escape; a filter that changes Markdown
gives text again, which is escaped.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from postil.errors import ExportFailed
from postil.export.markdown.article import quoted
from postil.export.markdown.escaping import escape, link, safe_address
from postil.paths import resource
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOT_IN_TAGS = re.compile(r"[^\w/-]+")
_ONLY_DASHES = re.compile(r"[-\s]*")
_LINE_FEED = re.compile("\r\n|\r|\n")
_LEADING_LINES = re.compile(r"\A(?:\s*[\r\n])+")
_CODE = re.compile(r"(`{3,}|~{3,}).*?(?:\1|\Z)|`[^`\n]*`", re.DOTALL)


class Markdown(str):
    """Text that is Markdown of our own making, or the person's, and is written as it is."""

    __slots__ = ()


def render(name: str, **values: object) -> str:
    """The text that the shipped template ``name`` makes of the values. Raises ExportFailed."""
    try:
        return _environment().get_template(name).render(**values)
    except TemplateError as error:
        line = getattr(error, "lineno", 0)
        raise ExportFailed(
            _("The template {name} cannot be used (line {line}): {message}.").format(
                name=name, line=line, message=error.message
            )
        ) from error


def as_quote(text: str) -> Markdown:
    """A block quote."""
    return Markdown(quoted(_markdown(text)))


def as_item(text: str) -> Markdown:
    """One list item, which ends where it ends: whatever is open in it is closed with it."""
    lines = _LINE_FEED.split(_closed(_LEADING_LINES.sub("", _markdown(text)).rstrip()))
    head, rest = ("", lines) if _needs_own_line(lines[0]) else (f" {lines[0]}", lines[1:])
    return Markdown("\n".join([f"-{head}", *(f"  {line}" if line.strip() else "" for line in rest)]))


def as_prose(text: str) -> Markdown:
    """Paragraphs of the person's own, which end where they end."""
    return Markdown(_closed(_LEADING_LINES.sub("", _markdown(text)).rstrip()))


def as_tag(name: str) -> Markdown:
    """A tag as notes write it: ``#two-words``."""
    return Markdown("#" + _NOT_IN_TAGS.sub("-", name.strip().lstrip("#")).strip("-"))


def as_link(address: str, words: str = "") -> Markdown:
    """A link to the address, under these words or the name of its host; nothing without an address."""
    if safe_address(address) is None:
        return Markdown(escape(words))
    return Markdown(link(escape(words or urlsplit(address).hostname or address), address))


def in_a_row(values: Iterable[str]) -> Markdown:
    """The values that are not empty, parted by dots."""
    return Markdown(" · ".join(_markdown(value) for value in values if value))


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(resource("templates")),
        finalize=_finalize,
        undefined=StrictUndefined,
        autoescape=False,  # this is no HTML: finalize escapes for Markdown
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "quote": as_quote, "item": as_item, "prose": as_prose, "tag": as_tag, "link": as_link, "row": in_a_row
    }  # fmt: skip
    return environment


def _finalize(value: object) -> object:
    return _markdown(value) if isinstance(value, str) else value


def _markdown(text: str) -> str:
    return text if isinstance(text, Markdown) else escape(text)


def _needs_own_line(line: str) -> bool:
    """Whether a line right after a dash would be read as something else: a rule, indented code."""
    return line[:1] in (" ", "\t") or bool(_ONLY_DASHES.fullmatch(line))


def _closed(text: str) -> str:
    """``text`` with what readers of notes let run on to the end of the file closed at its end."""
    outside = _CODE.sub("", text)
    for mark in ("%%", "$$"):
        if outside.count(mark) % 2:
            text += f"\n\n{mark}"
    return text

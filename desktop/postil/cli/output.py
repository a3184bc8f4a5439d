"""How the command line speaks: lines for people, JSON for programs, progress on stderr."""

from __future__ import annotations

import io
import json
import re
import sys
import time
from typing import TYPE_CHECKING, Any

from postil.app.pace import Pace, in_words
from postil.jobs import Progress, Step
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterable


_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What would command a terminal, or turn the order of what stands on a line."""


def set_up_streams() -> None:
    """Let every name be printed, whatever the locale.

    What the character set lacks is printed as an escape, also a byte of a path that is no text.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def print_json(value: Any, *, indent: int | None = 2) -> None:
    """One JSON document on stdout; on one line, and sent at once, without ``indent``."""
    # Other character sets would print the escapes of Python, which JSON does not know.
    ascii_only = sys.stdout.encoding.lower() not in ("utf-8", "utf8")
    print(json.dumps(value, ensure_ascii=ascii_only, indent=indent), flush=indent is None)


def print_lines(lines: Iterable[str]) -> None:
    """Lines on stdout."""
    for line in lines:
        print(harmless(line))


def print_error(line: str) -> None:
    """A line on stderr."""
    print(harmless(line), file=sys.stderr)


def harmless(text: str) -> str:
    """``text`` without what a terminal would obey: titles and file names are other people's words."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str, most: int | None = None) -> str:
    """``text``, harmless and on one line, cut to ``most`` code points."""
    flat = " ".join(harmless(text).split())
    if most is None:
        return flat
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def shown_progress() -> Progress:
    """A Progress that shows itself on stderr: one changing line on a terminal, else a line a tenth."""
    return Progress(_OnTerminal() if sys.stderr.isatty() else _InLog())


class _OnTerminal:
    def __init__(self) -> None:
        self._pace = Pace()
        self._ended = False

    def __call__(self, step: Step) -> None:
        left = step.total - step.done if step.total > step.done else -step.done
        self._pace.note(left, time.monotonic())
        told = "  ".join(filter(None, (_at(step), in_words(self._pace), one_line(step.what, 40))))
        # Of a file of many pages the last one is the end each time: its line is written anew.
        ends = bool(step.total) and step.done >= step.total
        start = "\x1b[A\r\x1b[K" if ends and self._ended else "\r\x1b[K"
        self._ended = ends
        print(f"{start}{told}", end="\n" if ends else "", file=sys.stderr, flush=True)


class _InLog:
    def __init__(self) -> None:
        self._told = -1

    def __call__(self, step: Step) -> None:
        tenth = step.done * 10 // step.total if step.total else step.done // 100
        if tenth != self._told:
            self._told = tenth
            print(_at(step), file=sys.stderr, flush=True)


def _at(step: Step) -> str:
    return _("{done} of {total}").format(done=step.done, total=step.total or "?")

"""How the command line speaks: lines for people, JSON for programs, progress on stderr."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from postil.jobs import Progress, Step

if TYPE_CHECKING:
    from collections.abc import Iterable


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_lines(lines: Iterable[str]) -> None:
    """Lines on stdout."""
    for line in lines:
        print(line)


def one_line(text: str, most: int) -> str:
    """``text`` on one line, cut to ``most`` code points."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


def shown_progress() -> Progress:
    """A Progress that shows itself on stderr: one changing line on a terminal, else a line a tenth."""
    return Progress(_OnTerminal() if sys.stderr.isatty() else _InLog())


class _OnTerminal:
    def __call__(self, step: Step) -> None:
        total = f" of {step.total}" if step.total else ""
        what = one_line(step.what, 60)
        ending = "\n" if step.total and step.done >= step.total else ""
        print(f"\r\x1b[K{step.done}{total}  {what}", end=ending, file=sys.stderr, flush=True)


class _InLog:
    def __init__(self) -> None:
        self._told = -1

    def __call__(self, step: Step) -> None:
        tenth = step.done * 10 // step.total if step.total else step.done // 100
        if tenth != self._told:
            self._told = tenth
            print(f"{step.done} of {step.total or '?'}", file=sys.stderr, flush=True)

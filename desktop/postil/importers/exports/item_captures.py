"""Captures of exports that hold the pages themselves: one an item, given as they are read, none kept.

Where an export only speaks of pages, ``gathering`` puts together what it says of each.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from postil.errors import ImportFailed
from postil.importers.files import file_name
from postil.importers.pages.html import web_address
from postil.model.capture import Capture
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from postil.model.record import Record

MOST_PROBLEMS = 100
"""Sentences about items that could not be read which a capture tells; of more, only how many."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an item that has no capture: a sentence that names it."""

    sentence: str


def item_capture(
    path: Path,
    format_name: str,
    record: Record,
    *,
    part: str,
    address: str = "",
    page: bytes = b"",
    media_type: str = "text/html",
    charset: str | None = None,
    clean: bool = True,
    warnings: tuple[str, ...] = (),
) -> Capture:
    """The capture of an item in the export at ``path``; waiting for its page where that is empty."""
    return Capture(
        content=b"",
        media_type=media_type if page else "text/html",
        format=format_name,
        name=file_name(path),
        page=page,
        address=web_address(address),
        charset=charset if page else None,
        warnings=warnings,
        container=path,
        part=part,
        clean=clean and bool(page),
        waiting=not page,
        record=record,
    )


def with_problems(found: Iterable[Capture | Problem]) -> Iterator[Capture]:
    """The captures, each with the problems that were found after the one before it; the last one with those
    after it, too. No two have one part.

    Raises ImportFailed where there is no capture.
    """
    waiting: Capture | None = None
    problems: list[str] = []
    parts: Counter[str] = Counter()
    for each in found:
        if isinstance(each, Problem):
            problems.append(each.sentence)
            continue
        if waiting is not None:
            yield _told(waiting, problems)
            problems = []
        waiting = _with_own_part(each, parts)
    if waiting is None:
        raise ImportFailed(problems[0] if problems else _("There is nothing in this export."))
    yield _told(waiting, problems)


def _with_own_part(capture: Capture, parts: Counter[str]) -> Capture:
    """Ids that come twice are told apart by their turn."""
    part = capture.part or _("Page")
    parts[part] += 1
    while parts[part] > 1:
        part = f"{capture.part}#{parts[part]}"
        parts[part] += 1
    return replace(capture, part=part)


def _told(capture: Capture, problems: list[str]) -> Capture:
    if not problems:
        return capture
    more = len(problems) - MOST_PROBLEMS
    told = problems[:MOST_PROBLEMS]
    if more > 0:
        told.append(counted("One more item was not read.", "{count} more items were not read.", more))
    return replace(capture, warnings=(*capture.warnings, *told))

"""The report of an import as a file: a table, JSON, or lines of text, as the file's suffix says."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from postil.app.import_report import Outcome
from postil.app.likening import looks_like
from postil.errors import ExportFailed
from postil.translation import _, counted, marked

if TYPE_CHECKING:
    from pathlib import Path

    from postil.app.import_report import ImportReport, ImportRow

OUTCOMES = {
    Outcome.IMPORTED: marked("imported"),
    Outcome.NEW_VERSION: marked("new version"),
    Outcome.LINK: marked("link"),
    Outcome.UPDATED: marked("updated"),
    Outcome.ALREADY_THERE: marked("already there"),
    Outcome.NOT_A_PAGE: marked("not a page"),
    Outcome.FAILED: marked("failed"),
}
"""The words of the outcomes, inside a line."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that programs for tables would calculate."""
_MARK = "\ufeff"
"""Tells programs for tables that the file is UTF-8."""


def write_report(report: ImportReport, file: Path) -> None:
    """Write the report; ``.csv`` and ``.json`` are for programs, all else is text. Raises ExportFailed."""
    kind = file.suffix.lower()
    if kind == ".csv":
        content = _MARK + _as_table(report)
    elif kind == ".json":
        content = json.dumps(json_rows(report), ensure_ascii=False, indent=2) + "\n"
    else:
        content = "".join(f"{line}\n" for line in as_lines(report))
    try:
        with file.open("w", encoding="utf-8", errors="backslashreplace", newline="") as opened:
            opened.write(content)
    except OSError as error:
        raise ExportFailed(
            _("The report could not be written to {name} ({reason}); choose another file.").format(
                name=file, reason=error.strerror
            )
        ) from error


def json_rows(report: ImportReport) -> list[dict[str, Any]]:
    """Every row with all that is known of it, for JSON; in no language but that of its messages."""
    return [_facts(row) for row in report.rows]


def as_lines(report: ImportReport) -> tuple[str, ...]:
    """What came in all, then a line for each file and page: outcome, path, part, what to know; with tabs."""
    lines = (
        "\t".join((_(OUTCOMES[row.outcome]), str(row.path), row.part or row.title, known_of(row))).rstrip()
        for row in report.rows
    )
    return (summary(report), *map(_plain, lines))


def summary(report: ImportReport) -> str:
    """``2 imported, 310 already there, 12 highlights.``: the report in one line."""
    counts = [_counted(outcome, report.count(outcome)) for outcome in Outcome if report.count(outcome)]
    if report.highlights:
        counts.append(counted("{count} highlight", "{count} highlights", report.highlights))
    if report.unanchored:
        counts.append(
            counted(
                "{count} of them not found in the text",
                "{count} of them not found in the text",
                report.unanchored,
            )
        )
    told = (", ".join(counts) or _("There was nothing to import")) + "."
    if report.dry:
        told = _("{told} Nothing was written.").format(told=told)
    return _("{told} It was interrupted before the end.").format(told=told) if report.cancelled else told


def _counted(outcome: Outcome, number: int) -> str:
    """``12 imported``: how many rows have an outcome."""
    if outcome is Outcome.NEW_VERSION:
        return counted("{count} new version", "{count} new versions", number)
    if outcome is Outcome.LINK:
        return counted("{count} link", "{count} links", number)
    return f"{number} {_(OUTCOMES[outcome])}"


def known_of(row: ImportRow) -> str:
    """All that is to be said of a row, in sentences."""
    newer = _("It is a newer version of “{title}”.").format(title=row.version_of) if row.version_of else ""
    return " ".join(filter(None, (newer, row.message, looks_like(row.alike), highlights_told(row))))


def highlights_told(row: ImportRow) -> str:
    """What became of the highlights that came with it, and of those that waited for it."""
    told = []
    if row.highlights:
        told.append(
            counted("{count} highlight came with it.", "{count} highlights came with it.", row.highlights)
        )
    if row.unanchored:
        told.append(
            counted(
                "{count} of them was not found in the text.",
                "{count} of them were not found in the text.",
                row.unanchored,
            )
        )
    if row.waiting:
        told.append(counted("{count} waits for the page.", "{count} wait for the page.", row.waiting))
    if row.found:
        told.append(
            counted(
                "{count} highlight that waited for it has its place now.",
                "{count} highlights that waited for it have their places now.",
                row.found,
            )
        )
    if row.lost:
        told.append(
            counted(
                "{count} highlight that waited for it was not found in its text.",
                "{count} highlights that waited for it were not found in its text.",
                row.lost,
            )
        )
    return " ".join(told)


def _facts(row: ImportRow) -> dict[str, Any]:
    return {
        "path": str(row.path),
        "part": row.part,
        "outcome": row.outcome.value,
        "page": row.page,
        "title": row.title,
        "message": row.message,
        "version_of": row.version_of,
        "highlights": row.highlights,
        "unanchored": row.unanchored,
        "waiting": row.waiting,
        "found": row.found,
        "lost": row.lost,
        "alike": [each.page.id for each in row.alike],
    }


def _as_table(report: ImportReport) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    names = (
        "path",
        "part",
        "outcome",
        "title",
        "page",
        "message",
        "highlights",
        "unanchored",
        "waiting",
        "found",
        "lost",
    )
    writer.writerow(names)
    for row in report.rows:
        facts = {**_facts(row), "message": known_of(row)}
        writer.writerow([_cell(facts[name]) for name in names])
    return written.getvalue()


def _cell(value: object) -> str:
    """A cell that is words, whatever it begins with: names of files are other people's."""
    text = _plain("" if value is None else str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain(text: str) -> str:
    """``text`` on one line, without what a terminal would obey; tabs stay."""
    return "".join(
        letter if letter.isprintable() or letter == "\t" else "\N{REPLACEMENT CHARACTER}" for letter in text
    )

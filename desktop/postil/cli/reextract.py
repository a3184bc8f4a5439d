"""``postil reextract`` and ``postil versions``: texts made anew by a newer extractor; all texts of a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from postil.app.library import Library
from postil.app.reextraction_report import Outcome, ReextractionReport, as_lines
from postil.cli.output import harmless, one_line, print_error, print_json, print_lines, shown_progress
from postil.errors import ExportFailed, NotFound
from postil.model.page import Place
from postil.translation import _, counted, marked

if TYPE_CHECKING:
    import argparse

    from postil.model.ids import PageId
    from postil.model.page import Page, TextVersion

_WORKERS = 2
"""Processes that extract: nobody reads in this library meanwhile."""


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verbs."""
    parser = verbs.add_parser(
        "reextract", parents=[common], help=_("make the texts of pages anew with this program's extractor")
    )
    parser.add_argument(
        "pages", nargs="*", metavar="ID", help=_("these pages; else those of an older extractor")
    )
    parser.add_argument("--all", action="store_true", help=_("all pages, also those of this extractor"))
    parser.add_argument("--dry-run", action="store_true", help=_("change nothing, tell what would change"))
    parser.add_argument("--report", type=Path, metavar="FILE", help=_("write the report to a file, too"))
    parser.set_defaults(run=_reextract)
    parser = verbs.add_parser("versions", parents=[common], help=_("list the text versions of a page"))
    parser.add_argument("page", metavar="ID")
    parser.add_argument("--read", metavar="VERSION", help=_("let this version be the one that is read"))
    parser.set_defaults(run=_versions)


def _reextract(arguments: argparse.Namespace) -> int:
    with Library.open_existing(arguments.library) as library:
        ids: tuple[PageId, ...] | None = None
        if arguments.all:
            ids = library.reading.page_ids(Place())
        elif arguments.pages:
            ids = tuple(library.reading.find(prefix).id for prefix in arguments.pages)
        if arguments.report is not None:
            _save(ReextractionReport(()), arguments.report)  # to know now that it can be written
        report = library.reextracting.run(ids, shown_progress(), dry=arguments.dry_run, workers=_WORKERS)
        _print_report(report, as_json=arguments.json)
        if arguments.report is not None:
            _save(report, arguments.report)
        if report.cancelled:
            return 130
        library.indexing.drain(shown_progress())
    return 1 if report.count(Outcome.FAILED) else 0


def _print_report(report: ReextractionReport, *, as_json: bool) -> None:
    if as_json:
        print_json(
            [
                {
                    "page": row.page,
                    "title": row.title,
                    "outcome": row.outcome.value,
                    "message": row.message,
                    "before": row.before,
                    "after": row.after,
                }
                for row in report.rows
            ]
        )
        return
    for row in report.rows:
        line = f"{_(_OUTCOMES[row.outcome]):21}{row.page:18}{one_line(row.title, 60)}"
        line += f"  {row.message}" if row.message else ""
        print_error(line) if row.outcome is Outcome.FAILED else print_lines([line])
    print_lines([summary(report)])


def _save(report: ReextractionReport, file: Path) -> None:
    lines = (summary(report), *as_lines(report))
    try:
        file.write_text("".join(f"{harmless(line)}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise ExportFailed(
            _("The report could not be written to {file} ({reason}); choose another file.").format(
                file=file, reason=error.strerror
            )
        ) from error


def summary(report: ReextractionReport) -> str:
    """``2 updated, 310 unchanged.``: the report in one line."""
    counts = [
        f"{report.count(outcome)} {_(_OUTCOMES[outcome])}" for outcome in Outcome if report.count(outcome)
    ]
    sentences = [(", ".join(counts) or _("There was nothing to extract again")) + "."]
    if report.cancelled:
        sentences.append(_("It was interrupted before the end."))
    if report.dry:
        sentences.append(_("Nothing was written."))
    return " ".join(sentences)


_OUTCOMES = {
    Outcome.UPDATED: marked("updated"),
    Outcome.UNCHANGED: marked("unchanged"),
    Outcome.KEPT_OLDER: marked("kept the older text"),
    Outcome.FAILED: marked("failed"),
}


def _versions(arguments: argparse.Namespace) -> int:
    if arguments.read is None:
        with Library.open(arguments.library, write=False) as library:
            page = library.reading.find(arguments.page)
            _print_versions(page, library.reextracting.versions(page.id), as_json=arguments.json)
        return 0
    with Library.open_existing(arguments.library) as library:
        page = library.reading.find(arguments.page)
        version = _version(library.reextracting.versions(page.id), arguments.read)
        library.reextracting.restore(page.id, version.id)
        library.indexing.drain()
        page = library.reading.page(page.id)
        _print_versions(page, library.reextracting.versions(page.id), as_json=arguments.json)
    return 0


def _version(known: tuple[TextVersion, ...], prefix: str) -> TextVersion:
    """The one version whose id begins so. Raises NotFound."""
    found = [version for version in known if version.id.startswith(prefix.lower())]
    if len(found) != 1:
        told = counted(
            "{count} version of the page has an id that begins with {prefix!r}; "
            "'postil versions ID' shows them.",
            "{count} versions of the page have an id that begins with {prefix!r}; "
            "'postil versions ID' shows them.",
            len(found),
            prefix=prefix,
        )
        raise NotFound(told)
    return found[0]


def _print_versions(page: Page, known: tuple[TextVersion, ...], *, as_json: bool) -> None:
    if as_json:
        print_json(
            [
                {
                    "version": version.id,
                    "read": version.id == page.version,
                    "extractor": version.extractor,
                    "created": version.created.isoformat(),
                    "words": version.words,
                    "plain": version.plain,
                }
                for version in known
            ]
        )
        return
    for version in known:
        read = "read" if version.id == page.version else ""
        day = version.created.astimezone().strftime("%Y-%m-%d %H:%M")
        print_lines([f"{version.id}  {read:6}{day}  {version.words:>8} words  {version.extractor}"])

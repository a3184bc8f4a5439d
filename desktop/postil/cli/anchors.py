"""``postil anchors``: whether every highlight stands where it should in the text that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.app.library import Library
from postil.cli.output import one_line, print_error, print_json, print_lines, shown_progress
from postil.model.annotation import AnchorState
from postil.translation import _, counted, marked

if TYPE_CHECKING:
    import argparse

    from postil.app.anchor_report import AnchorReport, AnchorRow

_STATES = {AnchorState.MOVED: marked("check me"), AnchorState.NOT_FOUND: marked("not found")}
_QUOTED = 70
"""Code points of a quote in a line of the report."""


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verb."""
    parser = verbs.add_parser("anchors", help=_("verify where highlights stand"))
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    verify = deeds.add_parser(
        "verify", parents=[common], help=_("look for every highlight, and tell those that are in doubt")
    )
    verify.add_argument("pages", nargs="*", metavar="ID", help=_("only the highlights of these pages"))
    verify.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> int:
    with Library.open_existing(arguments.library) as library:
        ids = tuple(library.reading.find(prefix).id for prefix in arguments.pages) or None
        report = library.anchors.verify(ids, shown_progress())
        _print(report, as_json=arguments.json)
        if report.cancelled:
            return 130
        library.indexing.drain()
    return 1 if report.rows else 0


def _print(report: AnchorReport, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "pages": report.pages,
                "anchored": report.anchored,
                "moved": report.count(AnchorState.MOVED),
                "not found": report.count(AnchorState.NOT_FOUND),
                "cancelled": report.cancelled,
                "highlights": [_as_json(row) for row in report.rows],
            }
        )
        return
    page = None
    for row in report.rows:
        if row.state is None:
            print_error(f"{row.page}  {one_line(row.title, 60)}  {row.message}")
            continue
        if row.page != page:
            page = row.page
            print_lines([f"{row.page}  {one_line(row.title, 60)}"])
        print_lines([_line(row)])
    print_lines([summary(report)])


def _line(row: AnchorRow) -> str:
    state = _(_STATES[row.state]) if row.state in _STATES else ""
    line = f"  {state:10}  {row.annotation}  “{one_line(row.quote, _QUOTED)}”"
    return line + (f" → “{one_line(row.offered, _QUOTED)}”" if row.offered else "")


def _as_json(row: AnchorRow) -> dict[str, str | None]:
    return {
        "page": row.page,
        "title": row.title,
        "annotation": row.annotation,
        "state": None if row.state is None else row.state.value,
        "quote": row.quote,
        "offered": row.offered,
        "message": row.message,
    }


def summary(report: AnchorReport) -> str:
    """``312 highlights on 40 pages: 309 anchored, 2 to check, 1 not found.``"""
    moved, lost = report.count(AnchorState.MOVED), report.count(AnchorState.NOT_FOUND)
    told = _("{highlights} on {pages}: {anchored} anchored, {moved} to check, {lost} not found.").format(
        highlights=counted("{count} highlight", "{count} highlights", report.anchored + moved + lost),
        pages=counted("{count} page", "{count} pages", report.pages),
        anchored=report.anchored,
        moved=moved,
        lost=lost,
    )
    return f"{told} {_('It was interrupted before the end.')}" if report.cancelled else told

"""``postil take-edits``: notes that were edited in the files of export targets, listed or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.app.library import Library
from postil.app.taking_back import Answer, Standing, Take
from postil.cli.output import one_line, print_json, print_lines, shown_progress
from postil.errors import ExportFailed
from postil.translation import _, counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from postil.app.taking_back import OfferedNote, Taken


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verb."""
    parser = verbs.add_parser(
        "take-edits",
        parents=[common],
        help=_("list notes that were edited in exported files, or take them into the library"),
    )
    parser.add_argument("--target", metavar="NAME", help=_("look only at the files of this export target"))
    parser.add_argument("--yes", action="store_true", help=_("take those that were changed only in the file"))
    parser.add_argument(
        "--both", action="store_true", help=_("with --yes: join those that were changed in Postil, too")
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.both and not arguments.yes:
        raise ExportFailed(_("--both goes with --yes."))
    with Library.open_to_search(arguments.library) as library:
        targets = library.export_targets
        chosen = targets.all() if arguments.target is None else (targets.find(arguments.target),)
        if not chosen:
            raise ExportFailed(_("The library has no export targets; 'postil targets add' makes one."))
        reports = [targets.update(each, shown_progress(), dry_run=True, again=True) for each in chosen]
        offers = library.taking_back.offers([edit for each in reports for edit in each.edits])
        taken = None
        if arguments.yes:
            taken = library.taking_back.accept(tuple(_answers(offers, both=arguments.both)))
            library.indexing.drain()
    if arguments.json:
        edits = [_facts(offer) for offer in offers]
        print_json({"edits": edits, "taken": 0 if taken is None else taken.notes})
    else:
        print_lines(_lines(offers, taken))
    return 0


def _answers(offers: Sequence[OfferedNote], *, both: bool) -> Iterator[Answer]:
    for offer in offers:
        if offer.standing is Standing.ONLY_FILE:
            yield Answer(offer)
        elif offer.standing is Standing.BOTH and both:
            yield Answer(offer, Take.JOINED)


def _facts(offer: OfferedNote) -> dict[str, str | None]:
    return {
        "page": offer.edit.page,
        "annotation": offer.edit.annotation,
        "file": str(offer.edit.file),
        "changed": offer.standing.value,
        "title": offer.title,
        "quote": offer.quote,
        "postil": offer.now,
        "edited": offer.edit.after,
    }


def _lines(offers: Sequence[OfferedNote], taken: Taken | None) -> Iterator[str]:
    said = {
        Standing.ONLY_FILE: _("changed in the file"),
        Standing.BOTH: _("changed in the file and in Postil"),
        Standing.GONE: _("gone from Postil"),
    }
    for offer in offers:
        yield f"{offer.edit.file}  ({said[offer.standing]})"
        yield "  " + one_line(f"{offer.title}: “{offer.quote}”" if offer.quote else offer.title)
        yield from (f"  - {line}" for line in offer.now.splitlines())
        yield from (f"  + {line}" for line in offer.edit.after.splitlines())
    if taken is not None:
        yield counted("{count} note taken.", "{count} notes taken.", taken.notes)
    elif offers:
        yield _("Nothing was taken; say --yes to take them.")
    else:
        yield _("No note was edited in the files.")

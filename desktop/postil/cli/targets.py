"""``postil targets``: the folders that notes are kept in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postil.app.library import Library
from postil.cli.note_options import add_options, chosen, layout_of, shape_of, word, words
from postil.cli.output import one_line, print_json, print_lines
from postil.model.export_target import ExportTarget, Keeping
from postil.model.ids import ExportTargetId
from postil.translation import _

if TYPE_CHECKING:
    import argparse


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verb."""
    parser = verbs.add_parser("targets", help=_("list or change the folders that notes are kept in"))
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    listing = deeds.add_parser("list", parents=[common], help=_("list the export targets"))
    listing.set_defaults(run=_list)
    adding = deeds.add_parser("add", parents=[common], help=_("keep notes in a folder from now on"))
    adding.add_argument("name", metavar="NAME", help=_("what to call it"))
    adding.add_argument("folder", type=Path, metavar="DIR", help=_("the folder to write into"))
    _add_options(adding)
    adding.set_defaults(run=_add)
    changing = deeds.add_parser("change", parents=[common], help=_("change an export target"))
    changing.add_argument("name", metavar="NAME", help=_("its name or id"))
    changing.add_argument("--rename", metavar="NAME", help=_("a new name for it"))
    changing.add_argument(
        "--folder", type=Path, metavar="DIR", help=_("another folder; the files in the old one stay")
    )
    _add_options(changing)
    changing.set_defaults(run=_change)
    removing = deeds.add_parser("remove", parents=[common], help=_("no longer keep notes in its folder"))
    removing.add_argument("name", metavar="NAME", help=_("its name or id; its files stay"))
    removing.set_defaults(run=_remove)


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_options(parser)
    parser.add_argument(
        "--query",
        metavar="QUERY",
        help=_("only pages that this search finds; an empty one means all with highlights or a note"),
    )
    parser.add_argument(
        "--keep",
        choices=words(Keeping),
        help=_("when it is updated: by hand, or on each change while the window is open"),
    )


def _list(arguments: argparse.Namespace) -> int:
    with Library.open(arguments.library, write=False) as library:
        targets = library.export_targets.all()
    if arguments.json:
        print_json([_facts(target) for target in targets])
    else:
        print_lines(map(_line, targets))
    return 0


def _add(arguments: argparse.Namespace) -> int:
    wanted = ExportTarget(
        id=ExportTargetId(""),
        name=arguments.name,
        folder=arguments.folder,
        layout=layout_of(arguments),
        shape=shape_of(arguments),
        pages=arguments.query or "",
        keeping=chosen(Keeping, arguments.keep) or Keeping.BY_HAND,
    )
    with Library.open(arguments.library) as library:
        _print(library.export_targets.add(wanted), as_json=arguments.json)
    return 0


def _change(arguments: argparse.Namespace) -> int:
    with Library.open_existing(arguments.library) as library:
        before = library.export_targets.find(arguments.name)
        wanted = replace(
            before,
            name=arguments.rename if arguments.rename is not None else before.name,
            folder=arguments.folder if arguments.folder is not None else before.folder,
            layout=layout_of(arguments, before.layout),
            shape=shape_of(arguments, before.shape),
            pages=arguments.query if arguments.query is not None else before.pages,
            keeping=chosen(Keeping, arguments.keep) or before.keeping,
        )
        library.export_targets.change(wanted)
        _print(library.export_targets.find(before.id), as_json=arguments.json)
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    with Library.open_existing(arguments.library) as library:
        target = library.export_targets.find(arguments.name)
        library.export_targets.remove(target.id)
    if arguments.json:
        print_json({"removed": target.id})
    else:
        print_lines([_("Notes are no longer kept in {folder}; the files stay.").format(folder=target.folder)])
    return 0


def _print(target: ExportTarget, *, as_json: bool) -> None:
    if as_json:
        print_json(_facts(target))
    else:
        print_lines([_line(target)])


def _line(target: ExportTarget) -> str:
    shape = target.shape
    parts = [word(target.layout), word(shape.preset), word(shape.contents), word(target.keeping)]
    if target.pages:
        parts.append(one_line(target.pages))
    return f"{one_line(target.name)}  {target.folder}  ({', '.join(parts)})"


def _facts(target: ExportTarget) -> dict[str, Any]:
    shape = target.shape
    return {
        "id": target.id,
        "name": target.name,
        "folder": str(target.folder),
        "layout": word(target.layout),
        "preset": word(shape.preset),
        "template": None if shape.template is None else str(shape.template),
        "contents": word(shape.contents),
        "marks": word(shape.marks),
        "images": word(shape.images),
        "query": target.pages,
        "keep": word(target.keeping),
    }

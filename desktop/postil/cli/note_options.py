"""The options that say what exported notes look like: those of ``postil export`` and ``postil targets``."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from postil.model.export_target import HighlightMarks, Images, Layout, NoteContents, NotePreset, NoteShape
from postil.translation import _

if TYPE_CHECKING:
    import argparse

Choice = TypeVar("Choice", bound=Enum)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options. One that is not given is None: the usual, or what a target has."""
    parser.add_argument("--layout", choices=words(Layout), help=_("what becomes one file"))
    parser.add_argument("--preset", choices=words(NotePreset), help=_("the program that reads the notes"))
    parser.add_argument("--template", type=Path, metavar="DIR", help=_("a folder of templates of your own"))
    parser.add_argument(
        "--contents", choices=words(NoteContents), help=_("highlights only, or the whole article, too")
    )
    parser.add_argument(
        "--marks", choices=words(HighlightMarks), help=_("how highlights are marked in a whole article")
    )
    parser.add_argument("--images", choices=words(Images), help=_("what becomes of the images of an article"))


def layout_of(arguments: argparse.Namespace, usual: Layout = Layout.PAGE) -> Layout:
    """The layout that was chosen."""
    return chosen(Layout, arguments.layout) or usual


def shape_of(arguments: argparse.Namespace, usual: NoteShape | None = None) -> NoteShape:
    """The shape that was chosen; what was not is as ``usual``. A template of no name is none."""
    usual = usual or NoteShape()
    template = usual.template
    if arguments.template is not None:
        template = arguments.template.expanduser().absolute() if arguments.template.name else None
    return NoteShape(
        preset=chosen(NotePreset, arguments.preset) or usual.preset,
        template=template,
        contents=chosen(NoteContents, arguments.contents) or usual.contents,
        marks=chosen(HighlightMarks, arguments.marks) or usual.marks,
        images=chosen(Images, arguments.images) or usual.images,
    )


def words(choices: type[Enum]) -> list[str]:
    """The choices as they are typed: ``one-file``."""
    return [word(choice) for choice in choices]


def word(choice: Enum) -> str:
    """A choice as it is typed."""
    return choice.name.lower().replace("_", "-")


def chosen(choices: type[Choice], typed: str | None) -> Choice | None:
    """The choice that was typed; None where none was."""
    return next((choice for choice in choices if word(choice) == typed), None)

"""The command line: one verb a module, this one only joins them.

Exit status: 0 done, 1 done but something in it failed (a file of an import, a finding of a check),
2 an error of use, told in one line, 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from postil import __version__, log, paths, translation
from postil.app import language
from postil.cli import (
    anchors,
    backup,
    check,
    export,
    extract,
    highlight,
    import_pages,
    likeness,
    list_pages,
    note,
    reextract,
    search,
    show,
    take_edits,
    targets,
    tour,
)
from postil.cli.output import print_error, set_up_streams
from postil.cli.words import not_text
from postil.errors import PostilError
from postil.live_settings import load
from postil.translation import _, marked

if TYPE_CHECKING:
    from collections.abc import Sequence

VERBS = (
    import_pages,
    list_pages,
    show,
    extract,
    reextract,
    search,
    likeness,
    highlight,
    note,
    anchors,
    export,
    targets,
    take_edits,
    check,
    backup,
    tour,
)
"""The modules of the verbs; each has ``add_parsers`` and sets ``run``."""


ARGPARSE_WORDS = (
    marked("usage: "),
    marked("options"),
    marked("positional arguments"),
    marked("show this help message and exit"),
    marked("show program's version number and exit"),
    marked("argument %(argument_name)s: %(message)s"),
    marked("the following arguments are required: %s"),
    marked("unrecognized arguments: %s"),
    marked("expected one argument"),
    marked("one of the arguments %s is required"),
    marked("not allowed with argument %s"),
    marked("expected at least one argument"),
    marked("invalid choice: %(value)r (choose from %(choices)s)"),
    marked("invalid %(type)s value: %(value)r"),
)
"""What argparse says by itself: here to be collected."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        sentence = f"{message[:1].upper()}{message[1:]}"
        told = _("{problem}. See '{program} --help'.").format(problem=sentence.rstrip("."), program=self.prog)
        self.exit(2, f"postil: {told}\n")


def build_parser() -> argparse.ArgumentParser:
    """The parser of all verbs."""
    parser = _Parser(
        prog="postil",
        description=_("Read saved web pages, write in their margins, find everything again."),
        epilog=_("Without a verb the window opens, on the files or the postil: link that are named."),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"postil {__version__}")
    _add_common(parser, default=True)
    common = argparse.ArgumentParser(add_help=False)
    _add_common(common, default=False)
    verbs = parser.add_subparsers(title=_("verbs"), metavar=_("VERB"), required=True, parser_class=_Parser)
    for verb in VERBS:
        verb.add_parsers(verbs, common)
    return parser


def run(words: Sequence[str]) -> int:
    """Run the verb that ``words`` name; the exit status is returned."""
    set_up_streams()
    _speak(words)
    parser = build_parser()
    arguments = parser.parse_args(search.words_apart(words))
    wrong = not_text(arguments)
    if wrong is not None:
        parser.error(_("{word!r} is not text in the character set of this terminal").format(word=wrong))
    log.set_up(paths.log_folder())
    try:
        status: int = arguments.run(arguments)
        sys.stdout.flush()
    except PostilError as error:
        print_error(f"postil: {error}")
        return 2
    except KeyboardInterrupt:
        print_error("\npostil: " + _("Interrupted; what was done so far is kept."))
        return 130
    except BrokenPipeError:
        # The reader of our output left (`postil list | head`): nothing is owed to it, not even a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _speak(words: Sequence[str]) -> None:
    """Choose the language; what is printed for programs does not depend on it."""
    if "--json" in words:
        language.speak(translation.SOURCE, ())
    else:
        language.speak(load(paths.settings_file())[0].language, language.of_environment())


def _add_common(parser: argparse.ArgumentParser, *, default: bool) -> None:
    folder = paths.default_library() if default else argparse.SUPPRESS
    parser.add_argument(
        "--library",
        type=Path,
        metavar="DIR",
        default=folder,
        help=_("the library's folder (or set POSTIL_LIBRARY)"),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        default=False if default else argparse.SUPPRESS,
        help=_("print JSON for programs instead of lines for people"),
    )

"""``postil extract``: the article of pages, without a library."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postil.app.conversion import Converter
from postil.cli.output import one_line, print_error, print_json, print_lines
from postil.importers.walking import walk
from postil.translation import _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from postil.app.conversion import Converted
    from postil.app.conversion_wire import Conversion


def add_parsers(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the verb."""
    parser = verbs.add_parser(
        "extract", parents=[common], help=_("print the articles of pages, without a library")
    )
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument(
        "--json-lines",
        action="store_true",
        help=_("one JSON object a line; without PATH, paths are read on standard input, one a line"),
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help=_("print each block of the pages with its verdict and why, instead of the articles"),
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.explain:
        # Loaded only here: it takes longer than many another verb in all.
        from postil.cli.explanation import print_explanations  # noqa: PLC0415 - see above

        return print_explanations(walk(arguments.paths), as_json=arguments.json)
    from_stdin = arguments.json_lines and not arguments.paths
    paths = _typed_paths() if from_stdin else walk(arguments.paths)
    failed = False
    with (
        tempfile.TemporaryDirectory(prefix="postil-") as spool,
        Converter(Path(spool), workers=1) as converter,
    ):
        if arguments.json_lines:
            # Whoever measures the work starts the clocks here: the seconds until now were for getting ready.
            print_json({"ready": True, "cpu": converter.start() + time.process_time()}, indent=None)
        gathered = []
        for converted in _one_by_one(converter, paths) if from_stdin else converter.convert_all(paths):
            failed = failed or converted.error is not None
            for facts in _facts(converted):
                if arguments.json_lines:
                    print_json(facts, indent=None)
                elif arguments.json:
                    gathered.append(facts)
                else:
                    _print_article(facts)
    if arguments.json and not arguments.json_lines:
        print_json(gathered)
    return 1 if failed and not from_stdin else 0


def _typed_paths() -> Iterator[Path]:
    return (Path(os.fsdecode(line.rstrip(b"\r\n"))) for line in sys.stdin.buffer if line.strip())


def _one_by_one(converter: Converter, paths: Iterable[Path]) -> Iterator[Converted]:
    """Each path answered before the next is read: who types them may wait for the answer."""
    for path in paths:
        converted = converter.convert(path)
        yield converted
        converted.discard()


def _facts(converted: Converted) -> Iterable[dict[str, Any]]:
    """An object a page, and one that tells the error of a file that holds none."""
    for conversion in converted.conversions:
        yield _article_facts(converted.path, conversion)
    if converted.error is not None:
        yield {"path": str(converted.path), "error": str(converted.error)}


def _article_facts(path: Path, conversion: Conversion) -> dict[str, Any]:
    article = conversion.article
    metadata = article.metadata
    return {
        "path": str(path),
        "text": article.text,
        "title": metadata.title,
        "byline": metadata.byline,
        "published": metadata.published,
        "modified": metadata.modified,
        "site": metadata.site,
        "lang": metadata.language,
        "address": metadata.canonical or conversion.address,
        "sources": {
            evidence.field: f"{evidence.source} {evidence.name}".strip() for evidence in metadata.sources
        },
        "html": article.html,
        "words": article.words,
        "plain": article.plain,
        "warnings": list(article.warnings),
        "error": None,
    }


def _print_article(facts: dict[str, Any]) -> None:
    if facts["error"]:
        print_error(f"postil: {one_line(facts['path'])}: {facts['error']}")
        return
    about = " · ".join(part for part in (facts["byline"], facts["site"], facts["published"]) if part)
    print_lines([one_line(facts["title"] or Path(facts["path"]).stem), *filter(None, [about])])
    print_lines(["", facts["text"], ""])

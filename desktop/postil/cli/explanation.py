"""``postil extract --explain``: a page's blocks with their verdicts, for whoever works on extraction."""

from __future__ import annotations

import os
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

from postil.cli.output import one_line, print_error, print_json, print_lines
from postil.errors import ImportFailed
from postil.extraction.explain import explain
from postil.extraction.verdicts import Reason
from postil.importers import registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from postil.extraction.explain import ExplainedBlock, Explanation, Factor

_FIELDS = ("title", "byline", "published", "modified", "site", "language", "direction", "canonical")
_LONGEST_FIELD = 100
_TEXT, _STEP = 60, 20
"""Characters of the beginning of a block's text, and of a step of its path."""
_OBVIOUS = 0.1
"""Of a block that is so near to no or to yes nobody asks why."""
_DOUBTFUL = 0.15
"""A likelihood so near the cut is marked."""
_SPOKEN, _WHISPER = 3, 0.1
"""So many groups of columns are named, if they have something to say."""
_GREEN, _DIM, _PLAIN = "\x1b[32m", "\x1b[2m", "\x1b[0m"


def print_explanations(paths: Iterable[Path], *, as_json: bool) -> int:
    """Explain the pages in files, one after the other; the exit status is returned."""
    gathered = []
    failed = False
    for path in paths:
        try:
            for capture in registry.read(path):
                explanation = explain(capture)
                if as_json:
                    gathered.append(_facts(path, explanation))
                else:
                    _print(path, explanation)
        except ImportFailed as error:
            failed = True
            print_error(f"postil: {one_line(str(path))}: {error}")
    if as_json:
        print_json(gathered)
    return 1 if failed else 0


def _facts(path: Path, explanation: Explanation) -> dict[str, Any]:
    article = explanation.article
    metadata = article.metadata
    return {
        "path": str(path),
        "extractor": article.extractor,
        **{name: getattr(metadata, name) for name in _FIELDS},
        "sources": {
            evidence.field: f"{evidence.source.value} {evidence.name}".rstrip()
            for evidence in metadata.sources
        },
        "page_type": explanation.page_type,
        "kinds": list(explanation.kinds),
        "origin": explanation.origin,
        "cut": explanation.cut,
        "words": article.words,
        "pictures": explanation.pictures,
        "pictures_kept": explanation.pictures_kept,
        "plain": article.plain,
        "warnings": list(article.warnings),
        "blocks": [_block_facts(block) for block in explanation.blocks],
    }


def _block_facts(block: ExplainedBlock) -> dict[str, Any]:
    return {
        "number": block.number,
        "kept": block.kept,
        "reason": block.reason.name.lower(),
        "likelihood": block.likelihood,
        "passes": list(block.passes),
        "words": block.words,
        "links": block.links,
        "path": list(block.path),
        "text": block.text,
        "factors": [
            {
                "group": factor.group,
                "weight": factor.weight,
                "column": factor.column,
                "value": factor.value,
            }
            for factor in block.factors
        ],
    }


def _print(path: Path, explanation: Explanation) -> None:
    print_lines([one_line(str(path)), *_head(explanation), ""])
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    for block in explanation.blocks:
        shade = _GREEN if block.kept else _DIM
        for line in _lines(block, explanation.cut):
            print(f"{shade}{line}{_PLAIN}" if colour else line)
    print_lines([""])


def _head(explanation: Explanation) -> Iterator[str]:
    article = explanation.article
    metadata = article.metadata
    where = {
        evidence.field: f"({evidence.source.value} {evidence.name}".rstrip() + ")"
        for evidence in metadata.sources
    }
    yield f"extractor  {article.extractor}"
    for name in _FIELDS:
        value = getattr(metadata, name)
        yield f"{name:<10} {one_line(value or '-', _LONGEST_FIELD)}  {one_line(where.get(name, ''))}".rstrip()
    yield f"page type  {explanation.page_type or '-'}; it says {', '.join(explanation.kinds) or 'nothing'}"
    yield f"text from  {explanation.origin or 'the lines of a plain text'}"
    blocks = explanation.blocks
    kept = [block for block in blocks if block.kept]
    yield (
        f"kept       {len(kept)} of {len(blocks)} blocks, {sum(block.words for block in kept):.0f} of "
        f"{sum(block.words for block in blocks):.0f} words, {explanation.pictures_kept} of "
        f"{explanation.pictures} pictures; the cut is {_short(explanation.cut)}"
    )
    if article.plain:
        yield "           The article could not be told from its page: all is kept."
    for warning in article.warnings:
        yield f"warning    {one_line(warning)}"
    yield ""
    yield "+ kept, - dropped, ? near the cut; likelihood (of the first and the second pass)"


def _lines(block: ExplainedBlock, cut: float) -> Iterator[str]:
    """What is said of a block: a line, and a second one where it is worth asking why."""
    mark = "+" if block.kept else "-"
    doubt = "?" if abs(block.likelihood - cut) < _DOUBTFUL else " "
    begin = f"{block.number:>5} {mark}{doubt} {_short(block.likelihood)}"
    if len(block.passes) > 1:
        begin += f" ({' '.join(_short(each) for each in block.passes)}) {_short(block.links)} links"
    begin += f" {block.words:>4.0f} words  "
    yield f"{begin}{one_line(block.text, _TEXT):<{_TEXT}}  {_path(block.path)}".rstrip()
    is_judged = block.reason is Reason.LIKELIHOOD
    if is_judged and not _OBVIOUS < block.likelihood < 1 - _OBVIOUS:
        return
    why = [] if is_judged else [block.reason.value]
    why += _spoken("for", [factor for factor in block.factors if factor.weight > 0])
    why += _spoken("against", [factor for factor in block.factors if factor.weight < 0])
    yield f"         {'; '.join(why)}"


def _path(steps: Sequence[str]) -> str:
    """The last steps as a whole, those around it shorter."""
    around = [one_line(step, _STEP) for step in steps[:-1]]
    return " > ".join([*around, *(one_line(step, 2 * _STEP) for step in steps[-1:])])


def _spoken(side: str, factors: Sequence[Factor]) -> Iterator[str]:
    spoken = (
        f"{factor.group} {factor.weight:+.1f} ({factor.column} {factor.value:.3g})"
        for factor in factors
        if abs(factor.weight) >= _WHISPER
    )
    groups = ", ".join(islice(spoken, _SPOKEN))
    if groups:
        yield f"{side}: {groups}"


def _short(share: float) -> str:
    """A share in two digits: ``.91``, and 1 as ``1.0``."""
    return f"{share:.2f}".removeprefix("0") if share < 0.995 else "1.0"

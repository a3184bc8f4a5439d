"""How many highlights are found again in later revisions of real texts.

Run: python -m tests.benchmarks.anchoring FOLDER [--highlights 40] [--show KIND]

FOLDER holds folders of folders of ``*.txt``: for each source its texts, for each text its revisions in
the order of their names. Highlights are made on the first, looked for in the last, and judged by what
the steps between tell (``anchoring_truth``). *right*: at least 0.8 of the union of found and true span
is in both; *part*: at least 0.3; *wrong*: less, or found although cut; *lost*: not found although there.
A highlight that the program wants checked counts in *check*, with how many of those are right; the
others are what it claims by itself. *ALL, sure truth* leaves out the highlights whose truth is in doubt
(``anchoring_doubt``), which are a row of their own. *unrelated*: claimed, even to be checked, in a text of
another source.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio
from tests.benchmarks.anchoring_doubt import is_in_doubt
from tests.benchmarks.anchoring_truth import Kind, Truth, follow, read_revisions

from postil.anchoring.describe import describe
from postil.anchoring.resolve import Resolution, Resolver
from postil.model.annotation import AnchorState
from postil.model.selectors import Selectors

if TYPE_CHECKING:
    from collections.abc import Iterator

_RIGHT, _PART = 0.8, 0.3
_ALIKE = 60.0
"""Neighbouring lines so much alike are rows of one shape."""


@dataclass(slots=True)
class _Tally:
    verdicts: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--highlights", type=int, default=40)
    parser.add_argument("--show", default="", help="print the first cases of a verdict: wrong, part or lost")
    parser.add_argument("--most", type=int, default=10)
    arguments = parser.parse_args()
    texts = {folder: read_revisions(folder) for folder in sorted(arguments.folder.glob("*/*"))}
    for known in (True, False)[: 1 if arguments.show else 2]:
        _measure(texts, arguments, old_known=known)


def _measure(texts: dict[Path, tuple[str, ...]], arguments: argparse.Namespace, *, old_known: bool) -> None:
    by_kind: dict[str, _Tally] = defaultdict(_Tally)
    by_source: dict[str, _Tally] = defaultdict(_Tally)
    unrelated = claimed = 0
    shown = 0
    folders = list(texts)
    for number, (folder, revisions) in enumerate(texts.items()):
        old, new = revisions[0], revisions[-1]
        trail = follow(revisions)
        spans = [span for span in _spans(old, arguments.highlights, str(folder.name)) if trail.truth(*span)]
        begun = time.perf_counter()
        resolver = Resolver(new)
        found = [
            resolver.resolve(_made_on(old, span, old_known=old_known), old_text=old if old_known else None)
            for span in spans
        ]
        seconds = (time.perf_counter() - begun) / max(1, len(spans))
        for span, resolution in zip(spans, found, strict=True):
            truth = trail.truth(*span)
            assert truth is not None
            verdict = _verdict(truth, resolution)
            doubt = "truth doubtful" if is_in_doubt(old, new, span, truth) else "ALL, sure truth"
            kinds = [truth.kind.value, *(["rows"] if _is_row(old, *span) else []), doubt, "ALL"]
            for tally in (*(by_kind[kind] for kind in kinds), by_source[folder.parent.name]):
                _count(tally, verdict, resolution, seconds)
            if arguments.show == verdict and resolution.state is not AnchorState.MOVED:
                shown += 1
                if shown <= arguments.most:
                    print(f"--- {folder.parent.name}/{folder.name} {truth.kind.value} {span} {doubt}")
                    _show("old", old, *span)
                    _show("truth", new, truth.start, truth.end)
                    if resolution.start is not None and resolution.end is not None:
                        _show("found", new, resolution.start, resolution.end)
        other = next(
            texts[each][-1] for each in folders[number + 1 :] + folders if _owner(each) != _owner(folder)
        )
        stranger = Resolver(other)
        for span in spans[:10]:
            unrelated += 1
            got = stranger.resolve(
                _made_on(old, span, old_known=old_known), old_text=old if old_known else None
            )
            claimed += got.start is not None
    print(f"\n## {'old text known' if old_known else 'quote and context alone'}\n")
    _print_table(by_kind)
    _print_table(by_source)
    print(f"claimed on an unrelated page: {claimed} of {unrelated}")


def _owner(folder: Path) -> str:
    """Sources named ``owner+name`` are of one owner, and may hold the same texts."""
    return folder.parent.name.partition("+")[0]


def _made_on(old: str, span: tuple[int, int], *, old_known: bool) -> Selectors:
    made = describe(old, *span)
    return made if old_known else Selectors(made.quote)


def _spans(text: str, count: int, seed: str) -> Iterator[tuple[int, int]]:
    """Highlights of 5 to 400 letters, most from word to word."""
    chance = random.Random(seed + str(len(text)))
    made = 0
    while made < count:
        size = int(math.exp(chance.uniform(math.log(5), math.log(400))))
        start = chance.randrange(max(1, len(text) - size))
        end = min(len(text), start + size)
        if chance.random() < 0.8:
            while start > 0 and text[start - 1].isalnum() and text[start].isalnum() and start > end - 500:
                start -= 1
            while end < len(text) and text[end - 1].isalnum() and text[end].isalnum() and end < start + 500:
                end += 1
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end - start >= 5:
            made += 1
            yield start, end


def _is_row(text: str, start: int, end: int) -> bool:
    """Whether it stands in a line whose neighbour is much like it."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    line = text[first:last]
    if "\n" in line or len(line) > 200:
        return False
    neighbours = (text[:first].rstrip("\n").rpartition("\n")[2], text[last:].lstrip("\n").partition("\n")[0])
    return any(each and ratio(line, each) >= _ALIKE for each in neighbours)


def _verdict(truth: Truth, found: Resolution) -> str:
    if found.start is None or found.end is None:
        return "right" if truth.kind in (Kind.CUT, Kind.REPLACED) else "lost"
    if truth.kind is Kind.CUT:
        return "wrong"
    both = max(0, min(truth.end, found.end) - max(truth.start, found.start))
    if truth.kind is Kind.REPLACED:
        return "right" if both else "wrong"
    share = both / (max(truth.end, found.end) - min(truth.start, found.start))
    return "right" if share >= _RIGHT else "part" if share >= _PART else "wrong"


def _count(tally: _Tally, verdict: str, found: Resolution, seconds: float) -> None:
    tally.seconds += seconds
    if found.state is AnchorState.MOVED:
        tally.checks[verdict] += 1
        tally.verdicts["check"] += 1
    else:
        tally.verdicts[verdict] += 1


def _print_table(tallies: dict[str, _Tally]) -> None:
    print(
        "| which | highlights | right % | right, with check % | part % | WRONG % | lost % | check % |"
        " of those right | ms |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name, tally in sorted(tallies.items(), key=lambda item: -sum(item[1].verdicts.values())):
        total = sum(tally.verdicts.values())
        share = {
            each: 100 * tally.verdicts[each] / total for each in ("right", "part", "wrong", "lost", "check")
        }
        offered = share["right"] + 100 * tally.checks["right"] / total
        of_checks = f"{tally.checks['right']} of {tally.verdicts['check']}"
        print(
            f"| {name} | {total} | {share['right']:.1f} | {offered:.1f} | {share['part']:.1f} |"
            f" {share['wrong']:.2f} | {share['lost']:.1f} | {share['check']:.1f} | {of_checks} |"
            f" {1000 * tally.seconds / total:.2f} |"
        )
    print()


def _show(what: str, text: str, start: int, end: int) -> None:
    print(f"  {what:5} {text[max(0, start - 60) : start]!r} [[{text[start:end]!r}]] {text[end : end + 60]!r}")


if __name__ == "__main__":
    main()

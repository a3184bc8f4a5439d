"""How good extraction is, beside the extractors of others, all on the same pages: the tables of a report.

    POSTIL_SHARED=FOLDER python -m tests.benchmarks.extraction > tests/benchmarks/extraction.md

FOLDER holds ``pages/``. The others are optional: BENCH_PYTHON is an interpreter that has some of the packages
in ``peers.py``, BENCH_NODE a folder with those in ``peers.mjs`` under ``node_modules``. What they answer is
kept in ``--keep`` for the next time, by their version; Postil is always run anew. ``--rounds`` measures speed
as well, which wants a machine that does nothing else. ``--folds`` is a folder of models that
``train_blocks.py --folds`` writes: each page is then judged by the one that never saw its site.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import html as lxml_html
from tests.benchmarks.extraction_runs import OURS, Answer, Extractor, kept_answers, ours, peers, run, speeds
from tests.benchmarks.extraction_scores import Score, overlap, score, score_pieces
from tests.benchmarks.extraction_sets import FOLDS, LARGE, SMALL, MarkedPage, read_set
from tests.benchmarks.extraction_structure import ADDRESS, KINDS, units_of
from tests.benchmarks.metadata import same_title, shares_name

from postil.dom.serialise import parse_article
from postil.extraction.extract import extract
from postil.extraction.version import EXTRACTOR
from postil.model.capture import Capture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

SETS = (*SMALL, *LARGE)
UNSEEN = f"{OURS}, sites unseen"
ON_PAGES = (
    "trafilatura", "trafilatura fast", "trafilatura precision", "readability-lxml", "Readability.js",
    "defuddle", "newspaper4k", "resiliparse",
)  # fmt: skip
ON_FLAT = ("whole text", "long lines", "jusText")
ON_METADATA = (
    "trafilatura with metadata",
    "readability-lxml",
    "Readability.js",
    "defuddle",
    "newspaper4k",
    "htmldate",
)
METADATA_SETS = ("mixed", "readability", "aftd", "wcxb")
ON_STRUCTURE = ("trafilatura as HTML", "readability-lxml", "Readability.js", "defuddle")
ON_SPEED = (
    "trafilatura",
    "trafilatura fast",
    "readability-lxml",
    "newspaper4k",
    "resiliparse",
    "Readability.js",
    "defuddle",
)
SPEED_SET = "scrapinghub"
ALL_PEERS = tuple(dict.fromkeys((*ON_PAGES, *ON_FLAT, *ON_METADATA, *ON_STRUCTURE)))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Measure extraction beside other programs.")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "postil-extraction")
    parser.add_argument("--folds", type=Path, help="models for pages of sites that they never saw")
    parser.add_argument("--rounds", type=int, default=0, help="measure speed so often")
    parser.add_argument("--only-peers", action="store_true", help="fetch the others' answers, print nothing")
    arguments = parser.parse_args()
    shared = os.environ.get("POSTIL_SHARED")
    if not shared:
        sys.exit("Set POSTIL_SHARED to the folder that holds pages/.")
    unpacked = arguments.keep / "pages"
    sets = {name: read_set(name, Path(shared) / "pages", unpacked) for name in arguments.sets}
    measurement = Measurement(sets, arguments.keep, peers(), arguments.folds)
    if arguments.only_peers:
        measurement.fetch()
        return
    for line in (*measurement.head(), *measurement.tables(), *measurement.speed(arguments.rounds)):
        print(line)


class Measurement:
    """The answers of all extractors to the pages of all sets, and the tables made of them."""

    def __init__(
        self,
        sets: dict[str, tuple[MarkedPage, ...]],
        keep: Path,
        others: dict[str, Extractor],
        folds: Path | None,
    ) -> None:
        self._sets = sets
        self._keep = keep
        self._others = others
        self._folds = folds
        self._known: dict[tuple[str, str], tuple[Answer, ...]] = {}

    def fetch(self) -> None:
        """Let all the others answer, so that only Postil is left to be run."""
        for pages in self._sets:
            for name in self._others:
                if self._is_asked(name, pages):
                    self._answers(name, pages)

    def head(self) -> Iterator[str]:
        """What was measured, when, and how to do it again."""
        yield "# Extraction, measured"
        yield ""
        yield (
            f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {EXTRACTOR}, Python "
            f"{sys.version_info.major}.{sys.version_info.minor}. F1, precision and recall are of runs of "
            "four words (`extraction_scores.py`)."
        )
        yield ""
        yield (
            f"The shipped model was trained on pages of all these sets. “{UNSEEN}” is the figure to believe: "
            "there each page is judged by a model that never saw its site. "
            "The expected articles of readability are Readability.js's own."
        )
        yield ""
        versions = {
            name: other.version for name, other in self._others.items() if other.version and " " not in name
        }
        yield "Beside it: " + ", ".join(f"{name} {version}" for name, version in versions.items()) + "."
        missing = [name for name in ALL_PEERS if name not in self._others]
        if missing:
            yield f"Not there: {', '.join(missing)}."
        yield ""
        words = " ".join("…" if os.sep in word else word for word in sys.argv[1:])
        yield "    POSTIL_SHARED=… BENCH_PYTHON=… BENCH_NODE=… python -m tests.benchmarks.extraction " + words

    def tables(self) -> Iterator[str]:
        """All tables but that of speed."""
        on_pages = [name for name in self._sets if name != "flat"]
        yield from self._text_table("Text of pages", ON_PAGES, on_pages)
        if "flat" in self._sets:
            yield from self._text_table("Text of plain texts", ON_FLAT, ["flat"])
        for name in ("wcxb", "magic"):
            if name in self._sets:
                yield from self._kinds_table(name)
        if "readability" in self._sets:
            yield from self._structure_table()
        for name in METADATA_SETS:
            if name in self._sets:
                yield from self._metadata_table(name)

    def speed(self, rounds: int) -> Iterator[str]:
        """Pages a second of the processor, all in the same run."""
        if not rounds or SPEED_SET not in self._sets:
            return
        extractors = [ours(), *(self._others[name] for name in ON_SPEED if name in self._others)]
        yield from _heading(f"Speed on {SPEED_SET}", ("", "pages a CPU second"))
        for extractor, speed in speeds(extractors, self._sets[SPEED_SET], rounds):
            yield _row(extractor.name, f"{speed:.1f}")

    def _text_table(self, title: str, others: Sequence[str], sets: Sequence[str]) -> Iterator[str]:
        columns = [f"{name} ({len(self._sets[name])})" for name in sets]
        yield from _heading(title, ("F1 ± standard error, precision / recall", *columns))
        for extractor in self._rows(others):
            yield _row(extractor, *(_cell(self._text_score(extractor, name)) for name in sets))

    def _text_score(self, extractor: str, name: str) -> Score:
        pairs = list(zip(self._sets[name], self._answers(extractor, name), strict=True))
        if name == "snippets":
            return score_pieces([(page.wanted, page.unwanted, answer.text) for page, answer in pairs])
        return score([overlap(page.text, answer.text) for page, answer in pairs if page.text])

    def _kinds_table(self, name: str) -> Iterator[str]:
        pages = self._sets[name]
        kinds = sorted({page.kind for page in pages if page.kind})
        counts = {kind: sum(page.kind == kind for page in pages) for kind in kinds}
        yield from _heading(
            f"{name} by kind of page", ("F1", *(f"{kind} ({counts[kind]})" for kind in kinds))
        )
        for extractor in self._rows(ON_PAGES):
            groups = defaultdict(list)
            for page, answer in zip(pages, self._answers(extractor, name), strict=True):
                if page.text:
                    groups[page.kind].append(overlap(page.text, answer.text))
            yield _row(extractor, *(_thousandths(score(groups[kind]).f1) for kind in kinds))

    def _structure_table(self) -> Iterator[str]:
        pages = self._sets["readability"]
        expected = [_tree(page.clean) for page in pages]
        counts = {kind: sum(units_of(kind, tree).total() for tree in expected) for kind in KINDS}
        columns = (f"{kind} ({count})" for kind, count in counts.items())
        yield from _heading("Structure, on readability", ("precision / recall", *columns))
        for extractor in (OURS, *self._present(ON_STRUCTURE)):
            if extractor == OURS:
                trees = [_our_tree(page) for page in pages]
            else:
                trees = [_tree(answer.html) for answer in self._answers(extractor, "readability")]
            yield _row(extractor, *(_kept_units(kind, expected, trees) for kind in KINDS))

    def _metadata_table(self, name: str) -> Iterator[str]:
        pages = self._sets[name]
        counts = [
            sum(page.title is not None for page in pages),
            sum(page.author is not None for page in pages),
            sum(page.date is not None for page in pages),
            sum(page.undated for page in pages),
        ]
        what = ("title", "author", "date", "claimed without one")
        yield from _heading(
            f"Metadata of {name}",
            ("", *(f"{each} ({count})" for each, count in zip(what, counts, strict=True))),
        )
        for extractor in (OURS, *self._present(ON_METADATA)):
            pairs = list(zip(pages, self._answers(extractor, name), strict=True))
            titles = [same_title(page.title, each.title) for page, each in pairs if page.title]
            authors = [shares_name(page.author, each.byline) for page, each in pairs if page.author]
            days = [(each.published or "")[:10] == page.date[:10] for page, each in pairs if page.date]
            claims = [each.published is not None for page, each in pairs if page.undated]
            yield _row(
                extractor,
                _share(titles) if any(each.title for _, each in pairs) else "",
                _share(authors) if any(each.byline for _, each in pairs) else "",
                *((_share(days), _share(claims)) if any(each.published for _, each in pairs) else ("", "")),
            )

    def _rows(self, others: Sequence[str]) -> tuple[str, ...]:
        return (OURS, *([UNSEEN] if self._folds and others is ON_PAGES else []), *self._present(others))

    def _present(self, others: Sequence[str]) -> Iterator[str]:
        return (name for name in others if name in self._others)

    def _answers(self, extractor: str, name: str) -> tuple[Answer, ...]:
        key = extractor, name
        if key not in self._known:
            print(f"{extractor} on {name}", file=sys.stderr, flush=True)
            pages = self._sets[name]
            if extractor == OURS:
                self._known[key], _ = run(ours(), pages)
            elif extractor == UNSEEN:
                self._known[key] = self._unseen_answers(pages)
            else:
                other = self._others[extractor]
                folder = f"{extractor} {other.version}".strip().replace(" ", "-")
                self._known[key] = kept_answers(other, pages, self._keep / folder / f"{name}.jsonl")
        return self._known[key]

    def _unseen_answers(self, pages: Sequence[MarkedPage]) -> tuple[Answer, ...]:
        assert self._folds is not None
        answers: dict[str, Answer] = {}
        for fold in range(FOLDS):
            own = [page for page in pages if page.fold == fold]
            command = (
                sys.executable, "-m", "tests.benchmarks.extraction_fold", str(self._folds), str(fold),
            )  # fmt: skip
            found, _ = run(ours(*command, name=UNSEEN), own)
            answers |= {page.id: answer for page, answer in zip(own, found, strict=True)}
        return tuple(answers[page.id] for page in pages)

    @staticmethod
    def _is_asked(name: str, pages: str) -> bool:
        """Whether an extractor stands in a table about these pages."""
        if pages == "flat":
            return name in ON_FLAT
        return (
            name in ON_PAGES
            or (name in ON_METADATA and pages in METADATA_SETS)
            or (name in ON_STRUCTURE and pages == "readability")
        )


def _kept_units(kind: str, expected: Iterable[_Element], found: Iterable[_Element]) -> str:
    common = ours_ = wanted = 0
    for one, other in zip(expected, found, strict=True):
        of_expected, of_found = units_of(kind, one), units_of(kind, other)
        common += (of_expected & of_found).total()
        ours_ += of_found.total()
        wanted += of_expected.total()
    return f"{_thousandths(common / max(ours_, 1))} / {_thousandths(common / max(wanted, 1))}"


def _tree(markup: str | None) -> _Element:
    return lxml_html.document_fromstring(markup or "<p></p>")


def _our_tree(page: MarkedPage) -> _Element:
    capture = Capture(
        content=page.original.read_bytes(),
        media_type="text/html",
        format="HTML",
        name=page.original.name,
        address=ADDRESS,
    )
    return parse_article(extract(capture).html)


def _heading(title: str, columns: Sequence[str]) -> Iterator[str]:
    yield from ("", f"## {title}", "", _row(*columns), _row(*(["---"] + ["---:"] * (len(columns) - 1))))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(value: Score) -> str:
    error = f" ± {_thousandths(value.error)}" if value.error else ""
    return (
        f"**{_thousandths(value.f1)}**{error}, {_thousandths(value.precision)} / {_thousandths(value.recall)}"
    )


def _thousandths(share: float) -> str:
    return f"{share:.3f}".removeprefix("0")


def _share(hits: Sequence[bool]) -> str:
    return _thousandths(sum(hits) / len(hits)) if hits else ""


if __name__ == "__main__":
    main()

"""Trains the model that keeps or drops the blocks of a page.

    python -m venv /somewhere
    /somewhere/bin/pip install lightgbm numpy lxml selectolax dateparser chardet webencodings platformdirs
    POSTIL_SHARED=… PYTHONPATH=desktop:. /somewhere/bin/python tests/benchmarks/train_blocks.py

Reads ``pages/{scrapinghub,readability}`` and ``pages/train/{aftd,magic,wcxb}.tar.xz`` under POSTIL_SHARED
and writes ``model.json`` and ``page-types.json`` in ``resources/extraction``. The recipe: the share of each
block's words in the marked article is its label; log-odds of names and words are counted on other sites
than the block's; gradient boosted trees; their verdicts, again from other sites, as further columns of a
second pass; then the types of pages, and what each does to the cut (``train_page_types.py``). Pages of a
site are never on both sides, and every figure that is printed is of pages whose sites the model never saw.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import math
import os
import sys
import tarfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

import lightgbm
import numpy as np
from tests.benchmarks.extraction_scores import TOKEN, overlap
from tests.benchmarks.extraction_sets import FOLDS, fold_of, site_of
from tests.benchmarks.train_page_types import MOVES, TypedPage, lists_of, moved_cuts, write_page_types

from postil.dom.decode import decode
from postil.dom.parse import parse_page
from postil.errors import ImportFailed
from postil.extraction.blocks import read_blocks
from postil.extraction.classify import best_cut, context
from postil.extraction.features import Lexicon, Measured, measure
from postil.extraction.hints import read_hints
from postil.extraction.metadata import read_metadata
from postil.extraction.page_types import page_type_columns
from postil.extraction.places import name_parts
from postil.extraction.wording import short_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from postil.extraction.blocks import Page
    from postil.extraction.hints import Hints

FIRST = {"trees": 70, "leaves": 48, "rate": 0.12}
SECOND = {"trees": 40, "leaves": 24, "rate": 0.12}
WEIGHTS = {"scrapinghub": 3.0, "readability": 3.0, "aftd": 2.0, "magic": 2.5, "wcxb": 0.6}
"""How much a page of each set counts: the sets are of very different sizes."""
FEWEST_SITES = 6
SHORT_BLOCK = 14
CLUTTER_SHARE = 0.7
"""How much of the clutter is trained on: there is plenty, and much of it is the same."""
MODEL = Path(__file__).parents[2] / "resources" / "extraction" / "model.json"


@dataclass(slots=True)
class Sample:
    """A page, its marked article, and what the passes said of its blocks."""

    name: str
    """Of its set."""
    kind: str | None
    site: str
    truth: str
    page: Page
    hints: Hints
    labels: np.ndarray[Any, Any]
    weights: np.ndarray[Any, Any]
    rows: np.ndarray[Any, Any] = field(default_factory=lambda: np.zeros((0, 0)))
    words: tuple[float, ...] = ()
    vocabularies: tuple[frozenset[str], ...] = ()
    first: np.ndarray[Any, Any] = field(default_factory=lambda: np.zeros(0))
    second: np.ndarray[Any, Any] = field(default_factory=lambda: np.zeros(0))

    @property
    def fold(self) -> int:
        """Which part of the data the page's site belongs to."""
        return fold_of(self.site)

    @property
    def likelihoods(self) -> list[float]:
        """What both passes say together."""
        means: list[float] = ((self.first + self.second) / 2).tolist()
        return means

    def measured(self) -> Measured:
        """The columns of the first pass, as the program has them."""
        return Measured(tuple(self.rows), self.words, self.vocabularies)

    def kept_text(self, cut: float) -> str:
        """The text of the blocks that are likelier than the cut, without the title."""
        return "\n".join(
            block.text
            for block, value in zip(self.page.blocks, self.likelihoods, strict=True)
            if value >= cut and block.text.casefold() not in self.hints.titles
        )

    def typed(self) -> TypedPage:
        """The page as its type is learned from it."""
        cut = best_cut(self.likelihoods, self.words)
        return TypedPage(
            self.name,
            self.kind,
            self.fold,
            tuple(page_type_columns(self.page, self.measured(), self.likelihoods, cut)),
            cut,
            tuple(precision_and_recall(self.truth, self.kept_text(cut + move)) for move in MOVES),
        )

    def whole_rows(self) -> np.ndarray[Any, Any]:
        """The columns of the second pass."""
        columns = context(self.page, self.measured(), self.first.tolist())
        return np.concatenate([self.rows, np.array(columns, dtype=np.float32).T], axis=1)


def main() -> None:
    """Train, print the figures of unseen sites, write the model."""
    parser = argparse.ArgumentParser(description="Train the model that keeps or drops blocks.")
    parser.add_argument("--dry", action="store_true", help="print the figures only, write no model")
    parser.add_argument("--folds", type=Path, help="a folder for the models that never saw a fold's sites")
    arguments = parser.parse_args()
    shared = os.environ.get("POSTIL_SHARED")
    if not shared:
        sys.exit("Set POSTIL_SHARED to the folder that holds pages/.")
    samples = [sample for sample in read_samples(Path(shared) / "pages") if len(sample.labels)]
    say(f"{len(samples)} pages, {sum(len(sample.labels) for sample in samples)} blocks")
    for fold in range(FOLDS):
        lexicon = learn_lexicon([sample for sample in samples if sample.fold != fold])
        for sample in samples:
            if sample.fold == fold:
                measured = measure(sample.page, sample.hints, lexicon)
                sample.rows = np.array(measured.rows, dtype=np.float32)
                sample.words, sample.vocabularies = measured.words, measured.vocabularies
    say("measured")
    firsts, seconds = [], []
    for fold in range(FOLDS):
        firsts.append(fit(FIRST, [(each, each.rows) for each in samples if each.fold != fold]))
        for sample in samples:
            if sample.fold == fold:
                sample.first = firsts[fold].predict(sample.rows)
    say("first pass")
    wide = {id(sample): sample.whole_rows() for sample in samples}
    for fold in range(FOLDS):
        seconds.append(fit(SECOND, [(each, wide[id(each)]) for each in samples if each.fold != fold]))
        for sample in samples:
            if sample.fold == fold:
                sample.second = seconds[fold].predict(wide[id(sample)])
    pages = [sample.typed() for sample in samples]
    print_figures(samples, moved_cuts(pages))
    if arguments.folds:
        write_folds(arguments.folds, samples, pages, firsts, seconds)
    if not arguments.dry:
        first = fit(FIRST, [(each, each.rows) for each in samples])
        second = fit(SECOND, [(each, wide[id(each)]) for each in samples])
        write_page_types(pages)
        write_model(samples[0].rows.shape[1], learn_lexicon(samples), first, second)


def write_folds(
    folder: Path,
    samples: Sequence[Sample],
    pages: Sequence[TypedPage],
    firsts: Sequence[lightgbm.Booster],
    seconds: Sequence[lightgbm.Booster],
) -> None:
    """For each fold the models that never saw its sites: ``extraction_fold.py`` reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    for fold in range(FOLDS):
        lexicon = learn_lexicon([sample for sample in samples if sample.fold != fold])
        path = folder / f"model-{fold}.json"
        write_model(samples[0].rows.shape[1], lexicon, firsts[fold], seconds[fold], path)
        others = [page for page in pages if page.fold != fold]
        write_page_types(others, folder / f"page-types-{fold}.json")


def say(words: str) -> None:
    """Progress, at once."""
    print(words, flush=True)


def read_samples(pages: Path) -> Iterator[Sample]:
    """Every page of the sets that has a marked article and can be read."""
    for name in ("scrapinghub", "readability"):
        folder = pages / name
        for record in json.loads((folder / "truth.json").read_text("utf-8")):
            yield from read_sample(name, record, gzip.decompress((folder / record["file"]).read_bytes()))
    for name in ("aftd", "magic", "wcxb"):
        with tarfile.open(pages / "train" / f"{name}.tar.xz") as archive:
            files = {member.name: archive.extractfile(member) for member in archive if member.isfile()}
            content = {path: opened.read() for path, opened in files.items() if opened is not None}
        records = next(text for path, text in content.items() if path.endswith("truth.json"))
        for record in json.load(io.BytesIO(records)):
            page = next(text for path, text in content.items() if path.endswith(record["file"]))
            yield from read_sample(name, record, gzip.decompress(page) if page[:2] == b"\x1f\x8b" else page)


def read_sample(name: str, record: dict[str, Any], content: bytes) -> Iterator[Sample]:
    """A page with its labels; nothing for one that has no marked text."""
    if not record.get("text"):
        return
    try:
        html = parse_page(decode(content, declared=None).text)
    except ImportFailed as error:
        say(f"{record['id']}: {error}")
        return
    title = read_metadata(html, address=record.get("url"), saved=None).title
    page = read_blocks(html)
    hints = read_hints(html, title)
    for node in page.nodes:
        node.element = None  # type: ignore[assignment]  # the light tree is enough, and much smaller
    labels = label_blocks([block.text for block in page.blocks], record["text"])
    counts = np.array([len(TOKEN.findall(block.text)) for block in page.blocks], dtype=float)
    weights = (counts + 2) / ((counts * labels).sum() + 50)
    weights *= min(weights.sum(), 4.0) / (weights.sum() or 1) * WEIGHTS[name]
    yield Sample(
        name,
        record.get("type"),
        site_of(str(record["id"]), record.get("url")),
        record["text"],
        page,
        hints,
        labels,
        weights,
    )


def label_blocks(blocks: Sequence[str], truth: str) -> np.ndarray[Any, Any]:
    """The share of each block that stands in the marked text, in its place."""
    marked = TOKEN.findall(truth)
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(marked) - 3):
        runs[tuple(marked[at : at + 4])].append(at)
    tokens = [TOKEN.findall(block) for block in blocks]
    labels = np.zeros(len(blocks))
    places: list[list[int]] = []
    for number, words in enumerate(tokens):
        hits = [runs.get(tuple(words[at : at + 4])) for at in range(len(words) - 3)] if len(words) > 5 else []
        labels[number] = sum(hit is not None for hit in hits) / len(hits) if hits else 0.0
        places.append(next((hit for hit in hits if hit), []) if labels[number] > 0.5 else [])
    before, after = bounds(places, len(marked))
    for number, words in enumerate(tokens):
        if 0 < len(words) <= 5:
            starts = (at for at in range(before[number], min(after[number] + 1, len(marked))) if at >= 0)
            labels[number] = float(any(marked[at : at + len(words)] == words for at in starts))
    return labels


def bounds(places: Sequence[list[int]], length: int) -> tuple[list[int], list[int]]:
    """Between which places of the marked text each block can stand, by its long neighbours."""
    before, last = [], 0
    for place in places:
        before.append(last)
        last = next((at for at in place if at >= last), last)
    after, following = [], length
    for place in reversed(places):
        after.append(following)
        following = min(following, place[-1]) if place else following
    return before, after[::-1]


def learn_lexicon(samples: Sequence[Sample]) -> Lexicon:
    """Log-odds of parts of names and of words of short blocks; every site has one voice."""
    names: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    words: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    sites: dict[str, tuple[Counter[str], Counter[str], Counter[str], Counter[str]]] = {}
    for sample in samples:
        kept_names, all_names, kept_words, all_words = sites.setdefault(
            sample.site, (Counter(), Counter(), Counter(), Counter())
        )
        sizes = np.array([len(block.text) for block in sample.page.blocks], dtype=float)
        total = np.concatenate([[0.0], np.cumsum(sizes)])
        kept = np.concatenate([[0.0], np.cumsum(sizes * sample.labels)])
        for node in sample.page.nodes:
            if node.last > node.first and node.names:
                share = (kept[node.last] - kept[node.first]) / (total[node.last] - total[node.first])
                for part in name_parts(node.names):
                    kept_names[part] += share
                    all_names[part] += 1
        for block, label in zip(sample.page.blocks, sample.labels, strict=True):
            if len(block.text.split()) <= SHORT_BLOCK:
                for word in set(short_words(block.text)):
                    kept_words[word] += label
                    all_words[word] += 1
    for kept_names, all_names, kept_words, all_words in sites.values():
        for sums, kept_, all_ in ((names, kept_names, all_names), (words, kept_words, all_words)):
            for each, count in all_.items():
                share = kept_[each] / count
                sums[each][0] += share
                sums[each][1] += 1 - share
    return Lexicon(names=odds(names), words=odds(words))


def odds(sums: dict[str, list[float]]) -> dict[str, float]:
    """The log-odds of what enough sites have."""
    return {
        each: round(math.log((kept + 1) / (dropped + 1)), 2)
        for each, (kept, dropped) in sums.items()
        if kept + dropped >= FEWEST_SITES
    }


def fit(shape: dict[str, float], data: Sequence[tuple[Sample, np.ndarray[Any, Any]]]) -> lightgbm.Booster:
    """Gradient boosted trees on rows and labels."""
    parameters = {
        "objective": "cross_entropy", "learning_rate": shape["rate"], "num_leaves": int(shape["leaves"]),
        "min_data_in_leaf": 60, "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1,
        "lambda_l2": 2.0, "num_threads": 2, "verbosity": -1, "seed": 3, "max_bin": 127, "deterministic": True,
    }  # fmt: skip
    labels = np.concatenate([sample.labels for sample, _ in data])
    weights = np.concatenate([sample.weights for sample, _ in data])
    taken = (labels > 0.05) | (np.random.default_rng(7).random(len(labels)) < CLUTTER_SHARE)
    weights = np.where(labels > 0.05, weights, weights / CLUTTER_SHARE)[taken]
    rows = np.concatenate([each for _, each in data])[taken]
    labels = labels[taken]
    return lightgbm.train(parameters, lightgbm.Dataset(rows, labels, weight=weights), int(shape["trees"]))


def print_figures(samples: Sequence[Sample], cuts: Sequence[float]) -> None:
    """F1 of runs of four words, for each set and page type, of pages whose sites the model never saw."""
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for sample, cut in zip(samples, cuts, strict=True):
        score = precision_and_recall(sample.truth, sample.kept_text(cut))
        scores[sample.name].append(score)
        if sample.kind:
            scores[f"{sample.name} {sample.kind}"].append(score)
    for name, pairs in sorted(scores.items()):
        precision, recall = (mean(pair[at] for pair in pairs) for at in (0, 1))
        f1 = 2 * precision * recall / (precision + recall)
        say(f"{name:<24} {len(pairs):>5} pages  F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}")


def precision_and_recall(truth: str, text: str) -> tuple[float, float]:
    """Of the bags of runs of four words."""
    shared = overlap(truth, text)
    return shared.common / max(shared.found, 1), shared.common / max(shared.wanted, 1)


def write_model(
    columns: int, lexicon: Lexicon, first: lightgbm.Booster, second: lightgbm.Booster, path: Path = MODEL
) -> None:
    """The data file that ``postil.extraction.classify`` reads."""
    content = {
        "columns": columns,
        "names": dict(sorted(lexicon.names.items())),
        "words": dict(sorted(lexicon.words.items())),
        "first": [lists_of(each["tree_structure"]) for each in first.dump_model()["tree_info"]],
        "second": [lists_of(each["tree_structure"]) for each in second.dump_model()["tree_info"]],
    }
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    say(f"wrote {path.name}, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()

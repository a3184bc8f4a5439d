"""Trains the models that find the article in a plain text dump of a page.

    python -m venv VENV
    VENV/bin/pip install lightgbm numpy lxml selectolax chardet webencodings dateparser platformdirs
    POSTIL_SHARED=… PYTHONPATH=desktop VENV/bin/python tests/benchmarks/train_flat.py

Reads the sets ``pages/flat`` and ``pages/train/{aftd,magic,wcxb}.tar.xz`` and ``pages/scrapinghub`` under
POSTIL_SHARED, writes ``flat-words.json``, ``flat-lines.json`` and ``flat-kind.json`` in
``resources/extraction``. The pages of a site are never on both sides of a split: every figure it prints is
of pages whose sites the judging model never saw.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import math
import os
import random
import re
import sys
import tarfile
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import lightgbm
import numpy as np

from postil.dom.decode import decode
from postil.dom.elements import BLOCKS
from postil.dom.parse import parse_page
from postil.extraction.flat_features import COLUMNS, measure_lines
from postil.extraction.flat_kind import KIND_COLUMNS, measure_kind
from postil.extraction.flat_lines import read_lines
from postil.extraction.flat_selection import keep_lines
from postil.extraction.flat_words import SHORT_LINE, UsualWords, line_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from postil.extraction.flat_features import MeasuredLines
    from postil.extraction.flat_lines import Line

FOLDS = 4
TREES, LEAVES, RATE = 110, 16, 0.12
LEAST_SITES = 12
"""A word must be on so many sites."""
RESOURCES = Path(__file__).parents[2] / "resources" / "extraction"
_TYPES = frozenset({None, "article", "news", "forum", "documentation"})
_TOKEN = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|\w+")
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "svg", "head", "textarea", "iframe", "object"}
)


@dataclass(slots=True)
class Sample:
    """A page as text, with the article that people marked in it."""

    site: str
    text: str
    truth: str
    is_flat: bool
    """From the set of dumps (which is scored), not flattened here (which only trains)."""
    lines: tuple[Line, ...] = ()
    measured: MeasuredLines | None = None
    labels: list[float] = field(default_factory=list)
    guess: Any = None

    @property
    def fold(self) -> int:
        return int(hashlib.md5(self.site.encode()).hexdigest(), 16) % FOLDS


def main() -> None:
    shared = Path(os.environ["POSTIL_SHARED"]) / "pages"
    samples = [*read_dumps(shared), *read_pages(shared)]
    for sample in samples:
        sample.lines = read_lines(sample.text)
        sample.labels = label([line.text for line in sample.lines], sample.truth)
    samples = [sample for sample in samples if 3 < len(sample.lines) < 4000]
    for fold in range(FOLDS):
        words = learn_words([sample for sample in samples if sample.fold != fold])
        for sample in samples:
            if sample.fold == fold:
                sample.measured = measure_lines(sample.lines, words)
    print(
        f"{len(samples)} pages, {sum(len(sample.lines) for sample in samples)} lines, {len(COLUMNS)} columns"
    )
    for fold in range(FOLDS):
        model = train([sample for sample in samples if sample.fold != fold])
        for sample in samples:
            if sample.fold == fold:
                sample.guess = model.predict(matrix(sample))
    print(score([sample for sample in samples if sample.is_flat]))
    words = learn_words(samples)
    stored = {"short": words.short, "long": words.long}
    (RESOURCES / "flat-words.json").write_text(
        json.dumps(stored, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8"
    )
    forest = train(samples)
    write_forest(forest)
    train_kind([sample for sample in samples if sample.is_flat], words, forest)


def read_dumps(shared: Path) -> Iterator[Sample]:
    folder = shared / "flat"
    for record in json.loads((folder / "truth.json").read_text(encoding="utf-8")):
        text = decode(gzip.decompress((folder / record["file"]).read_bytes())).text
        yield Sample(site_of(record), text, record["text"], is_flat=True)


def read_pages(shared: Path) -> Iterator[Sample]:
    """The pages of the other sets, flattened in one of the two shapes that dumps have."""
    chance = random.Random(1)
    for records, read in (
        *(read_archive(shared / "train" / f"{name}.tar.xz") for name in ("aftd", "magic", "wcxb")),
        read_folder(shared / "scrapinghub"),
    ):
        for record in records:
            if record.get("text") and record.get("type") in _TYPES:
                tree = parse_page(decode(read(record["file"])).text)
                text = flatten_page(tree, spaced=chance.random() < 0.5)
                yield Sample(site_of(record), text, record["text"], is_flat=False)


def read_archive(path: Path) -> tuple[list[dict[str, Any]], Any]:
    contents: dict[str, bytes] = {}
    with tarfile.open(path) as archive:
        for member in archive:
            stream = archive.extractfile(member)
            if stream is not None:
                contents[member.name.split("/", 1)[1]] = stream.read()
    return json.load(io.BytesIO(contents["truth.json"])), lambda name: unzipped(contents[name])


def read_folder(path: Path) -> tuple[list[dict[str, Any]], Any]:
    records = json.loads((path / "truth.json").read_text(encoding="utf-8"))
    return records, lambda name: unzipped((path / name).read_bytes())


def unzipped(content: bytes) -> bytes:
    return gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content


def site_of(record: dict[str, Any]) -> str:
    labels = (urlsplit(record.get("url") or "").hostname or record["id"]).split(".")
    short = len(labels) > 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if short else labels[-2:])


def flatten_page(tree: etree._Element, *, spaced: bool) -> str:
    """The page's words, a block a line; or with blank lines around blocks and bullets before items."""
    lines: list[str] = []
    words: list[str] = []

    def end_line(mark: str) -> None:
        line = " ".join("".join(words).split())
        words.clear()
        if line:
            lines.append(mark + line)

    def walk(element: etree._Element, mark: str, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNSEEN or depth > 150:
            return
        is_block = tag in BLOCKS or tag in ("br", "body", "form", "nav", "main", "option", "select", "button")
        if is_block:
            end_line(mark)
            if spaced and tag not in ("li", "div", "br", "option"):
                lines.append("")
        inner = "  • " if spaced and tag == "li" else mark
        words.append(element.text or "")
        for child in element:
            walk(child, inner, depth + 1)
            words.append(child.tail or "")
        if is_block:
            end_line(inner)

    body = tree.find("body")
    walk(tree if body is None else body, "", 0)
    end_line("")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def label(texts: Sequence[str], truth: str) -> list[float]:
    """The share of each line that is the article's.

    Long lines by their runs of four words. A short line counts if its words stand in the article between
    those of the nearest long lines before and after it.
    """
    words = _TOKEN.findall(truth)
    places: dict[tuple[str, ...], list[int]] = {}
    for place in range(len(words) - 3):
        places.setdefault(tuple(words[place : place + 4]), []).append(place)
    own = [_TOKEN.findall(text) for text in texts]
    labels = [0.0] * len(texts)
    anchors: list[tuple[int, int, int]] = [(-1, 0, 0)]
    for index, tokens in enumerate(own):
        if len(tokens) < 6:
            continue
        runs = [tuple(tokens[start : start + 4]) for start in range(len(tokens) - 3)]
        labels[index] = mean(run in places for run in runs)
        found = next(
            (place for run in runs for place in places.get(run, ()) if place >= anchors[-1][1]), None
        )
        if labels[index] > 0.5 and found is not None:
            anchors.append((index, found, found + len(tokens)))
    anchors.append((len(texts), len(words), len(words)))
    for (before, _, start), (after, end, _) in pairwise(anchors):
        low = start - 5 if before >= 0 else max(0, end - 60)
        high = end + 5 if after < len(texts) else min(len(words), start + 150)
        between = "\n" + "\n".join(words[max(0, low) : high]) + "\n"
        for index in range(before + 1, after):
            if 0 < len(own[index]) < 6:
                labels[index] = float("\n" + "\n".join(own[index]) + "\n" in between)
    return labels


def learn_words(samples: Sequence[Sample]) -> UsualWords:
    """How much likelier a word stands in an article's line than in others; every site has one voice."""
    return UsualWords(short=learn_odds(samples, is_long=False), long=learn_odds(samples, is_long=True))


def learn_odds(samples: Sequence[Sample], *, is_long: bool) -> dict[str, float]:
    """The log-odds of the words of short or of long lines."""
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    sites: dict[tuple[str, bool], set[str]] = {}
    for sample in samples:
        for line, share in zip(sample.lines, sample.labels, strict=True):
            words = line_words(line.text)
            if (len(words) > SHORT_LINE) is is_long:
                sites.setdefault((sample.site, share > 0.5), set()).update(words)
    for (_, is_article), known in sites.items():
        (inside if is_article else outside).update(known)
    base = math.log(sum(each for _, each in sites) / sum(not each for _, each in sites)) if is_long else 0.0
    odds = {
        word: round(math.log((inside[word] + 1) / (outside[word] + 1)) - base, 2)
        for word in inside.keys() | outside.keys()
        if inside[word] + outside[word] >= LEAST_SITES
    }
    return {word: value for word, value in odds.items() if abs(value) >= 0.4}


def matrix(sample: Sample) -> Any:
    assert sample.measured is not None
    return np.array(sample.measured.rows, dtype=np.float32)


def weights(sample: Sample) -> Any:
    """A page counts as much as another, a line by its words; what was flattened here counts half."""
    words = np.array([len(_TOKEN.findall(line.text)) for line in sample.lines], dtype=float)
    shares = (words + 2) / ((words * np.array(sample.labels)).sum() + 50)
    return shares / shares.sum() * min(shares.sum(), 4.0) * (1.0 if sample.is_flat else 0.5)


def train(samples: Sequence[Sample]) -> Any:
    data = lightgbm.Dataset(
        np.concatenate([matrix(sample) for sample in samples]),
        np.concatenate([np.array(sample.labels) for sample in samples]),
        weight=np.concatenate([weights(sample) for sample in samples]),
    )
    parameters = {
        "objective": "cross_entropy", "learning_rate": RATE, "num_leaves": LEAVES, "min_data_in_leaf": 60,
        "feature_fraction": 0.5, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 2.0, "seed": 3,
        "num_threads": 1, "deterministic": True, "verbosity": -1, "use_missing": False,
        "boost_from_average": False,
    }  # fmt: skip
    return lightgbm.train(parameters, data, TREES)


def score(samples: Sequence[Sample]) -> str:
    """F1 of the mean precision and recall over pages, in runs of four words."""
    precisions, recalls = [], []
    for sample in samples:
        assert sample.measured is not None
        verdicts = keep_lines(sample.lines, sample.measured, list(sample.guess)).kept
        kept = [line.text for line, keep in zip(sample.lines, verdicts, strict=True) if keep]
        wanted, got = runs_of(sample.truth), runs_of("\n".join(kept))
        common = (wanted & got).total()
        recalls.append(common / max(1, wanted.total()))
        if got:
            precisions.append(common / got.total())
    precision, recall = mean(precisions), mean(recalls)
    return f"F1 {2 * precision * recall / (precision + recall):.4f} P {precision:.4f} R {recall:.4f}"


def runs_of(text: str) -> Counter[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    return Counter(tuple(words[start : start + 4]) for start in range(max(1, len(words) - 3)))


def write_forest(model: Any) -> None:
    trees = [flat_tree(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]
    stored = {"columns": COLUMNS, "trees": trees}
    text = json.dumps(stored, separators=(",", ":")).replace('{"columns":[', '\n{"columns":[')
    (RESOURCES / "flat-lines.json").write_text(text.lstrip() + "\n", encoding="utf-8")


def flat_tree(root: dict[str, Any]) -> dict[str, list[float]]:
    tree: dict[str, list[float]] = {"columns": [], "thresholds": [], "left": [], "right": [], "leaves": []}

    def add(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            tree["leaves"].append(round(node["leaf_value"], 4))
            return -len(tree["leaves"])
        place = len(tree["columns"])
        tree["columns"].append(node["split_feature"])
        tree["thresholds"].append(float(f"{node['threshold']:.6g}"))
        tree["left"].append(0)
        tree["right"].append(0)
        tree["left"][place] = add(node["left_child"])
        tree["right"][place] = add(node["right_child"])
        return place

    add(root)
    return tree


def train_kind(samples: Sequence[Sample], words: UsualWords, forest: Any) -> None:
    """The logistic model that tells dumps from simple texts; these are made of the true articles."""
    rows, answers, folds = [], [], []
    chance = random.Random(2)
    for sample in samples:
        texts = (
            (simple_text(sample.truth, chance), 0.0),
            (simple_text(sample.truth, chance), 0.0),
            (cropped(sample, chance), 1.0),
            (cropped(sample, chance), 1.0),
            (sample.text, 1.0),
        )
        for text, answer in texts:
            lines = read_lines(text)
            if lines:
                measured = measure_lines(lines, words)
                rows.append(measure_kind(lines, measured, forest.predict(np.array(measured.rows))))
                answers.append(answer)
                folds.append(sample.fold)
    data, target, fold = np.array(rows), np.array(answers), np.array(folds)
    intercept, chosen = fit_logistic(data[fold != 0], target[fold != 0])
    odds = intercept + data[fold == 0] @ chosen
    wrong = (odds > 0) != (target[fold == 0] > 0.5)
    texts_wrong, dumps_wrong = wrong[target[fold == 0] == 0].mean(), wrong[target[fold == 0] == 1].mean()
    print(f"kind: {texts_wrong:.3f} of simple texts taken for dumps, {dumps_wrong:.3f} of dumps for texts")
    intercept, chosen = fit_logistic(data, target)
    stored = {
        "columns": KIND_COLUMNS,
        "intercept": round(float(intercept), 4),
        "weights": [round(float(weight), 4) for weight in chosen],
    }
    (RESOURCES / "flat-kind.json").write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def cropped(sample: Sample, chance: random.Random) -> str:
    """Some lines of the article with some lines of its page before and after: many dumps are short."""
    lines = sample.text.split("\n")
    own = [line.number for line, share in zip(sample.lines, sample.labels, strict=True) if share > 0.5]
    own = own or [0]
    article = own[: chance.randrange(3, 25)]
    before, after = chance.randrange(3, 30), chance.randrange(8, 50)
    return "\n".join(
        [
            *lines[max(0, own[0] - before) : own[0]],
            *lines[article[0] : article[-1] + 1],
            *lines[own[-1] + 1 : own[-1] + 1 + after],
        ]
    )


def simple_text(truth: str, chance: random.Random) -> str:
    """The article as people keep texts: clean, wrapped, as verse, a conversation, a log or a readme."""
    paragraphs = [line.strip() for line in truth.split("\n") if line.strip()]
    sentences = [s for line in paragraphs for s in re.split(r"(?<=[.!?。！？])\s*", line) if s]
    shape = chance.randrange(7)
    if shape == 0:
        return "\n".join(paragraphs)
    if shape == 1:
        return "\n\n".join(paragraphs)
    if shape == 2:
        return "\n\n".join(re.sub(r"(.{1,72})(?:\s|$)", r"\1\n", line) for line in paragraphs)
    if shape == 3:
        words = " ".join(sentences[:20]).split()
        verses = [" ".join(words[start : start + 6]) for start in range(0, len(words), 6)]
        return "\n".join(verse + ("\n" if number % 4 == 3 else "") for number, verse in enumerate(verses))
    if shape == 4:
        return "\n".join(f"{chance.choice(('Ann', 'Bo', 'Кіт'))}: {text}" for text in sentences[:60])
    if shape == 5:
        return "\n".join(
            f"2024-05-{n % 28 + 1:02} 10:{n % 60:02}:07 INFO {s}" for n, s in enumerate(sentences[:80])
        )
    parts = [
        f"## {' '.join(s.split()[:3])}\n\n{s}\n\n    $ run {n}\n\n- {s[:30]}"
        for n, s in enumerate(sentences[:12])
    ]
    return "# A tool\n\n" + "\n\n".join(parts)


def fit_logistic(data: Any, target: Any) -> tuple[Any, Any]:
    """Newton's method with a small ridge, both classes weighing the same."""
    design = np.concatenate([np.ones((len(data), 1)), data], axis=1)
    balance = np.where(target > 0.5, 0.5 / target.mean(), 0.5 / (1 - target.mean()))
    beta = np.zeros(design.shape[1])
    for _ in range(50):
        guess = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        slope = design.T @ (balance * (target - guess)) - 1.0 * beta
        curve = design.T @ (design * (balance * guess * (1 - guess) + 1e-6)[:, None]) + 1.0 * np.eye(
            len(beta)
        )
        beta = beta + np.linalg.solve(curve, slope)
    return beta[0], beta[1:]


if __name__ == "__main__":
    sys.setrecursionlimit(10_000)
    main()

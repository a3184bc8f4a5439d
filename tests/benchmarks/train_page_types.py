"""Learns the types of pages, and how each moves the cut: the second part of ``train_blocks.py``.

A type is told by trees against all other types. How it moves the cut is what gives the best F1 over all
sets together, each set with one voice, whatever its size.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lightgbm
import numpy as np

from postil.extraction.page_types import CLEAR, PageType, PageTypes, Told
from postil.extraction.trees import Forest, nested_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

TREES, LEAVES = 30, 6
MOVES = np.arange(-8, 11) * 0.025
"""By how much a cut may be moved."""
RISES = (-0.8, -0.5, -0.2, 0.0, 0.3, 0.6, 0.9)
SHIFTS = (-0.1, -0.05, 0.0, 0.05)
ROUNDS = 2
PAGE_TYPES = Path(__file__).parents[2] / "resources" / "extraction" / "page-types.json"
_OF_SETS = {"aftd": "news", "scrapinghub": "news"}
_OF_KINDS = {"collection": "listing"}


@dataclass(frozen=True, slots=True)
class TypedPage:
    """A page, what is measured of it, and how good each cut is."""

    name: str
    """Of its set."""
    kind: str | None
    fold: int
    columns: tuple[float, ...]
    cut: float
    scores: tuple[tuple[float, float], ...]
    """Precision and recall for each of ``MOVES``."""

    @property
    def page_type(self) -> str | None:
        """Its type, where it is known."""
        kind = _OF_SETS.get(self.name, self.kind)
        return _OF_KINDS.get(kind, kind) if kind else None


def moved_cuts(pages: Sequence[TypedPage]) -> list[float]:
    """The cut of each page by types that were learned from the other folds."""
    cuts = [0.0] * len(pages)
    for fold in sorted({page.fold for page in pages}):
        types = learn_page_types([page for page in pages if page.fold != fold])[0]
        for number, page in enumerate(pages):
            if page.fold == fold:
                cuts[number] = types.moved(page.cut, types.shares(page.columns))
    return cuts


def write_page_types(pages: Sequence[TypedPage], path: Path = PAGE_TYPES) -> None:
    """The data file that ``postil.extraction.page_types`` reads."""
    types, trees = learn_page_types(pages)
    content = {
        "columns": types.columns,
        "types": {
            told.page_type.value: {"rise": told.rise, "shift": told.shift, "trees": written}
            for told, written in zip(types.types, trees, strict=True)
        },
    }
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n", "utf-8")


def learn_page_types(pages: Sequence[TypedPage]) -> tuple[PageTypes, list[list[Any]]]:
    """The types, and the trees of each as they are written down."""
    known = [page for page in pages if page.page_type is not None]
    rows = np.array([page.columns for page in known])
    trees = [
        fit(rows, np.array([page.page_type == each.value for page in known], float)) for each in PageType
    ]
    forests = [Forest(tuple(nested_tree(tree) for tree in each)) for each in trees]
    still = PageTypes(
        rows.shape[1],
        tuple(Told(each, forest, 0.0, 0.0) for each, forest in zip(PageType, forests, strict=True)),
    )
    shares = np.array([still.shares(page.columns) for page in pages])
    rises, shifts = learn_moves(pages, shares)
    types = tuple(
        Told(each, forest, float(rise), float(shift))
        for each, forest, rise, shift in zip(PageType, forests, rises, shifts, strict=True)
    )
    return PageTypes(rows.shape[1], types), trees


def fit(rows: np.ndarray[Any, Any], labels: np.ndarray[Any, Any]) -> list[Any]:
    """Gradient boosted trees, as nested lists."""
    parameters = {
        "objective": "binary", "learning_rate": 0.12, "num_leaves": LEAVES, "min_data_in_leaf": 15,
        "feature_fraction": 0.5, "lambda_l2": 3.0, "num_threads": 2, "verbosity": -1, "seed": 3,
        "deterministic": True,
    }  # fmt: skip
    model = lightgbm.train(parameters, lightgbm.Dataset(rows, labels), TREES)
    return [lists_of(each["tree_structure"]) for each in model.dump_model()["tree_info"]]


def lists_of(node: dict[str, Any]) -> float | list[Any]:
    """A tree as nested lists."""
    if "leaf_value" in node:
        return round(float(node["leaf_value"]), 5)
    threshold = float(f"{node['threshold']:.6g}")
    return [node["split_feature"], threshold, lists_of(node["left_child"]), lists_of(node["right_child"])]


def learn_moves(
    pages: Sequence[TypedPage], shares: np.ndarray[Any, Any]
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """How much each type raises and shifts the cut, one type after the other, twice."""
    scores = np.array([page.scores for page in pages])
    names = np.array([page.name for page in pages])
    clear = np.maximum(0.0, np.array([page.cut for page in pages]) - CLEAR)
    sets = [names == name for name in sorted(set(names))]
    order = np.arange(len(pages))

    def goodness(rises: np.ndarray[Any, Any], shifts: np.ndarray[Any, Any]) -> float:
        moves = clear * (shares @ rises) + shares @ shifts
        chosen = scores[order, np.abs(moves[:, None] - MOVES[None]).argmin(1)]
        precision, recall = np.array([chosen[members].mean(0) for members in sets]).T
        f1 = 2 * precision * recall / (precision + recall)
        return float(f1.sum() - 0.003 * np.abs(rises).sum() - 0.03 * np.abs(shifts).sum())

    rises, shifts = np.zeros(len(PageType)), np.zeros(len(PageType))
    for _ in range(ROUNDS):
        for number in range(len(PageType)):
            tried = []
            for rise in RISES:
                for shift in SHIFTS:
                    rises[number], shifts[number] = rise, shift
                    tried.append((goodness(rises, shifts), rise, shift))
            _, rises[number], shifts[number] = max(tried)
    return rises, shifts

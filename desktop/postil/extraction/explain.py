"""Why each block of a page is kept or dropped: for whoever works on extraction.

The page is extracted as ever; then every block is shown with what the two passes of the model said of it,
which columns spoke most for and against it, and which later step had the last word.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from postil.extraction import flat_features
from postil.extraction.classify import CONTEXT_COLUMNS, context, load_model
from postil.extraction.contributions import contributions
from postil.extraction.extract import draft_article, write_down
from postil.extraction.features import COLUMNS, Column, measure
from postil.extraction.flat_selection import load_forest
from postil.extraction.verdicts import Reason
from postil.model.guidance import Guidance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from postil.extraction.blocks import Node
    from postil.extraction.extract import Reading
    from postil.extraction.flat import FlatArticle
    from postil.extraction.page_types import PageType
    from postil.model.article import Article
    from postil.model.capture import Capture

_STEPS = 3
_NOTHING_KNOWN = Guidance()


@dataclass(frozen=True, slots=True)
class Factor:
    """What the columns of a group contributed to a verdict, and which of them spoke loudest."""

    group: str
    weight: float
    """What they added to the log-odds, beside the page's other blocks (see ``contributions``)."""
    column: str
    value: float


@dataclass(frozen=True, slots=True)
class ExplainedBlock:
    """A block of a page, or a line of a plain text, with its verdict."""

    number: int
    """From 1: of the block on its page, of the line in its file."""
    text: str
    kept: bool
    reason: Reason
    likelihood: float
    passes: tuple[float, ...]
    """The likelihoods that each pass of the model gave."""
    words: float
    links: float
    """The share of its characters in links."""
    path: tuple[str, ...]
    """The element and its names, and those around it, the outermost first; of a line its mark, if any."""
    factors: tuple[Factor, ...]
    """The heaviest first. What the second pass made of the first one's own verdict is left out."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article, and how it came about."""

    article: Article
    blocks: tuple[ExplainedBlock, ...] = ()
    """Empty where there was nothing to judge."""
    cut: float = 0.0
    """The likelihood from which blocks are kept."""
    page_type: PageType | None = None
    """What the page looks like; None of a plain text."""
    kinds: tuple[str, ...] = ()
    """What the page says that it is: ``article``, ``forum`` …"""
    origin: str = ""
    """Where on the page the article stands, in words."""
    pictures: int = 0
    pictures_kept: int = 0


def explain(capture: Capture, guidance: Guidance = _NOTHING_KNOWN) -> Explanation:
    """The article of a capture and the verdicts on its blocks. Raises ImportFailed as ``extract`` does."""
    draft = draft_article(capture, guidance)
    article = write_down(draft, capture)
    if draft.flat is not None:
        cut = draft.flat.reading.selection.cut if draft.flat.reading else 0.0
        return Explanation(article, tuple(_explained_lines(draft.flat)), cut)
    reading = draft.reading
    assert reading is not None  # it has markup
    return Explanation(
        article,
        tuple(_explained_blocks(reading)),
        reading.judged.cut,
        page_type=reading.judged.page_type,
        kinds=tuple(sorted(reading.hints.kinds)),
        origin=reading.origin.value,
        pictures=sum(node.tag == "img" for node in reading.page.nodes),
        pictures_kept=sum(node.tag == "img" for node in reading.kept.objects),
    )


def _explained_blocks(reading: Reading) -> Iterator[ExplainedBlock]:
    page, judged, kept = reading.page, reading.judged, reading.kept
    if not page.blocks:
        return
    model = load_model()
    measured = measure(page, reading.hints, model.lexicon)
    columns = [list(column) for column in zip(*measured.rows, strict=True)]
    names = (*COLUMNS, *CONTEXT_COLUMNS)
    first = model.first.likelihoods(columns)
    wide = columns + context(page, measured, first)
    second = model.second.likelihoods(wide)
    weights = _weights(judged.likelihoods, judged.cut)
    parts = [contributions(model.first, columns, weights), contributions(model.second, wide, weights)]
    for each in parts[1]:
        each.pop(len(columns), None)  # the first pass's own verdict, which is explained by its columns
    for index, block in enumerate(page.blocks):
        yield ExplainedBlock(
            number=index + 1,
            text=block.text,
            kept=kept.blocks[index],
            reason=kept.reasons[index],
            likelihood=judged.likelihoods[index],
            passes=(first[index], second[index]),
            words=judged.words[index],
            links=block.linked / len(block.text),
            path=_path(block.node),
            factors=_factors([each[index] for each in parts], names, [column[index] for column in wide]),
        )


def _explained_lines(flat: FlatArticle) -> Iterator[ExplainedBlock]:
    if flat.reading is None or not flat.lines:
        return
    measured, selection = flat.reading.measured, flat.reading.selection
    weights = _weights(selection.likelihoods, selection.cut)
    parts = contributions(load_forest(), list(zip(*measured.rows, strict=True)), weights)
    names = tuple(map(Column, flat_features.GROUPS, flat_features.COLUMNS))
    for index, line in enumerate(flat.lines):
        reason = selection.reasons[index]
        if index in flat.reading.head.taken and not flat.kept[index]:
            reason = Reason.MASTHEAD
        elif flat.kept[index] is not selection.kept[index]:
            reason = Reason.REPAIR
        yield ExplainedBlock(
            number=line.number + 1,
            text=line.text,
            kept=flat.kept[index],
            reason=reason,
            likelihood=selection.likelihoods[index],
            passes=(selection.likelihoods[index],),
            words=measured.words[index],
            links=0.0,
            path=(line.mark,) if line.mark else (),
            factors=_factors([parts[index]], names, measured.rows[index]),
        )


def _weights(likelihoods: Sequence[float], cut: float) -> list[float]:
    """How much each block counts for what is usual: all that are likely as much as all that are not."""
    likely = sum(each >= cut for each in likelihoods)
    return [1 / (likely if each >= cut else len(likelihoods) - likely) for each in likelihoods]


def _path(node: Node) -> tuple[str, ...]:
    return tuple(_step(each) for each in islice(node.ancestors(), _STEPS))[::-1]


def _step(node: Node) -> str:
    """The element and its names as a selector has them; ``[hidden]`` where the page says that it is."""
    return ".".join((node.tag, *node.names.split())) + ("[hidden]" if node.hidden else "")


def _factors(
    passes: Sequence[Mapping[int, float]], columns: Sequence[Column], row: Sequence[float]
) -> tuple[Factor, ...]:
    """What each group of columns contributed; the passes count the same, as they do in the verdict."""
    groups: dict[str, dict[int, float]] = {}
    for each in passes:
        for number, weight in each.items():
            group = groups.setdefault(columns[number].group, {})
            group[number] = group.get(number, 0.0) + weight / len(passes)
    factors = []
    for name, group in groups.items():
        weight = sum(group.values())
        loudest = max(group, key=lambda number: group[number] * weight)
        factors.append(Factor(name, weight, columns[loudest].name, row[loudest]))
    return tuple(sorted(factors, key=lambda factor: -abs(factor.weight)))

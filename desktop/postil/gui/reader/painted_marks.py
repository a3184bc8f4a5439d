"""What is painted of annotations: a mark in the text, and a tick in the scroll bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui.reader.highlights import Mark
from postil.model.annotation import AnchorState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postil.gui.reader.sentences import Span
    from postil.gui.theme import Theme
    from postil.model.annotation import Placed


def painted_marks(
    placed: Sequence[Placed], positions_of: Callable[[Placed], Span], length: int, theme: Theme
) -> tuple[tuple[Mark, ...], tuple[tuple[float, str], ...]]:
    """The marks, and the ticks: the share of the text above each, and its colour.

    ``length`` is that of the canonical text; what was not found in it has its tick at the end.
    """
    marks: list[Mark] = []
    ticks: list[tuple[float, str]] = []
    for item in placed:
        annotation = item.annotation
        start, end = positions_of(item)
        noted = bool(annotation.note) and item.start is not None
        doubtful = annotation.state is AnchorState.MOVED
        marks.append(
            Mark(annotation.id, start, end, annotation.color, noted, annotation.style, doubtful=doubtful)
        )
        share = 1.0 if item.start is None else item.start / max(1, length)
        ticks.append((share, theme.highlight(annotation.color).accent))
    return tuple(marks), tuple(ticks)

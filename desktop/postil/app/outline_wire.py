"""How a worker tells the outline of an original. Like a conversion, it is believed only where it is sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from postil.app.conversion_wire import read_article_tree, spool, spooled_files
from postil.app.wire_fields import BrokenMessage, Fields
from postil.dom.flatten import flatten
from postil.model.article import Asset
from postil.model.outline import Container, Outline, Part
from postil.model.repair import BlockKind, BlockWords, Step

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from postil.extraction.outline import OutlineRead


@dataclass(frozen=True, slots=True)
class Outlined:
    """An outline, and the pictures in it."""

    outline: Outline
    images: tuple[Asset, ...]


def outline_message(read: OutlineRead, folder: Path) -> dict[str, Any]:
    """The message that ``read_outlined`` reads."""
    outline = read.outline
    return {
        "html": outline.html,
        "parts": [_part_row(part) for part in outline.parts],
        "containers": [
            [_way_rows(each.way), each.parent, each.first, each.last] for each in outline.containers
        ],
        "guided": _way_rows(outline.guided),
        "found": outline.found,
        "images": [
            {"hash": spool(folder, asset.content), "source": asset.source, "media_type": asset.media_type}
            for asset in read.assets
        ],
    }


def read_outlined(message: dict[str, Any], folder: Path) -> Outlined:
    """The outline that a worker sent. Raises BrokenMessage, and ImportFailed where a picture is gone."""
    fields = Fields(message)
    html = fields.text("html")
    text = flatten(read_article_tree(html)).text
    try:
        containers = tuple(
            Container(_way(way), int(parent), int(first), int(last))
            for way, parent, first, last in message["containers"]
        )
        parts = tuple(_part(row) for row in message["parts"])
        guided = _way(message["guided"])
        found = int(message["found"])
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenMessage("the outline is none") from error
    outline = Outline(html, text, parts, containers, guided, found)
    if not _is_sound(outline):
        raise BrokenMessage("the outline does not fit its text")
    images = tuple(
        Asset(file.content.hash, file.content.read(), file.media_type, file.source)
        for file in spooled_files(message.get("images"), folder)
    )
    return Outlined(outline, images)


def _part_row(part: Part) -> list[Any]:
    return [
        part.start,
        part.end,
        part.words,
        [[block.fingerprint, block.turn] for block in part.blocks],
        [[kind.element, kind.names, kind.around] for kind in part.kinds],
        part.kept,
        part.hidden,
        part.likelihood,
        part.container,
    ]


def _part(row: Iterable[Any]) -> Part:
    start, end, words, blocks, kinds, kept, hidden, likelihood, container = row
    return Part(
        int(start),
        int(end),
        int(words),
        tuple(BlockWords(int(fingerprint), int(turn)) for fingerprint, turn in blocks),
        tuple(BlockKind(str(element), str(names), str(around)) for element, names, around in kinds),
        kept=kept is True,
        hidden=hidden is True,
        likelihood=float(likelihood),
        container=int(container),
    )


def _way_rows(way: tuple[Step, ...]) -> list[list[Any]]:
    return [[step.element, step.names, step.turn] for step in way]


def _way(rows: Iterable[Any]) -> tuple[Step, ...]:
    return tuple(Step(str(element), str(names), int(turn)) for element, names, turn in rows)


def _is_sound(outline: Outline) -> bool:
    """Whether every number in it is one of its own: parts in order, containers within each other."""
    at = 0
    count, most = len(outline.parts), len(outline.containers)
    for part in outline.parts:
        fits = at <= part.start <= part.end <= len(outline.text) and len(part.blocks) == len(part.kinds) > 0
        if not fits or not -1 <= part.container < most:
            return False
        at = part.end
    return -1 <= outline.found < most and all(
        -1 <= each.parent < number and 0 <= each.first < each.last <= count and each.way
        for number, each in enumerate(outline.containers)
    )

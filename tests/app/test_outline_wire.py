from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from postil.app.outline_wire import outline_message, read_outlined
from postil.app.wire_fields import BrokenMessage
from postil.extraction.outline import OutlineRead
from postil.model.article import Asset
from postil.model.ids import content_hash
from postil.model.outline import Container, Outline, Part
from postil.model.repair import BlockKind, BlockWords, Step

if TYPE_CHECKING:
    from pathlib import Path

WAY = (Step("body", ""), Step("div", "größe #", 2))
PARTS = (
    Part(
        0,
        3,
        1,
        (BlockWords(2**63 - 1, 4),),
        (BlockKind("p", "a", "b"),),
        kept=True,
        hidden=False,
        likelihood=0.25,
        container=0,
    ),
    Part(
        4,
        7,
        1,
        (BlockWords(5),),
        (BlockKind("p", "", ""),),
        kept=False,
        hidden=True,
        likelihood=0.0,
        container=-1,
    ),
)
OUTLINE = Outline(
    "<div><p>one</p><p>two</p></div>", "one\ntwo", PARTS, (Container(WAY, -1, 0, 2),), guided=WAY, found=0
)
IMAGE = Asset(content_hash(b"png"), b"png", "image/png", "a.png")


def sent(folder: Path) -> dict[str, Any]:
    """The message, as it comes out of the other process."""
    message: dict[str, Any] = json.loads(json.dumps(outline_message(OutlineRead(OUTLINE, (IMAGE,)), folder)))
    return message


def test_an_outline_comes_as_it_was_sent(tmp_path: Path) -> None:
    outlined = read_outlined(sent(tmp_path), tmp_path)
    assert outlined.outline == OUTLINE
    assert outlined.images == (IMAGE,)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("html", "<div><script>x</script></div>"),
        ("html", "<div><p>one</p></div>"),
        ("html", "<div>"),
        ("parts", None),
        ("parts", [[0, 3]]),
        ("parts", [[3, 0, 1, [[1, 0]], [["p", "", ""]], True, False, 0.5, 0]]),
        ("parts", [[0, 3, 1, [], [], True, False, 0.5, 0]]),
        ("parts", [[0, 3, 1, [[1, 0]], [["p", "", ""]], True, False, 0.5, 7]]),
        ("containers", [[[["body", "", 0]], 4, 0, 1]]),
        ("containers", [[[["body", "", 0]], -1, 0, 9]]),
        ("containers", [[[], -1, 0, 1]]),
        ("found", 3),
        ("guided", [["x"]]),
        ("images", [{"hash": "../../etc/passwd", "source": "", "media_type": ""}]),
    ],
)
def test_an_outline_that_does_not_hold_together_is_not_believed(
    tmp_path: Path, name: str, value: object
) -> None:
    with pytest.raises(BrokenMessage):
        read_outlined({**sent(tmp_path), name: value}, tmp_path)

"""The base of a merge: what was last written to a file, kept between two exports as JSON.

It is kept beside the person's files, so it may come from anywhere. A base that is damaged or of another
format is as good as none: merging without one adds, and replaces nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields

from postil.export.notes.document import Block, Document

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Copy:
    """Postil's version of a block, as it was put below the person's where both had changed."""

    key: str
    """The block whose copy it is."""
    text: str
    """As it stands in the file."""
    shown: str
    """What Postil had for the block when the copy was written."""
    gap: str = "\n\n"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a block stands in the file that the person changed, by which it is found again."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Base(Document):
    """What was last written to a file, and what the person has decided about it.

    The blocks are in the order of the file. The text of one is the version that the person's and Postil's
    both come from; it is empty where there was none.
    """

    deleted: tuple[Block, ...] = ()
    """Blocks that the person deleted, as they were last written: they are not written again."""
    deleted_fields: tuple[str, ...] = ()
    """Keys of the front matter that the person deleted."""
    copies: tuple[Copy, ...] = ()
    standing: tuple[Standing, ...] = ()
    is_moved: bool = False
    """Whether the blocks stand in another order than Postil's; ``blocks`` has theirs."""


def base_text(document: Document) -> str:
    """The base as JSON, to be kept until the next merge."""
    base = document if isinstance(document, Base) else Base(front=document.front, blocks=document.blocks)
    kept = {name: value for name, value in _named(base).items() if name != "images"}
    return json.dumps({"format": _FORMAT, **kept}, default=_named, separators=(",", ":")) + "\n"


def read_base(text: str) -> Base | None:
    """The base that ``text`` holds; None where it is damaged or of another format."""
    try:
        kept = json.loads(text)
        return _base(kept) if isinstance(kept, dict) and kept.get("format") == _FORMAT else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _named(value: Document | Block | Copy | Standing) -> dict[str, object]:
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _base(kept: dict[str, object]) -> Base:
    base = Base(
        front=_string(kept["front"]),
        blocks=tuple(_block(each) for each in _items(kept["blocks"])),
        deleted=tuple(_block(each) for each in _items(kept["deleted"])),
        deleted_fields=tuple(_string(each) for each in _items(kept["deleted_fields"])),
        copies=tuple(_copy(each) for each in _items(kept["copies"])),
        standing=tuple(_standing(each) for each in _items(kept["standing"])),
        is_moved=kept["is_moved"] is True,
    )
    keys = [each.key for each in (*base.blocks, *base.deleted)]
    standing = {each.key for each in base.standing}
    if len(set(keys)) < len(keys) or any(not each.text and each.key not in standing for each in base.blocks):
        raise ValueError
    return base


def _block(kept: object) -> Block:
    parts = _parts(kept)
    text = _string(parts["text"]) and _filled(parts["text"])
    note = parts["note"]
    return Block(
        key=_string(parts["key"]),
        text=text,
        marker=_string(parts["marker"]),
        note=None if note is None else _stretch(note, len(text)),
        gap=_gap(parts["gap"]),
    )


def _copy(kept: object) -> Copy:
    parts = _parts(kept)
    return Copy(_string(parts["key"]), _filled(parts["text"]), _filled(parts["shown"]), _gap(parts["gap"]))


def _standing(kept: object) -> Standing:
    parts = _parts(kept)
    return Standing(_string(parts["key"]), _filled(parts["text"]))


def _stretch(value: object, length: int) -> tuple[int, int]:
    start, end = _items(value)
    if type(start) is not int or type(end) is not int or not 0 <= start <= end <= length:
        raise ValueError
    return start, end


def _gap(value: object) -> str:
    gap = _string(value)
    if gap.strip("\n"):
        raise ValueError
    return gap


def _filled(value: object) -> str:
    text = _string(value)
    if not text or text.strip("\n") != text:
        raise ValueError
    return text


def _parts(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _items(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value

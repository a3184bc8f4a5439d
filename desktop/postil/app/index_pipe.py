"""What the program and its index process say to each other: a line each, through the process's own pipes.

The program says an ``Order``, the process how it stands, as JSON. What cannot be understood is passed over:
a line may be cut short by the death of either.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import Enum

from postil.app.wire_fields import BrokenMessage, Fields


class Order(Enum):
    """What the index process is told to do."""

    BUSY = "busy"
    """The person types or scrolls: what is not urgent takes little of the processor for a while."""
    REBUILD = "rebuild"
    """Make the index anew, beside the one that is searched."""
    KEEP = "keep"
    """Give up making it anew, and keep the one that is searched."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """How the index process stands."""

    commits: int = 0
    """How often it has written since it began: another number means that other things are found."""
    rebuilt: int = 0
    """How many entries the index that is made anew has so far."""
    to_rebuild: int = 0
    """Of how many; 0 where none is made anew."""
    problem: str = ""
    """What is wrong, in a sentence for the person; empty where all is well."""


def told(state: IndexState) -> bytes:
    """A state as a line."""
    return json.dumps(asdict(state)).encode() + b"\n"


def heard(line: bytes) -> IndexState | None:
    """The state that a line tells; None where it tells none."""
    try:
        fields = Fields(json.loads(line))
        return IndexState(
            fields.number("commits"),
            fields.number("rebuilt"),
            fields.number("to_rebuild"),
            fields.text("problem"),
        )
    except (ValueError, BrokenMessage):
        return None


def order_of(line: bytes) -> Order | None:
    """The order that a line gives; None where it gives none."""
    try:
        return Order(line.strip().decode("ascii"))
    except ValueError:  # UnicodeDecodeError is one, too
        return None

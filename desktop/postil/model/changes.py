"""What a deed changed: one value, told to whoever shows the library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.model.ids import AnnotationId, PageId


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids that a deed touched."""

    pages: frozenset[PageId] = frozenset()
    """Pages whose own fields or tags changed, added and removed ones included."""
    annotations: frozenset[AnnotationId] = frozenset()
    annotated: frozenset[PageId] = frozenset()
    """Pages whose annotations changed."""
    membership: bool = False
    """True where lists may have gained or lost pages."""
    searches: bool = False
    """True where saved searches changed."""
    export_targets: bool = False
    """True where the targets of exports changed."""

"""What of a page is kept: the verdicts that the article is rebuilt from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postil.extraction.blocks import Node
    from postil.extraction.posts import Post
    from postil.extraction.verdicts import Reason


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a page belongs to the article: a verdict for each block, and the objects without text."""

    blocks: tuple[bool, ...]
    objects: frozenset[Node]
    reasons: tuple[Reason, ...] = ()
    """Why, for each block: nothing here is decided by it."""
    posts: tuple[Post, ...] = ()
    """Of a page that is a thread: so that who wrote each can be written."""

    def following(self, before: Kept, reason: Reason) -> Kept:
        """The same with the reasons it had ``before``, and ``reason`` where the verdict is another now."""
        changed = zip(before.blocks, self.blocks, before.reasons, strict=True)
        reasons = tuple(old if was is now else reason for was, now, old in changed)
        return replace(self, reasons=reasons, posts=before.posts)

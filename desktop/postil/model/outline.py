"""An outline: the whole of an original as readable text, with what of it is kept and what is not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from postil.model.repair import Repair

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.model.repair import BlockKind, BlockWords, Step


_NO_REPAIR = Repair()


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the original that is kept or dropped as a whole: a paragraph, a table, a picture."""

    start: int
    end: int
    """Where it stands in the outline's text, in code points."""
    words: int
    blocks: tuple[BlockWords, ...]
    """The names of what it consists of, and below, the kind of each."""
    kinds: tuple[BlockKind, ...]
    kept: bool
    """Whether the extractor keeps it, without any repair."""
    hidden: bool
    """Whether the page itself does not show it."""
    likelihood: float
    """How likely it is part of the article, from 0 to 1, as the extractor sees it."""
    container: int
    """The number of the smallest container around it, among those of the outline; -1 for none."""


@dataclass(frozen=True, slots=True)
class Container:
    """An element of the original that holds several parts."""

    way: tuple[Step, ...]
    """The elements from the root to it."""
    parent: int
    """The number of the next larger container; -1 for none."""
    first: int
    last: int
    """The parts in it, the end exclusive."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole original, to be repaired."""

    html: str
    """Its parts as an article: see ``model.article.Article.html``."""
    text: str
    """The canonical text of ``html``."""
    parts: tuple[Part, ...]
    containers: tuple[Container, ...]
    """The larger ones first."""
    guided: tuple[Step, ...] = ()
    """The way to a container that a repair asked for when the outline was read."""
    found: int = -1
    """The number of the container that was found at its end, or for it; -1 for none."""
    of_site: Repair = field(default=_NO_REPAIR)
    """The repair of the page's site, which holds where that of the page says nothing."""

    def container_of(self, own: Repair) -> int:
        """The number of the container that is chosen under a repair of the page; -1 for none."""
        way = own.over(self.of_site).container
        if not way:
            return -1
        for number, container in enumerate(self.containers):
            if container.way == way:
                return number
        return self.found if way == self.guided else -1

    def kept(self, own: Repair) -> tuple[bool, ...]:
        """Whether each part is kept under a repair of the page."""
        number = self.container_of(own)
        repair = own.over(self.of_site)
        return tuple(
            any(
                repair.verdict(block, kind, kept=self._is_kept(index, part, number))
                for block, kind in zip(part.blocks, part.kinds, strict=True)
            )
            for index, part in enumerate(self.parts)
        )

    def set_kept(self, repair: Repair, chosen: Iterable[int], *, kept: bool) -> Repair:
        """The repair with these parts kept or dropped. What is so anyway is not named in it."""
        names = {block for number in chosen for block in self.parts[number].blocks}
        bare = replace(repair, dropped=repair.dropped - names, brought_back=repair.brought_back - names)
        verdicts = self.kept(bare)
        changed = {
            block
            for part, keep in zip(self.parts, verdicts, strict=True)
            if keep is not kept
            for block in part.blocks
            if block in names
        }
        if kept:
            return replace(bare, brought_back=bare.brought_back | changed)
        return replace(bare, dropped=bare.dropped | changed)

    def for_site(self, repair: Repair) -> SiteRepair:
        """What of the page's repair holds for other pages of its site: what its blocks are, and say.

        A kind of block that this page both keeps and drops tells nothing: by it, other pages would lose
        text or gain clutter; nor does one that nothing has a name for. They are known by their words alone.
        """
        verdicts = self.kept(repair)
        kept_kinds = Counter(
            kind for part, keep in zip(self.parts, verdicts, strict=True) if keep for kind in part.kinds
        )
        other_kinds = Counter(
            kind for part, keep in zip(self.parts, verdicts, strict=True) if not keep for kind in part.kinds
        )
        dropped = self._kinds_of(repair.dropped)
        brought_back = self._kinds_of(repair.brought_back)
        unclear = {kind for kind in dropped if kept_kinds[kind]}
        unclear |= {kind for kind in brought_back if other_kinds[kind]}
        unclear |= {kind for kind in dropped + brought_back if not kind.names and not kind.around}
        whole = replace(
            repair,
            dropped_kinds=repair.dropped_kinds | frozenset(dropped) - unclear,
            brought_back_kinds=repair.brought_back_kinds | frozenset(brought_back) - unclear,
        ).over(self.of_site)
        return SiteRepair(
            whole, sum(count for kind, count in (dropped + brought_back).items() if kind in unclear)
        )

    def _kinds_of(self, names: frozenset[BlockWords]) -> Counter[BlockKind]:
        return Counter(
            kind
            for part in self.parts
            for block, kind in zip(part.blocks, part.kinds, strict=True)
            if block in names
        )

    def _is_kept(self, index: int, part: Part, container: int) -> bool:
        if container < 0:
            return part.kept
        chosen = self.containers[container]
        return chosen.first <= index < chosen.last and (part.kept or not part.hidden)


@dataclass(frozen=True, slots=True)
class SiteRepair:
    """A repair for all pages of a site."""

    repair: Repair
    unclear: int
    """Blocks that look like others which are treated otherwise: only the same words are found again."""

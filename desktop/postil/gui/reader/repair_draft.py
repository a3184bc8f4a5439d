"""A repair in the making: where the person stands in the outline, what was changed, and the way back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postil.model.outline import Outline
    from postil.model.repair import Repair, Step


class RepairDraft:
    """The repair of one outline before it is applied. Nothing here is drawn."""

    def __init__(self, outline: Outline, repair: Repair, *, at: int = 0) -> None:
        self.outline = outline
        self.at = at
        """The part that the person stands on."""
        self._range_from: int | None = None
        self._original = repair
        self._steps = [repair]
        self._step = 0
        self._kept_before = outline.kept(repair)
        self._kept = self._kept_before

    @property
    def repair(self) -> Repair:
        """The repair as it would be applied now."""
        return self._steps[self._step]

    @property
    def kept(self) -> tuple[bool, ...]:
        """Whether each part is kept under it."""
        return self._kept

    @property
    def changed(self) -> tuple[int, ...]:
        """The parts that are treated otherwise than when it was begun."""
        pairs = zip(self._kept_before, self._kept, strict=True)
        return tuple(number for number, (before, now) in enumerate(pairs) if before != now)

    @property
    def touched(self) -> bool:
        """Whether there is anything to apply."""
        return self.repair != self._original

    @property
    def words(self) -> int:
        """How many words are kept."""
        return sum(part.words for part, keep in zip(self.outline.parts, self._kept, strict=True) if keep)

    @property
    def container(self) -> int:
        """The number of the container that is chosen; -1 for none."""
        return self.outline.container_of(self.repair)

    @property
    def chosen(self) -> range:
        """The parts that a deed is about: the current one, or the range that was begun."""
        if self._range_from is None:
            return range(self.at, min(self.at + 1, len(self.outline.parts)))
        return range(min(self._range_from, self.at), max(self._range_from, self.at) + 1)

    @property
    def in_range(self) -> bool:
        """Whether a range was begun."""
        return self._range_from is not None

    # Where the person stands.

    def go_to(self, number: int) -> bool:
        """Stand on a part; False where that changes nothing."""
        wanted = max(0, min(number, len(self.outline.parts) - 1))
        moved = wanted != self.at
        self.at = wanted
        return moved

    def go_to_stretch(self, step: int) -> bool:
        """Go to where kept and dropped text meet next, forwards (1) or back (-1); False at the end."""
        number = self.at + step
        while 0 < number < len(self._kept):
            if self._kept[number] != self._kept[number - 1]:
                return self.go_to(number)
            number += step
        return self.go_to(0) if step < 0 else False

    def begin_range(self) -> None:
        """Let what is gone over from here belong to one range."""
        if self._range_from is None:
            self._range_from = self.at

    def end_range(self) -> bool:
        """Let deeds be about one part again; False where they were."""
        had = self._range_from is not None
        self._range_from = None
        return had

    # Deeds.

    def set_kept(self, numbers: Iterable[int], *, kept: bool) -> bool:
        """Keep or drop these parts; False where they are so already."""
        wanted = [number for number in numbers if self._kept[number] is not kept]
        self._range_from = None
        return bool(wanted) and self._take(self.outline.set_kept(self.repair, wanted, kept=kept))

    def widen(self) -> bool:
        """Choose the next larger container; at first, the one that the article seems to be in.

        That is the smallest one around the current part: of kept text, the smallest that has most of it.
        """
        current = self.container
        if not self.outline.containers:
            return False
        if current < 0:
            return self._choose(self._first_container())
        parent = self.outline.containers[current].parent
        return parent >= 0 and self._choose(parent)

    def narrow(self) -> bool:
        """Choose the next smaller container around the current part; below the smallest, none."""
        current = self.container
        if current < 0:
            return False
        number = self.outline.parts[self.at].container
        while number >= 0 and self.outline.containers[number].parent != current:
            number = self.outline.containers[number].parent
        return self._choose(number)

    def undo(self) -> bool:
        """Take the last deed back; False where there is none."""
        return self._go(self._step - 1)

    def redo(self) -> bool:
        """Do it again; False where there is none."""
        return self._go(self._step + 1)

    def _first_container(self) -> int:
        parts, kept = self.outline.parts, self._kept
        number = parts[self.at].container
        while kept[self.at] and number >= 0:
            container = self.outline.containers[number]
            inside = range(container.first, container.last)
            if (
                2 * sum(parts[each].words for each in inside if kept[each]) > self.words
                or container.parent < 0
            ):
                break
            number = container.parent
        return number

    def _choose(self, number: int) -> bool:
        way: tuple[Step, ...] | None = () if self.outline.of_site.container else None
        if number >= 0:
            way = self.outline.containers[number].way
        return self._take(replace(self.repair, container=way))

    def _take(self, repair: Repair) -> bool:
        if repair == self.repair:
            return False
        del self._steps[self._step + 1 :]
        self._steps.append(repair)
        return self._go(self._step + 1)

    def _go(self, step: int) -> bool:
        if not 0 <= step < len(self._steps):
            return False
        self._step = step
        self._kept = self.outline.kept(self.repair)
        return True

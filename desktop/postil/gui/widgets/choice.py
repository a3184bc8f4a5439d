"""One of a few things: a box that unfolds, with a word for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtWidgets import QComboBox

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")


class Choice(QComboBox, Generic[T]):
    """Speaks of values, and shows their words. It may be narrower than the longest of them."""

    def __init__(self, name: str, choices: Iterable[tuple[T, str]] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self._values: tuple[T, ...] = ()
        self.offer(choices)

    def offer(self, choices: Iterable[tuple[T, str]]) -> None:
        """Offer these instead; the first is chosen."""
        offered = tuple(choices)
        self._values = tuple(value for value, _word in offered)
        self.clear()
        self.addItems([word for _value, word in offered])

    @property
    def chosen(self) -> T:
        """What is chosen. IndexError where nothing is offered."""
        return self._values[max(0, self.currentIndex())]

    def choose(self, value: T) -> None:
        """Choose that one; where it is not offered, all stays as it is."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

"""A signal without Qt: what happened is told to whoever asked to hear it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Signal(Generic[T]):
    """Calls every connected listener, in the order they came, on the thread that emits."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], object]] = []

    def connect(self, listener: Callable[[T], object]) -> None:
        """Call ``listener`` with every value emitted from now on."""
        self._listeners.append(listener)

    def disconnect(self, listener: Callable[[T], object]) -> None:
        """Stop calling ``listener``."""
        self._listeners.remove(listener)

    def emit(self, value: T) -> None:
        """Tell every listener."""
        for listener in tuple(self._listeners):
            listener(value)

"""Walking what was searched for before, as in the line of a shell."""

from __future__ import annotations


class OlderQueries:
    """The queries that were used, the last first, and where one is among them."""

    def __init__(self) -> None:
        self._queries: tuple[str, ...] = ()
        self._walked: tuple[str, ...] = ()
        self._at = -1
        self._typed = ""

    @property
    def queries(self) -> tuple[str, ...]:
        """All of them, the last used first."""
        return self._queries

    def know(self, queries: tuple[str, ...]) -> None:
        """These were used."""
        self._queries = queries

    def older(self, typed: str) -> str | None:
        """The query used before the one that stands in the field; None where there is none."""
        if self._shown != typed:
            self._typed = typed
            self._walked = tuple(query for query in self._queries if query != typed)
            self._at = -1
        if self._at + 1 >= len(self._walked):
            return None
        self._at += 1
        return self._walked[self._at]

    def newer(self, typed: str) -> str | None:
        """The one used after it; at the end what was typed itself. None where nobody is on the way."""
        if self._at < 0 or self._shown != typed:
            return None
        self._at -= 1
        return self._walked[self._at] if self._at >= 0 else self._typed

    @property
    def _shown(self) -> str | None:
        return self._walked[self._at] if self._at >= 0 else None

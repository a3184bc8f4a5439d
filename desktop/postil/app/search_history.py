"""The search history: the queries that a person used, to have them again.

It is no deed: undo does not take it back, no export has it, and nothing else is told of it. A query counts
as used where a hit of it was opened, ``Enter`` was pressed in it, or it was kept under a name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.search.words.letters import fold
from postil.store import search_history

if TYPE_CHECKING:
    from postil.app.holdings import Holdings

_LONGEST = 1000
"""Characters of a query; what is longer was pasted, and is no query that anybody wants again."""


class SearchHistory:
    """What was searched for. What changes it waits for the disk: on a lane, not on the window's thread."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        self.wanted = True
        """Whether queries are remembered: for whoever knows the settings to say."""

    def remember(self, query: str) -> None:
        """A query was used: from now on it is the last one. Nothing happens where none are ``wanted``."""
        query = " ".join(query.split())
        if not self.wanted or not query or len(query) > _LONGEST:
            return
        with self._holdings.transaction() as tx:
            search_history.put(tx, query)

    def recent(self, typed: str = "", *, limit: int = search_history.MOST) -> tuple[str, ...]:
        """The queries that begin with what is typed, then those in which a later word does.

        The last used comes first of either; case and accents do not count. A query that is typed out
        already is not among them.
        """
        begun = " ".join(fold(typed).split())
        queries = search_history.everything(self._holdings.reader())
        word = re.compile(r"(?<!\w)" + re.escape(begun))
        first, later = [], []
        for query in queries:
            folded = fold(query)
            if query == typed.strip():
                continue
            if folded.startswith(begun):
                first.append(query)
            elif word.search(folded):
                later.append(query)
        return tuple((first + later)[:limit])

    def forget(self, query: str) -> None:
        """Forget one query."""
        with self._holdings.transaction() as tx:
            search_history.forget(tx, query)

    def clear(self) -> None:
        """Forget all of them. This cannot be undone."""
        with self._holdings.transaction() as tx:
            search_history.clear(tx)

"""Asks the search while one types: one question at a time, and no old answer for a new question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from postil.app.finding import Results
    from postil.jobs import Jobs

    class Search(Protocol):
        """What answers a query; called on the read lane."""

        def __call__(self, query: str, *, limit: int, facets: bool) -> Results:
            """At most ``limit`` hits; with ``facets`` also what they can be narrowed by."""


FIRST = 24
"""Hits that are listed at first, more than a window shows: each costs a look into its text."""

STEP = 60
"""Hits that come whenever the end of the list is reached."""

REST_MILLISECONDS = 150
"""After the last letter: then facets are counted."""


NOTICED_MILLISECONDS = 500
"""After that one asks oneself whether anything happens at all."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for."""

    query: str
    limit: int
    facets: bool = False


class Asking(QObject):
    """Holds what is asked for now, and what was answered."""

    answered = Signal(object)
    """``Results`` of the query that is asked for now."""
    narrowed = Signal(object)
    """``Results`` of that query, with its facets; the hits are only the first."""
    delayed = Signal()
    """An answer takes longer than one does not notice."""
    rested = Signal()
    """Nothing was typed for a moment."""

    def __init__(
        self, search: Search, jobs: Jobs, failed: Callable[[Exception], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._search = search
        self._jobs = jobs
        self._failed = failed
        self._wanted: Question | None = None
        self._running: Question | None = None
        self._limit = FIRST
        self._query = ""
        self._faceted = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MILLISECONDS)
        self._rest.timeout.connect(self._rested)
        self._noticed = QTimer(self, singleShot=True, interval=NOTICED_MILLISECONDS)
        self._noticed.timeout.connect(self.delayed)

    def ask(self, query: str) -> None:
        """The query is this now; an empty one asks for nothing."""
        if query != self._query:
            self._limit = FIRST
        self._query = query
        self._faceted = False
        self._rest.start()
        self._want(Question(query, self._limit))

    def ask_more(self, shown: int) -> None:
        """The end of what is shown was reached: ask for more, if that was all that was asked for."""
        if shown >= self._limit:
            self._limit = shown + STEP
            self._want(Question(self._query, self._limit))

    def hurry(self) -> None:
        """The facets are wanted at once."""
        self._rest.stop()
        self._rested()

    def forget(self) -> None:
        """Ask for nothing: what is on its way is not wanted any more."""
        self._query = ""
        self._wanted = None
        self._rest.stop()
        self._noticed.stop()

    def _want(self, question: Question) -> None:
        self._wanted = question
        if not question.facets and not self._noticed.isActive():
            self._noticed.start()
        if self._running is None:
            self._run(question)

    def _run(self, question: Question) -> None:
        self._running = question
        self._jobs.run(
            lambda _progress: self._search(question.query, limit=question.limit, facets=question.facets),
            lane="read",
            done=lambda results: self._answer(question, results),
            failed=lambda error: self._broke(question, error),
        )

    def _answer(self, question: Question, results: Results) -> None:
        self._running = None
        wanted = self._wanted
        if wanted != question:
            if wanted is not None:
                self._run(wanted)
            return
        self._wanted = None
        self._noticed.stop()
        if question.facets:
            self._faceted = True
            self.narrowed.emit(results)
            return
        self.answered.emit(results)
        if not self._rest.isActive():
            self._rested()

    def _rested(self) -> None:
        """Facets come last: they must not keep the hits waiting."""
        if self._query and not self._faceted and self._running is None and self._wanted is None:
            self._want(Question(self._query, 1, facets=True))
        self.rested.emit()

    def _broke(self, question: Question, error: Exception) -> None:
        self._running = None
        self._noticed.stop()
        wanted = self._wanted
        self._failed(error)
        if wanted is not None and wanted != question:
            self._run(wanted)
        else:
            self._wanted = None

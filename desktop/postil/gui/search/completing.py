"""Offers what may stand at the caret, and puts it there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from postil.gui.search.completion_list import CompletionList
from postil.search.queries.completion import complete

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance
    from postil.gui.search.query_field import QueryField
    from postil.gui.search.source import SearchSource
    from postil.jobs import Jobs
    from postil.search.queries.completion import Candidate, Completion


class Completing(QObject):
    """Between the field and the list below it."""

    def __init__(
        self,
        pane: QWidget,
        field: QueryField,
        source: SearchSource,
        *,
        jobs: Jobs,
        failed: Callable[[Exception], object],
        appearance: Appearance,
    ) -> None:
        super().__init__(pane)
        self._field = field
        self._source = source
        self._jobs = jobs
        self._failed = failed
        self._completion: Completion | None = None
        self._dismissed: int | None = None
        self.list = CompletionList(pane, field, appearance)
        self.list.taken.connect(self._put)
        field.textEdited.connect(self._edited)
        field.cursorPositionChanged.connect(lambda _old, _new: self._moved())
        field.left.connect(self.close)

    def learn(self) -> None:
        """Fetch what the library has, in the background."""
        self._jobs.run(
            lambda _progress: self._source.read_values(),
            lane="read",
            done=lambda _nothing: None,
            failed=self._failed,
        )

    def close(self) -> bool:
        """Offer nothing; False where nothing was offered."""
        was_open = self.list.is_open
        self.list.offer((), 0)
        return was_open

    def dismiss(self) -> bool:
        """Offer nothing more for the word at the caret; False where nothing was offered."""
        if self.list.is_open and self._completion is not None:
            self._dismissed = self._completion.start
        return self.close()

    def offer(self, *, asked: bool = False) -> bool:
        """Offer what may stand at the caret; where nothing is begun there, only if it was ``asked`` for."""
        field = self._field
        if field.composing or field.hasSelectedText():
            return self.close()
        today = datetime.now().astimezone().date()
        found = complete(field.text(), field.caret, values=self._source.values(), today=today)
        if self._dismissed != found.start:
            self._dismissed = None
        wanted = asked or (found.begun and self._dismissed is None)
        self._completion = found
        self.list.offer(found.candidates if wanted else (), field.left_of(found.start))
        return self.list.is_open

    def take(self) -> bool:
        """Put in what is marked, or else the first; False where nothing is offered."""
        candidate = self.list.marked or next(iter(self.list.offered), None)
        if candidate is None:
            return False
        self._put(candidate)
        return True

    def take_marked(self) -> bool:
        """Put in what somebody went to; False where nobody did."""
        return self.list.marked is not None and self.take()

    def _put(self, candidate: Candidate) -> None:
        completion = self._completion
        if completion is not None:
            self.close()
            self._field.replace(completion.start, completion.end, candidate.text)
            self.offer()  # after a field its values

    def _edited(self) -> None:
        self.offer()

    def _moved(self) -> None:
        """The caret left the word, and nothing was typed."""
        completion = self._completion
        if completion is None or not self.list.is_open:
            return
        if not completion.start <= self._field.caret <= completion.end + 1:
            self.close()

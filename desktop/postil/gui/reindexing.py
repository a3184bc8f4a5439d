"""The search index in the window: how far it is, said quietly where there is much to do, and made anew."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

from postil.app.index_pipe import Order
from postil.app.pace import Pace, in_words
from postil.gui import words
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.indexing import IndexBacklog, Indexing
    from postil.gui.widgets.message_bar import MessageBar

QUIET = 50
"""So many changes are indexed before anybody has read of it."""

_MUCH = 0.2
"""Where such a share of the library is not indexed, search is told to know a part only."""

_TELL_SECONDS = 0.5
"""How often the index process is told that the person is busy."""

_WORK = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class Reindexing(QObject):
    """Says how the index stands. While there is much to do, it tells the process when the person is busy."""

    told = Signal(str)
    """What to say of the index; empty where there is nothing to say."""
    rebuilding = Signal(str)
    """What to say of the index that is made anew; empty where none is."""

    def __init__(self, indexing: Indexing, messages: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._indexing = indexing
        self._messages = messages
        self._changes = Pace()
        self._rebuild = Pace()
        self._watching = False
        self._busy_told = 0.0

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands on the index, and what does them."""
        return (("library.reindex", self.start),)

    def start(self) -> None:
        """Make the index anew, in the background."""
        self._indexing.order(Order.REBUILD)
        self._messages.tell(
            _("The search index is being rebuilt; the one you have is searched meanwhile."),
            deed=(_("Cancel"), self.cancel),
        )

    def cancel(self) -> None:
        """Give it up; the index that is searched stays."""
        self._indexing.order(Order.KEEP)

    def show(self, backlog: IndexBacklog, now: float | None = None) -> None:
        """Say how the index stands; ``now`` is a moment of the clock, the present one unless told."""
        moment = time.monotonic() if now is None else now
        state = backlog.state
        self._changes.note(backlog.pending, moment)
        self._rebuild.note(max(0, state.to_rebuild - state.rebuilt), moment)
        self._watch(wanted=backlog.pending > QUIET or state.to_rebuild > 0)
        self.told.emit("\n".join(filter(None, (state.problem, self._told_of(backlog)))))
        self.rebuilding.emit(self._told_of_rebuild(state.rebuilt, state.to_rebuild))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's own signature
        """Let the index process step aside while the person works."""
        if event.type() in _WORK and time.monotonic() - self._busy_told > _TELL_SECONDS:
            self._busy_told = time.monotonic()
            self._indexing.order(Order.BUSY)
        return False

    def _told_of(self, backlog: IndexBacklog) -> str:
        pending, total = backlog.pending, backlog.total
        if pending <= QUIET:
            return ""
        if pending > total * _MUCH:
            sentence = _("{known} of {total} pages and highlights are indexed").format(
                known=words.number(max(0, total - pending)), total=words.number(total)
            )
        else:
            sentence = words.counted("Indexing {count} change", "Indexing {count} changes", pending)
        return _with_time(sentence, self._changes)

    def _told_of_rebuild(self, done: int, total: int) -> str:
        if not total:
            return ""
        sentence = _("Rebuilding the search index: {done} of {total}").format(
            done=words.number(done), total=words.number(total)
        )
        return _with_time(sentence, self._rebuild)

    def _watch(self, *, wanted: bool) -> None:
        application = QCoreApplication.instance()
        if wanted is self._watching or application is None:
            return
        self._watching = wanted
        if wanted:
            application.installEventFilter(self)
        else:
            application.removeEventFilter(self)


def _with_time(sentence: str, pace: Pace) -> str:
    """The sentence, how fast it goes and how long it takes, where that is known."""
    told = in_words(pace)
    return f"{sentence} · {told}" if told else f"{sentence}…"

"""The one narrow door to the index: open, write, ask.

The index is a cache. What is missing, damaged, of another version or another library's is set aside and
made anew, empty; whoever opened it is told (``fresh``) and fills it again from the database.

Whoosh is imported when the first index is opened, not before.
"""

from __future__ import annotations

import logging
import shutil
import threading
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from postil.errors import LibraryError, LibraryLocked
from postil.search.damage import Unusable
from postil.search.ranking import RankedDocument, Ranking, Sort
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from pathlib import Path
    from types import ModuleType

    from postil.search.document import Document
    from postil.search.engine import Engine
    from postil.search.likeness.kin import Kin
    from postil.search.likeness.kinship import Term
    from postil.search.queries.query import Query
    from postil.search.ranking import Contribution, Form

_log = logging.getLogger(__name__)


class Index:
    """An index in a folder of its own. May be used from any thread; its methods take turns.

    One process writes (``write=True``), others read: they see each commit at their next question. A
    reader never changes the folder; where there is no usable index it finds nothing.
    """

    def __init__(self, folder: Path, library: str, *, write: bool = False) -> None:
        """Open the index of the library with that id.

        Raises LibraryLocked if another process writes it, LibraryError where it may not be written.
        """
        self.fresh = False
        """True where the index was made anew when it was opened or cleared, and has to be filled."""
        self._folder = folder
        self._library = library
        self._turn = threading.RLock()
        self._lock = FileLock(str(folder) + ".lock") if write else None
        self._told: object = None
        with self._refusals_told():
            if self._lock is not None:
                self._take(self._lock)
            try:
                self._engine = self._opened()
            except OSError:
                if self._lock is not None:
                    self._lock.release()
                raise

    def write(
        self, updates: Iterable[Document], deletions: Iterable[str] = (), *, merge: bool = True
    ) -> None:
        """Add or replace documents and forget keys, in one durable commit.

        The same call again changes nothing. Documents of one call count once each, the last of a key.
        Small segments are merged on the way, which takes a moment longer, unless ``merge`` is false: then
        ``tidy`` is to be called now and then. Raises LibraryError where the disk refuses; then the index is
        as it was. Raises Unusable where it was damaged since it was opened, as ``tidy`` and ``merge`` do.
        """
        with self._writing():
            self._engine.write(updates, deletions, merge=merge)

    def tidy(self, stop: Callable[[], bool]) -> bool:
        """Merge small segments where there are many. Raises LibraryError.

        ``stop`` is asked before each segment of a merge that takes time; where it says so, the index is left
        as it is and False given back.
        """
        with self._writing():
            return self._unless_stopped(self._engine.tidy, stop)

    def merge(self, stop: Callable[[], bool] = lambda: False) -> bool:
        """Bring all into one segment: for when nothing else is to be done. As ``tidy`` in everything else."""
        with self._writing():
            return self._unless_stopped(self._engine.merge, stop)

    def replace_with(self, folder: Path) -> None:
        """Let this index be what the one in ``folder`` is, in one commit; that one stays as it is.

        Whoever reads sees all of the old one or all of the new one. Raises LibraryError, Unusable.
        """
        with self._writing():
            self._engine.replace(folder)

    def sound(self) -> bool:
        """Whether the folder still has a whole index. What was not read since it was written is read now."""
        with self._asked() as usable:
            if usable:
                self._engine.check()
            return usable
        return False

    def clear(self) -> None:
        """Make the index anew: it is ``fresh`` and holds nothing. Raises LibraryError."""
        self._refuse_readers()
        with self._turn, self._refusals_told():
            self._engine.close()
            self._engine = self._anew()

    def stamps(self) -> dict[str, str]:
        """The stamp of every indexed document, by its key: to compare with the database."""
        with self._asked() as usable:
            if usable:
                return self._engine.stamps()
        return {}

    def keys(self) -> frozenset[str]:
        """The keys of all indexed documents."""
        return frozenset(self.stamps())

    def count(self) -> int:
        """How many documents are indexed."""
        with self._asked() as usable:
            return self._engine.count if usable else 0
        return 0

    def languages(self) -> tuple[str, ...]:
        """The languages of the indexed documents, the most frequent first."""
        with self._asked() as usable:
            return self._engine.languages if usable else ()
        return ()

    def search(
        self,
        query: Query,
        *,
        limit: int,
        today: date,
        typed: int = -1,
        sort: Sort = Sort.RELEVANCE,
        facets: bool = False,
    ) -> Ranking:
        """The best documents for a query.

        ``typed`` is where the typing stands in the query's text, so that the word there may go on; -1
        where nobody is typing. With ``facets`` the values of all that match are counted, too.
        """
        with self._asked() as usable:
            if usable:
                ranked = self._engine.search(query, limit, today, typed, sort=sort, facets=facets)
                stored = [(self._engine.stored(number), score) for number, score in ranked.top]
                documents = (RankedDocument(its["key"], its["page"], score) for its, score in stored)
                return Ranking(tuple(documents), ranked.total, ranked.facets)
        return Ranking((), 0)

    def explain(self, query: Query, key: str, *, today: date) -> tuple[Contribution, ...]:
        """What each thing that a query asks for adds to a document's score; empty where it does not match."""
        with self._asked() as usable:
            if usable:
                return self._engine.explain(query, key, today)
        return ()

    def near(self, word: str, *, limit: int) -> tuple[Form, ...]:
        """The words of the library that are one edit from a word, or else two; the most frequent first."""
        with self._asked() as usable:
            if usable:
                return self._engine.near(word, limit)
        return ()

    def begun(self, prefix: str, *, limit: int) -> tuple[Form, ...]:
        """The words of the library that begin so, the most frequent first."""
        with self._asked() as usable:
            if usable:
                return self._engine.begun(prefix, limit)
        return ()

    def related(self, terms: Iterable[Term], *, limit: int) -> tuple[tuple[RankedDocument, Kin], ...]:
        """The documents that are kin to a page with these terms, the nearest first, the page among them."""
        with self._asked() as usable:
            if usable:
                found = self._engine.related(terms, limit)
                stored = [(self._engine.stored(number), kin) for number, kin in found]
                return tuple((RankedDocument(its["key"], its["page"], kin.share), kin) for its, kin in stored)
        return ()

    def close(self) -> None:
        """Let go of the files, and of the right to write."""
        with self._turn:
            self._engine.close()
            if self._lock is not None:
                self._lock.release()

    def _take(self, lock: FileLock) -> None:
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise LibraryLocked(_("Another program is writing the search index of this library.")) from None

    def _opened(self) -> Engine:
        engine: Engine = _engine().Engine(self._folder, self._library)
        if self._lock is None:
            return engine
        try:
            engine.refresh()
            engine.check()
        except FileNotFoundError:
            _log.info("There is no search index yet; it is made anew.")
        except Unusable as reason:
            _log.warning("The search index cannot be used (%s); it is made anew.", reason)
        else:
            engine.sweep()
            return engine
        engine.close()
        return self._anew()

    def _anew(self) -> Engine:
        """An empty index; what was in the folder is kept beside it until the next time."""
        if self._folder.exists():
            aside = self._folder.with_name(self._folder.name + ".set-aside")
            if aside.is_dir():
                shutil.rmtree(aside)
            else:
                aside.unlink(missing_ok=True)
            self._folder.rename(aside)
        engine: Engine = _engine().Engine(self._folder, self._library)
        engine.create()
        engine.refresh()
        self.fresh = True
        return engine

    def _unless_stopped(self, deed: Callable[[Callable[[], bool]], None], stop: Callable[[], bool]) -> bool:
        try:
            deed(stop)
        except _engine().Stopped:
            return False
        return True

    @contextmanager
    def _refusals_told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise LibraryError(
                _(
                    "The search index {folder} cannot be written ({reason}); pages and highlights are kept. "
                    "Make room, or look who owns the folder; the index then catches up."
                ).format(folder=self._folder, reason=error.strerror or error)
            ) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The turn of one change, to what was committed last."""
        self._refuse_readers()
        with self._turn, self._refusals_told():
            self._engine.refresh()
            yield

    @contextmanager
    def _asked(self) -> Iterator[bool]:
        """The turn of one question; whether the index can answer. Damage found on the way answers nothing."""
        with self._turn:
            try:
                yield self._usable()
            except Unusable as reason:
                self._tell(reason)

    def _usable(self) -> bool:
        try:
            self._engine.refresh()
        except FileNotFoundError:
            return False
        except Unusable as reason:
            self._tell(reason)
            return False
        return True

    def _tell(self, reason: Unusable) -> None:
        """Log why there is no answer, once: the same holds at every letter that is typed."""
        told = (str(reason), self._engine.commit)
        if told != self._told:
            self._told = told
            _log.warning("The search index cannot be read (%s).", reason)

    def _refuse_readers(self) -> None:
        if self._lock is None:
            raise RuntimeError("this index was opened for reading")


def _engine() -> ModuleType:
    """The module that knows Whoosh, imported at the first need: it takes a quarter of a second.

    Whoosh is older than some warnings of Python's compiler; they are heard once, when it is compiled.
    """
    with warnings.catch_warnings():
        for category in (SyntaxWarning, DeprecationWarning):
            warnings.filterwarnings("ignore", message="invalid escape sequence", category=category)
            warnings.filterwarnings("ignore", message='"is" with', category=category)
        from postil.search import engine  # noqa: PLC0415 - see above
    return engine

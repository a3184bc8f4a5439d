"""What is done to the places themselves: tags renamed, searches kept, the trash emptied."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postil.gui import words
from postil.gui.dialogs.question import Question
from postil.gui.dialogs.rename_tag import RenameTag
from postil.gui.dialogs.saved_search import SavedSearchDialog
from postil.gui.errands import Errands
from postil.gui.library.spots import ALL, INBOX, search_spot, tag_spot
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.command import Command
    from postil.gui.library.spots import Spot
    from postil.jobs import Jobs
    from postil.model.ids import PageId
    from postil.model.saved_search import SavedSearch


class PlaceDeeds(QObject):
    """Acts on the place that the person is in."""

    went = Signal(object)
    """The ``Spot`` to go to, because the one that the person was in is called otherwise, or gone."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        *,
        spot: Callable[[], Spot],
        query: Callable[[], str],
        meant: Callable[[], tuple[PageId, ...]],
        done: Callable[[str], object],
        failed: Callable[[Exception], object],
        parent: QWidget,
    ) -> None:
        """``query`` is what is searched for now; ``done`` says what was done, with a way back."""
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._spot = spot
        self._query = query
        self._meant = meant
        self._done = done
        self._failed = failed
        self._window = parent
        self._errands = Errands(library.undo, jobs, failed)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands on places, and what does them."""
        return (
            ("place.rename", self._rename),
            ("place.remove", self._remove),
            ("place.move-up", lambda: self._move(-1)),
            ("place.move-down", lambda: self._move(1)),
            ("search.keep", self.keep_search),
            ("trash.delete", self._delete_for_good),
            ("trash.empty", self.ask_to_empty_trash),
            *((f"go.search-{number}", partial(self._go_to_search, number)) for number in range(1, 10)),
        )

    def title_of(self, command: Command) -> str:
        """What a command is called here: of a saved search its name, and nothing where there is none."""
        prefix, _dash, number = command.id.rpartition("-")
        if prefix != "go.search":
            return command.label
        searches = self._library.saved_searches.all()
        return searches[int(number) - 1].name if int(number) <= len(searches) else ""

    def keep_search(self) -> None:
        """Ask for the name under which the query is kept that is searched for now."""
        query = self._query().strip()
        dialog = SavedSearchDialog(_("Keep this search"), query, query, self._window)
        dialog.kept.connect(self._keep)
        dialog.open()

    def ask_to_empty_trash(self) -> None:
        """Delete all that is in the trash, if the person says so once more."""
        count = self._library.trash.count()
        if not count:
            self._done(_("The trash is empty"))
            return
        Question(
            _("Empty the trash?"),
            words.counted(
                "{count} thing is deleted for good, with what was kept of it. This cannot be undone.",
                "{count} things are deleted for good, with all that was kept of them. This cannot be undone.",
                count,
            ),
            _("Delete for good"),
            lambda: self._purge(None),
            self._window,
        ).open()

    def _keep(self, name: str, query: str) -> None:
        kept = self._library.saved_searches.keep(name, query)
        self._jobs.run(
            lambda _progress: self._library.search_history.remember(kept.query),
            lane="read",
            done=lambda _nothing: None,
            failed=self._failed,
        )
        self._done(_("Kept the search “{name}”").format(name=kept.name))

    def _rename(self) -> bool:
        spot = self._spot()
        if spot.search is not None:
            self._edit_search(spot.search)
        elif spot.place is not None and spot.place.tag is not None:
            self._rename_tag(spot.place.tag)
        else:
            return False
        return True

    def _edit_search(self, search: SavedSearch) -> None:
        dialog = SavedSearchDialog(_("Edit the saved search"), search.name, search.query, self._window)

        def change(name: str, query: str) -> None:
            self._library.saved_searches.edit(search.id, name=name, query=query)
            self.went.emit(search_spot(self._library.saved_searches.get(search.id)))
            self._done(_("Changed the search “{name}”").format(name=name))

        dialog.kept.connect(change)
        dialog.open()

    def _rename_tag(self, name: str) -> None:
        tagging = self._library.tagging
        count = tagging.count(name)
        dialog = RenameTag(name, tagging, tagging.names(), count=count, parent=self._window)
        dialog.named.connect(lambda new: self._call_tag(name, new))
        dialog.open()

    def _call_tag(self, old: str, new: str) -> None:
        tagging = self._library.tagging

        def told(_changes: object) -> None:
            self.went.emit(tag_spot(tagging.name(new)))
            self._done(_("#{old} is now #{new}").format(old=old, new=tagging.name(new)))

        self._jobs.run(
            lambda _progress: tagging.rename(old, new), lane="read", done=told, failed=self._failed
        )

    def _remove(self) -> bool:
        spot = self._spot()
        if spot.search is not None:
            self._library.saved_searches.remove(spot.search.id)
            self.went.emit(INBOX)
            self._done(_("Removed the search “{name}”").format(name=spot.search.name))
        elif spot.place is not None and spot.place.tag is not None:
            self._delete_tag(spot.place.tag)
        else:
            return False
        return True

    def _delete_tag(self, name: str) -> None:
        def told(_changes: object) -> None:
            self.went.emit(ALL)
            self._done(_("Deleted the tag #{tag}").format(tag=name))

        self._jobs.run(
            lambda _progress: self._library.tagging.delete(name),
            lane="read",
            done=told,
            failed=self._failed,
        )

    def _move(self, step: int) -> bool:
        search = self._spot().search
        if search is None:
            return False
        self._library.saved_searches.move(search.id, step)
        return True

    def _go_to_search(self, number: int) -> bool:
        searches = self._library.saved_searches.all()
        if len(searches) < number:
            return False
        self.went.emit(search_spot(searches[number - 1]))
        return True

    def _delete_for_good(self) -> bool:
        meant = self._meant()
        if not meant:
            return False
        self._errands.run(
            len(meant),
            lambda: tuple(
                page.id for page in self._library.reading.pages(meant).values() if page.trashed is not None
            ),
            self._ask_to_delete,
        )
        return True

    def _ask_to_delete(self, thrown: tuple[PageId, ...]) -> None:
        if not thrown:
            return
        Question(
            _("Delete for good?"),
            words.counted(
                "{count} page is deleted with its highlights. This cannot be undone.",
                "{count} pages are deleted with their highlights. This cannot be undone.",
                len(thrown),
            ),
            _("Delete for good"),
            lambda: self._purge(thrown),
            self._window,
        ).open()

    def _purge(self, thrown: tuple[PageId, ...] | None) -> None:
        trash = self._library.trash
        self._jobs.run(
            lambda progress: trash.empty(progress) if thrown is None else trash.delete(thrown, (), progress),
            lane="write",
            done=lambda gone: self._done(
                words.counted("Deleted {count} thing for good", "Deleted {count} things for good", gone)
            ),
            failed=self._failed,
        )

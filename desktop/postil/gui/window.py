"""The window: joins its parts, and says which keys hold where. What a deed does is elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from postil.gui import words
from postil.gui.actions import Actions
from postil.gui.anchor_deeds import AnchorDeeds
from postil.gui.arrivals import Arrivals
from postil.gui.backup_keeper import BackupKeeper
from postil.gui.enlarging import Enlarging
from postil.gui.exchange import Exchange
from postil.gui.failures import Failures
from postil.gui.find_anything import FindAnything
from postil.gui.highlight_deeds import HighlightDeeds
from postil.gui.keyboard import Keyboard
from postil.gui.likeness import LikenessDeeds
from postil.gui.listing import Listing
from postil.gui.listing_view import ListingView
from postil.gui.manuals import Manuals
from postil.gui.navigation import Navigation
from postil.gui.open_page import OpenPage
from postil.gui.page_annotating import PageAnnotating
from postil.gui.page_deeds import PageDeeds
from postil.gui.palette.palette import Palette
from postil.gui.parts import Parts
from postil.gui.reader_deeds import ReaderDeeds
from postil.gui.reextraction import Reextraction
from postil.gui.reindexing import QUIET, Reindexing
from postil.gui.repairs import Repairs
from postil.gui.search_memory import SearchMemory
from postil.gui.shelf import Shelf
from postil.gui.unwinding import Unwinding
from postil.gui.view_deeds import ViewDeeds
from postil.gui.watch import Watch
from postil.gui.whereabouts import Whereabouts
from postil.gui.widgets.message_bar import MessageBar
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent
    from PySide6.QtWidgets import QWidget

    from postil.app.indexing import IndexBacklog
    from postil.app.library import Library
    from postil.command import Where
    from postil.gui.appearance import Appearance
    from postil.gui.bridge import MainThread
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings
    from postil.model.changes import Changes
    from postil.model.ids import PageId


class MainWindow(QMainWindow):
    """Everything that is seen of Postil. It is given all it needs, and fetches nothing global."""

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        settings: LiveSettings,
        *,
        appearance: Appearance,
        main_thread: MainThread,
        log_folder: Path,
    ) -> None:
        super().__init__()
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._appearance = appearance
        self._make_frame(log_folder, main_thread)
        self._make_reading()
        self._make_deeds()
        self._make_ways()
        self._make_keepers(main_thread)
        self._connect()
        self._bind()
        self._begin()

    def _make_frame(self, log_folder: Path, main_thread: MainThread) -> None:
        """What is seen and heard: panes, messages, keys."""
        library, appearance = self._library, self._appearance
        self.setWindowTitle("Postil")
        self.resize(self._settings.value.window_width, self._settings.value.window_height)
        self.setMinimumSize(480, 360)
        self.messages = MessageBar(appearance, self)
        self.failures = Failures(self.messages, log_folder, main_thread, appearance=appearance, parent=self)
        self.parts = Parts(
            library, self._jobs, self._settings, appearance=appearance, failed=self.failures.show
        )
        self.setCentralWidget(self.parts.whole)
        self.messages.raise_()
        self.palette_card = Palette(appearance, self)
        self.manuals = Manuals(library.folder, appearance, self)
        self.commands = Actions(self)
        self.keyboard = Keyboard(self.commands, self._settings, appearance, scopes=self.scopes, window=self)

    def _make_reading(self) -> None:
        """What is listed, what is open, and where the person is in it."""
        library, jobs, settings = self._library, self._jobs, self._settings
        fail, appearance = self.failures.show, self._appearance
        self.listing = Listing(library, jobs, settings, fail, self)
        self.open_page = OpenPage(
            self.parts.reader, library, jobs, settings, appearance=appearance, failed=fail
        )
        self._whereabouts = Whereabouts(self, self.parts, self.open_page, detailed=self._detailed)
        self.annotating = PageAnnotating(
            self.parts.reader, self.open_page, library, jobs=jobs, settings=settings, failed=fail
        )
        self._listing_view = ListingView(
            self.parts, self.listing, self.open_page, whereabouts=self._whereabouts, actions=self.commands
        )
        self.navigation = Navigation(self.parts, self.listing, self.open_page, self.messages, self)

    def _make_deeds(self) -> None:
        """What is done with pages and their highlights."""
        library, jobs, settings = self._library, self._jobs, self._settings
        fail, appearance, meant = self.failures.show, self._appearance, self._whereabouts.meant
        reader, open_page, messages = self.parts.reader, self.open_page, self.messages
        self.deeds = PageDeeds(library, jobs, meant, messages=messages, failed=fail, parent=self)
        told = self.deeds.told
        self.highlights = HighlightDeeds(
            self.parts.highlights,
            reader,
            library,
            open_page,
            navigation=self.navigation,
            actions=self.commands,
            jobs=jobs,
            settings=settings,
            failed=fail,
            told=told,
            window=self,
        )
        self.repairs = Repairs(
            self.parts,
            library,
            jobs,
            settings=settings,
            open_page=open_page,
            deeds=self.deeds,
            messages=messages,
            failed=fail,
        )
        self.reextraction = Reextraction(
            library, jobs, meant, messages=messages, done=told, failed=fail, parent=self
        )
        self.reader_deeds = ReaderDeeds(
            library,
            jobs,
            open_page,
            meant=meant,
            reader=reader,
            palette=self.palette_card,
            appearance=appearance,
            messages=messages,
            failed=fail,
            window=self,
        )
        self.anchors = AnchorDeeds(
            reader, open_page, library, jobs, messages=messages, told=told, failed=fail, window=self
        )
        self.likeness = LikenessDeeds(
            library,
            jobs,
            meant,
            details=self.parts.details,
            appearance=appearance,
            read=self.navigation.read,
            told=told,
            failed=fail,
            parent=self,
        )
        self.enlarging = Enlarging(
            reader, library.reading.asset, jobs, appearance=appearance, failed=fail, window=self
        )

    def _make_ways(self) -> None:
        """How pages come in and go out, and how one gets to them."""
        library, jobs, settings = self._library, self._jobs, self._settings
        fail, appearance = self.failures.show, self._appearance
        self.arrivals = Arrivals(
            self.parts,
            library,
            jobs,
            settings,
            navigation=self.navigation,
            manuals=self.manuals,
            messages=self.messages,
            failed=fail,
            window=self,
        )
        self.exchange = Exchange(
            self.parts,
            library,
            jobs,
            settings,
            printing=self.reader_deeds.printing,
            appearance=appearance,
            whereabouts=self._whereabouts,
            open_page=self.open_page,
            navigation=self.navigation,
            messages=self.messages,
            told=self.deeds.told,
            failed=fail,
            window=self,
        )
        self.shelf = Shelf(
            self.parts,
            library,
            jobs,
            settings,
            listing=self.listing,
            navigation=self.navigation,
            deeds=self.deeds,
            meant=self._whereabouts.meant,
            fire=self.commands.fire,
            failed=fail,
            parent=self,
        )
        self.keyboard.following.call_by(self.shelf.places.title_of)
        self._view = ViewDeeds(settings, self.open_page.display, self, page=self.parts.article)
        self._unwinding = Unwinding(
            self.parts,
            self.open_page,
            self._whereabouts,
            shelf=self.shelf,
            view=self._view,
            messages=self.messages,
            window=self,
        )
        self._find_anything = FindAnything(
            self.palette_card,
            library,
            jobs,
            settings,
            appearance=appearance,
            actions=self.commands,
            navigation=self.navigation,
            open_page=self.open_page,
            failed=fail,
            window=self,
        )

    def _make_keepers(self, main_thread: MainThread) -> None:
        """What works by itself in the background."""
        library, jobs, settings = self._library, self._jobs, self._settings
        fail = self.failures.show
        self.reindexing = Reindexing(library.indexing, self.messages, self)
        self._backup_keeper = BackupKeeper(library, jobs, settings, fail, self)
        self._search_memory = SearchMemory(
            library, jobs, settings, told=self.messages.tell, failed=fail, window=self
        )
        self._watch = Watch(library, jobs, main_thread, fail, self)

    def _connect(self) -> None:
        parts = self.parts
        self._watch.changed.connect(self._show_changes)
        self._watch.indexing.connect(self._show_indexing)
        self._watch.found_anew.connect(parts.search.search_again)
        self._watch.settled.connect(self._show_settled)
        self.reindexing.told.connect(lambda sentence: parts.side.tell(sentence, "index"))
        self.reindexing.rebuilding.connect(
            lambda sentence: parts.side.work.show_work(sentence, _("Cancel"), self.reindexing.cancel)
        )
        self.listing.listed.connect(self._listing_view.show)
        self._settings.changed.connect(lambda _settings: self.commands.mark(self._view.marks()))
        self.open_page.shown.connect(
            lambda page: self.setWindowTitle(_("{title} — Postil").format(title=page.title))
        )
        self.open_page.shown.connect(lambda _page: self.shelf.page_shown())
        self.open_page.hits_marked.connect(lambda: self.commands.fire("reader.find-next"))
        self.annotating.removed.connect(lambda: self.deeds.told(_("Highlight removed")))
        self.annotating.tags_wanted.connect(self.deeds.edit_highlight_tags)
        self.annotating.told.connect(self.messages.tell)
        self.repairs.told.connect(lambda sentence: parts.side.tell(sentence, "repair"))
        self.reextraction.told.connect(lambda sentence: parts.side.tell(sentence, "extraction"))
        self.reextraction.offered.connect(self._offer_reextraction)
        self.arrivals.imports.postil_link_pasted.connect(self.exchange.links.open)
        parts.reader.told.connect(lambda sentence: self.messages.tell(self.keyboard.fill(sentence)))
        parts.reader.name_keys(self.keyboard.fill, bare=self.keyboard.bare)

    def _bind(self) -> None:
        parts, bind = self.parts, self.commands.bind
        for pane in (parts.list, parts.highlights, parts.search, parts.reader, parts.repair):
            bind(pane.bindings())
        for part in (
            self.keyboard,
            self.navigation,
            self.highlights,
            self.anchors,
            self.reader_deeds,
            self.exchange,
            self.manuals,
            self.deeds,
            self.arrivals,
            self.repairs,
            self.reextraction,
            self.reindexing,
            self.likeness,
            self.shelf,
            self._search_memory,
            self._view,
            self._find_anything,
            self._unwinding,
        ):
            bind(part.bindings())
        bind(
            (
                ("window.close", self.close),
                ("menu.open", parts.side.menu_button.showMenu),
                ("pane.next", lambda: parts.cycle(self.focusWidget(), 1)),
                ("pane.previous", lambda: parts.cycle(self.focusWidget(), -1)),
                ("list.original", lambda: self.commands.fire("page.original")),
                ("hits.next", lambda: self.commands.fire("reader.find-next")),
                ("hits.previous", lambda: self.commands.fire("reader.find-previous")),
            )
        )
        menus = self.commands.menus(self)
        self.commands.mark(self._view.marks())
        self.commands.enable("library.reextract", enabled=False)
        parts.side.set_menus(menus)
        parts.list.set_sort_menu(next(menu for menu in menus if menu.objectName() == "Sort"))

    def _begin(self) -> None:
        self.parts.list.setFocus()
        self._listing_view.show(self.listing.now())
        self.reextraction.look()

    def open_requested(self, files: Sequence[Path], link: str | None) -> None:
        """A start of the program hands over files, a link, or only asks for the window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        self.arrivals.imports.add(tuple(files), ask=False)
        if link is not None:
            self.exchange.links.open(link)

    # What is shown.

    def _show_changes(self, changes: Changes) -> None:
        self.parts.list.forget(changes.pages | changes.annotated)
        self.open_page.refresh(changes)
        self.reader_deeds.refresh(changes)
        self.exchange.refresh(changes)
        self.parts.search.search_again()
        self.shelf.refresh(changes)
        if changes.membership or changes.annotations:
            self.listing.ask()

    def _show_indexing(self, backlog: IndexBacklog) -> None:
        self.reindexing.show(backlog)
        self.parts.search.tell_pending(backlog.pending if backlog.pending > QUIET else 0)

    def _show_settled(self) -> None:
        self.shelf.index_changed()
        self.listing.ask()

    def _offer_reextraction(self, pending: int) -> None:
        running = self.reextraction.running
        self.commands.enable("library.reextract", enabled=pending > 0 or running)
        if pending and not running:
            sentence = words.counted(
                "{count} page read by an older extractor", "{count} pages read by an older extractor", pending
            )
            self.parts.side.offer(sentence, _("Re-extract"), self.reextraction.start)
        else:
            self.parts.side.withdraw()

    def scopes(self, widget: QWidget) -> tuple[Where, ...]:
        """The parts of the window that ``widget`` is in, the nearest first; none for dialogs and cards."""
        return self._whereabouts.scopes(widget)

    def _detailed(self) -> PageId | None:
        return self.shelf.detailed_at_focus()

    # The window itself.

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write down what is being written, and where the person is."""
        if self.repairs.holds_back():
            event.ignore()
            return
        widget = self.focusWidget()
        if widget is not None:
            widget.clearFocus()
        self.open_page.keep_position()
        self._watch.stop()
        self.arrivals.receiving.stop()
        if not self.isMaximized() and not self.isFullScreen():
            self._settings.change(window_width=max(480, self.width()), window_height=max(360, self.height()))
        super().closeEvent(event)

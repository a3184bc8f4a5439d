"""The window: places the panes, and tells each what the others did. What a deed does is elsewhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from postil.commands import COMMANDS
from postil.gui import words
from postil.gui.actions import Actions
from postil.gui.annotations.pane import HighlightsPane
from postil.gui.dialogs.about import About
from postil.gui.dialogs.keys import KeyHelp
from postil.gui.dialogs.preferences import Preferences
from postil.gui.failures import Failures
from postil.gui.history import History, Stop
from postil.gui.imports import Imports, dropped_paths, page_of_link
from postil.gui.keys import Keys
from postil.gui.library import places
from postil.gui.library.pane import ListPane
from postil.gui.library.side import SidePane
from postil.gui.listing import Listing
from postil.gui.open_page import OpenPage
from postil.gui.page_deeds import PageDeeds
from postil.gui.palette.palette import Palette
from postil.gui.palette_entries import PageFinder, command_entries, tag_entries
from postil.gui.panes import Panes
from postil.gui.reader.pane import ReaderPane
from postil.gui.search.pane import SearchPane
from postil.gui.view_deeds import ViewDeeds
from postil.gui.watch import Watch
from postil.gui.widgets.empty_state import EmptyState
from postil.gui.widgets.message_bar import MessageBar
from postil.gui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from postil.app.finding import Hit, Results
    from postil.app.library import Library
    from postil.commands import Where
    from postil.gui.appearance import Appearance
    from postil.gui.bridge import MainThread
    from postil.gui.library.places import Spot
    from postil.gui.listing import Listed
    from postil.jobs import Jobs
    from postil.model.annotation import Annotation
    from postil.model.changes import Changes
    from postil.model.ids import PageId
    from postil.model.page import Page
    from postil.settings import LiveSettings, Settings


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
        self._main_thread = main_thread
        self._history = History()
        self._order = (settings.value.sort, settings.value.sort_descending)
        self.setWindowTitle("Postil")
        self.resize(settings.value.window_width, settings.value.window_height)
        self.setMinimumSize(480, 360)
        self.setAcceptDrops(True)
        self.messages = MessageBar(appearance, self)
        self.failures = Failures(self.messages, log_folder, main_thread, self)
        self._make_panes()
        self._make_deeds()
        self._connect()
        self._bind()
        self.list.setFocus()
        self._show_listed(self._listing.now())

    def _make_panes(self) -> None:
        look = self._appearance
        self.side = SidePane(look)
        self.list = ListPane(self._library.reading, look)
        self.highlights = HighlightsPane(self._library.annotating.latest, look)
        self.search = SearchPane(
            lambda query, limit: self._library.finding.search(query, limit=limit, typing=True),
            self._jobs,
            self.failures.show,
            look,
        )
        self.reader = ReaderPane(self._library.reading.asset)
        self._middle = QStackedWidget()
        for pane in (self.list, self.highlights, self.search):
            self._middle.addWidget(pane)
        self._middle.setProperty("role", "panel")
        self._nothing_open = EmptyState(look)
        self._nothing_open.tell("reading", "Nothing open", "Enter opens the page that is marked in the list.")
        self._article = QStackedWidget()
        self._article.setProperty("role", "page")
        self._article.addWidget(self._nothing_open)
        self._article.addWidget(self.reader)
        self._scoped: tuple[tuple[QWidget, Where], ...] = (
            (self.list, "list"),
            (self.highlights, "highlights"),
            (self.search, "results"),
        )
        self.panes = Panes(self.side, self._middle, self._article, self._settings)
        self.welcome = Welcome(look)
        self._whole = QStackedWidget()
        self._whole.addWidget(self.panes)
        self._whole.addWidget(self.welcome)
        self.setCentralWidget(self._whole)
        self.palette_card = Palette(look, self)
        self.key_help = KeyHelp(look, self)

    def _make_deeds(self) -> None:
        fail = self.failures.show
        self.commands = Actions(self)
        self._listing = Listing(self._library, self._jobs, self._settings, fail, self)
        self.open_page = OpenPage(
            self.reader, self._library, self._jobs, self._settings, appearance=self._appearance, failed=fail
        )
        self._deeds = PageDeeds(
            self._library, self._jobs, self._meant, messages=self.messages, failed=fail, parent=self
        )
        self.imports = Imports(self._library, self._jobs, messages=self.messages, failed=fail, parent=self)
        self._view = ViewDeeds(self._settings, self._appearance, self)
        self._finder = PageFinder(self._library, self._jobs, self.read, fail)
        self._watch = Watch(self._library, self._jobs, self._main_thread, fail, self)
        self.keys = Keys(COMMANDS, scopes=self.scopes, fire=self.commands.fire, parent=self)

    def _connect(self) -> None:
        self._watch.changed.connect(self._show_changes)
        self._watch.indexing.connect(self._show_indexing)
        self._listing.listed.connect(self._show_listed)
        self._settings.changed.connect(self._settings_changed)
        self.side.places.chosen.connect(lambda spot: self.go(spot, focus=False))
        self.side.places.entered_list.connect(self._focus_middle)
        self.side.add_button.clicked.connect(self.imports.choose_files)
        self.list.opened.connect(self.read)
        self.list.search_wanted.connect(self._search)
        self.highlights.opened.connect(self._read_highlight)
        self.highlights.removal_requested.connect(self.open_page.remove)
        self.highlights.copy_requested.connect(self._copy_highlight)
        self.search.opened.connect(self._read_hit)
        self.search.left.connect(self._leave_search)
        self.open_page.shown.connect(self._show_open)
        self.open_page.removed.connect(lambda: self._deeds.told("Highlight removed"))
        self.open_page.tags_wanted.connect(self._deeds.edit_highlight_tags)
        self.reader.told.connect(self.messages.tell)
        self.reader.link_activated.connect(self._link)
        self.imports.told.connect(self.side.tell)
        self.imports.first_page.connect(self.read)
        self.welcome.files_wanted.connect(self.imports.choose_files)
        self.welcome.folder_wanted.connect(self.imports.choose_folder)
        self.welcome.samples_wanted.connect(self.imports.add_samples)

    def _bind(self) -> None:
        bind = self.commands.bind
        for part in (self.list, self.highlights, self.search, self.reader, self._deeds, self._view):
            bind(part.bindings())
        bind(
            (
                ("page.import", self.imports.choose_files),
                ("page.import-folder", self.imports.choose_folder),
                ("samples.import", self.imports.add_samples),
                ("samples.open", self.imports.add_samples),
                ("window.close", self.close),
                ("search.focus", self._search),
                ("palette.open", self._ask_palette),
                ("preferences.open", lambda: Preferences(self._settings, self).open()),
                ("help.keys", self._show_keys),
                ("help.about", lambda: About(self._library.folder, self).open()),
                ("menu.open", self.side.menu_button.showMenu),
                *((f"go.{name}", partial(self.go, spot)) for name, spot in _GO),
                ("go.back", lambda: self._revisit(self._history.back())),
                ("go.forward", lambda: self._revisit(self._history.forward())),
                ("go.unwind", self._unwind),
                ("list.focus", self._back_to_list),
                ("pane.next", lambda: self._cycle(1)),
                ("pane.previous", lambda: self._cycle(-1)),
                ("pane.left", self._toggle_left),
                ("reader.next-page", lambda: self._beside(1)),
                ("reader.previous-page", lambda: self._beside(-1)),
                ("hits.next", lambda: self.commands.fire("reader.find-next")),
                ("hits.previous", lambda: self.commands.fire("reader.find-previous")),
            )
        )
        menus = self.commands.menus(self)
        self.side.set_menus(menus)
        self.list.set_sort_menu(next(menu for menu in menus if menu.title() == "Sort"))

    # Where the person goes.

    def go(self, spot: Spot, *, focus: bool = True) -> None:
        """Show a place."""
        self.side.places.choose(spot)
        self._middle.setCurrentWidget(self.highlights if spot.place is None else self.list)
        self.panes.choose()
        self._listing.go(spot)
        self._visit()
        if focus:
            self._focus_middle()

    def read(self, page_id: PageId) -> None:
        """Open a page and turn to it."""
        self.open_page.open(page_id, lambda _article: self._turn_to_article())

    def open_requested(self, files: Sequence[Path], link: str | None) -> None:
        """A later start of the program hands over files, a link, or only asks for the window."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()
        self.imports.add(tuple(files))
        page_id = page_of_link(link) if link is not None else None
        if page_id is not None:
            self.read(page_id)

    def _turn_to_article(self) -> None:
        self._article.setCurrentWidget(self.reader)
        self.panes.read()
        self.reader.setFocus()

    def _read_hit(self, hit: Hit, results: Results) -> None:
        self.open_page.open_hit(hit, results, lambda _article: self._turn_to_article())

    def _read_highlight(self, annotation: Annotation) -> None:
        self.open_page.open_annotation(annotation, lambda _article: self._turn_to_article())

    def _beside(self, step: int) -> None:
        page = self.open_page.page
        page_id = self.list.beside(page.id, step) if page is not None else self.list.current()
        if page_id is not None:
            self.read(page_id)

    def _link(self, address: str) -> None:
        page_id = page_of_link(address)
        if page_id is not None:
            self.read(page_id)
            return
        QGuiApplication.clipboard().setText(address)
        self.messages.tell(f"Address copied: {address}")

    def _visit(self) -> None:
        page = self.open_page.page
        self._history.visit(Stop(self._listing.spot, page.id if page is not None else None))

    def _revisit(self, stop: Stop | None) -> None:
        if stop is None:
            return
        self._listing.go(stop.spot)
        self.side.places.choose(stop.spot)
        self._middle.setCurrentWidget(self.highlights if stop.spot.place is None else self.list)
        page = self.open_page.page
        if stop.page is not None and (page is None or page.id != stop.page):
            self.read(stop.page)

    # What is shown.

    def _show_listed(self, listed: Listed) -> None:
        counts = listed.counts
        self.side.places.show_counts(counts)
        self.side.places.choose(self._listing.spot)
        if listed.spot.place is None:
            self.highlights.load(counts.highlights)
        else:
            self.list.show_pages(listed.spot, listed.ids, keep=listed.same_place)
        empty = not counts.all and not counts.trashed
        self._whole.setCurrentWidget(self.welcome if empty else self.panes)
        if empty and not self.welcome.isAncestorOf(self.focusWidget() or self):
            self.welcome.files.setFocus()

    def _show_open(self, page: Page) -> None:
        self.setWindowTitle(f"{page.title} — Postil")
        self.list.make_current(page.id)
        self._visit()

    def _show_changes(self, changes: Changes) -> None:
        self.list.forget(changes.pages | changes.annotated)
        self.open_page.refresh(changes)
        self.search.search_again()
        if changes.membership or changes.annotations:
            self._listing.ask()

    def _show_indexing(self, pending: int) -> None:
        self.side.tell(f"Indexing {words.count(pending, 'change')}…" if pending else "")
        if not pending:
            self.search.search_again()

    def _settings_changed(self, settings: Settings) -> None:
        order = (settings.sort, settings.sort_descending)
        if order != self._order:
            self._order = order
            self._listing.ask()

    def _show_keys(self) -> None:
        self.key_help.tell(self._scopes_now())

    def _ask_palette(self) -> None:
        names = self._library.tagging.names()
        offers = (*command_entries(self.commands), *tag_entries(names, self.go))
        self.palette_card.ask(offers, self._finder.find)

    def _copy_highlight(self, annotation: Annotation, page: Page) -> None:
        source = page.title + (f", {page.address}" if page.address else "")
        QGuiApplication.clipboard().setText(f"“{annotation.selectors.quote.exact}”\n— {source}")
        self.messages.tell("Quote copied")

    # Where the keys hold.

    def scopes(self, widget: QWidget) -> tuple[Where, ...]:
        """The parts of the window that ``widget`` is in, the nearest first; none for dialogs and cards."""
        if widget.window() is not self or self.palette_card.isVisible() or self.key_help.isVisible():
            return ()
        if self.reader.isAncestorOf(widget) or widget is self.reader:
            return ("hits", "reader", "window") if self.open_page.hits_shown else ("reader", "window")
        for pane, scope in self._scoped:
            if pane.isAncestorOf(widget):
                return (scope, "window")
        return ("window",)

    def _scopes_now(self) -> tuple[Where, ...]:
        widget = self.focusWidget()
        return self.scopes(widget) if widget is not None else ("window",)

    def _meant(self) -> tuple[PageId, ...]:
        """The pages that a command is about: of the pane that has the focus."""
        scope, page = self._scopes_now()[0], self.open_page.page
        if scope in ("reader", "hits") and page is not None:
            return (page.id,)
        current = self.highlights.current() if scope == "highlights" else None
        if current is not None:
            return (current[1].id,)
        hit = self.search.current() if scope == "results" else None
        if hit is not None:
            return (hit.page.id,)
        return self.list.selected()

    def _focus_middle(self) -> None:
        self._middle.currentWidget().setFocus()

    def _search(self) -> None:
        self._middle.setCurrentWidget(self.search)
        self.panes.choose()
        self.search.start()

    def _leave_search(self) -> None:
        self._middle.setCurrentWidget(self.highlights if self._listing.spot.place is None else self.list)
        self._focus_middle()

    def _back_to_list(self) -> None:
        self.panes.choose()
        self._focus_middle()

    def _toggle_left(self) -> None:
        self.panes.toggle_left()
        if not self._middle.isVisible():
            self._turn_to_article()
        elif not self._article.isVisible():
            self._focus_middle()

    def _cycle(self, step: int) -> None:
        panes = [
            (pane, focus)
            for pane, focus in (
                (self.side, self.side.places),
                (self._middle, self._middle.currentWidget()),
                (self._article, self._article.currentWidget()),
            )
            if pane.isVisible()
        ]
        now = self.focusWidget()
        at = next((number for number, (pane, _) in enumerate(panes) if now and pane.isAncestorOf(now)), -1)
        panes[(at + step) % len(panes)][1].setFocus()

    def _unwind(self) -> bool:
        told = self.messages.isVisible()
        self.messages.hide()
        scope = self._scopes_now()[0]
        if scope == "results":
            self.search.unwind()
        elif scope == "hits":
            self.open_page.forget_hits()
        elif not self.list.unpick():
            if not self.isFullScreen():
                return told
            self._view.toggle_full_screen()
        return True

    # The window itself.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer may be dropped anywhere."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        event.acceptProposedAction()
        self.imports.add(dropped_paths(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write down what is being written, and where the person is."""
        if (widget := self.focusWidget()) is not None:
            widget.clearFocus()
        self.open_page.keep_position()
        self._watch.stop()
        if not self.isMaximized() and not self.isFullScreen():
            size = self.size()
            self._settings.change(window_width=size.width(), window_height=size.height())
        super().closeEvent(event)


_GO = (
    ("inbox", places.INBOX),
    ("reading", places.READING),
    ("archive", places.ARCHIVE),
    ("starred", places.STARRED),
    ("all", places.ALL),
    ("highlights", places.HIGHLIGHTS),
    ("trash", places.TRASH),
)

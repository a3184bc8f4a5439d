"""Find anything: the palette over the whole window, with all that can be done, set or opened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from postil.gui import words
from postil.gui.dialogs.preferences import Preferences
from postil.gui.library.spots import tag_spot
from postil.gui.page_finder import PageFinder
from postil.gui.palette.entry import Entry, Kind
from postil.gui.palette.fuzzy import SURE, ranked
from postil.gui.palette_entries import command_entries, search_entries
from postil.gui.setting_entries import setting_entries
from postil.search.queries.query import Field, Filter
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.gui.actions import Actions
    from postil.gui.appearance import Appearance
    from postil.gui.navigation import Navigation
    from postil.gui.open_page import OpenPage
    from postil.gui.page_finder import Named, Others, Value
    from postil.gui.palette.offers import Answer
    from postil.gui.palette.palette import Palette
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings
    from postil.model.page import Page

PREFIXES = {">": Kind.COMMAND, "#": Kind.TAG, "@": Kind.SITE, "?": Kind.SETTING}
"""What a sign before the words narrows the palette to."""
MOST_BEFORE_PAGES = 6
"""Lines that are listed at once for what was typed; the tags and pages that were found follow in sight."""
_MOST_UNSURE = 3
_RECENT_PAGES = 6
_REMEMBERED = 20
"""Lines that are known to have been used."""


class FindAnything(QObject):
    """Asks, does what is chosen, and remembers that it was used."""

    def __init__(
        self,
        palette: Palette,
        library: Library,
        jobs: Jobs,
        settings: LiveSettings,
        *,
        appearance: Appearance,
        actions: Actions,
        navigation: Navigation,
        open_page: OpenPage,
        failed: Callable[[Exception], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._palette, self._library, self._settings = palette, library, settings
        self._appearance, self._actions, self._window = appearance, actions, window
        self._navigation, self._open_page = navigation, open_page
        self._finder = PageFinder(library, jobs, failed)
        self._entries: tuple[Entry, ...] = ()
        palette.done.connect(self._remember)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands that open the palette, and the settings, which it opens at one of them."""
        return (
            ("palette.open", self.ask),
            ("go.tag", partial(self.ask, "#")),
            ("preferences.open", self._show_settings),
        )

    def ask(self, typed: str = "") -> None:
        """Come up; ``typed`` stands there already."""
        self._finder.begin()
        self._entries = self._used_first(
            (
                *command_entries(self._actions),
                *search_entries(self._library.saved_searches.all(), self._navigation.go),
                *setting_entries(self._settings, self._show_settings),
            )
        )
        prompt = _("Find anything    > commands   # tags   @ sites   ? settings")
        self._palette.ask(self, prompt=prompt, typed=typed)

    # What the palette asks.

    def at_once(self, typed: str) -> tuple[Entry, ...]:
        """What is meant for certain, or anything of a kind; the recent pages where nothing is typed."""
        kind, words_ = parted(typed)
        if kind is not None:
            return self._ranked(words_, kind)
        if not words_:
            return (*self._recent_pages(), *self._entries)
        return self._ranked(words_, least=SURE)[:MOST_BEFORE_PAGES]

    def later(self, typed: str, answer: Answer) -> bool:
        """Tags, pages and sites by their names; then what may be meant; at last the search for the words."""
        kind, words_ = parted(typed)
        if kind in (Kind.COMMAND, Kind.SETTING) or not (kind or words_):
            return False

        def answer_named(named: Named) -> None:
            entries = (
                *map(self._tag, named.tags),
                *map(self._page, named.pages),
                *map(self._site, named.sites),
            )
            answer(entries, last=kind is not None)
            if kind is None:
                self._finder.find_others(words_, named, answer_others)

        def answer_others(others: Others) -> None:
            unsure = [entry for score, entry in self._scored(words_) if score < SURE]
            answer(
                (
                    *map(self._page, others.worded),
                    *unsure[:_MOST_UNSURE],
                    *map(self._page, others.like),
                    self._search(words_),
                ),
                last=True,
            )

        self._finder.find_named(words_, kind, answer_named)
        return True

    def _ranked(self, words_: str, kind: Kind | None = None, *, least: float = 0.0) -> tuple[Entry, ...]:
        return tuple(entry for _score, entry in self._scored(words_, kind, least=least))

    def _scored(
        self, words_: str, kind: Kind | None = None, *, least: float = 0.0
    ) -> tuple[tuple[float, Entry], ...]:
        entries = [entry for entry in self._entries if kind is None or kind in entry.kinds]
        return ranked(words_, entries, _title, meaning=_meaning, least=least)

    # The lines.

    def _recent_pages(self) -> tuple[Entry, ...]:
        """Pages to go on with; not the one that is open."""
        here = self._open_page.page
        pages = self._library.reading.recent(_RECENT_PAGES + 1)
        others = [page for page in pages if here is None or page.id != here.id]
        return tuple(map(self._page, others[:_RECENT_PAGES]))

    def _page(self, page: Page) -> Entry:
        return Entry(
            page.title,
            partial(self._navigation.read, page.id),
            words.source(page),
            sign="pages",
            kinds=(Kind.PAGE,),
            behind=partial(self._navigation.read_behind, page.id),
        )

    def _tag(self, tag: Value) -> Entry:
        go = partial(self._navigation.go, tag_spot(tag.name))
        return _counted(f"#{tag.name}", go, tag, sign="tag", kind=Kind.TAG)

    def _site(self, site: Value) -> Entry:
        search = partial(self._navigation.search, str(Filter(Field.SITE, site.name)))
        return _counted(site.name, search, site, sign="site", kind=Kind.SITE)

    def _search(self, words_: str) -> Entry:
        title = _("Search for “{words}”").format(words=words_)
        return Entry(title, partial(self._navigation.search, words_), _("All pages"), sign="search")

    def _show_settings(self, at: str = "") -> None:
        dialog = Preferences(self._settings, self._appearance, self._window)
        dialog.open()
        if at:
            dialog.turn_to(at)

    # What was used.

    def _used_first(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """The entries with those first that were used last."""
        used = {key: at for at, key in enumerate(self._used())}
        return tuple(sorted(entries, key=lambda entry: used.get(entry.key, len(used))))

    def _remember(self, entry: Entry) -> None:
        if entry.key:
            used = (entry.key, *(key for key in self._used() if key != entry.key))
            self._settings.change(palette_used="\n".join(used[:_REMEMBERED]))

    def _used(self) -> tuple[str, ...]:
        return tuple(self._settings.value.palette_used.splitlines())


def parted(typed: str) -> tuple[Kind | None, str]:
    """The kind that a sign before the words asks for, None for all, and the words.

    >>> parted("> theme"), parted("theme")
    ((<Kind.COMMAND: 'Command'>, 'theme'), (None, 'theme'))
    """
    kind = PREFIXES.get(typed[:1])
    return kind, (typed[1:] if kind is not None else typed).strip()


def _counted(title: str, act: Callable[[], object], value: Value, *, sign: str, kind: Kind) -> Entry:
    detail = words.counted("{count} page", "{count} pages", value.pages)
    return Entry(title, act, detail, sign=sign, kinds=(kind,))


def _title(entry: Entry) -> str:
    return entry.title


def _meaning(entry: Entry) -> str:
    return entry.meaning

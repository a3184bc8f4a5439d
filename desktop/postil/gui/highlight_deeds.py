"""What is done to highlights of a list: colours, styles, tags, the trash; with undo beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui import words
from postil.gui.dialogs.tags import TagEditor
from postil.gui.errands import Errands
from postil.gui.library.spots import HIGHLIGHTS
from postil.model.color_names import ColorNames

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from postil.app.library import Library
    from postil.gui.actions import Actions
    from postil.gui.annotations.pane import HighlightsPane
    from postil.gui.navigation import Navigation
    from postil.gui.open_page import OpenPage
    from postil.gui.reader.pane import ReaderPane
    from postil.jobs import Jobs
    from postil.live_settings import LiveSettings
    from postil.model.annotation import Annotation, Color, Style
    from postil.model.ids import AnnotationId
    from postil.settings import Settings


class HighlightDeeds:
    """Does what the list of highlights asks for, and shows the list of a page."""

    def __init__(
        self,
        pane: HighlightsPane,
        reader: ReaderPane,
        library: Library,
        open_page: OpenPage,
        *,
        navigation: Navigation,
        actions: Actions,
        jobs: Jobs,
        settings: LiveSettings,
        failed: Callable[[Exception], object],
        told: Callable[[str], object],
        window: QWidget,
    ) -> None:
        """``told`` says a sentence with undo beside it."""
        self._pane = pane
        self._reader = reader
        self._library = library
        self._open_page = open_page
        self._navigation = navigation
        self._actions = actions
        self._errands = Errands(library.undo, jobs, failed)
        self._told = told
        self._window = window
        pane.removal_requested.connect(self._remove)
        pane.restore_requested.connect(self._restore)
        pane.color_requested.connect(self._recolor)
        pane.style_requested.connect(self._restyle)
        pane.tags_requested.connect(self._ask_tags)
        settings.changed.connect(self._take_names)
        self._take_names(settings.value)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """The commands that show lists of highlights."""
        return (("annotation.list", self._list_page), ("go.removed-highlights", self._list_removed))

    def _list_page(self) -> None:
        page = self._open_page.page
        if page is not None:
            self._navigation.go(HIGHLIGHTS)
            self._pane.show_page(page)

    def _list_removed(self) -> None:
        self._navigation.go(HIGHLIGHTS)
        self._pane.show_removed()

    def _remove(self, ids: Sequence[AnnotationId]) -> None:
        told = words.counted("{count} highlight removed", "{count} highlights removed", len(ids))
        self._do(ids, lambda: self._library.annotating.remove(ids), told)

    def _restore(self, ids: Sequence[AnnotationId]) -> None:
        def restore() -> int:
            return len(self._library.annotating.restore(ids).annotations)

        def done(count: int) -> None:
            if count:
                self._told(words.counted("{count} highlight is back", "{count} highlights are back", count))

        self._errands.run(len(ids), restore, done)

    def _recolor(self, ids: Sequence[AnnotationId], color: Color) -> None:
        told = words.counted("{count} highlight recoloured", "{count} highlights recoloured", len(ids))
        self._do(ids, lambda: self._library.annotating.recolor(ids, color), told if len(ids) > 1 else "")

    def _restyle(self, ids: Sequence[AnnotationId], style: Style) -> None:
        self._do(ids, lambda: self._library.annotating.restyle(ids, style), "")

    def _do(self, ids: Sequence[AnnotationId], deed: Callable[[], object], told: str) -> None:
        """Do something to highlights; then say it, if anything."""
        self._errands.run(len(ids), deed, lambda _changes: self._told(told) if told else None)

    def _ask_tags(self, ids: Sequence[AnnotationId]) -> None:
        """Ask for the tags that all of them have; the others stay as they are."""
        self._errands.ask(
            len(ids), lambda: tuple(self._library.annotating.annotations(ids).values()), self._edit_tags
        )

    def _edit_tags(self, rows: tuple[Annotation, ...]) -> None:
        if not rows:
            return
        ids = [row.id for row in rows]
        common = tuple(tag for tag in rows[0].tags if all(tag in row.tags for row in rows))
        heading = words.counted("Tags of {count} highlight", "Tags of {count} highlights", len(rows))
        editor = TagEditor(heading, common, self._library.tagging.names(), self._window)
        editor.changed.connect(
            lambda added, removed: self._do(
                ids, lambda: self._library.annotating.retag(ids, added=added, removed=removed), ""
            )
        )
        editor.open()

    def _take_names(self, settings: Settings) -> None:
        """The colours are called by what they mean, wherever they are named."""
        names = ColorNames.of(settings)
        self._pane.set_colors(names)
        self._reader.set_colors(names)
        self._library.exporting.colors = names
        self._library.finding.colors = names
        self._actions.name_colors(names)

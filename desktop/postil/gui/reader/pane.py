"""The reader: an article, its highlights and notes, and every deed that the keyboard does there.

Values come in by methods, what the person wants goes out by signals; nothing here knows the library.
All offsets count code points of the article's canonical text, an end is exclusive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from postil.gui.reader.annotating import Annotating
from postil.gui.reader.bars import Bars
from postil.gui.reader.checking import Checking
from postil.gui.reader.find_bar import FindBar
from postil.gui.reader.finder import Finder
from postil.gui.reader.following import Following
from postil.gui.reader.margin import PAGE, Margin
from postil.gui.reader.modes import Modes
from postil.gui.reader.navigation import Navigation
from postil.gui.reader.note_card import NoteCard
from postil.gui.reader.noting import is_noted
from postil.gui.reader.opening import Opening
from postil.gui.reader.read_aloud import ReadAloud
from postil.gui.reader.reading_place import place_on, return_to
from postil.gui.reader.resting import Resting
from postil.gui.reader.sheet import Sheet
from postil.gui.reader.spoken import Spoken
from postil.gui.reader.system_voice import system_voice
from postil.gui.reader.wayfinding import Wayfinding
from postil.gui.reader.wishes import ReaderWishes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from postil.app.reading import OpenArticle
    from postil.command import Where
    from postil.gui.reader.metrics import Metrics
    from postil.gui.reader.reading_place import ReadingPlace
    from postil.gui.theme import Theme
    from postil.model.annotation import Annotation, Placed
    from postil.model.color_names import ColorNames
    from postil.model.ids import AnnotationId
    from postil.model.page import Page


class ReaderPane(ReaderWishes):
    """Shows one open article and tells what the person does with it."""

    def __init__(self, asset: Callable[[str], bytes | None], parent: QWidget | None = None) -> None:
        """``asset`` gives the bytes of an image by its hash, None where it was not saved."""
        super().__init__(parent)
        self._theme: Theme | None = None
        self._placed: tuple[Placed, ...] = ()
        self._sheet = Sheet(asset, self)
        self._margin = Margin(self, self._sheet.view.line_top, self._sheet.view.first_position)
        self._card = NoteCard(self)
        self._bars = Bars(self)
        self._find_bar = FindBar(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._navigation = Navigation(self._sheet, self._bars.notice)
        self.following = Following(self._sheet, self._navigation, self._bars.notice)
        self._wayfinding = Wayfinding(self._sheet, self._navigation, self.following, self)
        layout.addWidget(self._sheet.view, 1)
        layout.addWidget(self._wayfinding.progress)
        layout.addWidget(self._find_bar)
        for over in (self._margin, self._card, self._bars):
            over.raise_()
        self._opening = Opening(self._sheet)
        self._annotating = Annotating(self._sheet, self._margin, self._card, self._bars.overlap)
        self._checking = Checking(self._sheet, self._annotating, self._bars.check)
        self._finder = Finder(self._sheet, self._find_bar, self._bars.hits)
        self._spoken = Spoken(self._sheet)
        self._modes = Modes(
            self._sheet,
            self._wayfinding.progress,
            navigation=self._navigation,
            annotating=self._annotating,
            finder=self._finder,
        )
        self.read_aloud = ReadAloud(self._sheet, self._wayfinding.progress, system_voice)
        self._resting = Resting(self._sheet)
        self.setFocusProxy(self._sheet.view)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._connect()

    def _connect(self) -> None:
        sheet, annotating = self._sheet, self._annotating
        sheet.moved.connect(self._text_moved)
        sheet.rebuilt.connect(self._show_again)
        sheet.clicked.connect(self._clicked)
        annotating.highlight_requested.connect(self.highlight_requested)
        annotating.join_requested.connect(self.join_requested)
        annotating.style_requested.connect(self.style_requested)
        annotating.color_requested.connect(self.color_requested)
        annotating.removal_requested.connect(self.removal_requested)
        annotating.tags_requested.connect(self.tags_requested)
        annotating.activated.connect(self.annotation_activated)
        self._checking.confirmed.connect(self.place_confirmed)
        self._checking.refused.connect(self.place_refused)
        self._card.saved.connect(self._note_written)
        self._card.drafted.connect(lambda note, text: self.note_drafted.emit(self._page_id(), note, text))
        self._card.given_up.connect(lambda note: self.note_given_up.emit(self._page_id(), note))
        for notes in (self._margin, self._card):
            notes.link_activated.connect(self.following.follow)
        self._navigation.stepped.connect(annotating.forget_current)
        self.following.opened.connect(self.link_activated)
        self.following.page_wanted.connect(self.page_wanted)
        self._modes.stepping.changed.connect(self.unit_changed)
        self._modes.image_chosen.connect(self.open)
        self._modes.link_chosen.connect(self.following.clicked)
        self._opening.image_opened.connect(self.image_opened)
        self._opening.table_opened.connect(self.table_opened)
        self.read_aloud.ended.connect(self._modes.tell)
        self._resting.rested.connect(self._wayfinding.tell_progress)
        self._resting.position_changed.connect(self.position_changed)
        for jumping in (self._navigation, self._finder):
            jumping.jumped.connect(self.jumped)
        for telling in (
            annotating,
            self._checking,
            self.following,
            self._modes,
            self._opening,
            self._wayfinding,
            self.read_aloud,
        ):
            telling.told.connect(self.told)

    # What is shown.

    def build_ahead(
        self, article: OpenArticle, metrics: Metrics, theme: Theme, ready: Callable[[], object]
    ) -> None:
        """Build a long article in slices; ``ready`` is called once ``show_article`` is quick."""
        noted = bool(article.page.note) or any(is_noted(item) for item in article.placed)
        self._sheet.build_ahead(article, metrics, theme, noted=noted, ready=ready)

    def show_article(self, article: OpenArticle, metrics: Metrics, theme: Theme) -> None:
        """Show an article where it was left (``article.page.position``), with its annotations."""
        self._card.save()
        self._card.close_card()
        self._resting.stop()
        self._annotating.forget_current()
        self._navigation.reset()
        self._spoken.reset()
        self._placed = article.placed
        self._take_theme(theme)
        noted = bool(article.page.note) or any(is_noted(item) for item in article.placed)
        self._sheet.show_article(article, metrics, theme, noted=noted)
        self._finder.reset()
        self._wayfinding.article_shown()
        self._modes.reset()
        self.following.reset()
        self.read_aloud.stop()
        self._annotating.set_placed(self._placed, theme)
        self._checking.article_shown(self._placed)
        self._spoken.set_placed(self._placed)
        self._resting.article_shown()
        self._sheet.view.setAccessibleDescription(article.page.title)

    def clear(self) -> None:
        """Show nothing."""
        self.read_aloud.stop()
        self._card.save()
        self._navigation.reset()
        self._finder.reset()
        self._sheet.clear()
        self._wayfinding.article_shown()
        self._modes.reset()
        self.set_placed(())

    def set_page(self, page: Page) -> None:
        """The page has other facts now: a note, tags. Its text is the same."""
        before = self._sheet.article
        self._sheet.set_page(page)
        if before is None or before.page.note != page.note:
            self._annotating.show_notes()

    @property
    def placed(self) -> tuple[Placed, ...]:
        """The annotations that are shown."""
        return self._placed

    def set_placed(self, placed: tuple[Placed, ...]) -> None:
        """Show these annotations instead; the page does not move."""
        self._placed = placed
        self._spoken.set_placed(placed)
        if self._theme is not None:
            self._annotating.set_placed(placed, self._theme)
            self._checking.set_placed(placed)

    def set_look(self, *, metrics: Metrics | None = None, theme: Theme | None = None) -> None:
        """Change sizes or colours; the line that was first visible stays so."""
        if theme is not None and theme is not self._theme:
            self._take_theme(theme)
        self._sheet.set_look(metrics=metrics, theme=theme)

    def set_margin_shown(self, shown: bool) -> None:  # noqa: FBT001 - as Qt's setters
        """Show notes in the margin, or only at their highlight."""
        self._sheet.set_margin_shown(shown=shown)
        self._annotating.place_margin()

    def show_hits(self, spans: Sequence[tuple[int, int]]) -> None:
        """Mark the hits of a search; an empty sequence takes the marks away."""
        self._finder.show_hits(spans)

    # Where the person is.

    def position(self) -> tuple[int, float]:
        """The first visible offset, and the share of the text that was read."""
        return self._sheet.position()

    def place(self) -> ReadingPlace:
        """Where the person is."""
        return place_on(self._sheet)

    def return_to(self, place: ReadingPlace) -> None:
        """Be where the person was."""
        self._annotating.forget_current()
        self._navigation.forget_returns()
        return_to(self._sheet, place)

    def go_to(self, offset: int) -> None:
        """Bring ``offset`` into view, with the reading cursor on it."""
        self._annotating.forget_current()
        self._sheet.go_to(offset)

    def selection(self) -> tuple[int, int] | None:
        """The selected span, white space at its ends left out."""
        return self._sheet.selection()

    def unit_span(self) -> tuple[int, int] | None:
        """The paragraph, sentence or word under the reading cursor; None for an empty article."""
        return self._sheet.cursor.span

    @property
    def is_writing(self) -> bool:
        """Whether a note is being written."""
        return self._card.is_editing

    def name_keys(self, fill: Callable[[str], str], *, bare: Callable[[], bool]) -> None:
        """Let ``fill`` put the person's keys where a sentence names commands; ``bare``: letters are keys."""
        self._bars.name_keys(fill)
        self._wayfinding.progress.fill = fill
        self._modes.hints.bare = bare

    @property
    def mode(self) -> Where:
        """Whose keys hold here: the reader's own, those of selecting with keys, those of a question."""
        if self._annotating.asks:
            return "overlap"
        own = self._modes.mode
        if own == "reader" and self.read_aloud.active:
            return "speech"
        return "check" if own == "reader" and self._checking.asks else own

    def current_annotation(self) -> Annotation | None:
        """The annotation that was last come to, else the one under selection or reading cursor."""
        return self._annotating.current()

    def words_meant(self) -> tuple[AnnotationId | None, tuple[int, int] | None]:
        """The annotation that is meant; where none is, the words: the selection, or those at the cursor."""
        return self._annotating.words_meant()

    def come_to(self, annotation: AnnotationId) -> None:
        """Bring an annotation into view, in the text or, where it was not found there, below it."""
        self._annotating.come_to(annotation)

    def edit_note(self, annotation: AnnotationId, *, draft: str | None = None) -> None:
        """Open the note of an annotation, or of the PAGE, to write in it; a ``draft`` stands in it then."""
        self._annotating.edit_note(annotation, draft=draft)

    def mark_current(self, annotation: AnnotationId) -> None:
        """The next keys are about this annotation; the page does not move."""
        self._annotating.mark_current(annotation)

    def set_colors(self, names: ColorNames) -> None:
        """What the colours mean to the person."""
        self._annotating.set_colors(names)
        self._spoken.names = names

    def set_tags(self, names: Callable[[], tuple[str, ...]]) -> None:
        """``names`` gives the tags that are offered in notes."""
        self._card.set_tags(names)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Every reader.* and annotation.* command but reader.next-page and reader.previous-page.

        A deed answers False where there was nothing to do.
        """
        return (
            *self._navigation.bindings(),
            *self._finder.bindings(),
            *self._wayfinding.bindings(),
            *self._annotating.bindings(),
            *self._checking.bindings(),
            *self._modes.bindings(),
            *self.read_aloud.bindings(),
            ("annotation.open", self.open),
            ("annotation.copy", self.copy),
        )

    def copy(self) -> None:
        """Copy the address that is offered, or else the words that are meant, with where they are from."""
        if not self.following.copy():
            self._annotating.copy()

    def open(self) -> bool:
        """Open the note, link, image, table or ``details`` that is here; False where there is none."""
        if self.following.confirm() or self._opening.open_alone() or self._annotating.open_note():
            return True
        link = self.following.at_cursor()
        if link.startswith("#") and self._wayfinding.footnotes.show_at_cursor():
            return True
        if link:
            self.following.follow(link)
        return bool(link) or self._opening.open_within()

    def unwind(self) -> bool:
        """Take one thing back: card, bars, a jump, the selection; False where there is none."""
        return (
            self._modes.unwind()
            or self.read_aloud.stop()
            or self._annotating.close_card()
            or self._checking.unwind()
            or self._wayfinding.unwind()
            or self._finder.unwind()
            or self.following.unwind()
            or self._navigation.unwind()
            or self._sheet.deselect()
        )

    # Qt's own.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes one thing back."""
        if event.key() == Qt.Key.Key_Escape and self.unwind():
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what lies over the page in its place."""
        super().resizeEvent(event)
        self._annotating.place_margin()
        self._wayfinding.place()
        self._bars.place()

    # Parts.

    def _take_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._find_bar.take_theme(theme)
        self._wayfinding.take_theme(theme)
        self._modes.take_theme(theme)
        self._bars.take_theme(theme)

    def _show_again(self) -> None:
        """After the document was built anew, show on it what was shown on the one before."""
        if self._theme is not None:
            self._annotating.set_placed(self._placed, self._theme)
        self._finder.show_again()
        self._wayfinding.article_built_anew()
        self.following.show_saved()
        self._annotating.place_margin()

    def _text_moved(self) -> None:
        self._margin.scroll_to(self._sheet.view.verticalScrollBar().value())
        self._annotating.place_margin()
        self._annotating.follow()
        self._wayfinding.follow()

    def _note_written(self, subject: str, text: str) -> None:
        if subject == PAGE:
            self.page_note_edited.emit(self._page_id(), text)
        else:
            self.note_edited.emit(subject, text)

    def _page_id(self) -> str:
        article = self._sheet.article
        return article.page.id if article is not None else ""

    def _clicked(self, offset: int) -> None:
        if self._opening.click(offset):
            return
        self._sheet.cursor.place(offset)
        self._sheet.show_unit()
        self._annotating.click(offset)

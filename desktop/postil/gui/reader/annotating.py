"""Highlights of the article that is open: which is meant, and what the keys ask for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postil.gui.clipboard import put_rich
from postil.gui.reader.citing import quote_with_source, quotes_as_html
from postil.gui.reader.margin import PAGE
from postil.gui.reader.noting import Noting
from postil.gui.reader.overlaps import Answer, chain, overlap_of
from postil.gui.reader.resizing import Edge, Step, resized
from postil.model.annotation import Annotation, Color, Placed, Style
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.gui.reader.margin import Margin
    from postil.gui.reader.note_card import NoteCard
    from postil.gui.reader.overlap_bar import OverlapBar
    from postil.gui.reader.sentences import Span
    from postil.gui.reader.sheet import Sheet
    from postil.gui.theme import Theme
    from postil.model.color_names import ColorNames
    from postil.model.ids import AnnotationId

_RESIZING = tuple(
    (f"annotation.{edge.name.lower()}-{'later' if forward else 'sooner'}-{step.value}", edge, step, forward)
    for edge in Edge
    for step in Step
    for forward in (True, False)
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A highlight that is to be made."""

    start: int
    end: int
    color: Color | None = None
    """None for the colour of the settings."""
    style: Style = Style.HIGHLIGHT
    noted: bool = False
    """Whether its note is to be opened then."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Highlights that are to become one, from ``start`` to ``end``; one of them alone gets another length."""

    parts: tuple[AnnotationId, ...]
    start: int
    end: int
    noted: bool = False


class Annotating(QObject):
    """Knows the annotations that are shown; asks for what is to be done with them by signals."""

    highlight_requested = Signal(object)
    """``Wanted``."""
    join_requested = Signal(object)
    """``Joined``."""
    color_requested = Signal(str, object)
    style_requested = Signal(str, object)
    removal_requested = Signal(str)
    tags_requested = Signal(str)
    activated = Signal(str)
    told = Signal(str)

    def __init__(self, sheet: Sheet, margin: Margin, card: NoteCard, bar: OverlapBar) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._bar = bar
        self._noting = Noting(sheet, margin, card)
        self._asked: Wanted | None = None
        self._placed: tuple[Placed, ...] = ()
        self._current: AnnotationId | None = None
        margin.clicked.connect(self._note_clicked)
        bar.answered.connect(self.answer)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Its commands."""
        colors = tuple((f"annotation.color-{color.value}", partial(self.color, color)) for color in Color)
        resizing = tuple(
            (name, partial(self._resize, edge, step, forward=forward))
            for name, edge, step, forward in _RESIZING
        )
        answers = tuple((f"overlap.{answer.value}", partial(self.answer, answer)) for answer in Answer)
        return (
            ("annotation.highlight", self.highlight),
            ("annotation.underline", self.underline),
            ("annotation.note", self.note),
            ("annotation.tag", self.tag),
            *colors,
            *resizing,
            ("annotation.merge", self.merge),
            ("annotation.remove", self.remove),
            ("annotation.next", partial(self._walk, 1)),
            ("annotation.previous", partial(self._walk, -1)),
            ("page.note", lambda: self._noting.edit(PAGE)),
            *answers,
            ("overlap.first", self._answer_first),
            ("overlap.cancel", self.ask_no_more),
        )

    # What is shown.

    def set_placed(self, placed: tuple[Placed, ...], theme: Theme) -> None:
        """Show these annotations."""
        self._placed = tuple(sorted(placed, key=lambda item: (item.start is None, item.start or 0)))
        if self._current is not None and self._by_id(self._current) is None:
            self._set_current(None)
        self._sheet.set_marks(self._placed)
        self._sheet.view.set_current_mark(self._current)
        current = self._by_id(self._current) if self._current is not None else None
        if current is not None and current.start is None:
            self._sheet.point_at(current)  # the document or its colours may be others now
        self._bar.take_theme(theme)
        self._noting.set_placed(self._placed, theme)

    def follow(self) -> None:
        """The text moved: the card stays with its highlight."""
        self._noting.follow()

    def place_margin(self) -> None:
        """The column or the window is of another size."""
        self._noting.place_margin()

    def show_notes(self) -> None:
        """The note on the page may be another."""
        self._noting.show()

    def set_colors(self, names: ColorNames) -> None:
        """What the colours mean to the person: it is told beside notes."""
        if names != self._noting.colors:
            self._noting.colors = names
            self._noting.show()

    def current(self) -> Annotation | None:
        """The annotation last come to, else the one under selection or reading cursor."""
        item = self._current_placed()
        return item.annotation if item is not None else None

    def forget_current(self) -> None:
        """The person moved on."""
        self._set_current(None)
        self.ask_no_more()
        self._noting.close_card()

    def mark_current(self, annotation: AnnotationId) -> None:
        """The annotation was just made or changed: the next keys are about it."""
        if self._by_id(annotation) is not None:
            self._set_current(annotation)

    def click(self, offset: int) -> None:
        """Come to the annotation at a click, if there is one."""
        self.ask_no_more()
        on_it = [item for item in self._placed if _holds(item, offset)]
        if on_it:
            self._come_to(min(on_it, key=_length))
        else:
            self.forget_current()

    def come_to(self, annotation: AnnotationId) -> None:
        """Come to an annotation, wherever it is shown; nothing where the page does not have it."""
        item = self._by_id(annotation)
        if item is not None:
            self._come_to(item)

    def edit_note(self, annotation: AnnotationId, *, draft: str | None = None) -> None:
        """Open a note to write in, in the margin or, where there is none, below its highlight."""
        if annotation != PAGE:
            self._set_current(annotation)
        self._noting.edit(annotation, draft=draft)

    def close_card(self) -> bool:
        """Close a note that is only shown; False where none is."""
        return self._noting.close_card()

    # What the keys ask for.

    def highlight(self) -> None:
        """Highlight the selection, or what the reading cursor is on."""
        span = self._wanted_span()
        if span is None:
            return
        if any((item.start, item.end) == span for item in self._placed):
            sentence = _("Highlighted already: a digit changes its colour, {annotation.remove} removes it.")
            self.told.emit(sentence)
            return
        self._make(Wanted(*span))

    def underline(self) -> None:
        """Underline the selection; let the annotation that is meant be underlined, or marked again."""
        current = None if self._sheet.selection() else self.current()
        span = self._wanted_span()
        if current is not None:
            other = Style.HIGHLIGHT if current.style is Style.UNDERLINE else Style.UNDERLINE
            self.style_requested.emit(current.id, other)
        elif span is not None:
            self._make(Wanted(*span, style=Style.UNDERLINE))

    def note(self) -> None:
        """Write a note: at the annotation that is meant, or at a new one."""
        current = None if self._sheet.selection() else self.current()
        span = self._wanted_span()
        if current is not None:
            self.edit_note(current.id)
        elif span is not None:
            self._make(Wanted(*span, noted=True))

    def color(self, color: Color) -> None:
        """Give the annotation that is meant this colour, or make one in it."""
        current = None if self._sheet.selection() else self.current()
        span = self._wanted_span()
        if current is not None:
            self.color_requested.emit(current.id, color)
        elif span is not None:
            self._make(Wanted(*span, color=color))

    def tag(self) -> None:
        """Ask for the tags of the annotation that is meant."""
        self._ask(self.tags_requested)

    def remove(self) -> None:
        """Ask for the annotation that is meant to be removed."""
        self._ask(self.removal_requested)

    def merge(self) -> None:
        """Let the annotation that is meant become one with all that it touches."""
        item = self._current_placed()
        if item is None or item.start is None or item.end is None:
            self.told.emit(_("There is no highlight here."))
            return
        names, union = chain((item.start, item.end), self._placed)
        if len(names) < 2:
            self.told.emit(_("No other highlight touches this one."))
            return
        first = item.annotation.id
        parts = (first, *(name for name in names if name != first))
        self.join_requested.emit(Joined(parts, *union))

    def open_note(self) -> bool:
        """Open the note of the annotation that is meant; False where none is."""
        current = self.current()
        if current is None:
            return False
        self.edit_note(current.id)
        return True

    def words_meant(self) -> tuple[AnnotationId | None, Span | None]:
        """The annotation that is meant; where none is, the words: the selection, or those at the cursor."""
        current = None if self._sheet.selection() else self.current()
        return (current.id, None) if current is not None else (None, self._wanted_span())

    def copy(self) -> None:
        """Copy the words that are meant, with where they are from."""
        span, article = self._wanted_span(), self._sheet.article
        item = None if self._sheet.selection() else self._current_placed()
        quote = self._sheet.text[slice(*span)] if span is not None else ""
        if item is not None and item.start is not None:
            quote = self._sheet.text[item.start : item.end]
        elif item is not None:
            quote = item.annotation.selectors.quote.exact
        if quote and article is not None:
            put_rich(quote_with_source(quote, article.page), quotes_as_html(((quote, article.page),)))
            self.told.emit(_("Quote copied with its source."))

    # One made over another.

    @property
    def asks(self) -> bool:
        """Whether it is asked what is meant by a highlight over another."""
        return self._bar.overlap is not None

    def answer(self, answer: Answer) -> bool:
        """Do what is meant; False where that is not offered now."""
        overlap, wanted = self._bar.overlap, self._asked
        if overlap is None or wanted is None or answer not in overlap.answers:
            return False
        self.ask_no_more()
        self._sheet.deselect()
        if answer is Answer.KEEP_BOTH:
            self.highlight_requested.emit(wanted)
            return True
        span = overlap.span if answer is Answer.SHRINK else overlap.union
        self.join_requested.emit(Joined(overlap.touched, *span, noted=wanted.noted))
        return True

    def ask_no_more(self) -> bool:
        """Leave it as it is; False where nothing was asked."""
        self._asked = None
        return self._bar.close_bar()

    def _answer_first(self) -> bool:
        return self._bar.overlap is not None and self.answer(self._bar.overlap.answers[0])

    def _make(self, wanted: Wanted) -> None:
        """Ask for a highlight; where it would lie over another, first ask the person what is meant."""
        text = self._sheet.text if self._sheet.selection() is not None else ""
        overlap = overlap_of((wanted.start, wanted.end), self._placed, selected_of=text)
        if overlap is not None:
            self._asked = wanted
            self._bar.ask(overlap)
            return
        self._sheet.deselect()
        self.highlight_requested.emit(wanted)

    # Parts.

    def _resize(self, edge: Edge, step: Step, *, forward: bool) -> bool:
        """Move an end of the highlight that the person came to; False where the keys mean something else."""
        item = self._by_id(self._current) if self._current is not None else None
        document = self._sheet.document
        if item is None or item.start is None or item.end is None or document is None:
            return False
        if self._sheet.selection() is not None:
            return False
        span = (item.start, item.end)
        made = resized(span, self._sheet.text, document.units, edge=edge, step=step, forward=forward)
        if made is not None:
            self.join_requested.emit(Joined((item.annotation.id,), *made))
            self._sheet.reveal(*((made[0], made[0] + 1) if edge is Edge.START else (made[1] - 1, made[1])))
        return True

    def _wanted_span(self) -> Span | None:
        return self._sheet.selection() or self._sheet.cursor.span

    def _ask(self, signal: object) -> None:
        current = self.current()
        if current is None:
            self.told.emit(_("There is no highlight here."))
        else:
            signal.emit(current.id)  # type: ignore[attr-defined] # a bound signal, which PySide cannot name

    def _current_placed(self) -> Placed | None:
        if self._current is not None:
            return self._by_id(self._current)
        span = self._wanted_span()
        if span is None:
            return None
        touched = [item for item in self._placed if _touches(item, span)]
        return touched[0] if touched else None

    def _by_id(self, annotation: AnnotationId) -> Placed | None:
        return next((item for item in self._placed if item.annotation.id == annotation), None)

    def _set_current(self, annotation: AnnotationId | None) -> None:
        self._current = annotation
        self._sheet.view.set_current_mark(annotation)
        self._noting.set_current(annotation)

    def _walk(self, by: int) -> None:
        """Come to the next highlight, or the one before."""
        if not self._placed:
            self.told.emit(_("There are no highlights on this page."))
            return
        current = self._by_id(self._current) if self._current is not None else None
        if current is not None:
            at = self._placed.index(current) + by
        else:
            span = self._sheet.cursor.span or (0, 0)
            before = sum(item.start is not None and item.start < span[0] for item in self._placed)
            at = before if by > 0 else before - 1
        if 0 <= at < len(self._placed):
            self._come_to(self._placed[at])

    def _come_to(self, item: Placed) -> None:
        self._sheet.deselect()
        self._sheet.show_placed(item)
        self._set_current(item.annotation.id)
        self._noting.read(item)
        self.activated.emit(item.annotation.id)

    def _note_clicked(self, annotation: AnnotationId) -> None:
        item = self._by_id(annotation)
        if item is not None:
            self._come_to(item)
        self.edit_note(annotation)


def _holds(item: Placed, offset: int) -> bool:
    return item.start is not None and item.end is not None and item.start <= offset < item.end


def _touches(item: Placed, span: Span) -> bool:
    return item.start is not None and item.end is not None and item.start < span[1] and item.end > span[0]


def _length(item: Placed) -> int:
    return (item.end or 0) - (item.start or 0)

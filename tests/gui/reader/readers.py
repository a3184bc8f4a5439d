"""A reader with an article in it, as the window would hold it, and its commands on real keys."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from tests.gui.reader.articles import RICH, asset, page

from postil.app.reading import OpenArticle
from postil.command import Where
from postil.commands import COMMANDS
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article
from postil.gui.keys import Keys
from postil.gui.reader.metrics import Metrics
from postil.gui.reader.note_card import NoteCard
from postil.gui.reader.pane import ReaderPane
from postil.gui.reader.view import ReaderView
from postil.gui.theme import Theme, theme
from postil.gui.widgets.overlay import keeps_keys
from postil.model.annotation import Annotation, Color, Placed, Style
from postil.model.ids import AnnotationId, PageId
from postil.model.selectors import Selectors, TextQuoteSelector

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postil.command import Where
    from postil.gui.reader.annotating import Joined, Wanted
    from postil.model.page import Page

LIGHT = theme("light")


def open_article(html: str = RICH, *, of: Page | None = None, placed: tuple[Placed, ...] = ()) -> OpenArticle:
    """An article as the library opens it."""
    return OpenArticle(of or page(), html, flatten(parse_article(html)).text, placed)


def press(pane: ReaderPane, key: Qt.Key | str, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key where the focus is, with modifiers."""
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(pane.window().focusWidget() or pane, key, held)  # type: ignore[arg-type] # either works


def words(pane: ReaderPane, span: tuple[int, int] | None) -> str:
    """The words of the article that ``open_article`` makes, in a span."""
    assert span is not None
    return open_article().text[span[0] : span[1]]


def view_of(pane: ReaderPane) -> ReaderView:
    """What the article is shown in."""
    found = pane.findChild(ReaderView)
    assert found is not None
    return found


def place_of(pane: ReaderPane, wanted: str) -> QPoint:
    """The middle of some words in the viewport."""
    sheet = pane._sheet
    start = open_article().text.index(wanted)
    rect = sheet.view.span_at(sheet.to_document(start), sheet.to_document(start + len(wanted)))
    rect.translate(0, -sheet.view.verticalScrollBar().value())
    return rect.center().toPoint()


def note_card(pane: ReaderPane) -> NoteCard:
    """The card that notes are read and written on."""
    found = pane.findChild(NoteCard)
    assert found is not None
    return found


def note_field(pane: ReaderPane) -> QPlainTextEdit:
    """What a note is typed into."""
    found = note_card(pane).findChild(QPlainTextEdit)
    assert found is not None
    return found


def placed_at(name: str, start: int | None, end: int | None, **fields: object) -> Placed:
    """An annotation of that id at a span."""
    now = datetime(2026, 3, 15, tzinfo=UTC)
    annotation = Annotation(
        id=AnnotationId(name),
        page=PageId("p"),
        selectors=Selectors(TextQuoteSelector("")),
        color=Color.YELLOW,
        note="",
        created=now,
        modified=now,
    )
    return Placed(replace(annotation, **fields), start, end)  # type: ignore[arg-type]


def placed_on(text: str, words: str, name: str = "a", **fields: object) -> Placed:
    """An annotation on the first place where ``words`` stand."""
    start = text.index(words)
    return placed_at(name, start, start + len(words), **fields)


@dataclass
class Library:
    """The least of a library that answers the reader: it makes what is asked for and shows it again."""

    pane: ReaderPane
    placed: list[Placed] = field(default_factory=list)

    def connect(self) -> None:
        """Answer the reader's signals."""
        self.pane.highlight_requested.connect(self.make)
        self.pane.join_requested.connect(self.join)
        self.pane.note_edited.connect(self.set_note)
        self.pane.color_requested.connect(self.recolor)
        self.pane.style_requested.connect(self.restyle)
        self.pane.removal_requested.connect(self.remove)

    def make(self, wanted: Wanted) -> None:
        name = AnnotationId(f"new{len(self.placed)}")
        color = wanted.color or Color.YELLOW
        self.placed.append(placed_at(name, wanted.start, wanted.end, color=color, style=wanted.style))
        self._go_on(name, noted=wanted.noted)

    def join(self, wanted: Joined) -> None:
        name, *others = wanted.parts
        self.placed = [
            replace(item, start=wanted.start, end=wanted.end) if item.annotation.id == name else item
            for item in self.placed
            if item.annotation.id not in others
        ]
        self._go_on(name, noted=wanted.noted)

    def _go_on(self, name: AnnotationId, *, noted: bool) -> None:
        self.pane.set_placed(tuple(self.placed))
        self.pane.mark_current(name)
        if noted:
            self.pane.edit_note(name)

    def set_note(self, name: str, note: str) -> None:
        self._change(name, note=note)

    def recolor(self, name: str, color: Color) -> None:
        self._change(name, color=color)

    def restyle(self, name: str, style: Style) -> None:
        self._change(name, style=style)

    def remove(self, name: str) -> None:
        self.placed = [item for item in self.placed if item.annotation.id != name]
        self.pane.set_placed(tuple(self.placed))

    def _change(self, name: str, **fields: object) -> None:
        self.placed = [
            replace(item, annotation=replace(item.annotation, **fields))  # type: ignore[arg-type]
            if item.annotation.id == name
            else item
            for item in self.placed
        ]
        self.pane.set_placed(tuple(self.placed))


def make_pane(
    *, colors: Theme = LIGHT, metrics: Metrics | None = None, size: tuple[int, int] = (1280, 800)
) -> ReaderPane:
    """A pane of that size with the rich article in it."""
    pane = ReaderPane(asset)
    pane.resize(*size)
    pane.show_article(open_article(), metrics or Metrics(), colors)
    return pane


def bind_keys(pane: ReaderPane) -> Keys:
    """The pane's commands on the keys of the table, as the window fires them."""
    deeds = dict(pane.bindings())

    def fire(command_id: str) -> bool:
        return command_id in deeds and deeds[command_id]() is not False

    def scopes(widget: QWidget) -> tuple[Where, ...]:
        return () if keeps_keys(widget) else (pane.mode,)

    return Keys(COMMANDS, scopes=scopes, fire=fire, parent=pane)

"""The reader: an article, its highlights and notes, and every deed that the keyboard does there.

Values come in by methods, what the person wants goes out by signals; nothing here knows the library.
All offsets count code points of the article's canonical text, an end is exclusive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from postil.app.reading import OpenArticle
    from postil.gui.reader.metrics import Metrics
    from postil.gui.theme import Theme
    from postil.model.annotation import Annotation, Placed
    from postil.model.ids import AnnotationId


class ReaderPane(QWidget):
    """Shows one open article and tells what the person does with it."""

    highlight_requested = Signal(int, int, object)
    """start, end, Color or None (the setting's colour)."""
    note_requested = Signal(int, int)
    """start, end: highlight this, then call ``edit_note`` with the new annotation."""
    note_edited = Signal(str, str)
    """annotation id, the note's whole new text."""
    color_requested = Signal(str, object)
    """annotation id, Color."""
    removal_requested = Signal(str)
    """annotation id."""
    tags_requested = Signal(str)
    """annotation id: ask for its tags."""
    annotation_activated = Signal(str)
    """annotation id: the person came to it, by key or click."""
    link_activated = Signal(str)
    """An address outside the page that the person decided to open."""
    position_changed = Signal(int, float)
    """The first visible offset, the share that was read: for ``library.reading.leave``."""
    unit_changed = Signal(str)
    """The reading cursor's unit, in words: Paragraph, Sentence, Word."""
    told = Signal(str)
    """A short sentence for the status bar: "Quote copied."."""

    def __init__(self, asset: Callable[[str], bytes | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asset = asset

    # What is shown.

    def show_article(self, article: OpenArticle, metrics: Metrics, theme: Theme) -> None:
        """Show an article where it was left (``article.page.position``), with its annotations."""
        raise NotImplementedError

    def clear(self) -> None:
        """Show nothing."""
        raise NotImplementedError

    def set_placed(self, placed: tuple[Placed, ...]) -> None:
        """Show these annotations instead; the page does not move."""
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        """Change the colours; the page does not move."""
        raise NotImplementedError

    def set_metrics(self, metrics: Metrics) -> None:
        """Change sizes; the line that was first visible stays so."""
        raise NotImplementedError

    def set_margin_shown(self, shown: bool) -> None:  # noqa: FBT001 - as Qt's setters
        """Show notes in the margin, or only at their highlight."""
        raise NotImplementedError

    def show_hits(self, spans: Sequence[tuple[int, int]]) -> None:
        """Mark the hits of a search; an empty sequence takes the marks away."""
        raise NotImplementedError

    # Where the person is.

    def position(self) -> tuple[int, float]:
        """The first visible offset, and the share of the text that was read."""
        raise NotImplementedError

    def go_to(self, offset: int) -> None:
        """Bring ``offset`` into view, with the reading cursor on it."""
        raise NotImplementedError

    def selection(self) -> tuple[int, int] | None:
        """The selected span, white space at its ends left out."""
        raise NotImplementedError

    def unit_span(self) -> tuple[int, int] | None:
        """The paragraph, sentence or word under the reading cursor; None for an empty article."""
        raise NotImplementedError

    def current_annotation(self) -> Annotation | None:
        """The annotation that was last come to, else the one under selection or reading cursor."""
        raise NotImplementedError

    def edit_note(self, annotation: AnnotationId) -> None:
        """Open the note of an annotation to write in it."""
        raise NotImplementedError

    # Deeds of the keyboard: ids of ``commands.py`` and what they do here.

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Every reader.* and annotation.* command but reader.next-page and reader.previous-page."""
        raise NotImplementedError

"""What the person wants of the open article, as the reader tells it: a signal for each wish."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class ReaderWishes(QWidget):
    """The signals of ``ReaderPane``; the window listens to them. Offsets are of the canonical text."""

    highlight_requested = Signal(object)
    """``Wanted``: make it, then call ``mark_current``; where it is ``noted``, ``edit_note``."""
    join_requested = Signal(object)
    """``Joined``: let highlights become one, or one reach elsewhere; then the same."""
    note_edited = Signal(str, str)
    """annotation id, the note's whole new text."""
    page_note_edited = Signal(str, str)
    """page id, the whole new text of the note on the page."""
    note_drafted = Signal(str, str, str)
    """page id, annotation id or PAGE, the text so far, to be kept from a crash."""
    note_given_up = Signal(str, str)
    """page id, annotation id or PAGE: the note was left as it was."""
    style_requested = Signal(str, object)
    """annotation id, Style."""
    color_requested = Signal(str, object)
    """annotation id, Color."""
    removal_requested = Signal(str)
    """annotation id."""
    place_confirmed = Signal(str, int, int)
    """annotation id, start, end: the person says that it stands there."""
    place_refused = Signal(str)
    """annotation id: the person says that it does not stand in this text."""
    tags_requested = Signal(str)
    """annotation id: ask for its tags."""
    annotation_activated = Signal(str)
    """annotation id: the person came to it, by key or click."""
    link_activated = Signal(str)
    """An address outside the page that the person decided to open."""
    page_wanted = Signal(object)
    """The ``SavedLink`` to a page of the library that the person wants to read."""
    image_opened = Signal(object, int)
    """All ``EnlargeableImage`` of the article, and which of them is to be looked at."""
    table_opened = Signal(object)
    """An ``EnlargeableTable`` to be looked at."""
    position_changed = Signal(int, float)
    """The first visible offset, the share that was read: for ``library.reading.leave``."""
    unit_changed = Signal(str)
    """The reading cursor's unit, in words: Paragraph, Sentence, Word."""
    jumped = Signal(object)
    """The person went elsewhere in the article, from the ``ReadingPlace``."""
    told = Signal(str)
    """A short sentence for the status bar: "Quote copied."."""

"""A note as it is read: its Markdown laid out in the window's letters, for the margin and the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument

from postil.dom.note_text import note_html
from postil.gui import fonts

if TYPE_CHECKING:
    from postil.gui.theme import Theme

SIZE = 14
"""Of a note's letters, in pixels."""
_BELOW = 5
"""Pixels below a paragraph."""


def note_document(note: str, theme: Theme, *, ink: str, width: float) -> QTextDocument:
    """The note in lines of ``width`` pixels. It names nothing that Qt could fetch: see ``dom.note_text``."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setIndentWidth(14)
    document.setDefaultFont(fonts.font(fonts.INTERFACE, size=SIZE))
    document.setDefaultStyleSheet(note_style(theme, ink=ink))
    document.setHtml(note_html(note))
    document.setTextWidth(width)
    return document


def note_style(theme: Theme, *, ink: str) -> str:
    """The style sheet of notes, as Qt knows them."""
    page = theme.page
    return (
        f"body, p, li, td {{ color: {ink}; }} p {{ margin: 0 0 {_BELOW}px 0; }}"
        f"ul, ol {{ margin: 0 0 {_BELOW}px 0; }} li {{ margin: 0; }} li p {{ margin: 0; }}"
        f"blockquote {{ margin: 0 0 {_BELOW}px 10px; font-style: italic; }}"
        f"code, pre {{ font-family: '{fonts.CODE}'; font-size: {SIZE - 1}px; color: {ink};"
        f" background-color: {page.code_ground}; }}"
        f"pre {{ margin: 0 0 {_BELOW}px 0; white-space: pre-wrap; }}"
        f"h1, h2, h3, h4, h5, h6 {{ font-size: {SIZE}px; font-weight: 600; margin: 2px 0 3px 0;"
        f" color: {ink}; }}"
        f"a {{ color: {page.link}; }}"
    )


def text_height(document: QTextDocument) -> float:
    """How high the note is. (Qt leaves out what is kept below the last paragraph.)"""
    return document.size().height()

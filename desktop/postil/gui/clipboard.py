"""What is put on the clipboard: text for every program, and beside it what some understand better."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication


def put_rich(text: str, html: str) -> None:
    """Put text on the clipboard, and the same as rich text."""
    _put(text, "text/html", html)


def put_markdown(text: str) -> None:
    """Put Markdown on the clipboard. There is no rich text beside it: a program would take that instead."""
    _put(text, "text/markdown", text)


def _put(text: str, kind: str, other: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    mime.setData(kind, other.encode("utf-8", "replace"))
    QGuiApplication.clipboard().setMimeData(mime)

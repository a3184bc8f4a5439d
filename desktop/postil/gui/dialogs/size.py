"""How large a dialog opens: as it would like to be, and never larger than the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

_FRAME = 48
"""Pixels that a window manager puts around a dialog, at the most."""


def open_at(dialog: QDialog, width: int, height: int) -> None:
    """Give ``dialog`` this size in pixels, or what the screen has room for with a frame around it."""
    room = dialog.screen().availableGeometry()
    dialog.resize(min(width, room.width() - _FRAME), min(height, room.height() - _FRAME))

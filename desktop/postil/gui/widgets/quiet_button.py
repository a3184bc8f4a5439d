"""A button that is only a sign, with its words for who hovers and who listens."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton


def quiet_button(name: str, key: str = "") -> QToolButton:
    """A tool button called ``name``, with the key that does the same in its tool tip."""
    made = QToolButton()
    made.setAccessibleName(name)
    made.setToolTip(f"{name}  ({key})" if key else name)
    return made

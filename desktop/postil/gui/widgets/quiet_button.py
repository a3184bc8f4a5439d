"""A button that is only a sign, with its words for who hovers and who listens."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton

from postil.gui.widgets.key_tips import tie_tip


def quiet_button(name: str, key: str = "", *, command: str = "") -> QToolButton:
    """A tool button called ``name``, with the key that does the same in its tool tip.

    The key is one that never changes, or that of a command.
    """
    made = QToolButton()
    made.setAccessibleName(name)
    made.setToolTip(f"{name}  ({key})" if key else name)
    if command:
        tie_tip(made, name, command)
    return made

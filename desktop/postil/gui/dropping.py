"""What is dropped anywhere on the window: files of this computer, links and pieces of pages come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from postil.gui.imports import can_be_dropped
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from postil.gui.imports import Imports
    from postil.gui.widgets.message_bar import MessageBar


class Dropping(QObject):
    """Lets things be dropped on the window."""

    def __init__(self, window: QWidget, imports: Imports, messages: MessageBar) -> None:
        super().__init__(window)
        self._imports = imports
        self._messages = messages
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Say that a drag may end here, and import what is dropped."""
        if isinstance(event, QDragEnterEvent):
            if can_be_dropped(event.mimeData()):
                event.acceptProposedAction()
                self._messages.tell(_("Drop to import"))
            return True
        if isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop:
            event.acceptProposedAction()
            self._imports.take(event.mimeData())
            return True
        return False

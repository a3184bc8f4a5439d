"""What the browser extension SingleFile must know to hand pages over, and the switch that allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from postil.gui.dialogs.foot import Foot
from postil.gui.dialogs.size import open_at
from postil.gui.widgets.plain_text import PlainLabel
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.live_settings import LiveSettings
    from postil.settings import Settings


class ReceiverDialog(QDialog):
    """Address and token to copy; nothing of it is sent anywhere."""

    token_refused = Signal()
    """Another token is wanted in the place of this one."""

    def __init__(
        self,
        settings: LiveSettings,
        address: Callable[[], str],
        token: Callable[[], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._read_address = address
        self._read_token = token
        self.setWindowTitle(_("Receive pages from a browser"))
        open_at(self, 620, 340)
        self.switch = QCheckBox(_("Receive pages while Postil is open"))
        self.switch.toggled.connect(lambda on: settings.change(receive_pages=on))
        self.state = PlainLabel(wordWrap=True)
        self.state.setProperty("role", "muted")
        self.address = _shown(_("Address"))
        self.token = _shown(_("Token"))
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        steps = PlainLabel(_steps(), wordWrap=True)
        steps.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 16)
        rows.setSpacing(12)
        rows.addWidget(self.switch)
        rows.addWidget(self.state)
        rows.addLayout(self._fields())
        rows.addWidget(steps)
        rows.addStretch(1)
        rows.addWidget(self._foot())
        settings.changed.connect(self._show)
        self.finished.connect(lambda: settings.changed.disconnect(self._show))
        self._show(settings.value)
        self.switch.setFocus()

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, field in enumerate((self.address, self.token)):
            title = PlainLabel(field.accessibleName())
            title.setProperty("role", "setting")
            title.setBuddy(field)
            copy = QPushButton(_("Copy"))
            copy.setAccessibleName(_("Copy: {name}").format(name=field.accessibleName()))
            copy.clicked.connect(lambda _checked=False, field=field: self._copy(field))
            grid.addWidget(title, row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(copy, row, 2)
        return grid

    def _foot(self) -> Foot:
        foot = Foot(self)
        foot.aside(_("New token"), self._renew)
        foot.leave(_("Close")).setDefault(True)
        return foot

    def _renew(self) -> None:
        self.token_refused.emit()
        self._show(self._settings.value)
        self.state.setText(_("There is a new token; what knew the old one can send no more."))

    def _copy(self, field: QLineEdit) -> None:
        QGuiApplication.clipboard().setText(field.text())
        self.state.setText(_("Copied: {name}.").format(name=field.accessibleName()))

    def _show(self, settings: Settings) -> None:
        with QSignalBlocker(self.switch):
            self.switch.setChecked(settings.receive_pages)
        address = self._read_address()
        self.address.setText(address)
        self.token.setText(self._read_token())
        self.state.setText(
            _("Postil listens on this computer alone. Nothing can reach it from outside.")
            if address
            else _("Postil does not listen. Nothing is received.")
        )


def _shown(name: str) -> QLineEdit:
    field = QLineEdit(readOnly=True)
    field.setAccessibleName(name)
    field.setCursorPosition(0)
    return field


def _steps() -> str:
    return _(
        "In SingleFile's options, under “Destination”, choose “upload to a REST Form API”, and enter the"
        " address and the token. The name of the field with the page is “file”, that of the field with its"
        " address “url”. From then on, saving a page in the browser brings it here."
    )

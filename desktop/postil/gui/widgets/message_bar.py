"""One sentence at the foot of the window, with one deed beside it, that goes away by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from postil.gui.announcing import announce
from postil.gui.icons import icon
from postil.gui.widgets.plain_text import PlainLabel
from postil.gui.widgets.quiet_button import quiet_button
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.gui.appearance import Appearance

SHOWN_MILLISECONDS = 6000
"""How long a message stays; an error stays until it is read."""

_FOOT, _WIDEST = 24, 640
_ABOVE_FIELD = 16
"""Between the message and a field at the foot of the window."""


class MessageBar(QFrame):
    """Lies over its parent, in the middle of the foot, but never over the field that is typed in.

    A new message takes the place of the last.
    """

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._appearance = appearance
        self._deed: Callable[[], object] | None = None
        self._text = PlainLabel(wordWrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton(_("Undo"))
        self._button.setProperty("role", "link")
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.clicked.connect(self._do)
        self._close = quiet_button(_("Close the message"), "Esc")
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self.setProperty("role", "message")
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MILLISECONDS)
        self._timer.timeout.connect(self.hide)
        # What a change of size or focus moves stands in its place only after the event.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._place)
        parent.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)
        appearance.changed.connect(self._draw)
        self._draw()
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown; empty where none is."""
        return self._text.text() if self.isVisible() else ""

    def tell(self, sentence: str, *, deed: tuple[str, Callable[[], object]] | None = None) -> None:
        """Show a sentence for a while, and beside it what may be done about it, in one word."""
        self._show(sentence, deed, error=False)
        self._timer.start()

    def tell_error(self, sentence: str, *, deed: tuple[str, Callable[[], object]] | None = None) -> None:
        """Show what went wrong, until it is closed, and beside it what may be done about it."""
        self._timer.stop()
        self._show(sentence, deed, error=True)

    def _show(self, sentence: str, deed: tuple[str, Callable[[], object]] | None, *, error: bool) -> None:
        self._text.setText(sentence)
        self._text.setProperty("role", "danger" if error else "")
        self._text.style().polish(self._text)
        self._deed = None if deed is None else deed[1]
        self._button.setVisible(deed is not None)
        self._button.setText("" if deed is None else deed[0])
        self._place()
        self.show()
        self.raise_()
        announce(self._text, sentence, at_once=error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the window changes its size."""
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self._place()
            self._soon.start()
        return False

    def _follow_focus(self, _old: QWidget | None, _new: QWidget | None) -> None:
        if self.isVisible():
            self._soon.start()

    def _place(self) -> None:
        room = self._over.size()
        widest = min(_WIDEST, room.width() - 32)
        single = self._text.fontMetrics().horizontalAdvance(self._text.text())
        beside = 80 + (0 if self._button.isHidden() else self._button.sizeHint().width() + 8)
        width = min(widest, single + beside)
        self.setFixedWidth(width)
        self.setFixedHeight(max(44, self.heightForWidth(width)))
        left, top = (room.width() - width) // 2, room.height() - self.height() - _FOOT
        field = self._field()
        if field is not None and field.adjusted(0, -_ABOVE_FIELD, 0, 0).intersects(
            QRect(QPoint(left, top), self.size())
        ):
            top = max(0, field.top() - self.height() - _ABOVE_FIELD)
        self.move(left, top)

    def _field(self) -> QRect | None:
        """Where the field is that is typed in; None where there is none under the message."""
        field = QApplication.focusWidget()
        if not isinstance(field, QLineEdit) or not self._over.isAncestorOf(field):
            return None
        return QRect(field.mapTo(self._over, QPoint()), field.size())

    def _do(self) -> None:
        deed, self._deed = self._deed, None
        self.hide()
        if deed is not None:
            deed()

    def _draw(self) -> None:
        self._close.setIcon(icon("close", self._appearance.theme.window.muted, 16))

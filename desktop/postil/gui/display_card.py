"""The card of ``Shift+D``: how the page is shown, row by row, with the page changing beside it.

Up and Down (or K and J) choose a row, Left and Right (or ``-`` and ``+``) change it, a letter goes to the
next choice that begins with it, Backspace takes it back, Esc closes the card.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from postil.gui import fonts
from postil.gui.display import named
from postil.gui.theme import SYSTEM, THEME_NAMES
from postil.gui.widgets.overlay import keep_keys
from postil.gui.widgets.plain_text import PlainLabel
from postil.gui.words import number
from postil.setting import choice_label
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

    from postil.gui.display import Display

_ROWS = (
    "theme",
    "text_font",
    "text_size",
    "column_width",
    "line_height",
    "justify",
    "hyphenate",
    "paragraphs",
    "code_line_numbers",
    "wrap_code",
)
_WIDTH = 376
_VALUE_WIDTH = 126
_EDGE = 12
_BESIDE_SCROLL_BAR = 20
_BACK = frozenset({Qt.Key.Key_Left, Qt.Key.Key_H, Qt.Key.Key_Minus, Qt.Key.Key_Less})
_ON = frozenset({
    Qt.Key.Key_Right, Qt.Key.Key_L, Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Greater, Qt.Key.Key_Space,
    Qt.Key.Key_Return, Qt.Key.Key_Enter,
})  # fmt: skip
_UP = frozenset({Qt.Key.Key_Up, Qt.Key.Key_K, Qt.Key.Key_Backtab})
_DOWN = frozenset({Qt.Key.Key_Down, Qt.Key.Key_J, Qt.Key.Key_Tab})
_TAKE_BACK = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_0})


class DisplayCard(QFrame):
    """Lies beside the page where there is room, else over its upper right.

    Closes with Esc, or when the person turns elsewhere.
    """

    def __init__(self, display: Display, over: QWidget, window: QWidget) -> None:
        """``over`` is the page, ``window`` what the card is laid into."""
        super().__init__(window)
        self._display = display
        self._over = over
        self._focus_before: QWidget | None = None
        keep_keys(self)
        self.setProperty("role", "overlay")
        self.setAccessibleName(_("Display of the page"))
        title = PlainLabel(_("Display of the page"))
        title.setProperty("role", "pane-title")
        self._rows = [_Row(name, display, self) for name in _ROWS]
        self._only_here = _Row("", display, self)
        self._inner = QWidget()
        layout = QVBoxLayout(self._inner)
        layout.setContentsMargins(10, 12, 10, 10)
        layout.setSpacing(1)
        title.setContentsMargins(8, 0, 8, 4)
        layout.addWidget(title)
        for row in self._rows:
            layout.addWidget(row)
        rule = QFrame()
        rule.setProperty("role", "rule")
        rule.setFixedHeight(1)
        layout.addSpacing(5)
        layout.addWidget(rule)
        layout.addSpacing(5)
        layout.addWidget(self._only_here)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setProperty("role", "plain")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self._area)
        for row in (*self._rows, self._only_here):
            row.moved.connect(self._move)
        over.installEventFilter(self)
        display.changed.connect(self._refresh)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)
        self.hide()

    def toggle(self) -> None:
        """Come up with the focus on its first row, or go."""
        if self.isVisible():
            self.close_card()
            return
        self._focus_before = QApplication.focusWidget()
        self._refresh(shown=True)
        self.show()
        self._place()  # only what is shown has its fonts, and knows how wide its words are
        self.raise_()
        self._rows[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def close_card(self) -> None:
        """Go, and give the focus back."""
        if not self.isVisible():
            return
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        if had_focus and self._focus_before is not None:
            self._focus_before.setFocus(Qt.FocusReason.PopupFocusReason)

    # Qt's own.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; no key goes through to the page."""
        if event.key() == Qt.Key.Key_Escape or (
            event.key() == Qt.Key.Key_D and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.close_card()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the page's corner."""
        if (
            watched is self._over
            and event.type() in (QEvent.Type.Resize, QEvent.Type.Move)
            and self.isVisible()
        ):
            self._place()
        return False

    # Parts.

    def _refresh(self, *, shown: bool = False) -> None:
        if shown or self.isVisible():
            for row in (*self._rows, self._only_here):
                row.refresh()

    def _move(self, row: _Row, by: int) -> None:
        rows = [each for each in (*self._rows, self._only_here) if not each.isHidden()]
        rows[(rows.index(row) + by) % len(rows)].setFocus(Qt.FocusReason.TabFocusReason)

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._inner.isAncestorOf(new):
            self._area.ensureWidgetVisible(new, 0, _EDGE)
        elsewhere = new is not None and new.window() is self.window() and not self.isAncestorOf(new)
        if elsewhere and self.isVisible():
            self._focus_before = None
            self.close_card()

    def _place(self) -> None:
        room = self._over.size()
        wanted = self._inner.sizeHint().width() + self._area.verticalScrollBar().sizeHint().width() + 2
        width = min(max(_WIDTH, wanted), max(240, room.width() - 2 * _EDGE))
        height = self._inner.sizeHint().height() + 8
        self.resize(width, min(height, max(120, room.height() - 2 * _EDGE)))
        corner = self._over.mapTo(self.window(), self._over.rect().topLeft())
        beside = corner.x() - self.width() - _EDGE
        if beside >= _EDGE:  # over the lists: the page itself stays in sight
            self.move(beside, corner.y() + _EDGE)
        else:
            right = corner.x() + self._over.width() - _BESIDE_SCROLL_BAR
            self.move(right - self.width(), corner.y() + _EDGE)


class _Row(QFrame):
    """One setting with its value; without a name, the switch "Only for this page"."""

    moved = Signal(object, int)
    """Itself, and by how many rows the person moves on."""

    def __init__(self, name: str, display: Display, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._display = display
        self._label = named(name).label if name else _("Only for this page")
        self.setProperty("role", "display-row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        title = PlainLabel(self._label)
        self._value = PlainLabel()
        self._value.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._value.setFixedWidth(_VALUE_WIDTH)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 2, 2)
        layout.setSpacing(2)
        layout.addWidget(title, 1)
        layout.addWidget(self._arrow("‹", -1))
        layout.addWidget(self._value)
        layout.addWidget(self._arrow("›", 1))

    def refresh(self) -> None:
        """Show what holds now; what is the page's own is told by a dot."""
        words = self._words()
        own = bool(self._name) and self._display.is_own(self._name)
        shown = f"{words} •" if own else words
        self._value.setText(
            self._value.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, _VALUE_WIDTH)
        )
        if self._name == "text_font":
            self._value.setFont(fonts.font(words, size=14))
        said = _("{value}, only for this page").format(value=words) if own else words
        self.setAccessibleName(f"{self._label}: {said}")

    # Qt's own.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the card."""
        key = Qt.Key(event.key())
        modified = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if modified:
            super().keyPressEvent(event)
        elif key in _BACK or key in _ON:
            self._change(-1 if key in _BACK else 1)
        elif key in _UP or key in _DOWN:
            self.moved.emit(self, -1 if key in _UP else 1)
        elif key in _TAKE_BACK and self._name:
            self._display.reset(self._name)
        elif not self._begin_with(event.text()):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _next: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Tab is a key of the card."""
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be drawn with the focus."""
        super().focusInEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the row; on the switch, it changes it."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if not self._name:
            self._change(1)
        event.accept()

    # Parts.

    def _arrow(self, sign: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRepeat(True)
        direction = _("less, or the one before") if by < 0 else _("more, or the next one")
        button.setAccessibleName(f"{self._label}: {direction}")
        button.clicked.connect(lambda: self._change(by))
        return button

    def _words(self) -> str:
        if not self._name:
            return _("Yes") if self._display.only_here else _("No")
        value = self._now()
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if self._name == "text_size":
            return _("{count} px").format(count=value)
        if isinstance(value, float):
            return number(round(value, 2))
        return choice_label(value)

    def _change(self, by: int) -> None:
        if not self._name:
            self._display.change_only_here(only_here=not self._display.only_here)
            return
        value = self._now()
        if isinstance(value, bool):
            self._display.change(self._name, not value)
        elif isinstance(value, int | float):
            self._display.step(self._name, by)
        else:
            choices = self._choices()
            at = choices.index(value) if value in choices else 0
            self._display.change(self._name, choices[(at + by) % len(choices)])

    def _begin_with(self, letter: str) -> bool:
        """Go to the next choice that begins with a letter; False where there is none."""
        if not letter.strip() or not self._name or not isinstance(self._now(), str):
            return False
        choices = self._choices()
        at = choices.index(self._now()) if self._now() in choices else 0
        turned = choices[at + 1 :] + choices[: at + 1]
        found = next(
            (one for one in turned if self._shown(one).casefold().startswith(letter.casefold())), None
        )
        if found is None:
            return False
        self._display.change(self._name, found)
        return True

    def _now(self) -> Any:
        return getattr(self._display.settings, self._name)

    def _shown(self, choice: str) -> str:
        return choice if self._name == "text_font" else choice_label(choice)

    def _choices(self) -> tuple[str, ...]:
        if self._name == "theme":
            return (SYSTEM, *THEME_NAMES)
        return fonts.text_families() if self._name == "text_font" else named(self._name).choices

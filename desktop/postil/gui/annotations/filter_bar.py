"""What a list of highlights is narrowed down by: words that are typed, and a menu for all else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from postil.gui.icons import icon
from postil.gui.widgets.plain_text import PlainLabel
from postil.model.annotation import AnchorState, AnnotationFilter, AnnotationOrder, Color, Style
from postil.model.color_names import ColorNames
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from postil.gui.appearance import Appearance
    from postil.model.page import Page

_TYPED_AFTER = 60
"""Milliseconds after the last letter."""
_DAYS = (1, 7, 30, 365)


class FilterBar(QWidget):
    """A field, a menu, and a line that says what the list is narrowed down to."""

    changed = Signal()
    left = Signal()
    """Enter, Down or Esc in the field: the person turns to the list."""

    def __init__(self, appearance: Appearance, tags: Callable[[], tuple[str, ...]]) -> None:
        super().__init__()
        self._appearance = appearance
        self._tags = tags
        self._page: Page | None = None
        self.colors = ColorNames()
        self.wanted = AnnotationFilter()
        """What the list shows now."""
        self.order = AnnotationOrder.DATE
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setPlaceholderText(_("Filter by words or #tag"))
        self.field.setAccessibleName(_("Filter highlights"))
        self.field.installEventFilter(self)
        self._typed_soon = QTimer(self, singleShot=True, interval=_TYPED_AFTER)
        self._typed_soon.timeout.connect(self._take_text)
        self.field.textChanged.connect(lambda _text: self._typed_soon.start())
        self.button = QToolButton()
        self.button.setText(_("Filter"))
        self.button.setAccessibleName(_("Filter and order"))
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.clicked.connect(self.open_menu)
        self._told = PlainLabel(wordWrap=True)
        self._told.setProperty("role", "muted")
        self._told.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.field, 1)
        line.addWidget(self.button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 0, 16, 8)
        rows.setSpacing(6)
        rows.addLayout(line)
        rows.addWidget(self._told)
        appearance.changed.connect(self._draw)
        self._draw()

    # What is asked for.

    @property
    def is_active(self) -> bool:
        """Whether the list is narrowed down at all."""
        return self.wanted != AnnotationFilter()

    def show_page(self, page: Page | None) -> None:
        """List the highlights of this page alone, in the order of its text; None of all, the newest first."""
        self._page = page
        self.order = AnnotationOrder.PLACE if page is not None else AnnotationOrder.DATE
        self._set(replace(AnnotationFilter(), page=page.id if page is not None else None))

    def show_removed(self) -> None:
        """List those that were removed."""
        self._page = None
        self._set(AnnotationFilter(trashed=True))

    def clear(self) -> bool:
        """Narrow the list down by nothing; False where it was not."""
        if not self.is_active and not self.field.text():
            return False
        self._page = None
        self._set(AnnotationFilter())
        return True

    def begin(self) -> None:
        """Turn to the field."""
        self.field.setFocus()
        self.field.selectAll()

    def open_menu(self) -> None:
        """Show all that the list can be narrowed down by."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """The menu, with what holds now ticked."""
        menu = QMenu(self)
        now = self.wanted
        colors = menu.addMenu(_("Colour"))
        self._choices(colors, "color", tuple((self.colors.title(color), color) for color in Color))
        for action, color in zip(colors.actions()[1:], Color, strict=True):
            action.setIcon(self._swatch(color))
        style = ((_("Highlighted"), Style.HIGHLIGHT), (_("Underlined"), Style.UNDERLINE))
        self._choices(menu.addMenu(_("Style")), "style", style)
        self._choices(menu.addMenu(_("Tag")), "tag", tuple((f"#{name}", name) for name in self._tags()))
        state = (
            (_("Check me: found elsewhere"), AnchorState.MOVED),
            (_("Not found in the text"), AnchorState.NOT_FOUND),
        )
        self._choices(menu.addMenu(_("State")), "state", state)
        since = menu.addMenu(_("Date"))
        self._choices(since, "since", tuple((title(), _midnight(days)) for days, title in _PERIODS))
        self._toggle(menu, _("With a note"), noted=not now.noted)
        menu.addSeparator()
        self._order_choices(menu)
        menu.addSeparator()
        self._toggle(menu, _("Removed highlights"), trashed=not now.trashed)
        everything = menu.addAction(_("Show all"))
        everything.setEnabled(self.is_active)
        everything.triggered.connect(self.clear)
        return menu

    # Qt's own.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Down turn to the list; Esc first empties the field."""
        if watched is not self.field or not isinstance(event, QKeyEvent):
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._take_text()
            self.left.emit()
            return True
        if event.key() == Qt.Key.Key_Escape:
            if self.field.text():
                self.field.clear()
                self._take_text()
            else:
                self.left.emit()
            return True
        return False

    # Parts.

    def _set(self, wanted: AnnotationFilter) -> None:
        if wanted.text != self.field.text().strip():
            self.field.setText(wanted.text)
        self._typed_soon.stop()
        if wanted.page is None:
            self._page = None
        changed, self.wanted = wanted != self.wanted, wanted
        self._tell()
        if changed:
            self.changed.emit()

    def _take_text(self) -> None:
        self._set(replace(self.wanted, text=self.field.text().strip()))

    def _choices(self, menu: QMenu, name: str, choices: tuple[tuple[str, Any], ...]) -> None:
        group = QActionGroup(menu)
        now = getattr(self.wanted, name)
        for title, value in ((_("Any"), None), *choices):
            action = QAction(title, menu, checkable=True, checked=value == now)
            action.triggered.connect(partial(self._choose, **{name: value}))
            group.addAction(action)
            menu.addAction(action)

    def _order_choices(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for title, order in (
            (_("Newest first"), AnnotationOrder.DATE),
            (_("In the order of the text"), AnnotationOrder.PLACE),
        ):
            action = QAction(title, menu, checkable=True, checked=order is self.order)
            action.triggered.connect(partial(self._set_order, order))
            group.addAction(action)
            menu.addAction(action)

    def _toggle(self, menu: QMenu, title: str, **after: bool) -> None:
        action = QAction(title, menu, checkable=True, checked=not next(iter(after.values())))
        action.triggered.connect(partial(self._choose, **after))
        menu.addAction(action)

    def _choose(self, _checked: bool = False, **fields: Any) -> None:  # noqa: FBT001, FBT002 - what Qt sends along
        self._set(replace(self.wanted, **fields))

    def _set_order(self, order: AnnotationOrder, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - as above
        if order is not self.order:
            self.order = order
            self.changed.emit()

    def _tell(self) -> None:
        """Say what is shown; typed words are seen in the field."""
        wanted = self.wanted
        parts = [
            _("Removed highlights") if wanted.trashed else "",
            _("On “{title}”").format(title=self._page.title) if self._page is not None else "",
            self.colors.title(wanted.color) if wanted.color is not None else "",
            {None: "", Style.HIGHLIGHT: _("Highlighted"), Style.UNDERLINE: _("Underlined")}[wanted.style],
            f"#{wanted.tag}" if wanted.tag is not None else "",
            _("Check me") if wanted.state is AnchorState.MOVED else "",
            _("Not found in the text") if wanted.state is AnchorState.NOT_FOUND else "",
            next((title() for days, title in _PERIODS if _midnight(days) == wanted.since), ""),
            _("With a note") if wanted.noted else "",
        ]
        told = " · ".join(part for part in parts if part)
        self._told.setText(_("{filters}   Esc shows all").format(filters=told) if told else "")
        self._told.setVisible(bool(told))

    def _draw(self) -> None:
        self.button.setIcon(icon("filter", self._appearance.theme.window.muted, 16))

    def _swatch(self, color: Color) -> QPixmap:
        made = QPixmap(14, 14)
        made.fill(self._appearance.theme.highlight(color).accent)
        return made


_PERIODS: tuple[tuple[int, Callable[[], str]], ...] = (
    (_DAYS[0], lambda: _("Since yesterday")),
    (_DAYS[1], lambda: _("In the last 7 days")),
    (_DAYS[2], lambda: _("In the last 30 days")),
    (_DAYS[3], lambda: _("In the last year")),
)


def _midnight(days: int) -> datetime:
    """The beginning of the day that was so many days ago, where the person is; aware UTC."""
    today = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    return (today - timedelta(days=days)).astimezone(UTC)

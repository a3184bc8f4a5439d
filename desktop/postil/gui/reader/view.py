"""The page: a read-only text view with a column in its middle, painted under by us.

It loads nothing: links are only told, and every question for a resource is answered with nothing.
Positions here are Qt's; the pane speaks in canonical offsets.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QSignalBlocker, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QTextCursor
from PySide6.QtWidgets import QFrame

from postil.gui.reader.copying import copied_text
from postil.gui.reader.formats import OBJECT_CHARACTER
from postil.gui.reader.highlights import HighlightPainter, Mark, Marks
from postil.gui.reader.painting import Layers, UnderPainter
from postil.gui.reader.saved_links import SavedLinkPainter
from postil.gui.reader.scroll_bar import MarkedScrollBar
from postil.gui.reader.scrolling_view import ScrollingView
from postil.gui.reader.view_colors import take_colors
from postil.gui.reader.writer import PADDING
from postil.translation import _

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QShowEvent,
        QWheelEvent,
    )

    from postil.gui.reader.document import ArticleDocument
    from postil.gui.reader.setting import Look
    from postil.model.ids import AnnotationId

_WITHOUT_CARET = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
_WITH_CARET = _WITHOUT_CARET | Qt.TextInteractionFlag.TextSelectableByKeyboard
_CARET = 2
_CARET_KEYS = frozenset({
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
})  # fmt: skip


class ReaderView(ScrollingView):
    """Shows one built article; knows nothing of what its marks mean."""

    resized = Signal()
    shown = Signal()
    moved = Signal()
    """Scrolled, or laid out anew."""
    clicked = Signal(int)
    """A click that selected nothing and met no link: the position."""
    object_clicked = Signal(int)
    """A click on an object in the text, an image say: its position."""
    caret_wanted = Signal()
    """A key that moves the caret came while none is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._article: ArticleDocument | None = None
        self._painter: UnderPainter | None = None
        self._highlights: HighlightPainter | None = None
        self._saved_links: SavedLinkPainter | None = None
        self._layers = Layers()
        self._left = 0
        self.is_settling = False
        """Whether what moves the text now is the window and not the person."""
        self.setAccessibleName(_("Article"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTextInteractionFlags(_WITHOUT_CARET)
        self.setLineWrapMode(ScrollingView.LineWrapMode.FixedPixelWidth)
        self.setCursorWidth(_CARET)
        self.setVerticalScrollBar(MarkedScrollBar(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.selectionChanged.connect(self._take_selection)

    # What is shown.

    def show_document(self, article: ArticleDocument, look: Look) -> None:
        """Show a document; the one before is let go."""
        previous = self._article
        self._article = article
        self._highlights = HighlightPainter(look.theme)
        self._painter = UnderPainter(article.document, look, self._highlights)
        self._saved_links = SavedLinkPainter(article.document, look.theme)
        self._layers = Layers()
        take_colors(self, look.theme)
        article.document.setParent(self)
        self.setDocument(article.document)
        self.setLineWrapColumnOrWidth(look.width + 2 * PADDING)
        self.show_caret(shown=False)
        article.document.documentLayout().documentSizeChanged.connect(self._layout_changed)
        if previous is not None:
            previous.document.deleteLater()

    def set_marks(self, marks: tuple[Mark, ...]) -> None:
        """Paint these highlights."""
        if self._highlights is not None:
            self._highlights.set_marks(Marks(marks))
            self.viewport().update()

    @property
    def marks(self) -> Marks:
        """The highlights that are painted."""
        return self._highlights.marks if self._highlights is not None else Marks()

    def set_current_mark(self, annotation: AnnotationId | None) -> None:
        """Tell this highlight apart."""
        if self._highlights is not None:
            self._highlights.set_current(annotation)
            self.viewport().update()

    def set_unit(self, span: tuple[int, int] | None, *, is_paragraph: bool) -> None:
        """Show the reading cursor on these positions."""
        self._set_layers(replace(self._layers, unit=span, unit_is_paragraph=is_paragraph))

    def set_hits(self, spans: tuple[tuple[int, int], ...], current: int) -> None:
        """Show what was found, and which of it is looked at."""
        self._set_layers(replace(self._layers, hits=spans, current_hit=current))

    def set_ticks(self, ticks: tuple[tuple[float, str], ...]) -> None:
        """Draw these in the scroll bar: the share of the text above each, and its colour."""
        bar = self.verticalScrollBar()
        if isinstance(bar, MarkedScrollBar):
            bar.set_ticks(ticks)

    def set_saved_links(self, spans: tuple[tuple[int, int], ...]) -> None:
        """Show that the links at these positions lead to saved pages."""
        if self._saved_links is not None:
            self._saved_links.set_spans(spans)
            self.viewport().update()

    def set_hit_ticks(self, shares: tuple[float, ...]) -> None:
        """Draw what was found in the scroll bar, too: the share of the text above each."""
        bar = self.verticalScrollBar()
        if isinstance(bar, MarkedScrollBar):
            bar.set_hits(shares)

    def show_nothing(self) -> None:
        """Show an empty page."""
        self._article = None
        self._painter = None
        self._highlights = None
        self._saved_links = None
        self._layers = Layers()
        self.set_ticks(())
        self.set_hit_ticks(())
        self.clear()

    def place_column(self, left: int) -> None:
        """Begin the column ``left`` pixels from the view's left edge."""
        if left != self._left:
            self._left = left
            self.setViewportMargins(left, 0, 0, 0)

    # Selection and caret.

    def select(self, start: int, end: int) -> None:
        """Select these positions."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self._set_cursor(cursor)

    def deselect(self) -> bool:
        """Give the selection and the caret up; False where there were none."""
        cursor = self.textCursor()
        had = cursor.hasSelection() or self.caret_shown
        if cursor.hasSelection():
            cursor.clearSelection()
            self._set_cursor(cursor)
        self.show_caret(shown=False)
        return had

    def put_caret(self, position: int) -> None:
        """Let the caret that assistive technology asks for stand here, unless the person uses it."""
        if not self.caret_shown and not self.textCursor().hasSelection():
            cursor = self.textCursor()
            cursor.setPosition(position)
            self._set_cursor(cursor)

    def show_caret(self, *, shown: bool) -> None:
        """Show the caret of keyboard selection, or not.

        Qt draws one wherever keys may select, if only as a mark of direction; and it shows it only to
        a view that the focus comes to, where it also hides it.
        """
        if shown != self.caret_shown:
            self.setTextInteractionFlags(_WITH_CARET if shown else _WITHOUT_CARET)
            if self.hasFocus():
                super().focusInEvent(QFocusEvent(QEvent.Type.FocusIn))
                self.viewport().update()

    @property
    def caret_shown(self) -> bool:
        """Whether the caret is shown."""
        return bool(self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard)

    # Qt's own.

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing is ever loaded through Qt."""
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint under the text, then let Qt paint the text."""
        if self._painter is not None:
            left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(event.rect())
            painter.translate(-left, -top)
            clip = QRectF(event.rect().translated(left, top))
            self._painter.paint(painter, clip, replace(self._layers, has_focus=self.hasFocus()))
            if self._saved_links is not None:
                self._saved_links.paint(painter, clip)
            painter.end()
        super().paintEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave every key to the commands first: Qt's text view would keep Ctrl+Z and Tab for itself."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.ignore()
            return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()  # the reading cursor shows whether keys come here
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A caret comes with the first key that moves it, where the person reads."""
        if event.key() in _CARET_KEYS and not self.caret_shown:
            self.caret_wanted.emit()
            self.show_caret(shown=True)
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; Ctrl and the wheel are left to the window: Qt would set the text in other sizes itself."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mouse needs no caret."""
        self.show_caret(shown=False)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell a plain click. An image is looked at, also where it is a link."""
        place = event.position().toPoint()
        plain = event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection()
        clicked = self._object_at(event.position()) if plain else None
        blocker = QSignalBlocker(self) if clicked is not None else None
        super().mouseReleaseEvent(event)
        del blocker
        if clicked is not None:
            self.object_clicked.emit(clicked)
            return
        plain = plain and not self.textCursor().hasSelection()
        if plain and not self.anchorAt(place):
            self.clicked.emit(self.cursorForPosition(place).position())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the pane, which places the column."""
        self.is_settling = True
        super().resizeEvent(event)
        self.resized.emit()
        self.is_settling = False

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that it is shown: Qt scrolls to its caret the first time, which nobody asked for."""
        self.is_settling = True
        super().showEvent(event)
        self.shown.emit()
        self.is_settling = False

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Tell the margin."""
        super().scrollContentsBy(dx, dy)
        self.moved.emit()

    def minimumSizeHint(self) -> QSize:
        """A page can be read in a narrow window."""
        return QSize(280, 200)

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selected text as it was written: without our soft hyphens and spaces, paragraphs apart."""
        data = QMimeData()
        cursor = self.textCursor()
        data.setText(copied_text(self.document(), cursor.selectionStart(), cursor.selectionEnd()))
        return data

    # Parts.

    def _set_cursor(self, cursor: QTextCursor) -> None:
        """Qt would scroll to where its cursor is put; the page moves only when it is told to."""
        value, was_settling = self.verticalScrollBar().value(), self.is_settling
        self.is_settling = True
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(value)
        self.is_settling = was_settling

    def _take_selection(self) -> None:
        cursor = self.textCursor()
        span = (cursor.selectionStart(), cursor.selectionEnd()) if cursor.hasSelection() else None
        self._set_layers(replace(self._layers, selection=span))

    def _set_layers(self, layers: Layers) -> None:
        if layers != self._layers:
            self._layers = layers
            self.viewport().update()

    def _layout_changed(self) -> None:
        if self._highlights is not None:
            self._highlights.forget()
        self.moved.emit()

    def _object_at(self, place: QPointF) -> int | None:
        """The position of the object at a place of the viewport; None where there is none."""
        point = place + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        position = self.document().documentLayout().hitTest(point, Qt.HitTestAccuracy.ExactHit)
        for at in (position - 1, position):
            text = self.document().characterAt(at) if at >= 0 else ""
            if text == OBJECT_CHARACTER and self.span_at(at, at + 1).contains(point):
                return at
        return None

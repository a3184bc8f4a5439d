"""The ways of using the keys in the article: stepping, hints, selecting; one line tells which it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from postil.gui.announcing import announce
from postil.gui.reader.cursor import Unit
from postil.gui.reader.hints import Hints
from postil.gui.reader.stepping import Stepping
from postil.gui.reader.visual import Visual
from postil.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.command import Where
    from postil.gui.reader.annotating import Annotating
    from postil.gui.reader.finder import Finder
    from postil.gui.reader.navigation import Navigation
    from postil.gui.reader.progress_line import ProgressLine
    from postil.gui.reader.sheet import Sheet
    from postil.gui.theme import Theme


class Modes(QObject):
    """Holds the three, and joins them to the page."""

    image_chosen = Signal()
    """The image under the reading cursor is to be seen large."""
    link_chosen = Signal(str)
    """A link, as the article has it."""
    told = Signal(str)

    def __init__(
        self,
        sheet: Sheet,
        line: ProgressLine,
        *,
        navigation: Navigation,
        annotating: Annotating,
        finder: Finder,
    ) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._line = line
        self.stepping = Stepping(sheet, navigation)
        self.hints = Hints(sheet)
        self.visual = Visual(sheet, annotating, finder)
        self.hints.sentence_chosen.connect(lambda offset: self.stepping.stand_on(Unit.SENTENCE, offset))
        self.hints.image_chosen.connect(self._open_image)
        self.hints.link_chosen.connect(self._follow)
        for part in (self.stepping, self.hints, self.visual):
            part.changed.connect(self.tell)
        self.stepping.changed.connect(lambda _unit: self._announce())
        for mode in (self.hints, self.visual):
            mode.toggled.connect(self._announce)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Their commands."""
        return (*self.stepping.bindings(), *self.visual.bindings(), ("reader.hints", self._hint))

    @property
    def mode(self) -> Where:
        """Whose keys hold."""
        return "visual" if self.visual.active else "reader"

    def unwind(self) -> bool:
        """End hints or selecting; False where there is neither."""
        return self.hints.stop() or self.visual.leave()

    def reset(self) -> None:
        """Another article is shown, or none."""
        self.hints.stop()
        self.visual.reset()
        self.tell()

    def take_theme(self, theme: Theme) -> None:
        """Be drawn in these colours."""
        self.hints.take_theme(theme)

    def tell(self) -> None:
        """Say which mode it is, and what is selected or by what the cursor steps."""
        if self.visual.active:
            self._line.tell_mode(self.visual.status, strong=True)
        elif self.hints.active:
            typed = self.hints.typed.upper()
            letters = _("Type the letters") if self.hints.bare() else _("Type the letters, with Ctrl held")
            said = _("Type the letters: {typed}…").format(typed=typed) if typed else letters
            self._line.tell_mode(said, strong=True)
        else:
            self._line.tell_mode(self.stepping.status if self._sheet.document is not None else "")

    def _announce(self) -> None:
        """Who listens is told of another mode or unit; not of every letter that is selected."""
        announce(self._line, self._line.mode)

    def _hint(self) -> None:
        self._sheet.deselect()
        if not self.hints.start():
            self.told.emit(_("There is nothing here to go to."))

    def _open_image(self, offset: int) -> None:
        self.stepping.stand_on(Unit.PARAGRAPH, offset)
        self.image_chosen.emit()

    def _follow(self, offset: int, href: str) -> None:
        self._sheet.cursor.place(offset)
        self._sheet.show_unit()
        self.link_chosen.emit(href)

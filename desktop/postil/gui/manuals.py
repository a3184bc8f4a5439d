"""What is told on request: the pages of the manual, each on a card of its own, and what Postil is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.gui.dialogs.about import About
from postil.gui.dialogs.export_help import ExportHelp
from postil.gui.dialogs.import_help import ImportHelp
from postil.gui.dialogs.search_help import SearchHelp
from postil.gui.dialogs.template_help import TemplateHelp

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from postil.gui.appearance import Appearance


class Manuals:
    """One of each."""

    def __init__(self, library: Path, appearance: Appearance, window: QWidget) -> None:
        """``library`` is its folder."""
        self._library = library
        self._window = window
        self.of_search = SearchHelp(appearance, window)
        self.of_imports = ImportHelp(appearance, window)
        self.of_exports = ExportHelp(appearance, window)
        self.of_templates = TemplateHelp(appearance, window)

    def bindings(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Their commands."""
        return (
            ("help.search", self.of_search.tell),
            ("help.import", self.of_imports.tell),
            ("help.export", self.of_exports.tell),
            ("help.templates", self.of_templates.tell),
            ("help.about", lambda: About(self._library, self._window).open()),
        )

"""Building documents: at once, or ahead of time in slices where an article is long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.gui.reader.document import ArticleDocument, Building, build_document
from postil.gui.reader.gradual import Gradual

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from postil.app.reading import OpenArticle
    from postil.gui.reader.lost import LostHighlight
    from postil.gui.reader.setting import Look

LONG = 150_000
"""Code points from which on an article is built in slices: shorter ones are there in an instant."""


@dataclass(frozen=True, slots=True)
class _Ahead:
    """A document that is built but not shown yet, and what it was built of."""

    html: str
    look: Look
    lost: tuple[LostHighlight, ...]
    document: ArticleDocument


class Typesetter:
    """Builds one document at a time."""

    def __init__(self, parent: QObject) -> None:
        self._gradual = Gradual(parent)
        self._ahead: _Ahead | None = None

    def build(self, article: OpenArticle, look: Look, lost: tuple[LostHighlight, ...]) -> ArticleDocument:
        """The document: what was built ahead, if it is what is wanted; else it is built now."""
        self.stop()
        ahead, self._ahead = self._ahead, None
        if ahead is not None and (ahead.html, ahead.look, ahead.lost) == (article.html, look, lost):
            return ahead.document
        return build_document(article.page, article.html, look, lost=lost)

    def build_ahead(
        self,
        article: OpenArticle,
        look: Look,
        lost: tuple[LostHighlight, ...],
        ready: Callable[[], object],
    ) -> None:
        """Call ``ready`` when ``build`` will be quick: at once, or after a while if the article is long.

        Whatever else is being built ahead is given up.
        """
        self.stop()
        if len(article.text) < LONG:
            ready()
            return
        building = Building(article.page, article.html, look, lost=lost)

        def done() -> None:
            self._ahead = _Ahead(article.html, look, lost, building.document())
            ready()

        self._gradual.start(building.steps(), done)

    def stop(self) -> None:
        """Give up what is being built."""
        self._gradual.stop()

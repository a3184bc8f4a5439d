"""Another text of a page: compared with the one that is read, and made the one that is read.

Nothing is taken away by it. Every text version stays, highlights keep the text that they were made on,
and the older version can be made the one that is read again.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.app import placing
from postil.app.carrying import Carried, carried, carry_position, share_kept
from postil.errors import LibraryDamaged, NotFound
from postil.model.changes import Changes
from postil.model.ids import VersionId, content_hash, new_id
from postil.model.page import TextVersion
from postil.store import annotations as kept
from postil.store import captures, pages, versions
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.holdings import Holdings
    from postil.model.annotation import Placed
    from postil.model.article import Article
    from postil.model.ids import CaptureId, ContentHash, PageId
    from postil.model.page import Page
    from postil.store.connection import Connection

LEAST_SHARE = 0.5
"""A newer text that has less than this share of the older one is not taken without asking."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A page turned from the version that is read to another one: what would become of it."""

    page: Page
    before: TextVersion
    after: TextVersion
    placed: tuple[Placed, ...]
    """The highlights where they stand in the other text."""
    carried: Carried
    position: int
    share: float
    """How much of the text that is read the other one has, 0 to 1."""

    @property
    def same(self) -> bool:
        """Whether both versions are the same article."""
        return (self.before.text_hash, self.before.html_hash) == (self.after.text_hash, self.after.html_hash)

    def poorer(self) -> str:
        """Why the other text is the poorer one, in a sentence; empty where it is not."""
        if self.carried.newly_lost:
            return counted(
                "The words of {count} highlight are not in the newer text.",
                "The words of {count} highlights are not in the newer text.",
                self.carried.newly_lost,
            )
        if self.before.plain:
            return ""
        if self.after.plain:
            return _("The newer text is all the text of the page, not its article.")
        if self.share < LEAST_SHARE:
            told = _("The newer text has only {percent}% of the older one.")
            return told.format(percent=round(self.share * 100))
        return ""


def version_of(holdings: Holdings, page: Page, article: Article) -> TextVersion:
    """The page's version that is this article, of the capture that is read; else a new one, not added yet."""
    capture = captures.current(holdings.reader(), page.id)
    text_hash = hash_of(article.text)
    html_hash = hash_of(article.html)
    known = versions.of_page(holdings.reader(), page.id)
    read_now = [version for version in known if version.id == page.version]
    for version in (*read_now, *reversed(known)):
        of_it = capture is not None and version.capture == capture.id
        if of_it and (version.text_hash, version.html_hash) == (text_hash, html_hash):
            return version
    return new_version(holdings, page.id, article, None if capture is None else capture.id)


def new_version(holdings: Holdings, page: PageId, article: Article, capture: CaptureId | None) -> TextVersion:
    """The text of a capture, to be added."""
    return TextVersion(
        VersionId(new_id()),
        page,
        holdings.now(),
        article.extractor,
        hash_of(article.text),
        hash_of(article.html),
        words=article.words,
        plain=article.plain,
        capture=capture,
    )


def hash_of(text: str) -> ContentHash:
    """The name under which a text, or an article's markup, is kept."""
    return content_hash(text.encode("utf-8"))


def compare(holdings: Holdings, page_id: PageId, after: TextVersion, text: str) -> Turn:
    """What would become of a page with the version ``after``, whose text is ``text``. Nothing is written.

    Raises NotFound where there is no such page.
    """
    connection = holdings.reader()
    page = pages.get(connection, page_id)
    before = None if page is None else versions.get(connection, page.version)
    if page is None or before is None:
        raise NotFound(_("There is no page {page_id} in this library.").format(page_id=page_id))
    old_text = text
    if before.text_hash != after.text_hash:
        old_text = ""  # where it is damaged, there is nothing to compare with
        with suppress(LibraryDamaged):
            old_text = holdings.text(before.text_hash)
    annotations = kept.of_page(connection, page_id)
    placed = placing.place(holdings, page_id, text, after.text_hash)
    return Turn(
        page=page,
        before=before,
        after=after,
        placed=placed,
        carried=carried(annotations, placed, text),
        position=carry_position(page.position, old_text, text),
        share=share_kept(old_text, text) if old_text != text else 1.0,
    )


def holds(tx: Connection, turn: Turn) -> bool:
    """Whether the page is as it was compared: a person may have highlighted something in the meantime."""
    page = pages.get(tx, turn.page.id)
    known = {each.annotation.id for each in turn.placed}
    return (
        page is not None
        and (page.version, page.position) == (turn.before.id, turn.page.position)
        and {annotation.id for annotation in kept.of_page(tx, turn.page.id)} == known
    )


def take(tx: Connection, turn: Turn) -> Changes:
    """Let the other version be the one that is read; it was added before."""
    pages.set_version(tx, turn.page.id, turn.after.id, words=turn.after.words, plain=turn.after.plain)
    if turn.position != turn.page.position:
        pages.set_position(tx, turn.page.id, position=turn.position, progress=turn.page.progress)
    changed = placing.remember_states(tx, turn.placed)
    page = frozenset({turn.page.id})
    return Changes(pages=page, annotations=changed, annotated=page if changed else frozenset())


def make_current(
    holdings: Holdings,
    page_id: PageId,
    version_id: VersionId,
    *,
    along: Callable[[Connection, Page], object] = lambda _tx, _page: None,
) -> Changes:
    """Let one of the page's versions be the one that is read.

    ``along`` writes what belongs to it in the same transaction; it is given the page as it was before.
    Raises NotFound where it has no such version, and LibraryDamaged where its text is gone.
    """
    version = versions.get(holdings.reader(), version_id)
    if version is None or version.page != page_id:
        raise NotFound(
            _("Page {page_id} has no text version {version_id}; 'postil versions' shows them.").format(
                page_id=page_id, version_id=version_id
            )
        )
    text = holdings.text(version.text_hash)
    while True:
        turn = compare(holdings, page_id, version, text)
        with holdings.transaction() as tx:
            if holds(tx, turn):
                changes = take(tx, turn)
                along(tx, turn.page)
                return changes

"""``postil check``: does the library agree with itself? It reads everything and changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, groupby
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article
from postil.errors import LibraryDamaged
from postil.jobs import Progress
from postil.store import annotations as kept
from postil.store import captures, likeness, naming, outbox, page_counts, repairs, versions
from postil.translation import _, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from postil.app.checking_records import RecordDisagreement
    from postil.model.annotation import Annotation
    from postil.model.ids import ContentHash
    from postil.model.page import TextVersion
    from postil.store.connection import Connection
    from postil.store.contents import Contents
    from postil.store.database import Database

_ASSET = "asset:"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    subject: str
    """What it is about: ``database``, ``page abc…``, ``highlight abc…``, ``index``, ``library``."""
    message: str
    """What is wrong and what to do, in one or two sentences."""


def check(
    database: Database,
    contents: Contents,
    *,
    index: Callable[[], Iterable[str]] = tuple,
    records: Callable[[], Iterable[RecordDisagreement]] = tuple,
    progress: Progress | None = None,
) -> tuple[Finding, ...]:
    """Everything that is wrong with the library; empty when all is well.

    ``index`` gives a sentence for each way in which the index does not agree with the database, ``records``
    the readable copies that do not.
    """
    damage = [Finding("database", sentence) for sentence in database.check()]
    if damage:
        return tuple(damage)  # what it says of the rest cannot be trusted
    found = _Check(database, contents, progress or Progress()).findings(index)
    return (*found, *(Finding(_subject(each), each.message) for each in records()))


def _subject(each: RecordDisagreement) -> str:
    return f"page {each.page}" if each.page else "library"


class _Check:
    def __init__(self, database: Database, contents: Contents, progress: Progress) -> None:
        self._database = database
        self._contents = contents
        self._progress = progress
        self._damaged: set[ContentHash] = set()
        self._done = 0
        self._total = 0

    def findings(self, index: Callable[[], Iterable[str]]) -> Iterator[Finding]:
        with self._database.snapshot() as connection:
            named = naming.everyone(connection)
            all_versions = versions.everyone(connection)
            all_annotations = kept.everyone(connection)
            rows = tuple(
                chain.from_iterable(
                    found(connection) for found in (_miscounted, _repairs, _likeness, _captures)
                )
            )
            pending = outbox.pending(connection)
        self._total = len({each.hash for each in named}) + len(all_versions) + len(all_annotations)
        yield from rows
        yield from self._kept_files(named)
        yield from self._texts(all_versions)
        yield from self._quotes(all_annotations)
        if pending:
            yield Finding(
                "index",
                counted(
                    "{count} change is not in the search index yet. Run 'postil reindex'.",
                    "{count} changes are not in the search index yet. Run 'postil reindex'.",
                    pending,
                ),
            )
        for sentence in index():
            yield Finding("index", sentence)
        self._step("index")

    def _step(self, what: str) -> None:
        self._progress.step(self._done, self._total, what)
        self._done += 1

    def _kept_files(self, named: tuple[naming.Naming, ...]) -> Iterator[Finding]:
        """Every kept file that a row names is there and has the bytes that its name says."""
        for name, users in groupby(named, key=lambda each: each.hash):
            self._step("kept files")
            problem = self._contents.verify(name)
            if problem is None:
                continue
            self._damaged.add(name)
            for page, uses in groupby(sorted(users, key=lambda use: use.page), key=lambda use: use.page):
                what = ", ".join(sorted({use.owner for use in uses}))
                yield Finding(
                    f"page {page}", _("{problem} It is its {what}.").format(problem=problem, what=what)
                )

    def _texts(self, all_versions: tuple[TextVersion, ...]) -> Iterator[Finding]:
        """Every text version is what its article flattens to, and the article's images are kept."""
        for version in all_versions:
            self._step("articles")
            if not {version.text_hash, version.html_hash} & self._damaged:
                for message in self._text_problems(version):
                    yield Finding(f"page {version.page}", message)

    def _text_problems(self, version: TextVersion) -> Iterator[str]:
        try:
            text = self._contents.get(version.text_hash).decode("utf-8")
            article = parse_article(self._contents.get(version.html_hash).decode("utf-8"))
        except (LibraryDamaged, UnicodeDecodeError, etree.XMLSyntaxError) as error:
            yield _("Its text version {version} cannot be read: {reason}").format(
                version=version.id, reason=error
            )
            return
        if flatten(article).text != text:
            told = _("Its text version {version} is not the text of its article. Extract the page again.")
            yield told.format(version=version.id)
        for image in article.iter("img"):
            source = image.get("src") or ""
            if source.startswith(_ASSET) and not self._contents.has(source.removeprefix(_ASSET)):
                told = _("An image of its text version {version} is missing: {source}.")
                yield told.format(version=version.id, source=source)

    def _quotes(self, all_annotations: tuple[Annotation, ...]) -> Iterator[Finding]:
        """Every annotation's quote stands where it says, in the text that it was made on."""
        by_text = sorted(all_annotations, key=lambda each: each.selectors.text_hash or "")
        for name, group in groupby(by_text, key=lambda each: each.selectors.text_hash):
            text = self._text(name)
            for annotation in group:
                self._step("highlights")
                message = None if text is None else _misplaced(annotation, text)
                if message is not None:
                    yield Finding(f"highlight {annotation.id}", message)

    def _text(self, name: ContentHash | None) -> str | None:
        """A kept text; None where there is none or it has its own finding already."""
        if name is None or name in self._damaged:
            return None
        return self._contents.get(name).decode("utf-8", errors="replace")


def _miscounted(connection: Connection) -> Iterator[Finding]:
    for page, shown, real in page_counts.miscounted(connection):
        yield Finding(
            f"page {page}", _("It shows {shown} highlights and has {real}.").format(shown=shown, real=real)
        )


def _repairs(connection: Connection) -> Iterator[Finding]:
    for name in repairs.unreadable(connection):
        yield Finding(f"repair of {name}", _("It cannot be read. Repair the text of its pages again."))


def _likeness(connection: Connection) -> Iterator[Finding]:
    for sentence in likeness.disagreements(connection):
        yield Finding("likeness", sentence)


def _captures(connection: Connection) -> Iterator[Finding]:
    unlike = captures.unlike_their_pages(connection)
    if unlike:
        yield Finding(
            "captures",
            counted(
                "{count} page does not say which of its originals is read. Extract it again.",
                "{count} pages do not say which of their originals is read. Extract them again.",
                unlike,
            ),
        )


def _misplaced(annotation: Annotation, text: str) -> str | None:
    position = annotation.selectors.position
    if position is None:
        return None
    if position.end > len(text):
        told = _("It ends at {end}, and its text has {length} code points.")
        return told.format(end=position.end, length=len(text))
    if text[position.start : position.end] != annotation.selectors.quote.exact:
        return _("Its quote is not what stands at its place in the text that it was made on.")
    return None

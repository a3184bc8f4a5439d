from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.store.builders import add_annotation, add_whole, capture_of, page, retitle, version_of

from postil.app.checking import Finding, check
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article
from postil.jobs import Cancelled, Progress, Step
from postil.model.ids import AnnotationId, VersionId, content_hash, new_id
from postil.model.selectors import Selectors, TextPositionSelector, TextQuoteSelector
from postil.store import annotations as kept
from postil.store import outbox, resources, versions

if TYPE_CHECKING:
    from postil.model.page import Page
    from postil.store.connection import Connection
    from postil.store.contents import Contents
    from postil.store.database import Database

IMAGE = b"bytes of an image"
HTML = (
    "<div><h1>The sea</h1><p>It was <em>calm</em>. Море \U0001f30a.</p>"
    f'<img src="asset:{content_hash(IMAGE)}"/></div>'
)
TEXT = flatten(parse_article(HTML)).text


@pytest.fixture
def whole(database: Database, contents: Contents) -> Page:
    """A library with one page, as an import and two highlights leave it; its index has taken all."""
    image = contents.put(IMAGE)
    added = page(original=contents.put(b"<h1>The sea</h1> ..."), lead_image=image)
    with database.transaction() as tx:
        add_whole(tx, added, text_hash=contents.put(TEXT.encode()), html_hash=contents.put(HTML.encode()))
        version = version_of(
            added, text_hash=contents.put(TEXT.encode()), html_hash=contents.put(HTML.encode())
        )
        resources.add(tx, capture_of(added).id, image, source="sea.png", media_type="image/png")
        start = TEXT.index("Море")
        for end in (start + 4, start + 6):
            quote = TextQuoteSelector(TEXT[start:end])
            place = Selectors(quote, TextPositionSelector(start, end), version.text_hash)
            add_annotation(tx, added, selectors=place)
        add_annotation(tx, added, selectors=Selectors(TextQuoteSelector("from another tool")))
        _take_all(tx)
    return added


def _take_all(tx: Connection) -> None:
    outbox.done(tx, outbox.entries(tx))


def _messages(findings: tuple[Finding, ...], subject: str) -> list[str]:
    assert {finding.subject for finding in findings} == {subject}
    return [finding.message for finding in findings]


def test_a_whole_library_has_no_findings(database: Database, contents: Contents, whole: Page) -> None:
    assert check(database, contents) == ()


def test_an_empty_library_has_no_findings(database: Database, contents: Contents) -> None:
    assert check(database, contents) == ()


@pytest.mark.parametrize("kind", ["original", "text", "article", "lead image, resource"])
@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_a_kept_file_that_is_not_as_it_was_is_found_once(
    database: Database, contents: Contents, whole: Page, kind: str, damage: str
) -> None:
    version = versions.current(database.reader(), whole.id)
    assert version is not None
    names = {"original": whole.original, "text": version.text_hash, "article": version.html_hash}
    path = contents.path(names.get(kind, content_hash(IMAGE)))
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    messages = _messages(check(database, contents), f"page {whole.id}")
    about_file = [message for message in messages if str(path) in message]
    assert len(about_file) == 1
    assert damage in about_file[0]
    expected = "text, highlighted text" if kind == "text" else kind
    assert all(word in about_file[0].rpartition("It is its ")[2] for word in expected.split(", "))
    missing_image = damage == "missing" and kind not in names
    assert len(messages) == (2 if missing_image else 1)


def test_a_text_that_is_not_its_articles_is_found(
    database: Database, contents: Contents, whole: Page
) -> None:
    other = version_of(
        whole,
        id=VersionId(new_id()),
        text_hash=contents.put(TEXT.encode() + b"!"),
        html_hash=contents.put(HTML.encode()),
    )
    with database.transaction() as tx:
        versions.add(tx, other)
    (message,) = _messages(check(database, contents), f"page {whole.id}")
    assert message.startswith(f"Its text version {other.id} is not the text of its article.")


@pytest.mark.parametrize(("text", "html"), [(b"\xff", HTML.encode()), (TEXT.encode(), b"<div><p>")])
def test_a_text_or_article_that_cannot_be_read_is_found(
    database: Database, contents: Contents, whole: Page, text: bytes, html: bytes
) -> None:
    other = version_of(
        whole, id=VersionId(new_id()), text_hash=contents.put(text), html_hash=contents.put(html)
    )
    with database.transaction() as tx:
        versions.add(tx, other)
    (message,) = _messages(check(database, contents), f"page {whole.id}")
    assert "cannot be read" in message


@pytest.mark.parametrize(
    ("position", "exact", "told"),
    [
        (TextPositionSelector(0, 3), "The", None),
        (TextPositionSelector(0, 3), "Thé", "is not what stands"),
        (TextPositionSelector(1, 4), "The", "is not what stands"),
        (TextPositionSelector(0, 10_000), "The", "its text has"),
    ],
)
def test_a_highlight_that_is_not_where_it_says_is_found(
    database: Database,
    contents: Contents,
    whole: Page,
    *,
    position: TextPositionSelector,
    exact: str,
    told: str | None,
) -> None:
    place = Selectors(TextQuoteSelector(exact), position, content_hash(TEXT.encode()))
    with database.transaction() as tx:
        added = add_annotation(tx, whole, selectors=place)
        _take_all(tx)
    findings = check(database, contents)
    if told is None:
        assert findings == ()
    else:
        (message,) = _messages(findings, f"highlight {added.id}")
        assert told in message


def test_a_count_that_is_wrong_is_found(database: Database, contents: Contents, whole: Page) -> None:
    with database.transaction() as tx:
        tx.execute("UPDATE page SET highlights = 9")
        _take_all(tx)
    assert check(database, contents) == (Finding(f"page {whole.id}", "It shows 9 highlights and has 3."),)


def test_changes_that_the_index_has_not_taken_are_found(
    database: Database, contents: Contents, whole: Page
) -> None:
    with database.transaction() as tx:
        retitle(tx, whole.id, "Another")
    (message,) = _messages(check(database, contents), "index")
    assert message.startswith("4 changes are not in the search index"), "the page, and its three highlights"


def test_what_the_index_says_of_itself_is_told(database: Database, contents: Contents, whole: Page) -> None:
    findings = check(database, contents, index=lambda: ("It is empty.", "It is old."))
    assert _messages(findings, "index") == ["It is empty.", "It is old."]


def test_damage_of_the_database_is_all_that_is_told(
    database: Database, contents: Contents, whole: Page
) -> None:
    annotation = replace(kept.of_page(database.reader(), whole.id)[0], id=AnnotationId(new_id()))
    with database.transaction() as tx:
        kept.add(tx, annotation)
    database.reader().execute("PRAGMA foreign_keys = OFF")
    with database.transaction() as tx:
        tx.execute("UPDATE annotation SET page = 'nobody' WHERE id = ?", (annotation.id,))
    contents.path(whole.original).unlink()
    (message,) = _messages(check(database, contents), "database")
    assert message == "A row of annotation names a page that is not there."


def test_a_repair_that_cannot_be_read_is_found(database: Database, contents: Contents, whole: Page) -> None:
    with database.transaction() as tx:
        tx.execute("INSERT INTO site_repair VALUES ('example.org', '{}', '2026')")
    (message,) = _messages(check(database, contents), "repair of example.org")
    assert message.startswith("It cannot be read")


def test_it_tells_how_far_it_is_and_stops_when_asked(
    database: Database, contents: Contents, whole: Page
) -> None:
    steps: list[Step] = []
    check(database, contents, progress=Progress(steps.append))
    assert [step.done for step in steps] == list(range(len(steps)))
    assert {step.total for step in steps} == {steps[-1].done}, "the last step says that all is done"
    assert {step.what for step in steps} == {"kept files", "articles", "highlights", "index"}
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        check(database, contents, progress=stopped)

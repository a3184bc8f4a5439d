"""A library that a person has lived in: every kind of row, made by deeds; and its rows to compare."""

from __future__ import annotations

import email.message
from typing import TYPE_CHECKING, Any

from tests.app.exports import write_export
from tests.app.saved_pages import GARDEN, LIGHTHOUSE, write_page, write_shelf

from postil.app.library import Library
from postil.jobs import Progress
from postil.model.annotation import Color, Style
from postil.model.details import Correction
from postil.model.page import Place, Status
from postil.model.page_appearance import PageAppearance
from postil.store.record_tables import DERIVED_TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.ids import PageId
    from postil.model.repair import Repair
    from postil.store.connection import Connection

Rows = dict[str, list[tuple[Any, ...]]]


def live_in(folder: Path, beside: Path) -> None:
    """Make such a library in ``folder``; what is imported is written ``beside`` it first."""
    with Library.open(folder) as library:
        _import(library, beside)
        first, second, *_others = library.reading.page_ids(Place())
        _annotate(library, first)
        library.tagging.edit((first, second), added=("craft/lamps", "Море"))
        library.noting.set_note(first, "Read again: \u201cовес\u201d\n#again")
        library.noting.keep_draft(first, None, "Not yet written")
        library.details.correct((first, second), Correction(site="The Herald", byline="A. Writer"))
        library.page_appearances.set(first, PageAppearance(theme="dark", text_size=24))
        library.reading.set_status((second,), Status.ARCHIVE)
        library.reading.set_starred((first,), True)
        library.likening.tell_apart(first, second)
        library.repairing.apply(first, _without_a_part(library, first))
        library.repairing.remember("example.org", _without_a_part(library, second))
        library.saved_searches.keep("Lamps", "oil")
        library.saved_searches.keep("Sea", "sea")
        library.search_history.remember("the number of ships")
        library.search_history.remember("lamps")
        library.reading.trash((library.reading.page_ids(Place())[-1],))
        library.indexing.drain()
        library.likening.drain()


def _import(library: Library, beside: Path) -> None:
    library.importing.add((write_shelf(beside / "shelf"),), Progress())
    again = write_page(
        beside / "again", "walls.html", title="Warm Walls", paragraphs=(*GARDEN, LIGHTHOUSE[0])
    )
    library.importing.add((again,), Progress())
    library.importing.add(
        (write_export(beside / "nights.json", range(1, 4), quote=LIGHTHOUSE[0][:30]),), Progress()
    )
    library.importing.add((_letter(beside / "letter.eml"),), Progress())


def _letter(path: Path) -> Path:
    """A page with a picture, saved by e-mail."""
    message = email.message.EmailMessage()
    message["Subject"] = "The Harbour in Winter"
    message["From"] = "keeper@harbour.example"
    message["Date"] = "Tue, 03 Feb 2026 08:00:00 +0000"
    paragraphs = "".join(f"<p>{text}</p>" for text in LIGHTHOUSE)
    message.set_content(f'<h1>The Harbour in Winter</h1>{paragraphs}<img src="cid:lamp">', subtype="html")
    message.add_related(
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
        "image",
        "gif",
        cid="<lamp>",
    )
    path.write_bytes(bytes(message))
    return path


def _annotate(library: Library, page: PageId) -> None:
    made = library.annotating.highlight(page, 0, 30, color=Color.GREEN, note="Море #sea/black")
    library.annotating.highlight(page, 40, 60, color=Color.RED, tags=("lamps",))
    gone = library.annotating.highlight(page, 70, 90, color=Color.BLUE)
    library.annotating.restyle((made.id,), Style.UNDERLINE)
    library.annotating.resize(made.id, 4, 34)
    library.annotating.remove((gone.id,))
    library.anchors.refuse(made.id)


def _without_a_part(library: Library, page: PageId) -> Repair:
    opened = library.repairing.outline(page)
    last = [number for number, part in enumerate(opened.outline.parts) if part.kept][-1]
    return opened.outline.set_kept(opened.repair, [last], kept=False)


def rows(connection: Connection) -> Rows:
    """Every row that is not derived, by its table, in order; tags stand by their names."""
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = {}
    for table in sorted(set(tables) - DERIVED_TABLES.keys() - {"sqlite_sequence"}):
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        shown = [
            "(SELECT name FROM tag AS t WHERE t.id = tag)" if name == "tag" else name for name in columns
        ]
        if table == "tag":
            shown.remove("id")
        found[table] = sorted(
            connection.execute(f"SELECT {', '.join(shown)} FROM {table}").fetchall(), key=repr
        )
    return found

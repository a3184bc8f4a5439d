"""Every deed of the library, done, taken back and done again, leaves equal rows in the database.

Each line of ``DEEDS`` does one thing that a person can do, and names the function that remembers it for
undo. The last test holds that no such function of ``app`` is without a line.
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.app.saved_pages import GARDEN, write_page

import postil.app
from postil.app.taking_back import Answer
from postil.jobs import Progress
from postil.model.annotation import AnchorState, Color, Style
from postil.model.article import Metadata
from postil.model.details import Correction
from postil.model.export_target import ExportTarget
from postil.model.ids import ExportTargetId
from postil.model.note_edit import NoteEdit
from postil.model.page import Place, Status
from postil.model.page_appearance import PageAppearance
from postil.store import annotations as kept
from postil.store import pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.library import Library
    from postil.model.annotation import Annotation
    from postil.model.ids import PageId
    from postil.model.repair import Repair

Row = tuple[Any, ...]

FED = frozenset({
    "outbox", "sqlite_sequence", "library", "page_blocks", "page_signature", "signature_number",
    "page_address", "likeness", "likeness_due", "likeness_made",
    "record_due", "field_change",
})  # fmt: skip
"""Tables that are fed from the others."""
GROWING = frozenset({"text_version", "resource", "former_anchor"})
"""Tables from which nothing is ever dropped: every text, and every place that a highlight had."""
NOT_OF_THE_DEED = frozenset({"extractor", "changed", "opened", "resolved", "state"})
"""When something was written, and what is found out at each opening."""


@dataclass(frozen=True, slots=True)
class World:
    """A library of two pages, one of them with two highlights."""

    library: Library
    folder: Path
    page: PageId
    other: PageId
    first: Annotation
    second: Annotation


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that a person does."""

    name: str
    remembered_by: str
    """The module and function that remember it: ``tagging.edit``."""
    do: Callable[[World], object]
    before: Callable[[World], object] = lambda _world: None
    """What must be so first. It is no part of the deed."""


@pytest.fixture
def world(library: Library, tmp_path: Path) -> World:
    page, other = library.reading.page_ids(Place())
    first = library.annotating.highlight(page, 0, 12, color=Color.YELLOW, note="A note with #sea in it.")
    second = library.annotating.highlight(page, 20, 40, color=Color.RED)
    library.tagging.edit((page, other), added=("craft/lamps", "craft", "garden"))
    return World(library, tmp_path, page, other, first, second)


def _import(world: World) -> object:
    path = write_page(
        world.folder / "more", "more.html", title="More of the Walled Garden", paragraphs=GARDEN[::-1]
    )
    return world.library.importing.add((path,), Progress())


def _drop_a_part(world: World) -> Repair:
    opened = world.library.repairing.outline(world.page)
    number = next(number for number, part in enumerate(opened.outline.parts) if part.kept)
    return opened.outline.set_kept(opened.repair, [number], kept=False)


def _forget_what_it_says(world: World) -> None:
    with world.library._database.transaction() as tx:
        pages.set_metadata(tx, world.page, Metadata(title="Untitled", site="Nowhere"))


def _lose(world: World) -> None:
    with world.library._database.transaction() as tx:
        kept.set_state(tx, world.first.id, AnchorState.MOVED)


def _take_notes(world: World) -> object:
    file = world.folder / "note.md"
    edits = (
        NoteEdit(world.page, world.first.id, world.first.note, "A note with #harbour in it.", file),
        NoteEdit(world.page, None, "", "On all of it.", file),
    )
    taking = world.library.taking_back
    return taking.accept([Answer(offered) for offered in taking.offers(edits)])


def _search(world: World) -> None:
    world.library.saved_searches.keep("Sea", "sea")
    world.library.saved_searches.keep("Lamps", "tag:craft")


def _sea(world: World) -> Any:
    return world.library.saved_searches.all()[0].id


def _both(world: World) -> tuple[PageId, PageId]:
    return world.page, world.other


DEEDS = (
    Deed("import", "importing._remember", _import),
    Deed("status", "reading._change", lambda w: w.library.reading.set_status(_both(w), Status.ARCHIVE)),
    Deed("star", "reading._change", lambda w: w.library.reading.set_starred(_both(w), True)),
    Deed("trash", "reading._change", lambda w: w.library.reading.trash(_both(w))),
    Deed(
        "restore",
        "reading._change",
        lambda w: w.library.reading.restore(_both(w)),
        lambda w: w.library.reading.trash(_both(w)),
    ),
    Deed("tag", "tagging.edit", lambda w: w.library.tagging.tag(_both(w), "new/tag")),
    Deed("untag", "tagging.edit", lambda w: w.library.tagging.edit(_both(w), removed=("craft/lamps",))),
    Deed("set tags", "tagging.edit", lambda w: w.library.tagging.set_tags(w.page, ("craft", "alone"))),
    Deed("rename a tag", "tagging._change_tags", lambda w: w.library.tagging.rename("craft", "trade")),
    Deed(
        "move a tag", "tagging._change_tags", lambda w: w.library.tagging.rename("craft/lamps", "sea/lamps")
    ),
    Deed("merge tags", "tagging._change_tags", lambda w: w.library.tagging.rename("craft", "garden")),
    Deed("delete a tag", "tagging._change_tags", lambda w: w.library.tagging.delete("craft")),
    Deed("delete a highlight's tag", "tagging._change_tags", lambda w: w.library.tagging.delete("sea")),
    Deed("keep a search", "saved_searches._change", _search),
    Deed(
        "rename a search",
        "saved_searches._change",
        lambda w: w.library.saved_searches.edit(_sea(w), name="Ocean", query="ocean"),
        _search,
    ),
    Deed(
        "move a search",
        "saved_searches._change",
        lambda w: w.library.saved_searches.move(_sea(w), 1),
        _search,
    ),
    Deed(
        "remove a search",
        "saved_searches._change",
        lambda w: w.library.saved_searches.remove(_sea(w)),
        _search,
    ),
    Deed(
        "correct details",
        "details.correct",
        lambda w: w.library.details.correct(_both(w), Correction(site="The Herald", byline="A. Writer")),
    ),
    Deed(
        "page appearance",
        "page_appearance.set",
        lambda w: w.library.page_appearances.set(w.page, PageAppearance(theme="dark", text_size=24)),
    ),
    Deed("note on the page", "noting.set_note", lambda w: w.library.noting.set_note(w.page, "Read #again.")),
    Deed(
        "highlight",
        "annotating.highlight",
        lambda w: w.library.annotating.highlight(w.other, 3, 20, color=Color.GREEN, tags=("new",)),
    ),
    Deed(
        "recolour", "annotating._replace", lambda w: w.library.annotating.recolor((w.first.id,), Color.BLUE)
    ),
    Deed(
        "underline",
        "annotating._replace",
        lambda w: w.library.annotating.restyle((w.first.id,), Style.UNDERLINE),
    ),
    Deed("edit a note", "annotating._replace", lambda w: w.library.annotating.set_note(w.first.id, "Other.")),
    Deed(
        "tag a highlight",
        "annotating._replace",
        lambda w: w.library.annotating.set_tags(w.first.id, ("b", "a")),
    ),
    Deed("resize", "annotating._replace", lambda w: w.library.annotating.resize(w.first.id, 4, 30)),
    Deed(
        "merge highlights",
        "annotating._replace",
        lambda w: w.library.annotating.merge((w.first.id, w.second.id), 0, 40),
    ),
    Deed("remove a highlight", "annotating._replace", lambda w: w.library.annotating.remove((w.first.id,))),
    Deed(
        "restore a highlight",
        "annotating._replace",
        lambda w: w.library.annotating.restore((w.first.id,)),
        lambda w: w.library.annotating.remove((w.first.id,)),
    ),
    Deed("confirm a highlight", "anchors._do", lambda w: w.library.anchors.confirm(w.first.id, 0, 14), _lose),
    Deed("refuse a place", "anchors._do", lambda w: w.library.anchors.refuse(w.first.id), _lose),
    Deed("repair a page", "repairing.apply", lambda w: w.library.repairing.apply(w.page, _drop_a_part(w))),
    Deed(
        "repair a site",
        "repairing.remember",
        lambda w: w.library.repairing.remember("example.org", _drop_a_part(w)),
    ),
    Deed(
        "forget a site's repair",
        "repairing.forget",
        lambda w: w.library.repairing.forget("example.org"),
        lambda w: w.library.repairing.remember("example.org", _drop_a_part(w)),
    ),
    Deed(
        "choose a version",
        "reextracting.restore",
        lambda w: w.library.reextracting.restore(w.page, w.library.reextracting.versions(w.page)[-1].id),
        lambda w: w.library.repairing.apply(w.page, _drop_a_part(w)),
    ),
    Deed(
        "re-extract",
        "reextracting._remember",
        lambda w: w.library.reextracting.run(_both(w), Progress()),
        _forget_what_it_says,
    ),
    Deed("make one page", "uniting.unite", lambda w: w.library.uniting.unite(w.page, (w.other,))),
    Deed(
        "keep notes in a folder",
        "export_targets._change",
        lambda w: w.library.export_targets.add(
            ExportTarget(ExportTargetId(""), "Vault", w.folder.parent / "vault")
        ),
    ),
    Deed("take notes from files", "taking_back._write", _take_notes),
    Deed("not the same", "likening.tell_apart", lambda w: w.library.likening.tell_apart(w.page, w.other)),
)
ELSEWHERE = frozenset({"repairing._remember", "uniting.carry"})
"""Those that need pages of another kind: ``test_repairing`` and ``test_uniting`` take them back."""


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_done_undone_and_done_again_leaves_equal_rows(
    deed: Deed, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = world.library
    deed.before(world)
    callers = _listen(library, monkeypatch)
    before = _rows(library)
    steps = len(library.undo._done)
    deed.do(world)
    done = _rows(library)
    assert done != before, "it does something"
    assert callers == {deed.remembered_by}
    steps = len(library.undo._done) - steps
    for _ in range(steps):
        assert library.undo.undo() is not None
    assert _without_trash(_rows(library), before) == before
    for _ in range(steps):
        assert library.undo.redo() is not None
    assert _rows(library) == done
    for _ in range(steps):
        library.undo.undo()
    assert _without_trash(_rows(library), before) == before


def test_all_deeds_one_after_the_other_are_taken_back_across_pages(world: World) -> None:
    library = world.library
    before = _rows(library)
    steps = len(library.undo._done)
    library.tagging.tag(_both(world), "one/two")
    library.annotating.set_note(world.first.id, "Another")
    library.tagging.rename("one", "garden/one")
    library.reading.set_status((world.other,), Status.READING)
    library.details.correct((world.page,), Correction(title="Mine"))
    library.reading.trash(_both(world))
    done = _rows(library)
    labels = []
    while len(library.undo._done) > steps:
        labels.append(library.undo.undo())
    assert labels == ["Move to Trash", "Edit details", "Move to Reading", "Move tag", "Edit note", "Tag"]
    assert _rows(library) == before
    while library.undo.redo() is not None:
        pass
    assert _rows(library) == done


def test_no_deed_of_app_is_forgotten() -> None:
    assert _remembering() - {"undo.do"} == {deed.remembered_by for deed in DEEDS} | ELSEWHERE


def _listen(library: Library, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The module and function of everyone who remembers a deed from now on."""
    callers: set[str] = set()
    for name in ("do", "remember"):
        real = getattr(library.undo, name)

        def heard(*given: Any, _real: Any = real, **named: Any) -> Any:
            frame = sys._getframe(1)
            module = Path(frame.f_code.co_filename).stem
            if module != "undo":
                callers.add(f"{module}.{frame.f_code.co_name}")
            return _real(*given, **named)

        monkeypatch.setattr(library.undo, name, heard)
    return callers


def _remembering() -> set[str]:
    """The module and function of every place of ``app`` that calls ``undo.do`` or ``undo.remember``."""
    found = set()
    for file in Path(postil.app.__path__[0]).glob("*.py"):
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and any(map(_remembers, ast.walk(function))):
                found.add(f"{file.stem}.{function.name}")
    return found


def _remembers(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("do", "remember")
        and isinstance(node.func.value, ast.Attribute)
        and node.func.value.attr == "undo"
    )


def _rows(library: Library) -> dict[str, frozenset[Row]]:
    """All rows of the tables that a person writes, each as its columns with their names."""
    connection = library._database.reader()
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    found = {}
    for table in sorted(tables):
        if table in FED | GROWING:
            continue
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        shown = [name for name in columns if name not in NOT_OF_THE_DEED]
        where = _USED_TAGS if table == "tag" else ""
        rows = connection.execute(f"SELECT {', '.join(shown)} FROM {table}{where}")
        found[table] = frozenset(tuple(zip(shown, row, strict=True)) for row in rows)
    return found


_USED_TAGS = " WHERE id IN (SELECT tag FROM page_tag) OR id IN (SELECT tag FROM annotation_tag)"
"""A tag that nothing has is no tag: it is not listed anywhere."""


def _without_trash(
    rows: dict[str, frozenset[Row]], before: dict[str, frozenset[Row]]
) -> dict[str, frozenset[Row]]:
    """The rows without what a deed made and its undoing put into the trash."""
    made = {
        dict(row)["id"]
        for table in ("page", "annotation")
        for row in rows[table]
        if dict(row)["trashed"] is not None
        and dict(row)["id"] not in {dict(old)["id"] for old in before[table]}
    }
    kept_rows = {
        table: frozenset(
            row for row in found if not made & {dict(row).get(name) for name in ("id", "page", "annotation")}
        )
        for table, found in rows.items()
    }
    used = {dict(row)["tag"] for table in ("page_tag", "annotation_tag") for row in kept_rows[table]}
    return kept_rows | {"tag": frozenset(row for row in kept_rows["tag"] if dict(row)["id"] in used)}

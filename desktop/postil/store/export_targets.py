"""Export targets: rows of the table ``export_target``, few and in the order of the person.

What is remembered of their files, so that an update looks at what changed, is in ``exported.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from postil.model.export_target import (
    ExportTarget,
    HighlightMarks,
    Images,
    Keeping,
    Layout,
    NoteContents,
    NotePreset,
    NoteShape,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postil.model.row_record import Row
    from postil.store.connection import Connection

_COLUMNS = (
    "id", "name", "folder", "layout", "preset", "template", "contents", "marks", "images", "pages", "keeping"
)  # fmt: skip
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM export_target ORDER BY position"  # noqa: S608 - words of ours
_INSERT = """
    INSERT INTO export_target (id, name, folder, layout, preset, template, contents, marks, images, pages,
                               keeping, position)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""


def everyone(con: Connection) -> tuple[ExportTarget, ...]:
    """All targets in their order."""
    return tuple(_target(row) for row in con.execute(_SELECT))


def replace_all(tx: Connection, targets: Sequence[ExportTarget]) -> None:
    """Let there be these targets in this order, and no others."""
    tx.execute("DELETE FROM export_target")
    tx.executemany(_INSERT, [(*_values(target), position) for position, target in enumerate(targets)])


def check_row(row: Row) -> None:
    """Raises ValueError where a row of a record says nothing that a target can be."""
    try:
        _target([row.get(column) for column in _COLUMNS])
    except TypeError as error:
        raise ValueError("no row of export_target") from error


def _values(target: ExportTarget) -> tuple[object, ...]:
    shape = target.shape
    return (
        target.id,
        target.name,
        str(target.folder),
        target.layout.value,
        shape.preset.value,
        None if shape.template is None else str(shape.template),
        shape.contents.value,
        shape.marks.value,
        shape.images.value,
        target.pages,
        target.keeping.value,
    )


def _target(row: Any) -> ExportTarget:
    return ExportTarget(
        id=row[0],
        name=row[1],
        folder=Path(row[2]),
        layout=Layout(row[3]),
        shape=NoteShape(
            preset=NotePreset(row[4]),
            template=None if row[5] is None else Path(row[5]),
            contents=NoteContents(row[6]),
            marks=HighlightMarks(row[7]),
            images=Images(row[8]),
        ),
        pages=row[9],
        keeping=Keeping(row[10]),
    )

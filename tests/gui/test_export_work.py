from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.gui.export_work import ExportWork, Pages
from postil.model.annotation import Color
from postil.model.export_report import ExportReport
from postil.model.export_target import NoteShape
from postil.model.page import Place

if TYPE_CHECKING:
    from postil.app.library import Library

pytestmark = pytest.mark.gui


def test_the_note_of_the_page_with_the_most_highlights_is_shown(library: Library) -> None:
    newest, other = library.reading.page_ids(Place())[:2]
    library.annotating.highlight(newest, 10, 20, color=Color.YELLOW)
    for start in (10, 40):
        library.annotating.highlight(other, start, start + 10, color=Color.YELLOW)
    work = ExportWork(library, lambda _ids, _folder, _progress: ExportReport())
    preview = work.preview_of(Pages(None, ""))
    assert preview is not None
    assert f'postil: "{other}"' in preview(NoteShape())
    assert work.preview_of(Pages((), "")) is None

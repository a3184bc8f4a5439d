from __future__ import annotations

from typing import TYPE_CHECKING

from postil.app.library import Library
from postil.jobs import Progress
from postil.model.page import Place

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_used_comes_back_after_a_new_start(library: Library) -> None:
    for query in ("lamp", "  tag:craft \t lamp ", "lamp"):
        library.search_history.remember(query)
    folder = library.folder
    library.close()
    with Library.open(folder) as again:
        assert again.search_history.recent() == ("lamp", "tag:craft lamp")


def test_empty_queries_and_whole_texts_are_not_remembered(library: Library) -> None:
    for query in ("", " \n", "word " * 1000):
        library.search_history.remember(query)
    assert library.search_history.recent() == ()


def test_what_is_typed_chooses_among_them(library: Library) -> None:
    history = library.search_history
    for query in ("old lamps", "Lámparas", "lamp oil", "salamander", "-lamp"):
        history.remember(query)
    assert history.recent("lam") == ("lamp oil", "Lámparas", "-lamp", "old lamps")
    assert history.recent("LAMP") == ("lamp oil", "Lámparas", "-lamp", "old lamps")
    assert history.recent("lamp oil") == (), "what stands there already is not offered"
    assert history.recent("lam", limit=1) == ("lamp oil",)
    assert history.recent(limit=2) == ("-lamp", "salamander")


def test_nothing_is_remembered_where_it_is_not_wanted(library: Library) -> None:
    library.search_history.remember("lamp")
    library.search_history.wanted = False
    library.search_history.remember("oil")
    assert library.search_history.recent() == ("lamp",)


def test_it_is_forgotten_for_good(library: Library) -> None:
    for query in ("lamp", "oil"):
        library.search_history.remember(query)
    library.search_history.forget("lamp")
    assert library.search_history.recent() == ("oil",)
    library.search_history.clear()
    assert library.search_history.recent() == ()
    assert library.undo.undo() is None, "it is no deed"


def test_it_is_in_no_export(library: Library, tmp_path: Path) -> None:
    library.search_history.remember("a very private question")
    library.exporting.to_folder(library.reading.page_ids(Place()), tmp_path / "notes", Progress())
    written = [file.read_text(encoding="utf-8") for file in (tmp_path / "notes").rglob("*") if file.is_file()]
    assert written
    assert not any("private question" in text for text in written)

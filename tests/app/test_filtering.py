from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from postil.app import filtering
from postil.app.filtering import fold
from postil.model.details import Correction
from postil.model.page import Place
from postil.store import page_names

if TYPE_CHECKING:
    import pytest

    from postil.app.library import Library


def found(library: Library, typed: str) -> list[str]:
    ids = library.reading.page_ids(Place())
    pages = library.reading.pages(ids)
    return [pages[page_id].title for page_id in library.filtering.matching(ids, typed)]


def test_every_word_is_somewhere_in_title_site_author_or_tags(library: Library) -> None:
    ids = library.reading.page_ids(Place())
    library.tagging.tag(ids[:1], "Craft/Lamps")
    library.details.correct(ids[:1], Correction(title="Зошити доглядачки", byline="Éva Kő"))
    library.details.correct(ids[1:], Correction(title="Walls", site="The Herald", byline="B. Mason"))
    assert found(library, "ЗОШИТ") == ["Зошити доглядачки"]
    assert found(library, "eva") == ["Зошити доглядачки"]
    assert found(library, "#craft/l") == ["Зошити доглядачки"]
    assert found(library, "eral mas") == ["Walls"]
    assert found(library, "herald lamps") == []
    assert len(found(library, "  ")) == 2


def test_what_was_changed_is_known_at_once(library: Library) -> None:
    ids = library.reading.page_ids(Place())
    library.filtering.warm(ids)
    library.details.correct(ids[:1], Correction(title="Zebra"))
    assert found(library, "zebra") == ["Zebra"]
    library.undo.undo()
    assert found(library, "zebra") == []


def test_the_names_of_a_large_library_are_the_same(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = library.reading.page_ids(Place())
    library.tagging.tag(ids[:1], "Craft/Lamps")
    library.details.correct(ids[1:], Correction(title="Walls", site="The Herald", byline="B. Mason"))
    monkeypatch.setattr(filtering, "_MANY", 1)
    library.filtering.warm(ids)
    one_by_one = dict(page_names.of_pages(library._database.reader(), ids))
    assert dict(page_names.of_all(library._database.reader())) == one_by_one
    assert library.filtering._names == {page_id: fold(name) for page_id, name in one_by_one.items()}
    assert found(library, "#craft/l") == [library.reading.page(ids[0]).title]
    assert found(library, "herald mas") == ["Walls"]


@given(st.text(), st.text())
def test_folding_says_the_same_of_parts(one: str, other: str) -> None:
    assert fold(fold(one)) == fold(one)
    assert fold(one.upper()) == fold(one.upper().lower()) or not one.isascii()
    assert fold(one) in fold(f"{one}\n{other}")

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.store.builders import NOW, add_annotation, add_page

from postil.errors import TagError
from postil.store import annotations as kept
from postil.store import pages, tags
from postil.store.database import Database

if TYPE_CHECKING:
    from postil.model.ids import PageId


def _page(database: Database, *names: str) -> PageId:
    with database.transaction() as tx:
        return add_page(tx, tags=names).id


def _tags(database: Database, page: PageId) -> tuple[str, ...]:
    found = pages.get(database.reader(), page)
    assert found is not None
    return found.tags


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("sea", "sea"),
        ("  a  long\tname\n", "a long name"),
        ("/a/ / b c/", "a/b c"),
        ("e\u0301", "é"),
        ("one\u202etwo\u200b\u0000", "onetwo"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800x", "x"),
    ],
)
def test_a_name_is_cleaned(typed: str, clean: str) -> None:
    assert tags.clean(typed) == clean


@pytest.mark.parametrize("typed", ["", " ", "/", " / \u200b", "\u0000"])
def test_a_name_with_nothing_in_it_is_refused(typed: str) -> None:
    with pytest.raises(TagError):
        tags.clean(typed)


@given(st.text())
def test_a_clean_name_stays_as_it_is(typed: str) -> None:
    try:
        clean = tags.clean(typed)
    except TagError:
        return
    assert tags.clean(clean) == clean
    assert clean.encode("utf-8")


def test_a_page_has_the_tags_it_was_given(database: Database) -> None:
    page = _page(database, "sea", "Zebra", "a/b")
    assert _tags(database, page) == ("a/b", "sea", "Zebra")
    with database.transaction() as tx:
        tags.set_of_page(tx, page, ("sea", "new"))
    assert _tags(database, page) == ("new", "sea")
    with database.transaction() as tx:
        tags.set_of_page(tx, page, ())
    assert _tags(database, page) == ()


def test_case_does_not_tell_tags_apart(database: Database) -> None:
    first = _page(database, "Python", "Straße")
    second = _page(database, "python", "PYTHON", "STRASSE")
    assert _tags(database, first) == _tags(database, second) == ("Python", "Straße")


def test_a_tag_that_nothing_has_is_not_listed_and_may_change_its_spelling(database: Database) -> None:
    page = _page(database, "python")
    with database.transaction() as tx:
        tags.set_of_page(tx, page, ())
    assert tags.names(database.reader()) == ()
    with database.transaction() as tx:
        tags.set_of_page(tx, page, ("Python",))
    assert tags.names(database.reader()) == ("Python",)


def test_names_are_those_of_pages_and_of_annotations(database: Database) -> None:
    with database.transaction() as tx:
        add_annotation(tx, add_page(tx, tags=("b",)), tags=("a", "B"))
    assert tags.names(database.reader()) == ("a", "b")


def test_a_tag_counts_the_pages_in_it_and_below_it_once_each(database: Database) -> None:
    _page(database, "a/b", "a/c", "a/b/d")
    _page(database, "A/b")
    _page(database, "x")
    with database.transaction() as tx:
        add_page(tx, tags=("a/c", "gone"), trashed=NOW)
        add_annotation(tx, add_page(tx), tags=("of an annotation",))
    assert tags.page_counts(database.reader()) == (("a", 2), ("a/b", 2), ("a/b/d", 1), ("a/c", 1), ("x", 1))


def test_one_tag_counts_the_same_pages_by_itself(database: Database) -> None:
    _page(database, "sea/north", "sea")
    _page(database, "sea/south")
    thrown = _page(database, "sea", "shore")
    with database.transaction() as tx:
        pages.set_trashed(tx, thrown, NOW)
    counted = tags.page_counts(database.reader())
    assert counted == (("sea", 2), ("sea/north", 1), ("sea/south", 1))
    for name, count in (*counted, ("shore", 0), ("nobody", 0)):
        assert tags.page_count(database.reader(), name.upper()) == count


def test_a_tag_is_renamed_with_those_nested_in_it(database: Database) -> None:
    page = _page(database, "sea", "sea/Black/Odesa", "seaside")
    with database.transaction() as tx:
        annotation = add_annotation(tx, add_page(tx), tags=("Sea/north",))
        tags.rename(tx, "SEA", "water/seas")
    assert _tags(database, page) == ("seaside", "water/seas", "water/seas/Black/Odesa")
    found = kept.get(database.reader(), annotation.id)
    assert found is not None
    assert found.tags == ("water/seas/north",)


def test_a_tag_renamed_to_another_becomes_one_with_it(database: Database) -> None:
    one, other, both = _page(database, "a", "a/x"), _page(database, "b", "b/x"), _page(database, "a", "b")
    with database.transaction() as tx:
        annotation = add_annotation(tx, add_page(tx), tags=("a", "b"))
        tags.rename(tx, "a", "b")
    assert _tags(database, one) == _tags(database, other) == ("b", "b/x")
    assert _tags(database, both) == ("b",)
    found = kept.get(database.reader(), annotation.id)
    assert found is not None
    assert found.tags == ("b",)
    assert tags.names(database.reader()) == ("b", "b/x")
    assert database.check() == ()


def test_a_tag_changes_its_case(database: Database) -> None:
    page = _page(database, "sea", "sea/black")
    with database.transaction() as tx:
        tags.rename(tx, "sea", "Sea")
    assert _tags(database, page) == ("Sea", "Sea/black")


def test_a_nested_tag_moves_up(database: Database) -> None:
    page = _page(database, "a/b", "a/b/c")
    with database.transaction() as tx:
        tags.rename(tx, "a/b", "a")
    assert _tags(database, page) == ("a", "a/c")


def test_a_tag_takes_the_spelling_of_its_new_name_from_a_tag_that_nothing_has(database: Database) -> None:
    page = _page(database, "sea", "ocean")
    with database.transaction() as tx:
        tags.set_of_page(tx, page, ("ocean",))
        tags.rename(tx, "ocean", "Sea")
    assert _tags(database, page) == ("Sea",)


SHORT_NAMES = st.lists(st.sampled_from("ab"), min_size=1, max_size=4).map("/".join)


@settings(max_examples=20)
@given(st.lists(st.lists(SHORT_NAMES, max_size=3), min_size=1, max_size=4), SHORT_NAMES, SHORT_NAMES)
def test_a_tag_that_was_renamed_can_be_put_back(given: list[list[str]], old: str, new: str) -> None:
    assume(not new.startswith(old + "/"))
    with TemporaryDirectory() as folder, closing(Database.open(Path(folder))) as database:
        owners = [_page(database, *names) for names in given]
        shown = [_tags(database, page) for page in owners]
        before = tags.rows(database.reader(), (old, new))
        with database.transaction() as tx:
            tags.rename(tx, old, new)
        renamed = [{re.sub(f"^{old}(?=/|$)", new, name) for name in names} for names in given]
        assert [set(_tags(database, page)) for page in owners] == renamed
        with database.transaction() as tx:
            tags.put_back(tx, (old, new), before)
        assert [_tags(database, page) for page in owners] == shown
        assert tags.rows(database.reader(), (old, new)) == before


def test_no_later_tag_is_taken_for_one_that_became_another(database: Database) -> None:
    page, other = _page(database, "b"), _page(database, "a")
    before = tags.rows(database.reader(), ("a", "b"))
    with database.transaction() as tx:
        tags.rename(tx, "a", "b")
        tags.set_of_page(tx, page, ("b", "c"))
        tags.put_back(tx, ("a", "b"), before)
    assert (_tags(database, page), _tags(database, other)) == (("b", "c"), ("a",))


def test_a_tag_does_not_move_into_itself(database: Database) -> None:
    page = _page(database, "a")
    with pytest.raises(TagError), database.transaction() as tx:
        tags.rename(tx, "a", "A/b")
    assert _tags(database, page) == ("a",)


def test_renaming_what_is_not_there_does_nothing(database: Database) -> None:
    with database.transaction() as tx:
        tags.rename(tx, "nobody", "somebody")
    assert tags.names(database.reader()) == ()

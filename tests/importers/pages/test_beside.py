from __future__ import annotations

from io import BytesIO

import pytest
from tests.importers.pages.orchard import zipped

from postil.importers.archive import Archive
from postil.importers.pages.beside import EntriesBeside, EntryNames, is_inside


def beside(*names: str, folder: str = "") -> EntriesBeside:
    archive = Archive(BytesIO(zipped(*((name, name) for name in names))))
    return EntriesBeside(archive, EntryNames(archive.names), folder)


@pytest.mark.parametrize(
    ("folder", "name", "found"),
    [
        ("", "a/leaf.png", "a/leaf.png"),
        ("", "./a//leaf.png", "a/leaf.png"),
        ("a", "leaf.png", "leaf.png"),
        ("a/b", "../leaf.png", "../leaf.png"),
        ("b", "../a/leaf.png", "../a/leaf.png"),
        ("a", "../../a/leaf.png", None),
        ("", "/a/leaf.png", None),
        ("", "../a/leaf.png", None),
        ("", "a", None),
        ("", "A/LEAF.png", None),
        ("", "win/leaf.png", "win/leaf.png"),
        ("", "u\u0308/leaf.png", "ü/leaf.png"),
    ],
)
def test_entries_are_found_as_seen_from_a_folder(folder: str, name: str, found: str | None) -> None:
    here = beside("a/leaf.png", "win\\leaf.png", "ü/leaf.png", folder=folder)
    assert here.find(name) == found
    if found is not None:
        content = here.read(found)
        assert (here.size(found), here.taken) == (len(content), {content.decode()})


def test_what_is_in_a_folder_is_listed_in_order() -> None:
    here = beside("a/z", "a/b/y", "a/b.c", "ab/x", "top", folder="a")
    assert list(here.under("")) == ["b.c", "b/y", "z"]
    assert list(here.under("b")) == ["b/y"]
    assert list(beside("a/z", "top").under("")) == ["a/z", "top"]


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("a/b", True),
        ("a..b/..c", True),
        ("..", False),
        ("a/../b", False),
        ("a\\..\\b", False),
        ("/a", False),
        ("\\\\host\\a", False),
        ("C:\\a", False),
        ("C:a", False),
        ("a:b", False),
        ("a\0b", False),
        ("a/" * 200 + "b", False),
    ],
)
def test_names_that_lead_out_are_none(name: str, inside: bool) -> None:  # noqa: FBT001 - what is expected
    assert is_inside(name) is inside

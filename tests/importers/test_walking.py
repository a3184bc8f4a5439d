"""Walking: which files of folders are pages to read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from postil.errors import ImportFailed
from postil.importers import registry
from postil.importers.walking import walk

if TYPE_CHECKING:
    from pathlib import Path

PAGE = b"<!doctype html><html><p>Words</p></html>"


def tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PAGE)


def walked(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in walk([root])]


def test_folders_are_searched_in_the_order_of_names(tmp_path: Path) -> None:
    tree(tmp_path, "b.html", "a/z.txt", "a/y/x.htm", "c.png", "A.html")
    assert walked(tmp_path) == ["A.html", "a/y/x.htm", "a/z.txt", "b.html", "c.png"]


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    tree(tmp_path, ".a.html", ".git/b.html", "c.html")
    assert walked(tmp_path) == ["c.html"]


def test_a_named_file_comes_whatever_its_name_is(tmp_path: Path) -> None:
    tree(tmp_path, ".a.html")
    paths = [tmp_path / ".a.html", tmp_path / "missing.html"]
    assert list(walk(paths)) == paths


def test_what_was_saved_with_a_page_is_passed_over(tmp_path: Path) -> None:
    tree(tmp_path, "a.html", "a_files/frame.html", "b.htm", "b-Dateien/frame.html", "c_files/page.html")
    assert walked(tmp_path) == ["a.html", "b.htm", "c_files/page.html"]


def test_a_folder_in_an_unknown_language_is_passed_over_if_its_page_names_it(tmp_path: Path) -> None:
    tree(tmp_path, "a.html", "a-2024/page.html", "b_ֆայլեր/frame.html", "c d_x/frame.html")
    (tmp_path / "b.html").write_bytes("<html><img src='b_ֆայլեր/i.png'>".encode())
    (tmp_path / "c d.html").write_bytes(b"<html><img src='c%20d_x/i.png'>")
    assert walked(tmp_path) == ["a-2024/page.html", "a.html", "b.html", "c d.html"]


def test_links_that_lead_in_circles_end(tmp_path: Path) -> None:
    tree(tmp_path, "a/b.html")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert walked(tmp_path) == ["a/b.html", "self"]
    with pytest.raises(ImportFailed):
        tuple(registry.read(tmp_path / "self"))


def test_a_folder_is_searched_once(tmp_path: Path) -> None:
    tree(tmp_path, "a/b.html")
    assert len(list(walk([tmp_path, tmp_path / "a"]))) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_accounted_for(tmp_path: Path) -> None:
    tree(tmp_path, "a/b.html", "c.html")
    (tmp_path / "a").chmod(0)
    try:
        assert walked(tmp_path) == ["a", "c.html"]
        with pytest.raises(ImportFailed, match="folder"):
            tuple(registry.read(tmp_path / "a"))
    finally:
        (tmp_path / "a").chmod(0o700)

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postil.importers import registry
from postil.importers.pages import companions

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture


def save(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def read(path: Path) -> Capture:
    (capture,) = registry.read(path)
    return capture


def sources(capture: Capture) -> dict[str, bytes]:
    return {resource.source: resource.content for resource in capture.resources}


@pytest.mark.parametrize(
    "folder", ["Mill_files", "Mill-Dateien", "Mill_fichiers", "Mill.files", "Mill_soubory"]
)
def test_the_folder_beside_a_page_comes_with_it(tmp_path: Path, folder: str) -> None:
    save(tmp_path / folder / "wheel.png", b"png")
    save(tmp_path / folder / "deep" / "unnamed.css", b"css")
    page = save(tmp_path / "Mill.html", f'<html><img src="./{folder}/wheel.png"></html>'.encode())
    assert sources(read(page)) == {
        f"./{folder}/wheel.png": b"png",
        f"{folder}/deep/unnamed.css": b"css",
    }


@pytest.mark.parametrize(
    ("markup", "source"),
    [
        ("<img src='Старая мельница_files/колесо 1.png'>", "Старая мельница_files/колесо 1.png"),
        ("<img src='./x_files/a%20b.png?v=1#c'>", "./x_files/a%20b.png?v=1#c"),
        ("<img src='x_files\\a b.png'>", "x_files\\a b.png"),
        ("<img srcset='x_files/w.png 1x, other.png 2x'>", "x_files/w.png"),
        ("<img src='x_files/R&amp;D.png'>", "x_files/R&D.png"),
        ("<iframe src=x_files/frame.html></iframe>", "x_files/frame.html"),
        ("<link rel=stylesheet href=x_files/w.css>", "x_files/w.css"),
    ],
)
def test_files_are_found_as_the_page_names_them(tmp_path: Path, markup: str, source: str) -> None:
    for name in ("a b.png", "w.png", "R&D.png", "frame.html", "w.css"):
        save(tmp_path / "x_files" / name, name.encode())
    save(tmp_path / "Старая мельница_files" / "колесо 1.png", b"wheel")
    page = save(tmp_path / "other name.html", f"<html>{markup}</html>".encode())
    (resource,) = read(page).resources
    assert resource.source == source


def test_only_what_is_named_comes_from_folders_of_another_name(tmp_path: Path) -> None:
    save(tmp_path / "images" / "a.jpg", b"a")
    save(tmp_path / "images" / "b.jpg", b"b")
    page = save(tmp_path / "Mill.html", b"<html><img src=images/a.jpg><a href=images/b.jpg>b</a></html>")
    assert sources(read(page)) == {"images/a.jpg": b"a"}


@pytest.mark.parametrize(
    "source",
    [
        "../secret.png",
        "x_files/../../secret.png",
        "x_files/%2e%2e/%2e%2e/secret.png",
        "x_files\\..\\..\\secret.png",
        "{root}/secret.png",
        "file://{root}/secret.png",
        "x_files/link.png",
        "x_files/out/secret.png",
        "C:secret.png",
        "x_files/a\0.png",
        "x_files/" + "a" * 5000,
        "x_files",
        "",
    ],
)
def test_nothing_outside_the_folder_of_the_page_is_read(tmp_path: Path, source: str) -> None:
    secret = save(tmp_path / "secret.png", b"secret")
    (tmp_path / "in" / "x_files").mkdir(parents=True)
    (tmp_path / "in" / "x_files" / "link.png").symlink_to(secret)
    (tmp_path / "in" / "x_files" / "out").symlink_to(tmp_path)
    (tmp_path / "in" / "x_files" / "loop").symlink_to(tmp_path / "in" / "x_files" / "loop")
    markup = f"<html><img src='{source.replace('{root}', str(tmp_path))}'><img src=x_files/loop></html>"
    assert read(save(tmp_path / "in" / "x.html", markup.encode())).resources == ()


def test_what_does_not_fit_is_left_out_with_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(companions, "LARGEST", 1000)
    save(tmp_path / "x_files" / "a.png", b"a" * 600)
    save(tmp_path / "x_files" / "b.png", b"b" * 600)
    capture = read(save(tmp_path / "x.html", b"<html><img src=x_files/a.png></html>"))
    assert list(sources(capture)) == ["x_files/a.png"]
    assert capture.warnings == ("b.png was left out: what was saved with the page is too large.",)

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from tests.export.reading import hostile_text

from postil.errors import ExportFailed
from postil.export.notes import files
from postil.export.notes.bases import BASES, Bases, Kept
from postil.export.notes.document import Block, Document, NoteImage
from postil.export.notes.files import NoteFiles, document_id, read
from postil.export.notes.images import copy_images, from_where_it_is, named
from postil.export.notes.merging.base import Base
from postil.model.ids import ContentHash, content_hash

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + b"a mill"


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ('---\ntitle: "Mill"\npostil: "abc"\n---\n', "abc"),
        ("---\npostil: abc\n---\n", "abc"),
        ("---\npostil: 'abc'  # do not touch\n---\n", "abc"),
        ('\ufeff---\r\npostil: "abc"\r\n---\r\n', "abc"),
        ("---\npostil: tag-0f3a\n...\n", "tag-0f3a"),
        ("title:: Mill\npostil:: abc\n\n- words", "abc"),
        ("- title:: Mill\n  postil:: abc\n- words", "abc"),
        ("---\ntitle: x\n---\n\npostil: abc\n", None),
        ("Words.\n\npostil:: abc\n", None),
        ("---\nother:\n  postil: abc\n---\n", None),
        ("---\npostil: two words\n---\n", None),
        ("---\npostil: ../../x\n---\n", None),
        ("", None),
        ('\n \n---\npostil: "abc"\n---\n', "abc"),
        ("\ufeff\r\n---\r\npostil: abc\r\n---\r\n", "abc"),
        ("\npostil:: abc\n\n- The mill", "abc"),
        ("\n\n    postil: abc\n", None),
    ],
)
def test_a_document_is_known_by_its_front_matter_or_properties(head: str, found: str | None) -> None:
    assert document_id(head) == found


@given(hostile_text)
def test_no_words_below_the_front_matter_make_another_document(words: str) -> None:
    assert document_id(f'---\npostil: "abc"\n---\n\n{words}') == "abc"


def test_hidden_files_and_folders_are_left_alone(tmp_path: Path) -> None:
    for name in (".trash/a.md", "in/.b.md", "in/c.md", "in/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("---\npostil: abc\n---\n", "utf-8")
    assert NoteFiles(tmp_path).of_document("abc") == (tmp_path / "in" / "c.md",)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_new_file_does_not_go_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "sea").symlink_to(tmp_path)
    with pytest.raises(OSError, match="outside of the folder"):
        NoteFiles(tmp_path / "vault").new_path(("sea", "lamps"), "tag-1")


def test_a_base_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    bases = Bases(tmp_path)
    bases.make_ready()
    kept = Kept("read/The mill.md", Base('---\npostil: "abc"\n---', (Block("title", "# The mill"),)))
    bases.put("abc", kept)
    assert bases.get("abc") == kept
    assert bases.get("other") is None
    bases.put("abc", Kept("read/The mill.md", kept.document, deleted=True))
    assert bases.get("abc") == Kept("read/The mill.md", kept.document, deleted=True)
    assert sorted(path.name for path in (tmp_path / BASES).iterdir()) == ["README.txt", "abc.jsonl"]


def test_no_name_of_a_document_leads_out_of_the_bases(tmp_path: Path) -> None:
    bases = Bases(tmp_path)
    bases.make_ready()
    bases.put("../abc", Kept("x.md", None))
    assert bases.get("../abc") is None
    assert not (tmp_path / "abc.jsonl").exists()


def test_links_to_images_lead_from_where_the_note_is(tmp_path: Path) -> None:
    image = named(content_hash(PNG), PNG)
    assert image.name == f"images/{content_hash(PNG)[:32]}.png"
    text = f"![mill]({image.name})\n\n- see {image.name}"
    start = text.index("see")
    document = Document("", (Block("article", text, note=(start, len(text))),), (image,))
    assert from_where_it_is(document, tmp_path / "The mill.md", tmp_path) is document
    (moved,) = from_where_it_is(document, tmp_path / "read" / "well" / "Mill.md", tmp_path).blocks
    assert moved.text == f"![mill](../../{image.name})\n\n- see {image.name}"
    assert moved.note is not None
    assert moved.text[slice(*moved.note)] == f"see {image.name}"


def test_an_image_is_written_once_and_what_the_person_made_of_it_stays(tmp_path: Path) -> None:
    image = named(content_hash(PNG), PNG)
    lost = NoteImage(ContentHash("0" * 64), "images/lost.png")
    held = {image.content: PNG}
    copy_images((image, lost), tmp_path, held.get, by_way_of=tmp_path)
    copied = tmp_path / image.name
    assert copied.read_bytes() == PNG
    copied.write_bytes(PNG + b" with an arrow")
    copy_images((image, lost), tmp_path, held.get, by_way_of=tmp_path)
    assert copied.read_bytes() == PNG + b" with an arrow"
    assert [path.name for path in (tmp_path / "images").iterdir()] == [copied.name]


def test_a_file_that_is_too_long_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LONGEST", 100)
    (tmp_path / "long.md").write_text("a" * 101, "utf-8")
    (tmp_path / "short.md").write_text("a" * 100, "utf-8")
    with pytest.raises(ExportFailed, match="too long"):
        read(tmp_path / "long.md")
    assert read(tmp_path / "short.md").text == "a" * 100


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_base_that_is_a_link_or_a_pipe_is_none(tmp_path: Path) -> None:
    bases = Bases(tmp_path)
    bases.make_ready()
    bases.put("page", Kept("The mill.md", None))
    (tmp_path / BASES / "page.jsonl").rename(tmp_path / "elsewhere")
    (tmp_path / BASES / "page.jsonl").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(tmp_path / BASES / "other.jsonl")
    assert bases.get("page") is None
    assert bases.get("other") is None
    bases.put("other", Kept("The weir.md", None))
    assert bases.get("other") == Kept("The weir.md", None)

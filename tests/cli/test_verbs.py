"""The command line, verb by verb, on a real library."""

from __future__ import annotations

import io
import json
import os
import queue
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.app.saved_pages import LIGHTHOUSE, write_page, write_shelf

from postil.app.library import Library
from postil.cli import import_pages
from postil.cli.main import run
from postil.jobs import Progress, Step
from postil.model.ids import PageId
from postil.paths import program

if TYPE_CHECKING:
    from postil.app.instance import Request


class Terminal:
    """Runs verbs on one library and gives back what they print."""

    def __init__(self, library: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.library = library
        self._capture = capture

    def __call__(self, *words: str, status: int = 0) -> str:
        assert run(["--library", str(self.library), *words]) == status, self._capture.readouterr().err
        return self._capture.readouterr().out

    def json(self, *words: str) -> Any:
        return json.loads(self(*words, "--json"))

    def error(self, *words: str) -> str:
        try:
            status: object = run(["--library", str(self.library), *words])
        except SystemExit as ended:
            status = ended.code
        assert status == 2
        return self._capture.readouterr().err


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    shelf = write_shelf(tmp_path / "shelf")
    terminal = Terminal(tmp_path / "library", capsys)
    terminal("import", str(shelf))
    return terminal


def ledger_id(terminal: Terminal) -> str:
    pages = {page["title"]: page["id"] for page in terminal.json("list")}
    return str(pages["The Keeper’s Ledger"])


def test_import_tells_every_file(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "shelf" / "tide.png").write_bytes(b"\x89PNG\r\n\x1a\n rest")
    rows = terminal.json("import", str(tmp_path / "shelf"))
    outcomes = {Path(row["path"]).name: row["outcome"] for row in rows}
    assert outcomes == {
        "ledger.html": "already there",
        "walls.html": "already there",
        "tide.png": "not a page",
    }


def test_list_and_show(terminal: Terminal) -> None:
    pages = terminal.json("list", "--sort", "title")
    assert [page["title"] for page in pages] == ["The Keeper’s Ledger", "Warm Walls"]
    assert pages[0]["byline"] == "Ada Quill"
    assert pages[0]["site"] == "The Harbour Notes"
    shown = terminal.json("show", pages[0]["id"][:6])
    assert shown["text"] == "\n".join(LIGHTHOUSE)
    assert "Read next" not in terminal("show", pages[0]["id"])


def test_show_and_other_verbs_take_links(terminal: Terminal) -> None:
    page = ledger_id(terminal)
    for quote in ("a night without ships", "the ink has run"):
        terminal("highlight", f"postil://page/{page}", "--quote", quote)
    first, second = terminal.json("show", page)["annotations"]
    shown = terminal.json("show", f"postil://page/{page}#hl-{second['id']}")
    assert shown["id"] == page
    assert shown["annotations"] == [second]
    assert first["quote"] not in terminal("show", f"postil://page/{page}#hl-{second['id']}").splitlines()[-1]
    assert "The highlight that the link names is not on this page" in terminal.error(
        "show", f"postil://page/{page}#hl-none"
    )


def test_the_original_comes_back_byte_for_byte(terminal: Terminal, tmp_path: Path) -> None:
    command = (*program(), "--library", str(terminal.library), "show", ledger_id(terminal), "--original")
    written = subprocess.run(command, capture_output=True, check=True).stdout
    assert written == (tmp_path / "shelf" / "ledger.html").read_bytes()


def test_highlight_search_and_export(terminal: Terminal, tmp_path: Path) -> None:
    page = ledger_id(terminal)
    terminal("highlight", page, "--quote", "a night without ships", "--note", "Twice?", "--color", "green")
    (annotation,) = terminal.json("show", page)["annotations"]
    assert annotation["quote"] == "a night without ships"
    assert annotation["state"] == "anchored"
    hits = terminal.json("search", "ships")["hits"]
    assert {hit["page"] for hit in hits} == {page}
    assert any(hit["annotation"] == annotation["id"] for hit in hits)
    terminal("export", "--to", str(tmp_path / "notes"))
    (note,) = (tmp_path / "notes").glob("*.md")
    text = note.read_text(encoding="utf-8")
    assert "a night without ships" in text
    assert "Twice?" in text


def test_search_finds_by_stem_field_and_phrase(terminal: Terminal) -> None:
    page = ledger_id(terminal)
    for query in (
        "climbing",
        "title:ledger",
        '"harbour museum"',
        "author:quill keeper",
        "site:harbour ships",
    ):
        hits = terminal.json("search", query)["hits"]
        assert hits, query
        assert hits[0]["page"] == page, query
    hit = terminal.json("search", "electric")["hits"][0]
    text = terminal.json("show", page)["text"]
    assert text[hit["start"] : hit["end"]] == "electric"


def test_check_and_reindex(terminal: Terminal) -> None:
    assert "agree" in terminal("check")
    assert terminal.json("reindex") == {"pages": 2}
    assert terminal.json("check") == []


def test_check_tells_of_a_damaged_original(terminal: Terminal) -> None:
    name = terminal.json("list")[0]["original"]
    kept = terminal.library / "content" / name[:2] / name
    kept.chmod(0o600)
    kept.write_bytes(b"spoilt")
    assert "damaged" in terminal("check", status=1)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", "zzzz"), "No page has an id"),
        (("highlight", "zzzz", "--quote", "x"), "No page has an id"),
        (("show", "postil://page/zzzz"), "There is no page zzzz"),
        (("show", "postil://page/zzzz?x"), "is no link to a page of Postil"),
        (("shew", "x"), "invalid choice"),
        (("list", "--limit", "many"), "is not a number"),
        (("search", "x", "--limit", "-1"), "is not a number"),
        (("highlight", "zzzz", "--quote", "x", "--note", "\udcff"), "is not text"),
        (("show", "\udcff"), "is not text"),
        (("import",), "required"),
    ],
)
def test_a_wrong_use_is_one_line(terminal: Terminal, words: tuple[str, ...], says: str) -> None:
    error = terminal.error(*words)
    assert says in error
    assert error.count("\n") == 1
    assert error.startswith("postil: ")


def test_the_note_on_a_page_is_written_and_read(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    page = ledger_id(terminal)
    assert terminal("note", page) == ""
    assert terminal("note", page, "--text", "Read it *again*. #harbour") == ""
    assert terminal("note", page) == "Read it *again*. #harbour\n"
    assert terminal.json("note", page)["tags"] == ["harbour"], "as in the window"
    assert page in terminal("search", "--json", "note:again")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Рядок\n".encode())))
    assert terminal.json("note", page, "--text", "-") == {"id": page, "note": "Рядок", "tags": []}
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe")))
    assert "not text in UTF-8" in terminal.error("note", page, "--text", "-")
    terminal("note", page, "--text", "")
    assert terminal("note", page) == ""
    assert "No page has an id" in terminal.error("note", "zzzz")


def test_words_that_stand_more_than_once_are_refused(terminal: Terminal) -> None:
    assert "times" in terminal.error("highlight", ledger_id(terminal), "--quote", "ledger")
    assert "do not stand" in terminal.error("highlight", ledger_id(terminal), "--quote", "a purple submarine")


def test_reading_makes_no_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verbs: tuple[tuple[str, ...], ...] = (
        ("list",),
        ("search", "x"),
        ("export", "--to", str(tmp_path / "out")),
        ("check",),
        ("reindex",),
        ("highlight", "abc", "--quote", "x"),
    )
    for verb in verbs:
        assert run(["--library", str(tmp_path / "none"), *verb]) == 2
        assert "import a page" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_extract_needs_no_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shelf = write_shelf(tmp_path / "shelf")
    assert run(["extract", str(shelf), "--json-lines"]) == 0
    ready, first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert ready["ready"] is True
    assert first["text"] == "\n".join(LIGHTHOUSE)
    assert first["title"] == "The Keeper’s Ledger"
    assert second["title"] == "Warm Walls"
    assert first["sources"]["title"] == "shown h1"


def test_paths_on_standard_input_are_answered_one_by_one(tmp_path: Path) -> None:
    shelf = write_shelf(tmp_path / "shelf")
    command = (*program(), "extract", "--json-lines")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["ready"] is True
        for name, title in (("walls.html", "Warm Walls"), ("ledger.html", "The Keeper’s Ledger")):
            process.stdin.write(f"{shelf / name}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["title"] == title
        process.stdin.write(f"{shelf / 'missing.html'}\n")
        process.stdin.close()
        assert json.loads(process.stdout.readline())["error"]
        assert process.wait(20) == 0


LATIN_1 = {**os.environ, "PYTHONIOENCODING": "latin-1:strict"}
UTF_8 = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are text")
@pytest.mark.parametrize("environment", [LATIN_1, UTF_8])
def test_a_file_name_that_is_no_text_is_printed_in_every_locale(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    shelf = write_shelf(tmp_path / "shelf")
    odd = shelf / os.fsdecode(b"caf\xe9.html")
    (shelf / "walls.html").rename(odd)
    command = (*program(), "--library", str(tmp_path / "library"))
    answer = subprocess.run(
        (*command, "--json", "import", str(odd)), capture_output=True, check=True, env=environment
    ).stdout
    (row,) = json.loads(answer)
    assert row["outcome"] == "imported"
    assert Path(row["path"]) == odd
    lines = subprocess.run((*command, "list"), capture_output=True, check=True, env=environment).stdout
    assert b"Warm Walls" in lines
    answer = subprocess.run(
        (*program(), "extract", "--json-lines"),
        input=os.fsencode(odd) + b"\n",
        capture_output=True,
        check=True,
        env=environment,
    ).stdout
    assert json.loads(answer.splitlines()[1])["title"] == "Warm Walls"


@pytest.mark.skipif(sys.platform == "win32", reason="no name has such characters there")
def test_names_cannot_command_the_terminal(terminal: Terminal, tmp_path: Path) -> None:
    path = write_page(tmp_path, "red\x1b[31m\nline.html", title="Red", paragraphs=LIGHTHOUSE[1:])
    printed = terminal("import", str(path)) + terminal("list")
    assert "\x1b" not in printed
    assert "red\ufffd[31m line.html" in printed


def test_a_tag_is_typed_with_or_without_its_sign(terminal: Terminal) -> None:
    page = ledger_id(terminal)
    with Library.open(terminal.library) as library:
        library.tagging.tag((PageId(page),), "#harbour")
    assert [row["id"] for row in terminal.json("list", "--tag", "#harbour")] == [page]
    made = terminal.json("highlight", page, "--quote", "a night without ships", "--tag", "#history")
    assert made["tags"] == ["history"]
    assert "A tag needs a name" in terminal.error("highlight", page, "--quote", "the wind", "--tag", " # ")


def test_an_interrupted_import_tells_what_it_did(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(step: Step) -> None:
        if step.done == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(import_pages, "shown_progress", lambda: Progress(interrupt))
    printed = terminal("import", str(tmp_path / "shelf"), status=130)
    assert "1 already there. It was interrupted before the end." in printed


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_window_that_has_the_library_is_handed_the_files(terminal: Terminal, tmp_path: Path) -> None:
    loop = tmp_path / "loop.html"
    loop.symlink_to(loop)
    heard: queue.Queue[Request] = queue.Queue()
    with Library.open(terminal.library) as library:
        library.listen(heard.put)
        (row,) = terminal.json("import", str(loop))
        assert (row["path"], row["outcome"], row["page"]) == (str(loop), "handed over", None)
        assert heard.get(timeout=5).files == (str(loop),)
        assert "open in another" in terminal.error("highlight", "abc", "--quote", "x")
        assert terminal.json("search", "harbour")["hits"]


def test_an_index_that_cannot_be_written_is_searched_as_it_is(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    page = ledger_id(terminal)
    lock = terminal.library / "index.lock"
    lock.unlink(missing_ok=True)
    lock.mkdir()
    assert terminal.json("search", "ships")["hits"][0]["page"] == page
    assert "cannot be written" in terminal.error("reindex")
    words = ("highlight", page, "--quote", "a night without ships")
    assert run(["--library", str(terminal.library), *words]) == 2
    printed = capsys.readouterr()
    assert "highlights are kept" in printed.err
    (made,) = terminal.json("show", page)["annotations"]
    assert made["id"] == printed.out.strip(), "it is told that the highlight was made"

"""``postil export`` and ``postil targets`` on a real library."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.app.saved_pages import write_shelf

from postil.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path


class Terminal:
    """Runs verbs on one library and gives back what they print."""

    def __init__(self, library: Path, capture: pytest.CaptureFixture[str]) -> None:
        self._library = library
        self._capture = capture

    def __call__(self, *words: str, status: int = 0) -> str:
        try:
            ended: object = run(["--library", str(self._library), *words])
        except SystemExit as error:
            ended = error.code
        told = self._capture.readouterr()
        assert ended == status, told.err
        return told.out if status == 0 else told.err

    def json(self, *words: str) -> Any:
        return json.loads(self(*words, "--json"))


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """With two pages; on one of them is a highlight."""
    terminal = Terminal(tmp_path / "library", capsys)
    terminal("import", str(write_shelf(tmp_path / "shelf")))
    page = page_id(terminal, "The Keeper’s Ledger")
    terminal("highlight", page, "--quote", "a night without ships", "--note", "Twice?", "--tag", "sea/lamps")
    return terminal


def page_id(terminal: Terminal, title: str) -> str:
    return next(str(page["id"]) for page in terminal.json("list") if page["title"] == title)


def test_notes_go_into_a_folder_as_they_are_wanted(terminal: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    told = terminal("export", "--to", str(folder), "--layout", "tag", "--preset", "obsidian")
    assert told.splitlines() == [str(folder / "sea" / "lamps.md"), "1 written, 0 unchanged."]
    text = (folder / "sea" / "lamps.md").read_text("utf-8")
    assert "> [!quote|yellow]" in text
    assert "Twice?" in text
    told = terminal("export", "--to", str(folder), "--layout", "tag", "--preset", "obsidian")
    assert told == "0 written, 1 unchanged.\n"


def test_a_dry_run_prints_what_would_change(terminal: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    lines = terminal("export", "--to", str(folder), "--dry-run").splitlines()
    assert lines[:2] == ["--- /dev/null", "+++ The Keeper’s Ledger.md"]
    assert "+- Twice?" in lines
    assert lines[-1] == "1 would be written, 0 unchanged."
    assert not folder.exists()
    facts = terminal.json("export", "--to", str(folder), "--dry-run")
    assert list(facts["differences"]) == [str(folder / "The Keeper’s Ledger.md")]


def test_only_what_a_search_finds(terminal: Terminal, tmp_path: Path) -> None:
    facts = terminal.json("export", "--to", str(tmp_path / "notes"), "--query", "gardeners")
    assert facts["written"] == [str(tmp_path / "notes" / "Warm Walls.md")]
    wrong = terminal("export", "abc", "--to", str(tmp_path), "--query", "gardeners", status=2)
    assert wrong == "postil: Name pages or give --query, not both.\n"


def test_deleted_files_and_edited_notes_are_told(terminal: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    note = folder / "The Keeper’s Ledger.md"
    terminal("export", "--to", str(folder))
    note.write_text(note.read_text("utf-8").replace("Twice?", "Three times?"), "utf-8")
    facts = terminal.json("export", "--to", str(folder))
    ((edit,), unchanged) = facts["edits"], facts["unchanged"]
    assert (edit["before"], edit["after"], unchanged) == ("Twice?", "Three times?", 1)
    assert "1 note was edited in a file." in terminal("export", "--to", str(folder))
    note.unlink()
    told = terminal("export", "--to", str(folder))
    assert "1 file that you deleted stays deleted; --again writes it anew." in told
    assert terminal.json("export", "--to", str(folder))["deleted"] == [str(note)]
    assert terminal.json("export", "--to", str(folder), "--again")["written"] == [str(note)]


def test_a_problem_is_an_error_line_and_a_status(terminal: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    terminal("export", "--to", str(folder))
    note = folder / "The Keeper’s Ledger.md"
    note.write_bytes(note.read_text("utf-8").encode("utf-16"))
    told = terminal("export", "--to", str(folder), status=1)
    assert "“The Keeper’s Ledger.md” is not text in UTF-8; it is left as it is." in told


def test_targets_are_made_changed_listed_and_removed(terminal: Terminal, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    terminal("targets", "add", "Vault", str(vault), "--preset", "obsidian", "--keep", "on-change")
    (facts,) = terminal.json("targets", "list")
    assert (facts["name"], facts["folder"], facts["preset"]) == ("Vault", str(vault), "obsidian")
    assert (facts["layout"], facts["keep"]) == ("page", "on-change")
    changed = terminal.json("targets", "change", "vault", "--rename", "Graph", "--preset", "logseq")
    assert (changed["name"], changed["preset"], changed["keep"]) == ("Graph", "logseq", "on-change")
    assert "Graph" in terminal("targets", "list")
    told = terminal("targets", "remove", "graph")
    assert told == f"Notes are no longer kept in {vault}; the files stay.\n"
    assert terminal.json("targets", "list") == []


def test_targets_are_brought_up_to_date(terminal: Terminal, tmp_path: Path) -> None:
    for name in ("One", "Two"):
        terminal("targets", "add", name, str(tmp_path / name))
    assert terminal.json("export", "--target", "one")["written"] == [
        str(tmp_path / "One" / "The Keeper’s Ledger.md")
    ]
    assert len(terminal.json("export", "--all-targets")["written"]) == 1
    assert terminal("export", "--all-targets") == "0 written, 2 unchanged.\n"
    note = tmp_path / "One" / "The Keeper’s Ledger.md"
    note.write_text(note.read_text("utf-8").replace("Twice?", "Three times?"), "utf-8")
    told = terminal("export", "--target", "one")
    assert "'postil take-edits' shows the edits and takes them into the library." in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export",), "--to --target --all-targets is required"),
        (("export", "--target", "nowhere"), "No export target is called “nowhere”"),
        (("export", "--all-targets"), "The library has no export targets"),
        (("export", "--target", "x", "--layout", "tag"), "A target has its own pages and options"),
        (("export", "--to", "x", "--layout", "week"), "invalid choice: 'week'"),
        (("targets", "remove", "nowhere"), "No export target is called “nowhere”"),
        (("targets", "add", " ", "somewhere"), "An export target needs a name."),
        (("targets", "add", "x", "somewhere", "--query", "color:plaid"), "can be yellow"),
    ],
)
def test_a_wrong_word_is_told(terminal: Terminal, words: tuple[str, ...], told: str) -> None:
    assert told in terminal(*words, status=2)

"""``postil extract --explain``: what a person and what a program is told of a page's blocks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.app.saved_pages import LIGHTHOUSE, write_shelf

from postil.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return write_shelf(tmp_path / "shelf") / "ledger.html"


def test_every_block_stands_on_a_line_with_its_verdict(
    ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["extract", "--explain", str(ledger)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == str(ledger)
    assert any(line.startswith("title      The Keeper’s Ledger") for line in lines)
    assert any(line.startswith("kept ") and "the cut is ." in line for line in lines)
    first = next(number for number, line in enumerate(lines) if LIGHTHOUSE[0][:30] in line)
    assert " + " in lines[first] or " +? " in lines[first]
    assert any(line.strip().startswith(("for: ", "against: ")) for line in lines)
    (headline,) = (line for line in lines if "Read next" in line)
    assert " - " in headline or " -? " in headline


def test_there_is_no_colour_beside_a_terminal(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["extract", "--explain", str(ledger)])
    assert "\x1b" not in capsys.readouterr().out


def test_a_program_gets_the_same_as_json(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", "--explain", "--json", str(ledger)]) == 0
    (page,) = json.loads(capsys.readouterr().out)
    assert page["title"] == "The Keeper’s Ledger"
    kept = [block["text"] for block in page["blocks"] if block["kept"]]
    assert kept == list(LIGHTHOUSE)
    assert {block["reason"] for block in page["blocks"]} >= {"likelihood"}
    block = page["blocks"][0]
    assert set(block["factors"][0]) == {"group", "weight", "column", "value"}
    assert 0 <= block["likelihood"] <= 1


def test_words_of_a_page_cannot_command_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    words = "".join(f"<p class='x\x1b[2J'>{sentence} \x1b[31mred\x9b\x07</p>" for sentence in LIGHTHOUSE)
    page.write_text(f"<html><head><title>\x1b]0;name\x07</title></head><body>{words}</body></html>", "utf-8")
    assert run(["extract", "--explain", str(page)]) == 0
    assert not set(capsys.readouterr().out) & {"\x1b", "\x9b", "\x07"}


def test_a_file_that_is_no_page_is_told_and_the_others_go_on(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.html"
    empty.write_bytes(b"")
    assert run(["extract", "--explain", str(empty), str(ledger)]) == 1
    captured = capsys.readouterr()
    assert "empty.html" in captured.err
    assert LIGHTHOUSE[0][:30] in captured.out

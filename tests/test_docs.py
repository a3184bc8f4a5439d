"""The documents are true: the manual has every command, the README every verb and setting it names."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from postil.cli.main import build_parser
from postil.commands import COMMANDS, in_rows
from postil.search.queries.parsing import parse
from postil.search.queries.query import ALIASES, VALUES, Field, Nothing, Phrase, Word
from postil.search.ranking import Sort

CHECKOUT = Path(__file__).resolve().parents[1]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def keyboard_manual() -> str:
    path = CHECKOUT / "packaging" / "keyboard_manual.py"
    specification = importlib.util.spec_from_file_location("keyboard_manual", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return str(module.manual())


def test_the_keyboard_page_is_of_today() -> None:
    written = (CHECKOUT / "resources" / "manual" / "keyboard.md").read_text(encoding="utf-8")
    assert written == keyboard_manual(), "run: python packaging/keyboard_manual.py"


def test_every_command_is_in_the_manual() -> None:
    manual = keyboard_manual()
    for command in in_rows(COMMANDS):
        assert f"| {command.title.rstrip('…')} |" in manual


def test_the_search_page_has_the_whole_language() -> None:
    page = (CHECKOUT / "resources" / "manual" / "search.md").read_text(encoding="utf-8")
    names = {f"{field.value}:" for field in Field} | {f"{name}:" for name in ALIASES} | {"sort:"}
    fixed = {f"{field.value}:{value}" for field in (Field.IS, Field.HAS) for value in VALUES[field]}
    orders = {f"sort:{order.value}" for order in Sort}
    assert {wanted for wanted in names | fixed | orders if f"`{wanted}" not in page} == set()
    assert ", ".join(VALUES[Field.COLOR]) in page


def search_examples() -> list[str]:
    """What the search page and the README say may be typed, in the first column of their tables."""
    page = (CHECKOUT / "resources" / "manual" / "search.md").read_text(encoding="utf-8")
    readme = README.split("## Search", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| (`[^|]+) \|", page + readme, re.MULTILINE)
    return [example for row in rows for example in re.findall(r"`([^`]+)`", row)]


@pytest.mark.parametrize("example", search_examples())
def test_every_example_of_a_search_is_understood(example: str) -> None:
    parsed = parse(example, typing=False)
    assert parsed.problem is None
    assert parsed.sort is not None or parsed.query != Nothing()
    before_colon = example.removeprefix("-").partition(":")[0]
    if before_colon.isalpha() and ":" in example and parsed.sort is None:
        assert not isinstance(parsed.query, Word | Phrase)


def test_every_verb_is_in_the_readme() -> None:
    usage = build_parser().format_help()
    verbs = set(re.findall(r"^    ([a-z]+)  ", usage, re.MULTILINE))
    assert {"import", "list", "show", "extract", "search", "highlight", "export", "check", "reindex"} <= verbs
    assert {verb for verb in verbs - {"tour"} if f"postil {verb}" not in README} == set()


def test_every_key_of_the_readme_means_what_it_says() -> None:
    table = README.split("| keys | what they do |", 1)[1].split("\n\n", 1)[0]
    keys = {key for command in COMMANDS for key in command.keys}
    named = {
        shown for line in table.strip().splitlines() for shown in re.findall(r"`([^`]+)`", line.split("|")[1])
    }
    known = {key.lower() if len(key) == 1 else key for key in keys} | {"Enter"}
    assert len(named) > 15
    assert named - known == set()


@pytest.mark.parametrize("name", re.findall(r"\]\(((?!http)[^)]+)\)", README))
def test_what_the_readme_links_to_is_there(name: str) -> None:
    assert (CHECKOUT / name).exists()


def test_make_has_the_readmes_commands() -> None:
    targets = set(
        re.findall(r"^([a-z]+):", (CHECKOUT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE))
    assert {"run", "test"} <= named <= targets

"""The manual of templates says what there is, and its examples give what it says."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest
from tests.export.pages import highlight, page, source

from postil.export.notes.filters import filters_of
from postil.export.notes.note import preview
from postil.export.notes.template import TEMPLATES
from postil.export.notes.variables import Highlight, Note, NoteFile, Section
from postil.model.annotation import Color
from postil.model.color_names import ColorNames
from postil.model.export_target import NotePreset, NoteShape
from postil.paths import resource

_MANUAL = resource("manual/templates.md").read_text(encoding="utf-8")
_ROWS = [
    [cell.strip().strip("`").replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    for line in _MANUAL.splitlines()
    if line.startswith("| `")
]
_SOURCE = replace(
    source(
        replace(page(tags=("water", "old trades")), note="All *in* all.", language="en", words=1200),
        (
            highlight(
                "It turned all night.",
                name="two",
                color=Color.GREEN,
                tags=("two words",),
                note="See **also** it.",
            ),
        ),
    ),
    colors=ColorNames(("", "", "evidence", *[""] * 5)),
)
_VALUES = [(row[0], row[2]) for row in _ROWS if "." in row[0] and len(row) == 3 and row[2]]
_FILTERS = [(row[2], row[3]) for row in _ROWS if len(row) == 4]


@pytest.mark.parametrize(
    ("name", "kind"), [("note", Note), ("section", Section), ("highlight", Highlight), ("file", NoteFile)]
)
def test_every_value_is_named_and_there_is_no_other(name: str, kind: type) -> None:
    named = [row[0].removeprefix(f"{name}.") for row in _ROWS if row[0].startswith(f"{name}.")]
    assert [each for each in named if not each.endswith(".jinja")] == [each.name for each in fields(kind)]


def test_every_filter_is_named_and_there_is_no_other() -> None:
    named = {row[0] for row in _ROWS if len(row) == 4}
    assert named == {*filters_of(NotePreset.PLAIN), "heading", "day", "listed", "markdown"}


def test_every_template_is_named() -> None:
    assert {row[0] for row in _ROWS if row[0].endswith(".jinja")} == set(TEMPLATES)


def _rendered(tmp_path_factory: pytest.TempPathFactory, expression: str, template: str) -> str:
    folder = tmp_path_factory.mktemp("own")
    loop = (
        "{% set section = note.sections[0] %}{% set highlight = section.highlights[0] %}"
        if template.startswith("note")
        else ""
    )
    line = f"<{expression}>" if not template.startswith("front") else f"value: {expression}"
    (folder / template).write_text(f"{loop}{line}\n", encoding="utf-8")
    return preview(_SOURCE, NoteShape(template=folder))


@pytest.mark.parametrize(("value", "expected"), _VALUES)
def test_examples_of_values(value: str, expected: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    written = _rendered(tmp_path_factory, f"{{{{ {value} }}}}", "note.md.jinja")
    assert f"<{expected}>" in written


@pytest.mark.parametrize(("expression", "expected"), _FILTERS)
def test_examples_of_filters(
    expression: str, expected: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    is_property = any(f"| {name} " in expression for name in ("day", "listed", "markdown"))
    written = _rendered(
        tmp_path_factory, expression, "front-matter.yaml.jinja" if is_property else "note.md.jinja"
    )
    if is_property:
        assert re.search(rf"^value:\s+{re.escape(expected)}$", written, re.MULTILINE)
    else:
        assert re.search(rf"<\s*{re.escape(expected)}>", written)

from __future__ import annotations

import re

import pytest
from hypothesis import given
from tests.export.reading import hostile_text, kinds, tokens

from postil.export.markdown.escaping import one_line
from postil.export.markdown.formulas import formula


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (r"\frac{a}{b}", r"$\frac{a}{b}$"),
        ("x", "$x$"),
        ("a = b + 2", "$a = b + 2$"),
        ("the mean of it", "the mean of it"),
        (r"|a| \| b", r"$\vert a\vert  \Vert  b$"),
        ("a^$", r"$a^\$$"),
        ("", ""),
        (None, ""),
    ],
)
def test_formulas(stated: str | None, expected: str) -> None:
    assert formula(stated, displayed=False) == expected


def test_a_displayed_formula_has_lines_of_its_own() -> None:
    assert formula("x^2", displayed=True).strip() == "$$\nx^2\n$$"


@pytest.mark.parametrize(
    "command", [r"\href{javascript:x}{y}", r"\require{x}^2", r"\def\a{b}", r"\htmlId{a}{b}"]
)
def test_commands_that_are_no_mathematics_are_shown_as_code(command: str) -> None:
    assert formula(command, displayed=False) == f"`{command}`"


@given(hostile_text)
def test_a_formula_does_nothing_but_mathematics(stated: str) -> None:
    written = "before " + formula(one_line(stated), displayed=False) + " after"
    assert kinds(written) == ["paragraph_open"]
    assert not {"html_inline", "image", "link_open"} & {token.type for token in tokens(written)}
    for command in ("<", "{{", "{%", "[[", "%%", "::", "((", "=="):
        assert command not in written.replace("&lt;", "")
    assert not re.search(r"\s#\w", written)
    dollars = written.replace("\\$", "").count("$")
    assert dollars in (0, 2)

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.export.reading import hostile_text

from postil.errors import ExportFailed
from postil.export.markdown.escaping import one_line
from postil.export.notes.frontmatter import Day, Listed, front_matter, quoted, yaml_value


def _front(*fields: tuple[str, object]) -> str:
    return front_matter("".join(f"{name}: {yaml_value(value)}\n" for name, value in fields))


def test_known_fields_stand_in_their_order() -> None:
    fields = (("title", "A"), ("author", ""), ("tags", ("x", "two words")), ("empty", ()))
    assert _front(*fields) == '---\ntitle: "A"\ntags: ["x", "two words"]\n---'


def test_days_and_lists_are_what_programs_show_as_such() -> None:
    written = _front(
        ("published", Day.of("2025-01-23T10:00:00Z")),
        ("said", Day.of("last week")),
        ("tags", Listed.of(["x", "", "y: z", "x"])),
        ("aliases", Listed.of("One title")),
        ("empty", Listed.of([])),
    )
    assert written == (
        '---\npublished: 2025-01-23\nsaid: "last week"\n'
        'tags:\n  - "x"\n  - "y: z"\naliases:\n  - "One title"\n---'
    )
    assert yaml.safe_load(written.strip("-"))["published"] == date(2025, 1, 23)


def test_a_day_that_there_is_not_is_only_words() -> None:
    written = _front(("published", Day.of("2026-02-30")), ("added", Day.of("2026-13-45T00:00")))
    assert written == '---\npublished: "2026-02-30"\nadded: "2026-13-45T00:00"\n---'


@pytest.mark.parametrize("lines", ["day: 2026-02-30", "list: " + "[" * 5000])
def test_what_yaml_chokes_on_is_said(lines: str) -> None:
    with pytest.raises(ExportFailed, match="no YAML"):
        front_matter(lines, check=True)


@given(hostile_text | st.text())
def test_yaml_reads_back_what_was_written(text: str) -> None:
    written = _front(("title", text or "x"), ("tags", (text, "b")), ("listed", Listed.of([text, "b"])))
    read = yaml.safe_load(written.removeprefix("---\n").removesuffix("---"))
    listed = [one_line(each) for each in dict.fromkeys([text, "b"]) if each]
    assert read == {"title": one_line(text or "x"), "tags": [one_line(text), "b"], "listed": listed}
    assert len(written.splitlines()) == 5 + len(listed)
    assert "<%" not in written
    assert "{{" not in written
    assert "{%" not in written


def test_letters_stay_letters() -> None:
    assert quoted("Привіт 😀 “x”") == '"Привіт 😀 “x”"'


def test_the_id_is_there_whatever_a_template_leaves_out() -> None:
    assert front_matter('title: "x"', name="abc") == '---\ntitle: "x"\npostil: "abc"\n---'
    assert front_matter('postil: "abc"', name="abc") == '---\npostil: "abc"\n---'


@pytest.mark.parametrize("lines", ["a: [", "- a\n- b", "just words", "a: b\n  c: d"])
def test_what_is_no_yaml_says_so(lines: str) -> None:
    with pytest.raises(ExportFailed, match="front matter"):
        front_matter(lines, check=True)

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.export.reading import hostile_text

from postil.export.markdown.escaping import one_line
from postil.export.notes.frontmatter import front_matter, page_id_of, quoted


def test_known_fields_stand_in_their_order() -> None:
    fields = (("title", "A"), ("author", None), ("tags", ("x", "two words")), ("empty", ()))
    assert front_matter(fields) == '---\ntitle: "A"\ntags: ["x", "two words"]\n---'


@given(hostile_text | st.text())
def test_yaml_reads_back_what_was_written(text: str) -> None:
    written = front_matter((("title", text or "x"), ("tags", (text, "b"))))
    read = yaml.safe_load(written.removeprefix("---\n").removesuffix("---"))
    assert read == {"title": one_line(text or "x"), "tags": [one_line(text), "b"]}
    assert len(written.splitlines()) == 4
    assert "<%" not in written
    assert "{{" not in written
    assert "{%" not in written


def test_letters_stay_letters() -> None:
    assert quoted("Привіт 😀 “x”") == '"Привіт 😀 “x”"'


def test_a_page_is_found_by_its_id() -> None:
    written = front_matter((("title", 'postil: "other"'), ("postil", "abc234"))) + "\n\n# x\n"
    assert page_id_of(written) == "abc234"
    assert page_id_of("\ufeff" + written.replace("\n", "\r\n")) == "abc234"
    assert page_id_of("\n" + written) is None
    assert page_id_of('# x\n\npostil: "abc"\n') is None
    assert page_id_of('---\ntitle: "x"\n---\npostil: "abc"\n') is None

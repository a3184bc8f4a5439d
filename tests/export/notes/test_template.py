"""Templates of the person's own: they take the place of the preset's, in bounds, and say what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest
from tests.export.pages import highlight, page, source

from postil.errors import ExportFailed
from postil.export.notes import limits
from postil.export.notes.note import document, preview
from postil.model.export_target import NoteShape

if TYPE_CHECKING:
    from pathlib import Path

    from postil.export.notes.document import Document

_SOURCE = source(
    replace(page(tags=("water", "old trades")), note="About *it*."),
    (highlight("turned", name="one", note="Why?", tags=("x y",)), highlight("bread", name="two")),
)


def _made(folder: Path, **templates: str) -> Document:
    names = {
        "note": "note.md.jinja",
        "highlight": "highlight.md.jinja",
        "front": "front-matter.yaml.jinja",
    }
    for name, text in templates.items():
        (folder / names[name]).write_text(text, encoding="utf-8")
    return document((_SOURCE,), NoteShape(template=folder))


def _told(folder: Path, **templates: str) -> str:
    with pytest.raises(ExportFailed) as told:
        _made(folder, **templates)
    return str(told.value)


def test_one_template_may_take_the_place_of_the_preset_s(tmp_path: Path) -> None:
    made = _made(tmp_path, highlight="* {{ highlight.text }} ^{{ highlight.block }}\n")
    assert "# The mill at the end of the valley\n" in made.text
    assert "* turned ^hl-one\n" in made.text
    assert [block.key for block in made.blocks if block.key.startswith("hl-")] == ["hl-one", "hl-two"]


def test_a_template_without_parts_gives_blocks_too(tmp_path: Path) -> None:
    text = (
        "{{ note.title }}\n\n```\na\n\nb\n```\n\n- x\n\n  y\n\n"
        "{% for highlight in note.highlights %}\n{{ highlight.quote }} ^{{ highlight.block }}\n\n"
        "{{ highlight.note }}\n\n{% endfor %}\n"
    )
    made = _made(tmp_path, note=text)
    texts = [block.text for block in made.blocks]
    assert texts == [
        "The mill at the end of the valley",
        "```\na\n\nb\n```",
        "- x\n\n  y",
        "**turned** ^hl-one",
        "Why?",
        "bread ^hl-two",
    ]
    assert len({block.key for block in made.blocks}) == len(texts)
    assert [block.text[slice(*block.note)] for block in made.blocks if block.note] == ["Why?"]


def test_the_same_words_twice_have_keys_of_their_own(tmp_path: Path) -> None:
    made = _made(tmp_path, note="same\n\nsame\n\n{% part 'x' %}a{% endpart %}{% part 'x' %}b{% endpart %}\n")
    assert len({block.key for block in made.blocks}) == 4


def test_no_value_gets_out_unescaped(tmp_path: Path) -> None:
    text = (
        "{{ note.title }} {{ note.title | upper }} {{ note.tags }} {{ note.tags | join(' ') }} "
        "{{ note.sections[0] }} {{ note.link }} {{ '*' ~ note.title }}"
    )
    (tmp_path / "note.md.jinja").write_text(text, encoding="utf-8")
    hostile = replace(page("*[[x]]* <b>", tags=("<i>", "{{y}}")), note="")
    written = preview(source(hostile, (highlight("turned"),)), NoteShape(template=tmp_path))
    body = written.split("\n---\n", 1)[1]
    assert not re.search(r"(?<!\\)\*|\[\[|<[bi]>|\{\{", body)


def test_front_matter_of_one_s_own(tmp_path: Path) -> None:
    made = _made(
        tmp_path,
        front="kind: article\nname: {{ note.title }}\nnot: {{ note.language }}\n"
        "tags: {{ note.tags | listed }}\n",
    )
    assert made.front == (
        '---\nkind: article\nname: "The mill at the end of the valley"\n'
        'tags:\n  - "water"\n  - "old trades"\npostil: "pageaaaaaaaaaaaa"\n---'
    )


def test_front_matter_that_is_no_yaml_says_so(tmp_path: Path) -> None:
    assert "front matter" in _told(tmp_path, front="a: [\n")


@pytest.mark.parametrize(
    ("note", "line", "said"),
    [
        ("{{ note.title }}\n\n{{ note.titel }}\n", 3, "Did you mean “title”?"),
        ("\n{{ nota.title }}\n", 2, "Did you mean “note”?"),
        ("{% for each in note.highlights %}\n{{ each.colour }}\n{% endfor %}\n", 2, "“color”"),
        ("{{ note.highlights[0].nothing_like_it }}\n", 1, "quote"),
        ("a\nb\n{{ note.title | quot }}\n", 3, "Did you mean “quote”?"),
        ("a\n{% if note.title %}\n", 2, "endif"),
        ("a\n{{ note.title + 1 }}\n", 2, "concatenate"),
        ("a\n\n\n{{ note.title.__class__.__mro__ }}\n", 4, "__class__"),
        ("a\n{% part 'x' %}\n", 2, "endpart"),
        ("{% include 'note.md.jinja' %}\n", 1, "without an end"),
        ("\n{{ 'x' * 100000000 }}\n", 2, "too much"),
        ("\n{{ '%099999999d' % 1 }}\n", 2, "join them"),
        ("\n{{ 9 ** 9999 }}\n", 2, "too large"),
        ("\n{% for x in range(100000) %}{% endfor %}\n", 2, "10,000"),
    ],
)
def test_an_error_says_where_and_what(tmp_path: Path, note: str, line: int, said: str) -> None:
    told = _told(tmp_path, note=note)
    assert "note.md.jinja" in told
    assert f"line {line}:" in told
    assert said in told


def test_an_error_names_the_template_that_has_it(tmp_path: Path) -> None:
    told = _told(tmp_path, highlight="> {{ highlight.quote }}\n{{ highlight.colour }}\n")
    assert "highlight.md.jinja" in told
    assert "line 2:" in told


def test_parts_within_parts_are_refused(tmp_path: Path) -> None:
    assert "within another" in _told(tmp_path, note="{% part 'a' %}{% part 'b' %}x{% endpart %}{% endpart %}")


@pytest.mark.parametrize(
    "note",
    [
        "{% set r = range(9000) %}{% for a in r %}{% for b in r %}{% endfor %}{% endfor %}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    ],
)
def test_a_loop_without_an_end_is_ended(tmp_path: Path, note: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.2)
    assert "too long" in _told(tmp_path, note=note)


def test_what_is_written_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LONGEST", 10_000)
    assert "too much" in _told(tmp_path, note="{% for a in range(2000) %}words words {% endfor %}")


@pytest.mark.parametrize(
    "bomb",
    [
        "{% set ns = namespace(x='words') %}{% for _ in range(40) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
        "{% set ns = namespace(x='words') %}{% for _ in range(40) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
        "{% set n = namespace(x=1) %}{% for _ in range(999) %}{% set n.x = [n.x, 'x' * 99999] %}{% endfor %}",
        "{{ range(9000) | join('x' * 99999) | length }}",
        "{{ ('x' * 99999).join(range(9000)) | length }}",
        "{{ ('x' * 99999) | replace('x', 'y' * 99999) | length }}",
        "{{ ('x' * 99999).replace('x', 'y' * 99999) | length }}",
    ],
)
def test_a_text_that_grows_is_stopped_before_it_is_there(tmp_path: Path, bomb: str) -> None:
    assert "too much" in _told(tmp_path, note=bomb)


@pytest.mark.parametrize("call", ["ljust(9)", "rjust(9)", "center(9)", "zfill(9)", "expandtabs(9)"])
def test_padding_is_refused(tmp_path: Path, call: str) -> None:
    told = _told(tmp_path, note=f"{{{{ 'x'.{call} }}}}")
    assert told.endswith(f"There is no “{call[: call.index('(')]}” in a str.")


@pytest.mark.parametrize(
    ("template", "written"),
    [
        ("{{ ['a', 2, 'c'] | join('-') }}", "a-2-c"),
        ("{{ note.highlights | join(' ', attribute='color') }}", "yellow"),
        ("{{ '-'.join(['a', 'b']) }}", "a-b"),
        ("{{ 'aaa' | replace('a', 'b', 2) }}", "bba"),
        ("{{ 'aaa'.replace('a', 'b') }}", "bbb"),
        ("{{ 'a' ~ 1 ~ ('b' ~ 'c') }}", "a1bc"),
        ("{{ 'a' + 'b' }}", "ab"),
    ],
)
def test_texts_are_joined_and_replaced(tmp_path: Path, template: str, written: str) -> None:
    assert written in _made(tmp_path, note=template).text


@pytest.mark.parametrize(
    "asked",
    [
        "note.__dataclass_fields__",
        "note.__slots__",
        "note.link.__class__",
        "note.highlights[0].__init__",
        "note.highlights[0].quote.__class__",
        "note.people.__class__",
    ],
)
def test_of_the_values_only_what_they_say_is_there(tmp_path: Path, asked: str) -> None:
    name = asked.rpartition(".")[2]
    assert f"There is no “{name}”" in _told(tmp_path, note=f"{{{{ {asked} }}}}\n")


def test_a_field_that_is_a_value_s_own_is_not_there() -> None:
    @dataclass(frozen=True)
    class Value:
        shown: str = "yes"
        _hidden: str = "no"

    template = limits.LimitedEnvironment().from_string("{{ value.shown }} {{ value._hidden }}")
    assert template.render(value=Value()) == "yes "


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname", "..\\secret.txt", "sub/../../secret.txt"])
def test_nothing_outside_of_the_folder_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    assert "secret" not in _told(own, note=f"{{% include {name!r} %}}").removeprefix(f"The template {name}")


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    (own / "highlight.md.jinja").symlink_to(tmp_path / "secret.txt")
    assert "is a link" in _told(own)
    (own / "highlight.md.jinja").unlink()
    (own / "sub").symlink_to(tmp_path)
    assert "is a link" in _told(own, note="{% include 'sub/secret.txt' %}")


def test_a_folder_that_is_a_link_itself_will_do(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (tmp_path / "link").symlink_to(own)
    assert _made(tmp_path / "link", note="mine\n").blocks[0].text == "mine"


def test_files_that_are_no_templates_say_so(tmp_path: Path) -> None:
    (tmp_path / "note.md.jinja").write_bytes(b"\xff\xfe\xfd")
    assert "UTF-8" in _told(tmp_path)
    (tmp_path / "note.md.jinja").write_bytes(b"x" * 300_000)
    assert "too long" in _told(tmp_path)


def test_a_template_that_is_changed_counts_at_once(tmp_path: Path) -> None:
    assert "Highlights" in _made(tmp_path).text
    assert _made(tmp_path, note="first\n").blocks[0].text == "first"
    assert _made(tmp_path, note="second one\n").blocks[0].text == "second one"
    (tmp_path / "note.md.jinja").unlink()
    assert "Highlights" in _made(tmp_path).text


def test_marks_of_the_rendering_cannot_be_forged(tmp_path: Path) -> None:
    words = "\ue000123 part x\ue001 \ue000note\ue001"
    about = replace(page(words), note=words)
    made = document((source(about),), NoteShape(template=tmp_path))
    assert [block.key for block in made.blocks] == ["title", "facts", "note"]
    assert words in made.text


def test_a_note_that_a_filter_changes_is_text(tmp_path: Path) -> None:
    made = _made(tmp_path, note="{{ note.note | upper }} {{ note.note | replace('it', '[[it]]') }}\n")
    assert made.blocks[0].text == "About \\*IT\\*. About \\*\\[\\[it\\]\\]\\*.".replace(
        "About \\*IT", "ABOUT \\*IT"
    )
    assert made.blocks[0].note is None

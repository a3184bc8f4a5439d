"""What a page says does nothing in a note, in whichever program the note is opened.

A note of a hostile page is held against the note of a harmless one of the same shape: it has no more of
anything that a program acts on, and no other blocks.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.export.pages import highlight, page, source
from tests.export.reading import SPECIAL, addresses, hostile_text, kinds, tokens

from postil.dom.flatten import flatten
from postil.dom.note_text import note_html
from postil.dom.plain import plain_text
from postil.dom.serialise import serialise
from postil.export.markdown.escaping import one_line
from postil.export.notes.filters import as_property
from postil.export.notes.note import document
from postil.model.export_target import NoteContents, NotePreset, NoteShape

_ATTACKS = (
    "[[wiki]]", "![[embed]]", "![x](https://evil.example/x.png)", "<script>alert(1)</script>",
    "<img src=x>", "<%* tp.system %>", "{{query (todo)}}", "{{renderer :x}}", "{%raw%}", "#+BEGIN_QUERY",
    "#+BEGIN_EXPORT html", "((65f2a7a8-6e54-494d-8a3c-247c467a3898))", "key:: value", "id:: 1",
    "%%hidden%%", "$= dv.x", "`= this.file`", "`$= dv.pages()`", "```dataview\nLIST\n```",
    "```{=html}\n<b>\n```", "`x`{=html}", "\\input{/etc/passwd}", "\\write18{x}", "$$\\input{x}$$",
    "[x](javascript:alert(1))", "javascript:alert(1)", "obsidian://x", "---", "...", "- [ ] task",
    "TODO later", "^hl-x", "[^1]: note", "[^hl-x]", "@key", "[@key]", "::: {.x}", "# Head", "> [!note] x",
    "==marked==", "*bold*", "_em_", "~~gone~~", "| a | b |", 'postil: "x"', '": x', "'", "&lt;b&gt;",
    "&#x3c;b&#x3e;", "\u2028---\u2028", "\u202egnp", "\x00\x07", "=cmd|' /C calc'!A0", "\\", "\\]", "`",
    "``", "%",
)  # fmt: skip
_ACTIVE = re.compile(
    r"""<% | \{\{ | \{% | %% | \[\[ | !\[ | \(\( | (?:^|[\s>])\#\+ | :: | == | \{= | \]\s*\( | \[@
    | \[\^ | \{\# | (?:^|\s)\#[^\s\#] | ^\s*(?:[-+*]|[0-9]+[.)])\s | ^\s*>\s*\[! | ^(?:```|~~~|:::) | ^\s*---
    | (?:https?|obsidian|file|postil):// | \$ | \\input | \^hl-""",
    re.VERBOSE | re.MULTILINE,
)
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
_PROPERTY = re.compile(r"^(title|author|site|published):: .*$|^  author:: .*$", re.MULTILINE)
"""Lines of Logseq, where a backslash is a letter."""


def _active(body: str) -> list[str]:
    """What of a note a program would act on."""
    return _ACTIVE.findall(_ESCAPED.sub("E", _PROPERTY.sub("", body)))


def _hostile_words() -> list[str]:
    """Five hundred texts, the same ones each time."""
    chance = random.Random(20)
    made = list(_ATTACKS)
    while len(made) < 500:
        made.append(
            "".join(chance.choice((*_ATTACKS, *SPECIAL, " ", "word")) for _ in range(chance.randint(1, 6)))
        )
    return made


def _article(words: str) -> str:
    """An article that has the words wherever an article can have words."""
    words = one_line(words) or "x"
    root = etree.Element("div")
    for tag in ("h2", "p", "blockquote"):
        etree.SubElement(root, tag).text = f"{words} at {tag}"
    bold = etree.SubElement(etree.SubElement(root, "p"), "b")
    bold.text, bold.tail = words, f" {words}"
    etree.SubElement(etree.SubElement(root, "ul"), "li").text = words
    row = etree.SubElement(etree.SubElement(root, "table"), "tr")
    etree.SubElement(row, "td").text = words
    etree.SubElement(row, "td").text = words
    etree.SubElement(etree.SubElement(root, "p"), "a", href="https://example.org/a").text = f"a {words}"
    return serialise(root)


def _note(words: str, preset: NotePreset, contents: NoteContents) -> str:
    html = _article(words)
    text = flatten(etree.fromstring(html)).text
    first = text.split("\n")[1]
    about = replace(
        page(words, byline=f"a {words}", published=f"a {words}"), site=f"a {words}", language=words
    )
    placed = (highlight(first, html=html), highlight(text, html=html, name="hlbbbbbbbbbbbbbb"))
    return document((source(about, placed, html=html),), NoteShape(preset, contents=contents)).text


def _body(note: str) -> str:
    return note.split("\n---\n", 1)[1] if note.startswith("---\n") else note


@pytest.mark.parametrize("contents", NoteContents)
@pytest.mark.parametrize("preset", NotePreset)
def test_five_hundred_hostile_pages(preset: NotePreset, contents: NoteContents) -> None:
    """Each preset and contents has a quarter of them, another one each."""
    harmless = _body(_note("harmless", preset, contents))
    expected, blocks = len(_active(harmless)), kinds(harmless)
    turn = list(NotePreset).index(preset) + 2 * (contents is NoteContents.ARTICLE)
    for words in _hostile_words()[turn % 4 :: 4]:
        body = _body(_note(words, preset, contents))
        assert len(_active(body)) == expected, (words, body)
        assert kinds(body) == blocks, (words, body)
        html = [each for each in tokens(body) if each.type in ("html_block", "html_inline", "image")]
        assert not html, (words, html)
    assert addresses(body) == addresses(harmless)


@given(hostile_text, st.sampled_from(NotePreset), st.sampled_from(NoteContents))
@settings(max_examples=50)
def test_nothing_of_a_page_does_anything(words: str, preset: NotePreset, contents: NoteContents) -> None:
    harmless = _body(_note("harmless", preset, contents))
    body = _body(_note(words, preset, contents))
    assert len(_active(body)) == len(_active(harmless))
    assert kinds(body) == kinds(harmless)


@pytest.mark.parametrize("preset", [NotePreset.PLAIN, NotePreset.OBSIDIAN, NotePreset.PANDOC])
def test_front_matter_says_what_the_page_says(preset: NotePreset) -> None:
    """Each preset has every attack, and a fourth of what is made of them."""
    made_of_them = _hostile_words()[len(_ATTACKS) :]
    for words in (*_ATTACKS, *made_of_them[list(NotePreset).index(preset) :: 4]):
        about = replace(page(words, tags=("a", words)), site=words)
        made = document((source(about),), NoteShape(preset))
        front = yaml.safe_load(made.front.strip("-"))
        bare = _words_of_markdown if preset is NotePreset.PANDOC else _without_joiners
        assert bare(front.get("title", "")).strip() == one_line(words).strip()
        assert bare(front.get("site", "")).strip() == one_line(words).strip()
        assert front["postil"] == about.id
        assert not re.search(r"<%|\{\{|\{%", made.front)
        if preset is NotePreset.OBSIDIAN:
            assert "[[" not in made.front


@pytest.mark.parametrize("words", _hostile_words()[:120])
def test_a_property_of_logseq_says_its_words_and_does_nothing(words: str) -> None:
    value = as_property(words)
    assert _without_joiners(value) == one_line(words).replace("\u2060", "")
    assert not re.search(r"\[\[|\{[{%]|\(\(|\]\(|!\[|::|://|#[^\s\u2060]|<[^\s\u2060]", value)


def _without_joiners(text: str) -> str:
    return text.replace("\u2060", "")


def _words_of_markdown(text: str) -> str:
    return plain_text(note_html(text)) if text else ""


@pytest.mark.parametrize("words", _ATTACKS)
@pytest.mark.parametrize("preset", NotePreset)
def test_tags_are_tags_and_nothing_else(preset: NotePreset, words: str) -> None:
    placed = (highlight("turned", tags=(words,)),)
    note = document((source(page(tags=(words,)), placed),), NoteShape(preset)).text
    for tag in re.findall(r" #([^\s#]\S*)", _body(note)):
        assert re.fullmatch(r"[\w/-]*", tag)
    for line in re.findall(r"^\s*tags:: (.*)", note, re.MULTILINE):
        assert re.fullmatch(r"[\w/-]+|\[\[[^\[\]{}()#\"<>`]*\]\]", line)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "obsidian://open?vault=x", "file:///etc/passwd", "data:text/html,x",
        "https://x.org/[[a]]", "https://x.org/{{b}}((c))", "https://x.org/a)b(c\"d'<e>",
        "https://x.org/ a\nb::c", "postil://page/other", "https://x.org/<%x%>", "https://x.org/$a$_b_*c*",
    ],
)  # fmt: skip
@pytest.mark.parametrize("preset", NotePreset)
def test_addresses_lead_where_they_led_or_nowhere(preset: NotePreset, address: str) -> None:
    note = document((source(page(address=address), (highlight("turned"),)),), NoteShape(preset)).text
    body = _body(note)
    assert not re.search(r"\[\[|\{\{|\(\(|<%|\*c\*", body)
    allowed = ("https://x.org/", "postil://page/pageaaaaaaaaaaaa")
    assert all(each.startswith(allowed) for each in addresses(body))
    if not address.startswith("https:"):
        assert address not in note


_PREFIXES = {
    NotePreset.PLAIN: "  ",
    NotePreset.OBSIDIAN: "> >",
    NotePreset.LOGSEQ: "\t\t\t  ",
    NotePreset.PANDOC: "    ",
}


@given(
    st.lists(st.sampled_from(_ATTACKS) | hostile_text, max_size=5).map("\n".join), st.sampled_from(NotePreset)
)
@example("words\n \nand a line of one space", NotePreset.LOGSEQ)
def test_a_person_s_note_stays_in_its_place(note: str, preset: NotePreset) -> None:
    if not note.strip():
        return
    made = document((source(placed=(highlight("turned", note=note),)),), NoteShape(preset))
    (block,) = [each for each in made.blocks if each.note]
    start, end = block.note or (0, 0)
    for line in block.text[start:end].split("\n")[1:]:
        assert not line or line.startswith(_PREFIXES[preset])
    plain = document((source(placed=(highlight("turned", note="x"),)),), NoteShape(preset))
    (other,) = [each for each in plain.blocks if each.note]
    assert block.text[:start] == other.text[: (other.note or (0, 0))[0]]
    assert block.text[end:] == other.text[(other.note or (0, 0))[1] :]


@given(hostile_text, st.sampled_from(NotePreset))
@settings(max_examples=25)
def test_a_file_of_several_pages_keeps_them_apart(words: str, preset: NotePreset) -> None:
    def made(said: str) -> str:
        html = _article(said)
        sources = (
            source(page(said), (highlight("at p", html=html),), html=html),
            source(
                page(said, page_id="pagebbbbbbbbbbbb"),
                (highlight("at p", html=html, name="other"),),
                html=html,
            ),
        )
        return document(sources, NoteShape(preset), title=said, file_id="f1").text

    hostile, harmless = _body(made(f"a {words}")), _body(made("a b"))
    assert len(_active(hostile)) == len(_active(harmless))
    assert kinds(hostile) == kinds(harmless)

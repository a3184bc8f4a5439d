from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from tests.export.formats.sources import MILL, highlight, source, written

from postil.export.formats.anki import write_anki
from postil.export.formats.anki_cards import Card, cards


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("Just a remark.", ()),
        ("", ()),
        ("Who oils it?", (Card("Who oils it?"),)),
        ("Who oils it?\nThe miller.", (Card("Who oils it?", "The miller."),)),
        ("He does it daily.\n\nWho oils it?", (Card("Who oils it?", "He does it daily."),)),
        ("**Who oils it?**", (Card("**Who oils it?**"),)),
        ("谁给它上油？", (Card("谁给它上油？"),)),
        ("Ποιος το λαδώνει;", (Card("Ποιος το λαδώνει;"),)),
        ("a statement;", ()),
        ("Q: Who oils it?\nA: The miller.", (Card("Who oils it?", "The miller."),)),
        ("q: Who\nQ: When?\nA: At noon.\n\nAlways.", (Card("Who"), Card("When?", "At noon.\n\nAlways."))),
        ("**Q:** Who?\n**A:** He.", (Card("Who?", "He."),)),
        ("Питання: Хто?\nВідповідь: Мельник.", (Card("Хто?", "Мельник."),)),
        ("It is oiled by the {{c1::miller}}.", (Card("It is oiled by the {{c1::miller}}.", has_gaps=True),)),
        ("Is it so? Yes, said he.", ()),
    ],
)
def test_a_question_is_told_from_a_remark(note: str, found: tuple[Card, ...]) -> None:
    assert cards(note) == found


def rows(content: bytes) -> list[list[str]]:
    lines = content.decode().splitlines(keepends=True)
    assert [line.strip() for line in lines[:6]] == [
        "#separator:tab",
        "#html:true",
        "#guid column:1",
        "#notetype column:2",
        "#deck column:3",
        "#tags column:4",
    ]
    return list(csv.reader(io.StringIO("".join(lines[6:])), delimiter="\t"))


def test_a_card_has_the_highlights_id_question_and_answer() -> None:
    page = replace(MILL, tags=("old trades/mills",))
    placed = [highlight("turned", name="one", note="Q: What did *it* do?\nA: Turn.", tags=("water",))]
    placed.append(highlight("bread", name="two", note="No question."))
    (row,) = rows(written(write_anki, source(page, placed)))
    assert row[:5] == ["one", "Basic", "Postil", "water old_trades::mills", "<p>What did <em>it</em> do?</p>"]
    assert row[5] == (
        "<p>Turn.</p><blockquote>turned</blockquote>"
        '<small><a href="https://example.org/mill?a=1&amp;b=2">The mill at the end of the valley</a>'
        " · Ann Miller · The Valley Courier</small>"
    )


def test_two_questions_of_a_note_are_two_cards() -> None:
    placed = [highlight("turned", name="one", note="Q: a?\nA: b\nQ: c?\nA: d")]
    assert [row[0] for row in rows(written(write_anki, source(MILL, placed)))] == ["one", "one-2"]


def test_gaps_are_a_card_of_the_other_kind() -> None:
    placed = [highlight("turned", note="It {{c1::turned}} all night.")]
    (row,) = rows(written(write_anki, source(MILL, placed)))
    assert row[1] == "Cloze"
    assert row[4] == "<p>It {{c1::turned}} all night.</p>"


def test_a_page_commands_nothing() -> None:
    html = "<div><p>[sound:x.mp3] {{c1::a}} [latex]\\input{x}[/latex] &lt;script&gt;</p></div>"
    placed = [highlight("[sound:x.mp3] {{c1::a}} [latex]\\input{x}[/latex] <script>", html=html, note="Why?")]
    (row,) = rows(written(write_anki, source(MILL, placed, html=html)))
    for command in ("[sound", "{{", "[latex", "<script"):
        assert command not in row[5]

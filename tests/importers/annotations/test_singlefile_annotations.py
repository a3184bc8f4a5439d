from __future__ import annotations

import pytest
from tests.importers.annotations.annotated_pages import sf_highlight, sf_note, sf_page

from postil.importers.annotations.page_annotations import annotations_in
from postil.model.annotation import Color


def test_a_highlight_has_its_words_their_surroundings_and_its_colour() -> None:
    (found,) = annotations_in(
        sf_page(f"<p>Cut the scion {sf_highlight('in the deep of winter', 1, 'green')}, never in leaf.</p>")
    ).annotations
    assert found.quote.exact == "in the deep of winter"
    assert found.quote.prefix.endswith("Grafting\nCut the scion ")
    assert found.quote.suffix == ", never in leaf."
    assert (found.color, found.note, found.id, found.created) == (Color.GREEN, "", "", None)


@pytest.mark.parametrize(
    ("name", "color"),
    [("yellow", Color.YELLOW), ("pink", Color.MAGENTA), ("blue", Color.BLUE), ("green", Color.GREEN)],
)
def test_its_four_colours_are_ours(name: str, color: Color) -> None:
    (found,) = annotations_in(sf_page(f"<p>{sf_highlight('bark', 1, name)}</p>")).annotations
    assert found.color is color


def test_elements_of_one_number_are_one_highlight_across_phrases_and_blocks() -> None:
    inside = sf_highlight(sf_highlight("Winter banana", 4), 4, tag="em")
    content = f"""<h2>The {sf_highlight("stocks", 4)}</h2>
        <p>{sf_highlight("An old ", 4)}{inside}{sf_highlight(" will do", 4)} for both.</p>"""
    (found,) = annotations_in(sf_page(content)).annotations
    assert found.quote.exact == "stocks\nAn old Winter banana will do"


def test_a_highlight_over_a_part_of_another_leaves_that_whole() -> None:
    content = (
        f"<p>{sf_highlight('Bind it with raffia, ', 1)}{sf_highlight('not with wire', 2, 'pink')}"
        f"{sf_highlight(', and wax the cut', 1)} twice.</p>"
    )
    first, second = annotations_in(sf_page(content)).annotations
    assert first.quote.exact == "Bind it with raffia, not with wire, and wax the cut"
    assert (second.quote.exact, second.color) == ("not with wire", Color.MAGENTA)


def test_elements_of_one_number_with_other_words_between_are_two_highlights() -> None:
    content = f"<p>{sf_highlight('apple', 3)} or perhaps {sf_highlight('pear', 3)}</p>"
    assert [one.quote.exact for one in annotations_in(sf_page(content)).annotations] == ["apple", "pear"]


def test_a_note_stands_at_what_it_was_put_on() -> None:
    found = annotations_in(
        sf_page(
            "<p data-single-file-note-refs=2>Quince is a stock for pears.<p>Plums want plums.",
            notes=sf_note("Ask &lt;Wanda&gt;\nabout *hers*", 2, "blue"),
        )
    )
    (one,) = found.annotations
    assert one.quote.exact == "Quince is a stock for pears."
    assert (one.note, one.color) == ("Ask <Wanda>\nabout *hers*", Color.BLUE)
    assert found.note == ""


@pytest.mark.parametrize("reference", ["data-single-file-note-refs=2", 'data-single-file-note-refs="1,2 7"'])
def test_a_note_on_a_highlight_is_its_note(reference: str) -> None:
    highlight = sf_highlight("the cambium", 1).replace("<span ", f"<span {reference} ")
    (one,) = annotations_in(
        sf_page(f"<p>Match {highlight}.</p>", notes=sf_note("green layer", 2))
    ).annotations
    assert (one.quote.exact, one.note) == ("the cambium", "green layer")


def test_a_note_on_a_paragraph_that_is_all_highlighted_is_the_highlight_s() -> None:
    content = f"<p data-single-file-note-refs=1>{sf_highlight('Whole words.', 1)}</p>"
    (one,) = annotations_in(sf_page(content, notes=sf_note("mine", 1))).annotations
    assert (one.quote.exact, one.note) == ("Whole words.", "mine")


def test_notes_on_nothing_are_the_pages() -> None:
    found = annotations_in(
        sf_page(
            "<p>Words.<figure data-single-file-note-refs=2><img src=data:,></figure>",
            html='data-single-file-note-refs="1 5"',
            notes=sf_note("Of the page", 1) + sf_note("On a picture", 2) + sf_note("   ", 5),
        )
    )
    assert (found.annotations, found.note) == ((), "Of the page\n\nOn a picture")


def test_a_note_on_a_long_part_stands_at_its_first_line() -> None:
    long = "<p>The first of many.</p>" + "<p>One of the many paragraphs of the whole chapter.</p>" * 40
    (one,) = annotations_in(
        sf_page(f"<section data-single-file-note-refs=1>{long}</section>", notes=sf_note("read again", 1))
    ).annotations
    assert (one.quote.exact, one.note) == ("The first of many.", "read again")


def test_the_author_s_own_marks_are_not_the_persons() -> None:
    content = '<p>This <mark>is loud</mark>, <span class="highlight">and this too</span>.</p>'
    assert annotations_in(sf_page(content)).annotations == ()

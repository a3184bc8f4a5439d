from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from postil.importers.exports.omnivore_highlights import read_highlights


def highlight(quote: str, *, labels: tuple[str, ...] = (), note: str = "") -> str:
    """As Omnivore writes one: a space after the quote and one at the end, whatever there is."""
    lines = re.sub(r"^$", "> ", quote, flags=re.MULTILINE)
    told = "\n\n" + " ".join(f"#{label}" for label in labels) if labels else ""
    return f"> {lines} {told}" + (f"\n\n{note}" if note else "") + " "


def page_note(text: str) -> str:
    return f"{text}\n\n"


def read(*parts: str) -> tuple[str, list[tuple[str, str, tuple[str, ...]]]]:
    found = read_highlights("\n\n".join(parts))
    return found.note, [(each.quote.exact, each.note, each.tags) for each in found.annotations]


def test_a_quote_alone() -> None:
    assert read(highlight("Salt keeps.")) == ("", [("Salt keeps.", "", ())])


def test_labels_and_a_note_of_paragraphs() -> None:
    written = highlight("Salt keeps.", labels=("kitchen", "long winters"), note="Try it.\n\n- with dill")
    assert read(written) == ("", [("Salt keeps.", "Try it.\n\n- with dill", ("kitchen", "long winters"))])


def test_a_quote_of_paragraphs_and_lines() -> None:
    assert read(highlight("First.\n\nSecond\nand third.", note="n"))[1] == [
        ("First.\n\nSecond\nand third.", "n", ())
    ]
    assert read("> First.\n> > Second\nand third. ")[1] == [("First.\nSecond\nand third.", "", ())]
    assert read("> First.\n>\n> Second.")[1] == [("First.\n\nSecond.", "", ())]


def test_signs_of_the_text_itself_stay() -> None:
    assert read(highlight(">>> import this"))[1] == [(">>> import this", "", ())]


def test_several() -> None:
    written = (highlight("One."), highlight("Two.", note="two"), highlight("Three.", labels=("c",)))
    assert read(*written) == ("", [("One.", "", ()), ("Two.", "two", ()), ("Three.", "", ("c",))])


def test_a_note_on_the_page() -> None:
    quoted, noted = highlight("One."), page_note("On all of it.\n\nIn two paragraphs.")
    for parts in ((noted, quoted), (quoted, noted)):
        assert read(*parts) == ("On all of it.\n\nIn two paragraphs.", [("One.", "", ())])


def test_a_note_on_the_page_between_highlights_with_notes() -> None:
    parts = (highlight("One.", note="own"), page_note("of the page"), highlight("Two.", note="its own"))
    assert read(*parts) == ("of the page", [("One.", "own", ()), ("Two.", "its own", ())])


def test_a_note_on_the_page_after_labels_only() -> None:
    parts = (highlight("One.", labels=("l",)), page_note("of the page"))
    assert read(*parts) == ("of the page", [("One.", "", ("l",))])


def test_a_heading_in_a_note_is_no_label() -> None:
    assert read(highlight("One.", note="# Why\n\nso"))[1] == [("One.", "# Why\n\nso", ())]


def test_a_file_that_went_through_an_editor() -> None:
    assert read("> One.\r\n\r\n#l\r\n\r\nnote\r\n") == ("", [("One.", "note", ("l",))])
    assert read("> One.\n\nnote on the quote\n\n\n\n> Two.\n")[1] == [
        ("One.", "note on the quote", ()),
        ("Two.", "", ()),
    ]


def test_a_quote_of_no_words_leaves_its_note() -> None:
    assert read("> \n\nkept") == ("kept", [])


@given(text=st.text("> #ab\n\r ", max_size=60) | st.text(max_size=60))
def test_no_word_is_lost_in_any_file(text: str) -> None:
    found = read_highlights(text)
    tags = [tag for each in found.annotations for tag in each.tags]
    told = " ".join([found.note, *tags, *(f"{each.quote.exact} {each.note}" for each in found.annotations)])
    for letter in "ab":
        assert told.count(letter) == text.count(letter)
    assert all(each.quote.exact.strip() for each in found.annotations)

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from postil.anchoring.describe import describe
from postil.anchoring.resolve import Resolution, Resolver, resolve
from postil.model.annotation import AnchorState
from postil.model.ids import content_hash
from postil.model.selectors import Selectors, TextPositionSelector, TextQuoteSelector

TEXT = """The mill at the end of the valley had stood still for eleven years.
Nobody had oiled the wheel since March, and the boards of the sluice were green.
When the new owners came they opened the sluice on the first evening, and the wheel turned.
It turned all night. In the morning the whole village knew that there would be bread again.
"Bread," said the teacher, "is only the beginning." She was right about that, as about most things.
"""

texts = st.text(min_size=1, max_size=400)


def spans(text: str) -> st.SearchStrategy[tuple[int, int]]:
    ends = st.integers(0, len(text))
    return st.tuples(ends, ends).map(sorted).map(lambda pair: (pair[0], pair[1]))


@given(st.data(), texts)
def test_what_was_described_is_found_again(data: st.DataObject, text: str) -> None:
    start, end = data.draw(spans(text))
    assume(text[start:end].strip())
    selectors = describe(text, start, end)
    found = resolve(selectors, text)
    assert selectors.position is not None
    assert (found.start, found.end) == (selectors.position.start, selectors.position.end)
    assert found.state is AnchorState.ANCHORED
    named = replace(selectors, text_hash=content_hash(text.encode("utf-8", "surrogatepass")))
    assert resolve(named, text, text_hash=named.text_hash) == found


@given(st.data(), st.text("abc \n", max_size=80))
def test_an_edit_elsewhere_moves_a_highlight_along(data: st.DataObject, inserted: str) -> None:
    start, end = data.draw(spans(TEXT))
    assume(TEXT[start:end].strip())
    at = data.draw(st.integers(0, max(0, start - 100)) | st.integers(min(end + 100, len(TEXT)), len(TEXT)))
    selectors = describe(TEXT, start, end)
    assert selectors.position is not None
    assume(not selectors.position.start - 96 < at < selectors.position.end + 96)
    text = TEXT[:at] + inserted + TEXT[at:]
    moved = len(inserted) if at <= start else 0
    for old_text in (None, TEXT):
        found = resolve(selectors, text, old_text=old_text)
        assert (found.start, found.end) == (selectors.position.start + moved, selectors.position.end + moved)
        assert found.state is AnchorState.ANCHORED


OTHER = """Beekeepers in the north have lost every third colony over the last winter, the union says.
The mites came early because the autumn was warm, and few keepers treated their hives in time.
"We were told to wait for the frost," a keeper from the coast said, "and the frost never came."
The union asks for a register of all hives and for help with the cost of new colonies in spring.
"""


@given(st.data())
def test_nothing_is_claimed_in_an_unrelated_text(data: st.DataObject) -> None:
    start, end = data.draw(spans(TEXT))
    assume(TEXT[start:end].strip())
    selectors = describe(TEXT, start, end)
    for old_text in (None, TEXT):
        found = resolve(selectors, OTHER, old_text=old_text)
        assert found.state is AnchorState.NOT_FOUND
        assert found.start is None
        assert found.end is None


def find(quote: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)


def words(text: str, found: Resolution) -> str | None:
    return None if found.start is None else text[found.start : found.end]


@pytest.mark.parametrize("old_text", [None, TEXT])
class TestAnEditedText:
    def test_a_word_changed_inside(self, old_text: str | None) -> None:
        text = TEXT.replace("oiled the wheel", "greased the wheel")
        found = resolve(
            describe(TEXT, *find("Nobody had oiled the wheel since March")), text, old_text=old_text
        )
        assert words(text, found) == "Nobody had greased the wheel since March"
        assert found.state is AnchorState.ANCHORED

    def test_the_words_beside_it_changed(self, old_text: str | None) -> None:
        text = TEXT.replace("In the morning the", "By sunrise our").replace(
            "that there would be", "about the"
        )
        found = resolve(describe(TEXT, *find("whole village knew")), text, old_text=old_text)
        assert words(text, found) == "whole village knew"

    def test_a_sentence_moved_to_the_front(self, old_text: str | None) -> None:
        line = TEXT.splitlines(keepends=True)[3]
        text = line + TEXT.replace(line, "")
        found = resolve(describe(TEXT, *find("the whole village knew that")), text, old_text=old_text)
        assert words(text, found) == "the whole village knew that"

    def test_the_words_were_deleted(self, old_text: str | None) -> None:
        text = TEXT.replace(
            "Nobody had oiled the wheel since March, and the boards of the sluice were green.\n", ""
        )
        found = resolve(describe(TEXT, *find("the boards of the sluice")), text, old_text=old_text)
        assert found.state is AnchorState.NOT_FOUND

    def test_other_white_space_quotes_and_hyphenation(self, old_text: str | None) -> None:
        text = (
            TEXT.replace('"Bread,"', "“Bread,”").replace(" ", "\u00a0 ").replace("teacher", "teach\u00ader")
        )
        found = resolve(describe(TEXT, *find('"Bread," said the teacher')), text, old_text=old_text)
        assert words(text, found) == "“Bread,”\u00a0 said\u00a0 the\u00a0 teach\u00ader"
        assert found.state is AnchorState.ANCHORED

    def test_a_passage_was_put_into_it(self, old_text: str | None) -> None:
        text = TEXT.replace("since March, and", "since March, when the miller left for the coast, and")
        quote = "oiled the wheel since March, and the boards of the sluice"
        found = resolve(describe(TEXT, *find(quote)), text, old_text=old_text)
        expected = quote.replace("March, and", "March, when the miller left for the coast, and")
        assert words(text, found) == expected


TIMETABLE = "".join(
    f"Platform {n}: the train to Lviv leaves at {n + 5}:40 and stops twice.\n" for n in range(1, 9)
)


def test_of_rows_alike_the_right_one_is_taken_where_the_old_text_is_kept() -> None:
    quote = "the train to Lviv leaves"
    start = TIMETABLE.index(quote, TIMETABLE.index("Platform 5"))
    text = TIMETABLE.replace("Platform 3: the train to Lviv leaves at 8:40 and stops twice.\n", "")
    found = resolve(describe(TIMETABLE, start, start + len(quote)), text, old_text=TIMETABLE)
    assert found.start == text.index(quote, text.index("Platform 5"))


def test_of_rows_alike_a_deleted_one_is_not_found_in_another() -> None:
    quote = "the train to Lviv leaves"
    start = TIMETABLE.index(quote, TIMETABLE.index("Platform 5"))
    text = TIMETABLE.replace("Platform 5: the train to Lviv leaves at 10:40 and stops twice.\n", "")
    found = resolve(describe(TIMETABLE, start, start + len(quote)), text, old_text=TIMETABLE)
    assert found.state is not AnchorState.ANCHORED


def test_a_quote_alone_is_found_where_it_stands_once() -> None:
    """Another tool may have kept the words and nothing else."""
    selectors = Selectors(TextQuoteSelector("only the beginning"))
    found = resolve(selectors, TEXT)
    assert words(TEXT, found) == "only the beginning"
    assert found.state is AnchorState.ANCHORED


def test_a_short_quote_alone_that_stands_twice_is_to_be_checked() -> None:
    found = resolve(Selectors(TextQuoteSelector("the wheel")), TEXT)
    assert words(TEXT, found) == "the wheel"
    assert found.state is AnchorState.MOVED


def test_nothing_is_found_in_nothing() -> None:
    assert resolve(Selectors(TextQuoteSelector("")), TEXT).state is AnchorState.NOT_FOUND
    assert resolve(describe(TEXT, 0, 8), "").state is AnchorState.NOT_FOUND
    assert resolve(Selectors(TextQuoteSelector("\u200b")), TEXT).state is AnchorState.NOT_FOUND


def test_a_position_in_an_old_text_that_does_not_hold_the_quote_is_not_trusted() -> None:
    selectors = replace(describe(TEXT, *find("whole village")), position=TextPositionSelector(2, 9))
    found = resolve(selectors, "A line more.\n" + TEXT, old_text=TEXT)
    assert words("A line more.\n" + TEXT, found) == "whole village"


def test_one_resolver_serves_all_highlights_of_a_text() -> None:
    text = TEXT.replace("eleven", "twelve")
    resolver = Resolver(text)
    for quote in ("still for eleven years", "the first evening", "about most things"):
        found = resolver.resolve(describe(TEXT, *find(quote)), old_text=TEXT)
        assert words(text, found) == quote.replace("eleven", "twelve")


def test_a_sentence_set_into_a_highlight_makes_it_longer() -> None:
    quote = "Nobody had oiled the wheel since March, and the boards of the sluice were green."
    inner = quote.replace("March,", "March, when the river took the lower bridge and the road with it,")
    found = resolve(describe(TEXT, *find(quote)), TEXT.replace(quote, inner), old_text=TEXT)
    assert words(TEXT.replace(quote, inner), found) == inner
    assert found.state is AnchorState.ANCHORED


def test_a_highlight_of_which_half_was_cut_ends_where_its_rest_ends() -> None:
    quote = "She was right about that, as about most things."
    text = TEXT.replace(", as about most things", "")
    found = resolve(describe(TEXT, *find(quote)), text, old_text=TEXT)
    assert words(text, found) == "She was right about that."


def test_what_was_set_in_between_a_highlight_and_its_neighbours_stays_outside() -> None:
    old = "First shelf: salt and rope. Operating lamps. Last shelf: oil for the wheel and the lamps."
    new = old.replace("Operating", "Open barrels of tar and pitch. Operating")
    found = resolve(describe(old, *find("Operating lamps", old)), new, old_text=old)
    assert words(new, found) == "Operating lamps"


class TestGuessing:
    def test_what_is_found_is_the_guess(self) -> None:
        assert Resolver(TEXT).guess(describe(TEXT, *find("the wheel turned"))) == find("the wheel turned")

    def test_words_that_were_changed_too_much_to_be_claimed(self) -> None:
        known = Selectors(TextQuoteSelector("In the mornings our whole little town knew"))
        assert resolve(known, TEXT).state is not AnchorState.ANCHORED
        guess = Resolver(TEXT).guess(known)
        assert guess is not None
        assert "whole village knew" in TEXT[slice(*guess)]
        around = TEXT[guess[0] - 1 : guess[0] + 1], TEXT[guess[1] - 1 : guess[1] + 1]
        assert not any(pair.isalnum() and len(pair) == 2 for pair in around), "no word is cut"

    def test_what_was_rewritten_is_guessed_between_what_survived_around_it(self) -> None:
        line = TEXT.splitlines()[2]
        new = TEXT.replace(line, "Qwq zxj kkp, vbb jjx pqz: xxw qkk zzj bbv; xjq wwz kpp qxx jzb vkk wqj.")
        known = describe(TEXT, *find(line))
        assert resolve(known, new, old_text=TEXT).start is None
        guess = Resolver(new).guess(known, old_text=TEXT)
        assert guess is not None
        assert "xxw qkk zzj" in new[slice(*guess)]

    def test_nothing_is_guessed_in_another_text(self) -> None:
        assert Resolver("Zq xj. " * 20).guess(describe(TEXT, 0, 60), old_text=TEXT) is None

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from postil.anchoring.describe import describe
from postil.anchoring.resolve import resolve
from postil.model.annotation import AnchorState
from postil.model.ids import content_hash

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

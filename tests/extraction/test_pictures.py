"""Pictures are shown once where a page has them twice."""

from __future__ import annotations

from tests.extraction.pages_for_tests import rebuilt

IMAGE = '<img src="https://example.org/pier.jpg">'


def test_the_same_picture_right_after_itself_is_a_copy() -> None:
    assert rebuilt(f"<div>{IMAGE} {IMAGE}</div>").count("<img") == 1


def test_the_same_picture_further_down_stays() -> None:
    assert rebuilt(f"<div>{IMAGE}<p>Once more:</p>{IMAGE}</div>").count("<img") == 2
    assert rebuilt(f"<div>{IMAGE} once more: {IMAGE}</div>").count("<img") == 2


def test_the_same_small_sign_may_stand_twice() -> None:
    smile = '<img class="emoji" src="https://example.org/smile.png" alt="smile" width="16" height="16">'
    assert rebuilt(f"<p>Ahoy {smile}{smile}</p>").count("<img") == 2

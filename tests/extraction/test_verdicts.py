from __future__ import annotations

from postil.dom.parse import parse_page
from postil.extraction.blocks import read_blocks
from postil.extraction.classify import Judged
from postil.extraction.hints import Hints
from postil.extraction.kept import Kept
from postil.extraction.selection import choose_kept
from postil.extraction.verdicts import Reason, Verdicts


def test_the_last_step_that_changed_a_verdict_is_its_reason() -> None:
    verdicts = Verdicts((True, False, False), Reason.LIKELIHOOD)
    verdicts.kept[1:3] = [True, True]
    verdicts.note(Reason.UNIT)
    verdicts.kept[2] = False
    verdicts.note(Reason.TITLE)
    assert verdicts.kept == [True, True, False]
    assert verdicts.reasons == (Reason.LIKELIHOOD, Reason.UNIT, Reason.TITLE)


def test_a_step_that_changes_nothing_is_no_reason() -> None:
    verdicts = Verdicts((True, False), Reason.LIKELIHOOD)
    verdicts.kept[0] = True
    verdicts.note(Reason.HEADING)
    assert verdicts.reasons == (Reason.LIKELIHOOD, Reason.LIKELIHOOD)


def test_what_is_kept_later_keeps_the_reasons_of_what_did_not_change() -> None:
    before = Kept((True, False, True), frozenset(), (Reason.LIKELIHOOD, Reason.TITLE, Reason.UNIT))
    after = Kept((True, True, False), frozenset()).following(before, Reason.REPAIR)
    assert after.blocks == (True, True, False)
    assert after.reasons == (Reason.LIKELIHOOD, Reason.REPAIR, Reason.REPAIR)


def test_where_nothing_stands_out_all_is_kept_for_that_reason() -> None:
    page = read_blocks(parse_page("<p>One</p><p>Two</p>"))
    kept = choose_kept(page, Judged((0.1, 0.1), (1.0, 1.0), cut=0.3, plain=True), Hints())
    assert kept.blocks == (True, True)
    assert kept.reasons == (Reason.NOTHING_STANDS_OUT,) * 2

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from postil.model.outline import Container, Outline, Part
from postil.model.repair import BlockKind, BlockWords, Repair, Step

TEXT, APPEAL, MENU = (BlockKind("p", name, "") for name in ("", "appeal", "menu"))
BODY, MAIN, LIST = (
    (Step("body", ""),),
    (Step("body", ""), Step("main", "")),
    (Step("body", ""), Step("ul", "")),
)


def part(number: int, kind: BlockKind, *, kept: bool, hidden: bool = False, container: int = 0) -> Part:
    return Part(
        number * 3,
        number * 3 + 2,
        1,
        (BlockWords(number),),
        (kind,),
        kept=kept,
        hidden=hidden,
        likelihood=0.5,
        container=container,
    )


OUTLINE = Outline(
    html="<div/>",
    text="ab\n" * 7,
    parts=(
        part(0, MENU, kept=False, container=2),
        part(1, MENU, kept=False, container=2),
        part(2, TEXT, kept=True, container=1),
        part(3, APPEAL, kept=True, container=1),
        part(4, TEXT, kept=True, container=1),
        part(5, TEXT, kept=False, hidden=True, container=1),
        part(6, TEXT, kept=False),
    ),
    containers=(Container(BODY, -1, 0, 7), Container(MAIN, 0, 2, 6), Container(LIST, 0, 0, 2)),
)
KEPT = OUTLINE.kept(Repair())
numbers = st.sets(st.integers(0, len(OUTLINE.parts) - 1))


def test_without_a_repair_the_extractor_has_the_word() -> None:
    assert KEPT == (False, False, True, True, True, False, False)


@given(numbers, st.booleans())
def test_parts_are_kept_or_dropped_as_wanted_and_no_others(chosen: set[int], kept: bool) -> None:  # noqa: FBT001
    repair = OUTLINE.set_kept(Repair(), chosen, kept=kept)
    for number, keep in enumerate(OUTLINE.kept(repair)):
        assert keep == (kept if number in chosen else KEPT[number])


@given(numbers, numbers)
def test_what_is_put_back_leaves_nothing_in_the_repair(dropped: set[int], brought_back: set[int]) -> None:
    repair = OUTLINE.set_kept(Repair(), dropped, kept=False)
    repair = OUTLINE.set_kept(repair, brought_back, kept=True)
    for keep in (True, False):
        back = {number for number, kept in enumerate(KEPT) if kept is keep}
        repair = OUTLINE.set_kept(repair, back, kept=keep)
    assert repair.empty


def test_a_container_is_all_that_is_in_it_but_what_is_hidden() -> None:
    assert OUTLINE.kept(Repair(container=MAIN)) == (False, False, True, True, True, False, False)
    assert OUTLINE.kept(Repair(container=LIST)) == (True, True, False, False, False, False, False)
    assert OUTLINE.kept(Repair(container=BODY)) == (True, True, True, True, True, False, True)
    assert OUTLINE.kept(Repair(container=(Step("body", ""), Step("nav", "")))) == KEPT


def test_what_was_dropped_stays_so_in_a_container() -> None:
    repair = OUTLINE.set_kept(Repair(container=BODY), [3], kept=False)
    assert not OUTLINE.kept(repair)[3]
    assert OUTLINE.kept(OUTLINE.set_kept(repair, [3], kept=True))[3]


def test_the_repair_of_the_site_holds_until_the_page_says_otherwise() -> None:
    of_site = Repair(dropped_kinds=frozenset({APPEAL}), container=BODY)
    outline = replace(OUTLINE, of_site=of_site)
    assert outline.container_of(Repair()) == 0
    assert not outline.kept(Repair())[3]
    back = outline.set_kept(Repair(), [3], kept=True)
    assert outline.kept(back)[3]
    assert outline.kept(Repair(container=())) == (False, False, True, False, True, False, False)


def test_a_container_of_the_site_that_is_called_otherwise_here_is_the_one_that_was_found() -> None:
    elsewhere = (Step("body", "home"), Step("main", ""))
    outline = replace(OUTLINE, of_site=Repair(container=elsewhere), guided=elsewhere, found=1)
    assert outline.container_of(Repair()) == 1


def test_for_a_site_a_block_is_known_by_its_kind() -> None:
    repair = OUTLINE.set_kept(Repair(), [3], kept=False)
    made = OUTLINE.for_site(repair)
    assert made.repair.dropped_kinds == {APPEAL}
    assert made.repair.dropped == repair.dropped
    assert made.unclear == 0


def test_a_kind_that_is_kept_elsewhere_in_the_page_is_not_dropped_from_a_site() -> None:
    made = OUTLINE.for_site(OUTLINE.set_kept(Repair(), [2], kept=False))
    assert made.repair.dropped_kinds == frozenset()
    assert made.unclear == 1
    made = OUTLINE.for_site(OUTLINE.set_kept(Repair(), [0], kept=True))
    assert made.repair.brought_back_kinds == frozenset()
    assert made.unclear == 1
    assert OUTLINE.for_site(OUTLINE.set_kept(Repair(), [0, 1], kept=True)).repair.brought_back_kinds == {MENU}


def test_a_block_that_nothing_has_a_name_for_is_known_by_its_words_only() -> None:
    outline = replace(OUTLINE, parts=(part(0, TEXT, kept=True), *OUTLINE.parts[3:4]), containers=())
    made = outline.for_site(outline.set_kept(Repair(), [0], kept=False))
    assert made.repair.dropped == {BlockWords(0)}
    assert not made.repair.dropped_kinds
    assert made.unclear == 1


def test_what_was_remembered_for_a_site_stays_with_what_comes_to_it() -> None:
    of_site = Repair(dropped_kinds=frozenset({MENU}), container=MAIN)
    outline = replace(OUTLINE, of_site=of_site)
    made = outline.for_site(outline.set_kept(Repair(), [3], kept=False)).repair
    assert made.dropped_kinds == {MENU, APPEAL}
    assert made.container == MAIN

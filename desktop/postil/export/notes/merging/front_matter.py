"""Front matter, merged key by key: the person's own keys, their order and their spelling stay.

A key is changed where its value is: what programs rewrite around it (quotes, lists as lines) is none.
Lists, as of tags, are merged as sets. Front matter that cannot be read with certainty is left as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.export.notes.frontmatter import ID_KEY
from postil.export.notes.merging.yaml_fields import FENCE, Field, Fields, read_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class MergedFront:
    """What comes of a merge: YAML with its fences, and the keys that the person deleted."""

    text: str
    deleted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Edit:
    """Characters of the YAML, and what comes in their place."""

    start: int
    end: int
    text: str


def front_lines(lines: Sequence[str]) -> int:
    """How many of a file's first lines are front matter, with its fences."""
    if not lines or lines[0].rstrip() != FENCE:
        return 0
    return next((number + 1 for number, line in enumerate(lines) if number and line.rstrip() == FENCE), 0)


def is_same_page(ours: str, theirs: str) -> bool:
    """Whether both say the id of one page."""
    ids = [_id(_yaml(each)) for each in (ours, theirs)]
    return ids[0] is not None and ids[0] == ids[1]


def merge_front(base: str, ours: str, theirs: str, *, deleted: Sequence[str] = ()) -> MergedFront:
    """Merge front matter; each is empty where there is none."""
    if not theirs:
        return _without_front(base, ours, deleted)
    if ours in (base, theirs):
        return MergedFront(theirs, tuple(deleted))
    if theirs == base and not deleted:
        return MergedFront(ours)
    was, now, there = (read_fields(_yaml(each)) for each in (base, ours, theirs))
    if was is None or now is None or there is None:
        return MergedFront(theirs, tuple(deleted))
    known = dict.fromkeys((*deleted, *(each.key for each in was.fields)))
    missing = tuple(key for key in known if there.get(key) is None)
    text = _edited(there.text, [*_changes(was, now, there), *_additions(was, now, there, missing)])
    if not text.strip() and not now.fields:
        return MergedFront("", missing)
    first, last = theirs.split("\n", 1)[0], theirs.rsplit("\n", 1)[-1]
    return MergedFront(f"{first}\n{text}{last}", missing)


def _without_front(base: str, ours: str, deleted: Sequence[str]) -> MergedFront:
    """The file has none: it gets ours, unless the person took it away."""
    if not base and not deleted:
        return MergedFront(ours)
    fields = [read_fields(_yaml(each)) for each in (base, ours)]
    keys = [field.key for each in fields if each for field in each.fields]
    return MergedFront("", tuple(dict.fromkeys((*deleted, *keys))))


def _yaml(front: str) -> str:
    """What stands between the fences, each line with its line feed."""
    return "".join(f"{line}\n" for line in front.split("\n")[1:-1])


def _id(text: str) -> object:
    fields = read_fields(text)
    field = fields.get(ID_KEY) if fields else None
    return field.value.value if field else None


def _edited(text: str, edits: Iterable[_Edit]) -> str:
    parts = []
    done = 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        parts += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*parts, text[done:]])


def _changes(was: Fields, now: Fields, there: Fields) -> Iterator[_Edit]:
    """What is to be changed in fields that the file has."""
    for field in there.fields:
        before, after = was.get(field.key), now.get(field.key)
        is_list = all(each is None or each.items is not None for each in (before, after))
        if before is None and after is None:
            continue
        is_as_written = before is not None and _lines(there, field) == _lines(was, before)
        if is_list and not is_as_written and (field.items is not None or field.value.value == ""):
            yield from _list_changes(field, before, (there, now), after)
        elif before is None or field.value.value != before.value.value:
            continue
        elif after is None:
            if _is_ours_alone(field, before, there, was):
                yield _Edit(field.start, field.end, "")
        elif after.value.value != before.value.value:
            yield from _replacement(field, before, after, (was, now, there))


def _is_ours_alone(field: Field, before: Field, there: Fields, was: Fields) -> bool:
    """Whether there is no comment of the person's in the field."""
    lines = _lines(there, field)
    return "#" not in lines or lines == _lines(was, before)


def _lines(fields: Fields, field: Field) -> str:
    return fields.text[field.start : field.end]


def _replacement(
    field: Field, before: Field, after: Field, texts: tuple[Fields, Fields, Fields]
) -> Iterator[_Edit]:
    """The new value in the place of the old one; whole lines where it has several of them."""
    was, now, there = texts
    old = there.text[field.value.start : field.value.end]
    new = now.text[after.value.start : after.value.end]
    if "\n" not in old + new:
        yield _Edit(field.value.start, field.value.end, new if old else f" {new}")
    elif _is_ours_alone(field, before, there, was):
        yield _Edit(field.start, field.end, now.text[after.start : after.end])


def _list_changes(
    field: Field, before: Field | None, texts: tuple[Fields, Fields], after: Field | None
) -> Iterator[_Edit]:
    """Items that came go in, and items that went go out; those of the person's stay."""
    there, now = texts
    known = {each.value for each in (before.items or ())} if before else set()
    wanted = {each.value for each in (after.items or ())} if after else set()
    have = {each.value for each in field.items or ()}
    gone = (known - wanted) & have
    new = [
        now.text[each.start : each.end]
        for each in ((after.items or ()) if after else ())
        if each.value not in known | have
    ]
    if field.items is None:
        if new:
            yield _Edit(field.value.start, field.value.start, f" [{', '.join(new)}]")
    elif gone == have and not new and after is None and "#" not in there.text[field.start : field.end]:
        yield _Edit(field.start, field.end, "")
    elif field.is_flow or not field.items:
        yield from _flow_changes(there.text, field, gone, new)
    else:
        yield from _line_changes(there.text, field, gone, new)


def _flow_changes(text: str, field: Field, gone: set[object], new: Sequence[str]) -> Iterator[_Edit]:
    """``[water, mills]``. Where there are comments in it, nothing goes out."""
    start, end = field.value.start, field.value.end
    items = field.items or ()
    if "#" not in text[start:end].replace('"#', "").replace("'#", ""):
        kept = [text[each.start : each.end] for each in items if each.value not in gone]
        if gone or new:
            yield _Edit(start, end, f"[{', '.join([*kept, *new])}]")
    elif new:
        at = items[-1].end if items else start + 1
        yield _Edit(at, at, ", ".join(["", *new] if items else new))


def _line_changes(text: str, field: Field, gone: set[object], new: Sequence[str]) -> Iterator[_Edit]:
    """``- water``, a line each. An item with a comment beside it does not go out."""
    below = field.end
    lead = "- "
    for item in field.items or ():
        start = text.rfind("\n", 0, item.start) + 1
        below = text.find("\n", item.end) + 1
        lead = text[start : item.start]
        if item.value in gone and lead.strip() == "-" and not text[item.end : below].strip():
            yield _Edit(start, below, "")
    if new:
        yield _Edit(below, below, "".join(f"{lead}{each}\n" for each in new))


def _additions(was: Fields, now: Fields, there: Fields, gone: Sequence[str]) -> Iterator[_Edit]:
    """New fields, each below the one that precedes it, or else above the one that follows."""
    present = [each for each in now.fields if there.get(each.key)]
    first = there.get(present[0].key) if present else None
    at = first.above if first else len(there.text)
    for field in now.fields:
        has = there.get(field.key)
        if has:
            at = has.end
        elif was.get(field.key) is None and field.key not in gone:
            yield _Edit(at, at, now.text[field.start : field.end])

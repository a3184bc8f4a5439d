"""Annotations of Hypothesis, with the talk about them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from tests.importers.contract import ImporterContract

from postil.importers import registry
from postil.importers.exports.hypothesis import Hypothesis, page_address
from postil.model.selectors import TextQuoteSelector

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

_PAGE = "https://wool.example/spin?id=3"


def _annotation(name: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": name,
        "created": "2023-05-01T10:00:00.5+00:00",
        "updated": "2023-05-02T10:00:00+00:00",
        "user": "acct:mira@hypothes.is",
        "uri": _PAGE,
        "text": "",
        "tags": [],
        "group": "__world__",
        "permissions": {},
        "document": {"title": ["Spinning"]},
        "target": [{"source": _PAGE}],
        **fields,
    }


def _words(exact: str, start: int, prefix: str = "", suffix: str = "") -> list[dict[str, Any]]:
    selectors = [
        {"type": "RangeSelector", "startContainer": "/p[1]", "endContainer": "/p[1]", "startOffset": 1},
        {"type": "TextPositionSelector", "start": start, "end": start + len(exact)},
        {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
    ]
    return [{"source": _PAGE, "selector": selectors}]


_TALK = [
    _annotation("late", target=_words("the wheel turns", 400), text="see *this*", tags=["craft", "wheel"]),
    _annotation("a2", user="acct:bo_b@hypothes.is", references=["late"], text="Mine not.", tags=["no"],
                created="2023-05-03T09:30:00Z", user_info={"display_name": "Bo *B*"}),
    _annotation("a1", references=["late", "a2"], text="Oil it.", created="2023-05-04T09:30:00Z"),
    _annotation("early", target=_words("Wool is", 12, "say. ", " warm"), user="acct:bo_b@hypothes.is"),
    _annotation("page", text="All of it.", tags=["evening"]),
]  # fmt: skip
_EXPORT = {
    "export_date": "2023-06-01T00:00:00Z",
    "export_userid": "acct:mira@hypothes.is",
    "client_version": "1.1",
    "annotations": _TALK,
}
_TABLE = (
    "Created at,Author,Page,URL,Group,Type,Quote/description,Comment,Tags\n"
    f'2023-05-01 10:00,mira,,{_PAGE},Public,Annotation,the wheel turns,"see, this","craft,wheel"\n'
    f"2023-05-02 10:00,bob,,{_PAGE},Public,Reply,the wheel turns,Mine not.,\n"
    f"2023-05-03 10:00,mira,,{_PAGE},Public,Page note,,All of it.,evening\n"
)
_OLD_TABLE = (
    "Creation Date,URL,Group,Annotation/Reply Type,Quote,User,Body,Tags,Page\n"
    f"2023-05-01 10:00,{_PAGE},Public,Annotation,the wheel turns,mira,see this,craft,iv\n"
)


class TestHypothesis(ImporterContract):
    importer = Hypothesis()
    good = (
        ("export.json", json.dumps(_EXPORT, indent=1).encode()),
        ("search.json", json.dumps({"rows": _TALK, "total": 5}).encode()),
        ("search.json", json.dumps({"total": 5, "rows": _TALK}).encode()),
        ("list.json", json.dumps(_TALK).encode()),
        ("export.csv", _TABLE.encode()),
        ("tabbed.csv", _OLD_TABLE.replace(",", "\t").encode("utf-8-sig")),
    )


def _read(tmp_path: Path, content: Any) -> tuple[Capture, ...]:
    path = tmp_path / "data"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return tuple(registry.read(path))


def test_a_page_has_its_highlights_in_order_and_the_talk_in_their_notes(tmp_path: Path) -> None:
    (page,) = _read(tmp_path, _EXPORT)
    assert (page.address, page.waiting, page.record.title) == (_PAGE, True, "Spinning")
    assert (page.record.note, page.record.tags) == ("All of it.", ("evening",))
    early, late = page.record.annotations
    assert early.quote == TextQuoteSelector("Wool is", "say. ", " warm")
    assert early.note == r"**bo\_b**"
    assert late.quote.exact == "the wheel turns"
    assert late.note == (
        "see *this*\n\n**Bo \\*B\\***, 2023-05-03 09:30: Mine not.\n\n**mira**, 2023-05-04 09:30: Oil it."
    )
    assert late.tags == ("craft", "wheel", "no")
    assert late.created == datetime(2023, 5, 1, 10, 0, 0, 500_000, tzinfo=UTC)
    assert late.modified == datetime(2023, 5, 2, 10, tzinfo=UTC)
    assert late.id == "hypothesis:late"


def test_an_answer_to_what_is_not_there_is_a_note_on_the_page(tmp_path: Path) -> None:
    answer = _annotation("r", references=["gone"], text="I agree.")
    (page,) = _read(tmp_path, {**_EXPORT, "annotations": [answer]})
    assert page.record.note == "**mira**, 2023-05-01 10:00: I agree."


def test_several_authors_without_a_person_all_say_their_names(tmp_path: Path) -> None:
    other = _annotation("o", target=_words("warm", 30), text="hm", user="acct:bob@hypothes.is")
    (page,) = _read(tmp_path, {"total": 2, "rows": [_TALK[0], other]})
    assert [each.note for each in page.record.annotations] == ["**bob**: hm", "**mira**: see *this*"]


def test_one_author_is_the_person(tmp_path: Path) -> None:
    (page,) = _read(tmp_path, [_TALK[0]])
    assert page.record.annotations[0].note == "see *this*"


def test_documents_that_are_not_on_the_web_are_kept_by_their_names(tmp_path: Path) -> None:
    urn = "urn:x-pdf:0a1b"
    paper = _annotation("p", uri=urn, target=[{"source": urn, "selector": _words("ash", 1)[0]["selector"]}])
    local = _annotation("q", uri=urn, target=[{"source": "https://paper.example/a.pdf"}], text="on the web")
    first, second = _read(tmp_path, {**_EXPORT, "annotations": [paper, local]})
    assert (first.address, first.part, first.record.title) == (None, urn, "Spinning")
    assert second.address == "https://paper.example/a.pdf"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://via.hypothes.is/https://a.example/b?c=1&via.open_sidebar=1", "https://a.example/b?c=1"),
        ("https://via.hypothes.is/http:/a.example/b", "http://a.example/b"),
        ("https://via.hypothes.is/pdf?url=https%3A%2F%2Fa.example%2Fb.pdf", "https://a.example/b.pdf"),
        ("https://via.hypothes.is/", "https://via.hypothes.is/"),
        ("https://a.example/https://b.example/", "https://a.example/https://b.example/"),
        ("urn:x", "urn:x"),
    ],
)
def test_the_proxy_is_not_the_page(address: str, shown: str) -> None:
    assert page_address((address,)) == shown


def test_the_table_has_the_same(tmp_path: Path) -> None:
    (page,) = _read(tmp_path, _TABLE)
    (wheel,) = page.record.annotations
    assert wheel.quote.exact == "the wheel turns"
    assert wheel.note == "**mira**: see, this\n\n**bob**, 2023-05-02 10:00: Mine not."
    assert wheel.tags == ("craft", "wheel")
    assert wheel.created == datetime(2023, 5, 1, 10, tzinfo=UTC)
    assert (page.record.note, page.record.tags) == ("**mira**: All of it.", ("evening",))


def test_the_first_table_has_other_columns(tmp_path: Path) -> None:
    (page,) = _read(tmp_path, _OLD_TABLE)
    (wheel,) = page.record.annotations
    assert (wheel.quote.exact, wheel.note, wheel.tags) == ("the wheel turns", "see this", ("craft",))


def test_a_broken_annotation_is_said_and_the_others_come(tmp_path: Path) -> None:
    broken = [
        None,
        3,
        {"uri": None},
        {"uri": _PAGE, "target": 7, "tags": "x", "references": {"a": 1}},
        _TALK[0],
    ]
    pages = _read(tmp_path, {**_EXPORT, "annotations": broken})
    said = [warning for page in pages for warning in page.warnings]
    assert sum(len(page.record.annotations) for page in pages) == 1
    assert len(said) >= 3

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.model import backup
from postil.model.backup import BackupKind, Manifest
from postil.model.ids import ContentHash

HASH = ContentHash("ab" * 32)
MANIFEST = Manifest(
    kind=BackupKind.COMPLETE, schema=21, program="1.2", made="2026-03-04T05:06:07+00:00", pages=3, sums=HASH
)


def test_a_manifest_comes_back_from_its_json() -> None:
    assert Manifest.from_json(MANIFEST.to_json()) == MANIFEST


def _said(**values: Any) -> str:
    return json.dumps({**json.loads(MANIFEST.to_json()), **values})


@pytest.mark.parametrize(
    "wrong",
    [
        {"schema": 0}, {"schema": "21"}, {"format": -1}, {"format": "1"}, {"kind": "some"}, {"kind": None},
        {"pages": None}, {"pages": []}, {"program": 7}, {"sums": None},
    ],
)  # fmt: skip
def test_what_is_no_manifest_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        Manifest.from_json(_said(**wrong))


@given(st.text() | st.binary())
def test_nothing_else_is_a_manifest(text: str | bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        Manifest.from_json(text)


def test_one_of_a_newer_format_is_known_as_one() -> None:
    newer = Manifest.from_json(_said(format=2, kind="of another kind", mood="calm"))
    assert newer.format == 2


def test_the_names_of_entries_are_read_as_they_are_written() -> None:
    assert backup.page_name("abc234") == "pages/abc234.json"
    assert backup.is_page(backup.page_name("abc234"))
    assert backup.content_name(HASH, ".png") == f"content/ab/{HASH}.png"
    assert backup.hash_of(backup.content_name(HASH, ".png")) == HASH
    assert backup.hash_of(backup.content_name(HASH, "")) == HASH


@given(st.text())
def test_no_id_leads_out_of_its_folder(page: str) -> None:
    for name in (backup.page_name(page), backup.article_name(page)):
        assert name.count("/") == 1
        assert ".." not in name
        assert "\\" not in name


@pytest.mark.parametrize(
    "name", ["../a.json", "pages/../a.json", "pages/a/b.json", "pages/a.json/", "x.json"]
)
def test_other_entries_are_no_pages(name: str) -> None:
    assert not backup.is_page(name)
    assert backup.hash_of(name) is None
    assert backup.hash_of(f"content/../{HASH}") is None

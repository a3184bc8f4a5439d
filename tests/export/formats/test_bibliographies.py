"""BibTeX and CSL-JSON: pages as references."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.export.formats.sources import MILL, source, written

from postil.export.formats import csl
from postil.export.formats.bibtex import entry
from postil.export.formats.csl import write_csl

KEY = "miller2025mill-k7m2qa"


def test_an_entry_is_one_of_biblatex() -> None:
    assert entry(replace(MILL, excerpt="About a mill.")) == (
        "@online{miller2025mill-k7m2qa,\n"
        "  author = {Miller, Ann},\n"
        "  title = {The mill at the end of the valley},\n"
        "  organization = {The Valley Courier},\n"
        "  date = {2025-01-23},\n"
        "  url = {https://example.org/mill?a=1&b=2},\n"
        "  urldate = {2026-11-21},\n"
        "  langid = {english},\n"
        "  abstract = {About a mill.},\n"
        "  keywords = {water, old trades},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("50 % of $1 & #2_3", r"50 \% of \$1 \& \#2\_3"),
        ("{a}", r"\textbraceleft{}a\textbraceright{}"),
        ("\\b ~c^d", r"\textbackslash{}b \textasciitilde{}c\textasciicircum{}d"),
        ("Млин 水車 é", "Млин 水車 é"),
        ("two\nlines\x00", "two lines"),
    ],
)  # fmt: skip
def test_what_latex_obeys_is_shown(title: str, said: str) -> None:
    assert f"  title = {{{said}}},\n" in entry(replace(MILL, title=title))


def test_organisations_and_names_with_commas_stay_whole() -> None:
    assert "author = {{The Valley Staff} and Franko, Ivan}" in entry(
        replace(MILL, byline="The Valley Staff; Ivan Franko")
    )


def test_dates_are_as_precise_as_they_are_known() -> None:
    assert "  date = {2025-02},\n" in entry(replace(MILL, published="2025-02"))
    assert "  date = {2025},\n" in entry(replace(MILL, published="2025-13-40"))
    assert "  date" not in entry(replace(MILL, published="yesterday"))


def test_an_address_that_is_none_of_the_web_is_left_out() -> None:
    assert "url" not in entry(replace(MILL, address="javascript:alert(1)"))


def test_an_item_is_one_of_csl() -> None:
    (item,) = json.loads(written(write_csl, source()))
    assert item == {
        "id": KEY,
        "type": "webpage",
        "title": MILL.title,
        "author": [{"family": "Miller", "given": "Ann"}],
        "container-title": "The Valley Courier",
        "issued": {"date-parts": [[2025, 1, 23]]},
        "accessed": {"date-parts": [[2026, 11, 21]]},
        "URL": MILL.address,
        "language": "en",
        "keyword": "water, old trades",
    }


def test_an_organisation_is_a_literal_name() -> None:
    item = json.loads(csl.item(replace(MILL, byline="BBC News", published=None, address=None)))
    assert item["author"] == [{"literal": "BBC News"}]
    assert not item.keys() & {"issued", "accessed", "URL"}

from __future__ import annotations

from dataclasses import replace

from tests.export.formats.sources import MILL, highlight, lost, source, written

from postil.export.formats.plain_text import write_plain_text
from postil.model.annotation import Color, Style

WHOLE = """\
The mill at the end of the valley
=================================

Ann Miller · The Valley Courier · 2025-01-23
https://example.org/mill?a=1&b=2
#water #old trades

The *whole* page.

“Before all”
    Yellow · 2026-11-21

The wheel
---------

“turned 🎡 all night.
open the sluice”
    Blue · underlined · #water · 2026-11-21

    Why so?

    - a

The bread
---------

“bread”
    Yellow · 2026-11-21

Not found in the text
---------------------

“It was here”
    Red · 2026-11-21
"""


def test_a_page_reads_well() -> None:
    placed = (
        highlight("Before all"),
        highlight(
            "turned 🎡 all night.\nopen the sluice",
            note="Why so?\n\n- a",
            tags=("water",),
            color=Color.BLUE,
            style=Style.UNDERLINE,
        ),
        highlight("bread"),
        lost("It was here"),
    )
    assert written(write_plain_text, source(MILL, placed)).decode() == WHOLE


def test_rules_are_as_wide_as_what_they_underline() -> None:
    text = written(write_plain_text, source(replace(MILL, title="水車"))).decode()
    assert text.startswith("水車\n====\n")


def test_pages_are_parted() -> None:
    text = written(write_plain_text, source(), source(replace(MILL, title="Other"))).decode()
    assert f"\n\n{'-' * 72}\n\n\nOther\n=====\n" in text

from __future__ import annotations

import json
from dataclasses import replace

from tests.export.formats.sources import MILL, highlight, lost, source, written

from postil.export.formats.hypothesis_file import write_hypothesis


def test_positions_and_context_count_utf16_units() -> None:
    html = f"<div><p>🎡{'🎡' * 20} and then it turned {'🥖' * 20} for ever</p></div>"
    placed = highlight("it turned", html=html, note="Why?", tags=("a b",))
    export = json.loads(written(write_hypothesis, source(MILL, [placed], html=html)))
    assert set(export) == {"export_date", "export_userid", "client_version", "annotations"}
    of_page, one = export["annotations"]
    position, quote = one["target"][0]["selector"]
    # 21 wheels of two units each, and " and then " of ten.
    assert (position["start"], position["end"]) == (52, 61)
    assert position["type"] == "TextPositionSelector"
    # 32 units: the ten before, and eleven wheels; not half of another one.
    assert quote["prefix"] == "🎡" * 11 + " and then "
    assert quote["suffix"] == " " + "🥖" * 15
    assert (one["text"], one["tags"], one["uri"]) == ("Why?", ["a b"], MILL.address)
    assert one["document"] == {"title": [MILL.title]}
    assert (one["created"], one["updated"]) == ("2026-11-21T09:30:00Z", "2026-11-22T09:30:00Z")
    assert (of_page["text"], of_page["tags"]) == (MILL.note, ["water", "old trades"])
    assert "selector" not in of_page["target"][0]


def test_one_that_was_not_found_has_its_quote_alone() -> None:
    bare = replace(MILL, note="", tags=(), address=None)
    export = json.loads(written(write_hypothesis, source(bare, [lost("It was here")])))
    (one,) = export["annotations"]
    (selector,) = one["target"][0]["selector"]
    assert selector["exact"] == "It was here"
    assert one["uri"] == "urn:x-postil:page:k7m2qaaaaaaaaaaa"

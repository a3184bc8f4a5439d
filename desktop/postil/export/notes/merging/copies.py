"""Postil's version of a block, put below the person's where both have changed the same lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postil.export.notes.merging.base import Copy
from postil.export.notes.merging.likeness import heading_level
from postil.export.notes.merging.lines import words_of
from postil.export.notes.merging.markers import marker_line

if TYPE_CHECKING:
    from postil.export.notes.document import Block

SAYING = "*Changed here and in Postil, where it now reads:*"
"""What stands above the copy. Notes are read by programs too: it is the same in every language."""
_NOTHING = re.compile(r"[\W_]*(?:\w+::\s*)?")
"""What is left of a line without its marker where that is all it was for: ``> ``, ``id:: ``."""
_NAME = "{#"
_NOW = "-now"
_ITEM = re.compile(r"(\s*)[-*+] ")


def copy_of(block: Block) -> Copy:
    """The copy of a block, without its marker, which must not be in a file twice.

    A marker in the middle of a line is the name of a span (``[—]{#hl-3f .yellow}``): it is made another.
    """
    words = _without_marker(words_of(block.text), block.marker)
    item = _ITEM.match(words[0])
    if item:
        step = "\t" if any(line.startswith("\t") for line in words) else "  "
        below = (step + line if line else "" for line in words)
        text = "\n".join([f"{item.group(1)}- {SAYING}", *below])
    elif len(words) == 1 and heading_level(words[0]):
        text = f"{SAYING} {words[0].lstrip('#').strip()}"  # a second heading would change the outline
    else:
        text = "\n".join([SAYING, "", *words])
    return Copy(block.key, text.rstrip(), block.text, block.gap)


def _without_marker(words: list[str], marker: str) -> list[str]:
    """The lines without the marker, nor the line that has nothing else, nor the blank one above that."""
    if not marker:
        return words
    if marker.startswith(_NAME):
        name = marker.removeprefix(_NAME)
        text = "\n".join(words).replace(marker, marker + _NOW).replace(f"[^{name}]", f"[^{name}{_NOW}]")
        return text.split("\n")
    home = marker_line(words, marker)
    rest = words[home].replace(marker, "").rstrip()
    if not _NOTHING.fullmatch(rest):
        return [*words[:home], rest, *words[home + 1 :]]
    above = words[: home - 1] if home and not words[home - 1].strip() else words[:home]
    return ([*above, *words[home + 1 :]] if above else words[home + 1 :]) or [""]

"""What a person should know of how a page was read: a guess, and what is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.dom.plain import count_letters
from postil.extraction.figures import is_in_noscript
from postil.translation import _, counted

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.dom.decode import Decoded
    from postil.extraction.blocks import Page
    from postil.extraction.kept import Kept

_MUCH = 80
"""So many letters for browsers without scripts are words of the article, and no notice."""


def charset_caveats(decoded: Decoded) -> tuple[str, ...]:
    """Whether the character set of a page was guessed, or is another than it says."""
    if decoded.overruled is not None:
        return (
            _("It says that it is in the character set {declared}, and was read as {used}.").format(
                declared=decoded.overruled, used=decoded.name
            ),
        )
    if decoded.guessed:
        return (_("It does not say its character set; {used} was guessed.").format(used=decoded.name),)
    return ()


def article_caveats(page: Page, kept: Kept, tree: _Element) -> tuple[str, ...]:
    """What the article shows that was not saved with its page, and what only a ``noscript`` part says."""
    told = []
    missing = sum(not (image.get("src") or "").startswith("asset:") for image in tree.iter("img"))
    if missing:
        told.append(
            counted(
                "{count} image was not saved with the page.",
                "{count} images were not saved with the page.",
                missing,
            )
        )
    for_no_scripts = (
        count_letters(block.text)
        for block, is_kept in zip(page.blocks, kept.blocks, strict=True)
        if is_kept and is_in_noscript(block.node)
    )
    if sum(for_no_scripts) >= _MUCH:
        told.append(_("Some of its text stood only in a part for browsers without scripts (noscript)."))
    return tuple(told)

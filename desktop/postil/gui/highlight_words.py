"""A highlight in words, for who listens: nothing of it is told by its colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.model.annotation import AnchorState, Style
from postil.model.color_names import ColorNames
from postil.translation import _

if TYPE_CHECKING:
    from postil.model.annotation import Annotation

_PLAIN = ColorNames()


def facts(annotation: Annotation, names: ColorNames = _PLAIN) -> str:
    """``Highlight, yellow, note: why is this so? tags: water``: all that is known of it but its quote."""
    told = [_told_kind(annotation, names)]
    if annotation.state is AnchorState.MOVED:
        told.append(_("moved: please check"))
    elif annotation.state is AnchorState.NOT_FOUND:
        told.append(_("not found in the text"))
    if annotation.note:
        told.append(_("note: {note}").format(note=annotation.note))
    if annotation.tags:
        told.append(_("tags: {tags}").format(tags=", ".join(annotation.tags)))
    return ", ".join(told)


def _told_kind(annotation: Annotation, names: ColorNames) -> str:
    underlined = annotation.style is Style.UNDERLINE
    kind = _("Underline, {color}") if underlined else _("Highlight, {color}")
    return kind.format(color=names.title(annotation.color).lower())

"""What formats are made of: a page, its article, where its highlights stand in it, and its images."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postil.dom.flatten import OBJECT
from postil.export.formats.words import line
from postil.model.annotation import AnchorState
from postil.model.color_names import ColorNames

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.model.annotation import Annotation, Placed
    from postil.model.page import Page


def no_images(_name: str) -> bytes | None:
    """For what needs no images."""
    return None


@dataclass(frozen=True, slots=True)
class Source:
    """One page of an export, with all that any format may want of it."""

    page: Page
    html: str = ""
    """The clean article, as ``model.article.Article.html``; empty for formats that tell of pages alone."""
    text: str = ""
    placed: tuple[Placed, ...] = ()
    """The highlights in the order of the text; those that were not found in it come last."""
    colors: ColorNames = ColorNames()  # noqa: RUF009 - frozen, like this
    image: Callable[[str], bytes | None] = no_images
    """The bytes of an image by the hash in its ``asset:`` address; None where the library lacks it."""

    @property
    def address(self) -> str | None:
        """Where the page is in the web, as it says itself before where it was saved from."""
        known = (self.page.canonical, self.page.address)
        return next((line(each).replace(" ", "%20") for each in known if is_web(each)), None)

    @property
    def highlights(self) -> tuple[Annotation, ...]:
        """The highlights without their places, in the same order."""
        return tuple(each.annotation for each in self.placed)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page that was written into a file of its own, for the list of all of them."""

    file: str
    """The name of its file."""
    title: str
    site: str
    highlights: int


def is_web(address: str | None) -> bool:
    """Whether an address is one of the web, and not of a file or a command."""
    return (address or "").lower().startswith(("http://", "https://"))


def stands_unchanged(placed: Placed, text: str) -> bool:
    """Whether the very words of a highlight stand where it was found."""
    if placed.start is None or placed.end is None or placed.annotation.state is AnchorState.NOT_FOUND:
        return False
    return text[placed.start : placed.end] == placed.annotation.selectors.quote.exact


def quoted(annotation: Annotation, *, image: str) -> str:
    """The words of a highlight; ``image`` where it is on a picture alone."""
    words = annotation.selectors.quote.exact.replace(OBJECT, "").strip()
    return words or image

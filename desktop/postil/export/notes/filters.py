"""The filters of templates: ``{{ highlight.quote | quote }}``. What each gives is Markdown of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from postil.dom.note_lines import note_footnote, note_in_quote, note_item, note_prose
from postil.export.markdown.article import quoted
from postil.export.markdown.escaping import WORD_JOINER, escape, link, one_line, safe_address
from postil.export.notes.paragraphs import Paragraph, paragraphs
from postil.export.notes.written import Markdown, as_markdown, in_form
from postil.model.export_target import NotePreset
from postil.model.postil_link import PostilLink

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from postil.export.notes.variables import Highlight

_NOT_IN_TAGS = re.compile(r"[^\w/-]+")
_NOT_IN_PAGE_NAMES = re.compile(r"[\[\]{}()#,\"\\^`<>]+|:(?=:)")
_ACTIVE_IN_PROPERTIES = re.compile(
    r"""(?<=\[)(?=\[) | (?<=\{)(?=[{%]) | (?<=\()(?=\() | (?<=\])(?=\() | (?<=!)(?=\[) | (?<=:)(?=:|//)
    | (?=\#\S) | (?<=\#)(?=\S) | (?<=<)(?=\S)""",
    re.VERBOSE,
)
"""Between the signs that Logseq would act on."""
_PLAIN_NAME = re.compile(r"[\w/-]+")


def as_quote(text: str) -> Markdown:
    """A block quote."""
    return in_form(text, quoted)


def as_item(text: str) -> Markdown:
    """One list item, which ends where it ends: whatever is open in it is closed with it."""
    return in_form(text, note_item)


def as_child(text: str) -> Markdown:
    """An item one tab further in: a block below another in an outline."""
    return in_form(
        text, lambda note: "\n".join(f"\t{line}" if line else "" for line in note_item(note).split("\n"))
    )


def as_prose(text: str) -> Markdown:
    """Paragraphs of the person's own, which end where they end."""
    return in_form(text, note_prose)


def as_inner_quote(text: str) -> Markdown:
    """A quote within a quote, as for a callout within another."""
    return in_form(text, note_in_quote)


def as_footnote(text: str, label: str) -> Markdown:
    """The text of a footnote that ``[^label]`` refers to."""
    return in_form(text, lambda note: note_footnote(note, _NOT_IN_TAGS.sub("-", label)))


def as_tag(name: str) -> Markdown:
    """A tag as notes write it: ``#two-words``."""
    return Markdown("#" + tag_name(name))


def as_page_tag(name: str) -> Markdown:
    """A tag as Logseq writes it: ``#water``, ``#[[two words]]``."""
    return Markdown(f"#{as_page_name(name)}")


def tag_name(name: str) -> Markdown:
    """The name of a tag without what no tag may have: ``two-words``."""
    return Markdown(_NOT_IN_TAGS.sub("-", name.strip().lstrip("#")).strip("-"))


def as_page_name(name: str) -> Markdown:
    """A name that a property refers to: ``water``, ``[[two words]]``."""
    words = one_line(_NOT_IN_PAGE_NAMES.sub(" ", name))
    words = " ".join(words.split())
    return Markdown(words if _PLAIN_NAME.fullmatch(words) else f"[[{words}]]")


def as_property(text: str) -> Markdown:
    """The value of a property of Logseq (``key:: value``), where a backslash would be a letter."""
    return Markdown(_ACTIVE_IN_PROPERTIES.sub(WORD_JOINER, one_line(text)))


def as_unlinked(text: str) -> str:
    """Text of a property of Obsidian, in which ``[[…]]`` would be a link."""
    return text.replace("[[", f"[{WORD_JOINER}[")


def as_link(address: str | PostilLink, words: str = "") -> Markdown:
    """A link to the address, under these words or the name of its host; nothing without an address.

    Of Postil's own links only those that Postil made are written.
    """
    if isinstance(address, PostilLink):
        return Markdown(f"[{as_markdown(words) or 'Postil'}]({address.address})")
    if safe_address(address) is None:
        return Markdown(as_markdown(words))
    return Markdown(link(as_markdown(words) or escape(urlsplit(address).hostname or address), address))


def as_address(address: str | PostilLink) -> Markdown:
    """An address by itself, as it may stand in a property; nothing where it is not one to follow."""
    if isinstance(address, PostilLink):
        return Markdown(address.address)
    return Markdown(safe_address(address) or "")


def in_a_row(values: Iterable[str]) -> Markdown:
    """The values that are not empty, parted by dots."""
    return Markdown(" · ".join(as_markdown(value) for value in values if value))


def as_page_names(names: Iterable[str]) -> Markdown:
    """Names that a property refers to, parted by commas."""
    return Markdown(", ".join(as_page_name(name) for name in names))


def as_anchor(words: str, highlight: Highlight) -> Markdown:
    """Words with the highlight's id and colour, as Pandoc writes attributes: ``[—]{#hl-… .green}``."""
    return Markdown(f"[{as_markdown(words)}]{{#{highlight.block} .{highlight.color}}}")


def as_lines_below(text: str) -> Markdown:
    """Lines that belong to the list item above them."""
    lines = as_markdown(text).split("\n")
    return Markdown("\n".join(f"  {line}" if line else "" for line in lines))


def as_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The blocks of a text: its paragraphs, headings, lists, tables, fences."""
    return tuple(Paragraph(each) for each in paragraphs(as_markdown(text)))


def as_outline(text: str) -> Markdown:
    """A block of an outline: one item, but a list stays the items that it has."""
    written = as_markdown(text)
    return Markdown(written if written.startswith("- ") else note_item(written))


def filters_of(preset: NotePreset) -> dict[str, Callable[..., object]]:
    """The filters by their names in templates. A tag is spelled as the preset's program spells it."""
    return {
        "address": as_address,
        "anchor": as_anchor,
        "below": as_lines_below,
        "child": as_child,
        "footnote": as_footnote,
        "inner_quote": as_inner_quote,
        "item": as_item,
        "link": as_link,
        "outline": as_outline,
        "page_name": as_page_name,
        "page_names": as_page_names,
        "paragraphs": as_paragraphs,
        "property": as_property,
        "prose": as_prose,
        "quote": as_quote,
        "row": in_a_row,
        "tag": as_page_tag if preset is NotePreset.LOGSEQ else as_tag,
        "tag_name": tag_name,
        "unlinked": as_unlinked,
    }

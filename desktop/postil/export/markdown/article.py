"""An article, or a part of it, as Markdown: CommonMark with tables, footnotes, mathematics, highlights.

The page's words are escaped (see ``escaping``), its addresses checked, and no HTML is written but the
``<mark>`` of highlights, where that is asked for. Images become links to where they were, and are shown only
where a copy stands beside the note: a note that is opened must not load anything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from markdownify import MarkdownConverter
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from postil.dom.serialise import serialise
from postil.export.markdown.escaping import code_block, code_span, escape, link, one_line
from postil.export.markdown.formulas import formula
from postil.export.markdown.neighbours import is_block, is_continued, line_before
from postil.export.markdown.tables import Cell, pipe_table
from postil.model.export_target import HighlightMarks

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

_BREAK = "\ufdd0"
"""Stands for a hard line break until the lines are known. A noncharacter: no page's text has it."""
_EDGES = f" \t\n{_BREAK}"
_BREAKS = re.compile(rf"\s*{_BREAK}\s*")
_SPACES = re.compile(r"[\t\r\n\f\v][ \t\r\n\f\v]*+| [ \t\r\n\f\v]++")
"""White space but for single spaces, which stay."""
_DIGITS = re.compile(r"\s*\d{1,9}\s*")
_NUMBER = re.compile("[0-9]{1,8}")
_LANGUAGE = re.compile(r"language-([A-Za-z0-9+#._-]{1,24})")
_ACTIVE_LANGUAGES = frozenset({"mermaid", "dataview", "dataviewjs", "tasks", "query", "plantuml", "dot"})
"""Fences that readers of notes run or draw instead of showing."""
_SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_FIRST_EQUALS = re.compile(r"\A(\s*)=")
_LAST_EQUALS = re.compile(r"(?<!\\)=(\s*)\Z")
_LOWEST = 6


def to_markdown(
    root: _Element,
    *,
    heading: int | None = None,
    marks: HighlightMarks | None = None,
    copy_of: Callable[[str], str | None] | None = None,
    footnotes: str = "",
) -> str:
    """The Markdown of an article's tree, without line feeds at its ends.

    ``heading`` is the level that headings of the second level get; None makes them bold paragraphs. ``marks``
    says how the stretches of ``with_marks`` are written; the page's own marks are then in bold, so that they
    are not taken for the person's. ``copy_of`` tells for ``asset:…`` where a copy of the image stands.
    The labels of footnotes begin with ``footnotes``.
    """
    if not len(root) and root.tag == "div":  # most quotes are words of one paragraph
        return escape(_SPACES.sub(" ", (root.text or "").replace(_BREAK, "")).strip(" "))
    soup = BeautifulSoup(serialise(root).replace(_BREAK, ""), "html.parser")
    text = _Converter(soup, heading, marks, copy_of, footnotes).convert_soup(soup)
    return _with_hard_breaks(text).strip("\n")


def _with_hard_breaks(text: str) -> str:
    """Line breaks as backslashes, but none before an empty line."""
    lines = text.split("\n")
    following = ""
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index].replace(_BREAK, "")
        if line != lines[index]:
            hard = line.strip(" >\t") and following.strip(" >\t")
            lines[index] = f"{line.rstrip()}\\" if hard else line.rstrip()
        following = line
    return "\n".join(lines)


class _Converter(MarkdownConverter):
    """What each element becomes. ``parent_tags`` are those around it; ``_inline`` allows no blocks."""

    def __init__(
        self,
        soup: BeautifulSoup,
        heading: int | None,
        marks: HighlightMarks | None,
        copy_of: Callable[[str], str | None] | None,
        footnotes: str,
    ) -> None:
        super().__init__(heading_style="atx", bullets="-", autolinks=False)
        self._heading = heading
        self._marks = marks
        self._copy_of = copy_of
        self._cells: dict[int, Cell] = {}
        self._captions: dict[int, str] = {}
        self._numbers: dict[int, int] = {}
        listings = (each for each in soup.find_all("ol") if "footnotes" in each.get_attribute_list("class"))
        noted = (item for listing in listings for item in listing.find_all("li", id=True))
        self._labels = {str(item["id"]): f"{footnotes}{number}" for number, item in enumerate(noted, start=1)}

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """A text node: the page's words, with what Markdown would read into them taken away."""
        tags = parent_tags or set()
        if tags & {"pre", "_noformat"}:
            return str(el)
        before = line_before(el)
        text = _SPACES.sub(" ", str(el))
        text = text if before.strip() else text.lstrip(" ")
        text = text.rstrip(" ") if is_block(el.next_sibling) else text
        written = escape(text, before=before)
        if text.endswith("!") and is_continued(el):
            return f"{written[:-1]}\\!"
        return f"\\{written}" if text[:1] in (".", ")") and _DIGITS.fullmatch(before) else written

    # Lines

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A link; a reference to a footnote; nothing for the way back from one."""
        address, role = _attribute(el, "href"), _attribute(el, "role")
        if role == "doc-backlink":
            return ""
        if address.startswith("#") and role == "doc-noteref":
            label = self._labels.get(address[1:])
            return f"[^{label}]" if label else _superscript(el.get_text()) or text
        if "_noformat" in parent_tags:
            return text
        words = _in_line(text)
        return _spaced(link(words, address), text) if words else text

    def convert_img(self, el: Tag, _text: str, parent_tags: set[str]) -> str:
        """An image where a copy of it stands beside the note, or its words, linked to where it was."""
        words = escape(one_line(_attribute(el, "alt")))
        copy = self._copy_of(_attribute(el, "src")) if self._copy_of else None
        if copy and "_noformat" not in parent_tags:
            return f"![{words}]({copy})"
        if "a" in parent_tags or "_noformat" in parent_tags:
            return words
        return (
            link(words or "image", _attribute(el, "data-source")) if _attribute(el, "data-source") else words
        )

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Code within a line."""
        if parent_tags & {"_noformat", "pre"}:
            return text
        return _spaced(code_span(_code(el)), text)

    convert_kbd = convert_samp = convert_tt = convert_code

    def convert_b(self, _el: Tag, text: str, parent_tags: set[str]) -> str:
        """Bold, once."""
        return text if parent_tags & {"b", "strong", "th", "dt", "summary"} else _between("**", text)

    convert_strong = convert_b

    def convert_em(self, _el: Tag, text: str, parent_tags: set[str]) -> str:
        """Emphasis, once."""
        return text if parent_tags & {"em", "i", "var", "cite", "dfn"} else _between("*", text)

    convert_i = convert_var = convert_cite = convert_dfn = convert_em

    def convert_mark(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A highlight that the page itself has."""
        return _between("==", text) if self._marks is None else self.convert_b(el, text, parent_tags)

    def convert_postil_mark(self, _el: Tag, text: str, parent_tags: set[str]) -> str:
        """A highlight of the person's."""
        if self._marks is None or "_noformat" in parent_tags:
            return text
        if self._marks is HighlightMarks.MARK:
            words = text.strip(_EDGES)
            return _spaced(f"<mark>{words}</mark>", text) if words else text
        return _between("==", _LAST_EQUALS.sub(r"\\=\1", _FIRST_EQUALS.sub(r"\1\\=", text)))

    def convert_del(self, _el: Tag, text: str, **_: object) -> str:
        """Words that were struck out."""
        return _between("~~", text)

    convert_s = convert_del

    def convert_sup(self, el: Tag, text: str, **_: object) -> str:
        """Raised text, by Unicode where it can be."""
        return text if el.find("a") else _superscript(text) or f"\\^{text}"

    def convert_sub(self, _el: Tag, text: str, **_: object) -> str:
        """Lowered text, by Unicode where it can be."""
        lowered = text.translate(_SUBSCRIPTS)
        return lowered if not any(letter.isascii() for letter in lowered) else f"\\_{text}"

    def convert_q(self, _el: Tag, text: str, **_: object) -> str:
        """Quoted words."""
        return f"“{text}”"

    def convert_rt(self, _el: Tag, text: str, **_: object) -> str:
        """The reading of a word, after it."""
        return f"({text})"

    def convert_rp(self, *_: object, **__: object) -> str:
        """Parentheses for readers without readings: those stand already."""
        return ""

    convert_wbr = convert_rp

    def convert_br(self, _el: Tag, _text: str, parent_tags: set[str]) -> str:
        """A line break."""
        return " " if parent_tags & {"_inline", "_noformat", "a", "summary", "dt"} else f"{_BREAK}\n"

    def convert_math(self, el: Tag, _text: str, parent_tags: set[str]) -> str:
        """A formula."""
        stated = _attribute(el, "alttext") or el.get_text(" ")
        if "_noformat" in parent_tags:
            return one_line(stated)
        displayed = _attribute(el, "display") == "block" and not parent_tags & {
            "_inline",
            "a",
            "dt",
            "summary",
        }
        return formula(stated, displayed=displayed)

    # Blocks

    def convert_hN(self, n: int, _el: Tag, text: str, parent_tags: set[str]) -> str:
        """A heading at its level, or a bold paragraph."""
        words = _in_line(text)
        if "_inline" in parent_tags or not words:
            return f" {words} "
        if self._heading is None:
            return f"\n\n**{words.replace('**', '')}**\n\n"
        return f"\n\n{'#' * min(_LOWEST, max(1, n + self._heading - 2))} {words}\n\n"

    def convert_div(self, _el: Tag, text: str, parent_tags: set[str]) -> str:
        """A block without a form of its own."""
        words = text.strip(_EDGES)
        if "_inline" in parent_tags:
            return f" {_in_line(words)} "
        return f"\n\n{words}\n\n" if words else ""

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A paragraph."""
        return self.convert_div(el, text.replace(" \n", "\n"), parent_tags)

    convert_article = convert_section = convert_header = convert_footer = convert_address = convert_div
    convert_figure = convert_figcaption = convert_details = convert_dl = convert_div

    def convert_blockquote(self, _el: Tag, text: str, parent_tags: set[str]) -> str:
        """A block quote."""
        words = text.strip(_EDGES)
        if "_inline" in parent_tags or not words:
            return f" {words} "
        return f"\n\n{quoted(words)}\n\n"

    def convert_aside(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A callout stands apart as a quote does."""
        is_callout = "callout" in (el.get_attribute_list("class") or ())
        return (self.convert_blockquote if is_callout else self.convert_div)(el, text, parent_tags)

    def convert_pre(self, el: Tag, _text: str, parent_tags: set[str]) -> str:
        """Lines of code."""
        code = _code(el).strip("\n")
        if "_inline" in parent_tags:
            return code_span(code)
        return f"\n\n{code_block(code, _language(el))}\n\n" if code.strip() else ""

    def convert_summary(self, _el: Tag, text: str, **_: object) -> str:
        """What is always shown of details."""
        words = _in_line(text)
        return f"\n\n**{words}**\n\n" if words else ""

    def convert_dt(self, _el: Tag, text: str, parent_tags: set[str]) -> str:
        """A term: an item, under which its definitions stand."""
        words = _in_line(text)
        if "_inline" in parent_tags:
            return f" {words} "
        return f"\n\n- **{words}**\n\n" if words else ""

    def convert_dd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A definition."""
        if "_inline" in parent_tags or el.find_previous_sibling("dt") is None:
            return self.convert_div(el, text, parent_tags)
        return f"\n\n{_indented(text.strip(_EDGES), '  ', first='  ')}\n\n"

    def convert_ul(self, _el: Tag, text: str, parent_tags: set[str]) -> str:
        """A list."""
        if "_inline" in parent_tags:
            return f" {text.strip(' ;')} "
        return f"\n{text.rstrip()}" if "li" in parent_tags else f"\n\n{text.rstrip()}\n\n"

    convert_ol = convert_ul

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """An item with its number, or a footnote."""
        words = text.strip(_EDGES)
        if "_inline" in parent_tags:
            return f"{words}; "
        label = self._labels.get(_attribute(el, "id"))
        if label:
            return f"{_indented(words, '    ', first=f'[^{label}]: ')}\n\n"
        marker = f"{self._number(el)}. " if el.parent is not None and el.parent.name == "ol" else "- "
        return f"{_indented(words, ' ' * len(marker), first=marker)}\n"

    def _number(self, item: Tag) -> int:
        listing = item.parent
        stated = _attribute(item, "value")
        if _NUMBER.fullmatch(stated):
            number = int(stated)
        elif id(listing) in self._numbers:
            number = self._numbers[id(listing)] + 1
        else:
            first = _attribute(listing, "start") if listing is not None else ""
            number = int(first) if _NUMBER.fullmatch(first) else 1
        self._numbers[id(listing)] = number
        return number

    # Tables: cells are kept until their table is complete

    def convert_td(self, el: Tag, text: str, **_: object) -> str:
        """A cell."""
        heading = el.name == "th" or bool(el.find_parent("thead"))
        columns, rows = _count(_attribute(el, "colspan")), _count(_attribute(el, "rowspan"))
        self._cells[id(el)] = Cell(_in_line(text), heading, columns, rows, _attribute(el, "align"))
        return ""

    convert_th = convert_td

    def convert_caption(self, el: Tag, text: str, **_: object) -> str:
        """What a table shows, above it."""
        self._captions[id(el.parent)] = _in_line(text)
        return ""

    def convert_tr(self, el: Tag, text: str, **_: object) -> str:
        """A row; one that stands alone is its cells one after the other."""
        if el.find_parent("table"):
            return text
        return " · ".join(cell.text for cell in self._row(el) if cell.text)

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A table."""
        rows = [self._row(row) for row in el.find_all("tr") if row.find_parent("table") is el]
        if "_inline" in parent_tags:
            lines = (" · ".join(cell.text for cell in row if cell.text) for row in rows)
            return f" {'; '.join(line for line in lines if line)} "
        parts = (self._captions.get(id(el), ""), _in_line(text), pipe_table(rows))
        return "\n\n" + "\n\n".join(part for part in parts if part) + "\n\n"

    def _row(self, row: Tag) -> list[Cell]:
        return [self._cells[id(cell)] for cell in row.find_all(["td", "th"], recursive=False)]


def quoted(text: str) -> str:
    """Markdown as a block quote."""
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def _indented(text: str, indent: str, *, first: str) -> str:
    """Lines under a marker: an empty line stays empty."""
    lines = text.split("\n")
    return "\n".join([f"{first}{lines[0]}".rstrip(), *(f"{indent}{line}".rstrip() for line in lines[1:])])


def _in_line(text: str) -> str:
    return " ".join(_BREAKS.sub(" ", text).split())


def _between(mark: str, text: str) -> str:
    words = text.strip(f" \n{_BREAK}")
    return _spaced(f"{mark}{words}{mark}", text) if words else text


def _spaced(written: str, text: str) -> str:
    """``written`` with a space at each end where ``text`` has one."""
    return f"{text[: text.startswith(' ')]}{written}{text[len(text) - text.endswith(' ') :]}"


def _superscript(text: str) -> str:
    raised = text.strip().translate(_SUPERSCRIPTS)
    return raised if raised and not any(letter.isascii() for letter in raised) else ""


def _code(element: Tag) -> str:
    """The text of code as it stands, a ``br`` as a line feed."""
    pieces = []
    for node in element.descendants:
        if isinstance(node, NavigableString):
            pieces.append(str(node))
        elif isinstance(node, Tag) and node.name == "br":
            pieces.append("\n")
    return "".join(pieces)


def _language(pre: Tag) -> str:
    """The language of code, if it is one that is only shown."""
    for element in (pre, *pre.find_all("code")):
        named = _LANGUAGE.fullmatch(_attribute(element, "class"))
        if named and named.group(1).lower() not in _ACTIVE_LANGUAGES:
            try:
                find_lexer_class_by_name(named.group(1))
            except ClassNotFound:
                return ""
            return named.group(1)
    return ""


def _attribute(element: Tag, name: str) -> str:
    value = element.get(name)
    return value if isinstance(value, str) else " ".join(value or ())


def _count(stated: str) -> int:
    return max(1, int(stated)) if _NUMBER.fullmatch(stated) else 1

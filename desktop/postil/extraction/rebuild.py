"""The article rebuilt from the kept parts of a page, as a new tree of allowed elements.

Nothing of the page's own tree is moved or edited: every element here is made anew, with the few
attributes that ``dom.elements`` allows, so what is not understood is left behind by itself.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from lxml import etree

from postil.extraction.attributes import item_attributes, list_attributes, locale_of, task_sign
from postil.extraction.blocks import BOUNDARIES, Node, Text
from postil.extraction.callouts import (
    CALLOUT_SHARE,
    SHORT_CALLOUT,
    is_callout,
    is_callout_title,
    mark_alerts,
)
from postil.extraction.code import build_code, build_table_code, is_code, is_code_of_lines, is_code_table
from postil.extraction.embeds import Embeds, is_embed, is_post
from postil.extraction.figures import is_caption, is_captioned, is_inline_picture, tidy_figure
from postil.extraction.footnotes import Notes
from postil.extraction.formulas import rebuild_formula
from postil.extraction.headings import heading_level, is_anchor_sign
from postil.extraction.phrases import is_hidden_phrase, phrase_of, quotation_marks
from postil.extraction.pictures import Pictures
from postil.extraction.posts import posts_to_name, write_author
from postil.extraction.preformatted import write_preformatted
from postil.extraction.seams import is_seam
from postil.extraction.sidenotes import SideNotes
from postil.extraction.tables import is_data_table, is_stated_table, write_table
from postil.extraction.verses import keeps_breaks, stanza_lines
from postil.extraction.writer import Writer, last_child

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.extraction.blocks import Page
    from postil.extraction.images import Images
    from postil.extraction.kept import Kept
    from postil.extraction.links import Addresses


def rebuild(page: Page, kept: Kept, *, images: Images, language: str | None) -> _Element:
    """The article's tree: a ``div`` of allowed elements only."""
    return _Rebuilder(page, kept, images, language).rebuild()


class _Rebuilder:
    def __init__(self, page: Page, kept: Kept, images: Images, language: str | None) -> None:
        self._page = page
        self._blocks = kept.blocks
        self._addresses: Addresses = images.addresses
        self._counts = list(accumulate(kept.blocks, initial=0))
        self._words = list(accumulate((len(block.text.split()) for block in page.blocks), initial=0))
        letters = (
            len(block.text) if held else 0 for block, held in zip(page.blocks, kept.blocks, strict=True)
        )
        self._kept_letters = list(accumulate(letters, initial=0))
        self._carriers = {ancestor for node in kept.objects for ancestor in node.ancestors()}
        self._objects = kept.objects
        self._posts = posts_to_name(kept.posts, kept.blocks)
        self._whole = 0
        self._broken = 0
        self._pictures = Pictures(page, images, self._counts, self._words)
        self._embeds = Embeds(self._addresses)
        self._side_notes = SideNotes()
        self._notes = Notes(page.nodes, self._wants, self._addresses)
        self._shift = self._heading_shift()
        self._quotes = quotation_marks(language)
        self._quote_depth = 0
        self._writer = Writer()

    def rebuild(self) -> _Element:
        self._content(self._page.root)
        self._writer.end_line()
        self._side_notes.write_notes(self._writer, self._content)
        root = self._writer.root
        for figure in list(root.iter("figure")):
            tidy_figure(figure)
        mark_alerts(root)
        self._notes.finish(root)
        return root

    def _wants(self, node: Node) -> bool:
        return (
            bool(self._whole) or self._counts[node.last] > self._counts[node.first] or node in self._carriers
        )

    def _heading_shift(self) -> int:
        """By how many levels headings go down: the title above the article is its only first-level one."""
        return int(
            any(
                kept and heading_level(block.node) == 1
                for block, kept in zip(self._page.blocks, self._blocks, strict=True)
            )
        )

    def _content(self, node: Node) -> None:
        post = self._posts.get(node)
        if post is not None:
            write_author(post, self._writer)
        before: Node | Text | None = None
        for child in node.content:
            if isinstance(child, Text):
                self._text(child)
            else:
                if is_seam(before, child) and self._wants(child):
                    self._writer.text(" ")
                self._node(child)
            before = child

    def _text(self, piece: Text) -> None:
        if not (self._whole or (piece.block < len(self._blocks) and self._blocks[piece.block])):
            return
        if not self._broken:
            self._writer.text(piece.text)
            return
        for number, line in enumerate(piece.text.split("\n")):
            if number:
                self._writer.line_break()
            self._writer.text(line)

    def _node(self, node: Node) -> None:
        if node.tag in BOUNDARIES:
            self._writer.end_line()
        name = self._notes.name_of(node)
        if name is not None:
            self._writer.anchor(name)
        if node.tag == "br":
            self._writer.line_break()
        elif self._wants(node):
            locale = locale_of(node)
            if locale and node.tag in BOUNDARIES:
                with self._writer.locale(locale):
                    self._element(node)
            else:
                self._element(node)

    def _element(self, node: Node) -> None:
        tag = node.tag
        if tag in BOUNDARIES or tag in ("img", "svg", "math") or is_embed(node):
            self._boundary(node)
        elif is_hidden_phrase(node, self._page) or self._side_notes.write_reference(node, self._writer):
            return
        elif tag == "a":
            self._link(node)
        elif tag == "q":
            self._quotation(node)
        elif tag == "code" and is_code_of_lines(node):
            self._code(node)
        else:
            self._phrase(node)

    def _boundary(self, node: Node) -> None:
        tag = node.tag
        level = heading_level(node)
        if level is not None:
            self._heading(node, level)
        elif tag == "p":
            self._paragraph(node)
        elif tag in ("img", "svg"):
            self._picture(node)
        elif tag == "math":
            self._formula(node)
        elif tag in ("ul", "ol", "menu", "dir"):
            with self._writer.block("ol" if tag == "ol" else "ul", list_attributes(node)):
                self._content(node)
        elif tag == "li":
            with self._writer.block("li", item_attributes(node)):
                self._writer.text(task_sign(node))
                self._content(node)
        elif tag in ("pre", "listing", "xmp", "plaintext"):
            self._preformatted(node)
        elif tag == "table":
            self._table(node)
        elif is_stated_table(node, self._counts) and not self._writer.is_within("table"):
            self._whole_table(node)
        elif tag == "hr":
            self._writer.end_line()
            if node in self._objects:
                self._writer.object(etree.Element("hr"))
        elif tag in ("dl", "dt", "dd"):
            self._definitions(node)
        elif is_embed(node):
            self._embed(node)
        else:
            self._group(node)

    def _group(self, node: Node) -> None:
        """The elements that hold blocks, and those that only lay out."""
        tag = node.tag
        if tag == "blockquote":
            self._block_quote(node)
        elif tag == "figure" or (is_captioned(node) and self._pictures.is_small_figure(node, self._objects)):
            self._figure(node)
        elif is_caption(node) and self._caption(node):
            return
        elif tag == "details":
            with self._writer.block("details", {"open": ""} if node.element.get("open") is not None else {}):
                self._content(node)
        elif tag == "summary":
            if self._writer.container.tag == "details":
                with self._writer.block("summary"):
                    self._content(node)
            else:
                self._plain(node)
        elif is_callout(node) and self._is_set_off(node) and not self._writer.is_within("aside"):
            with self._writer.block("aside", {"class": "callout"}):
                self._content(node)
        else:
            self._plain(node)

    def _is_set_off(self, node: Node) -> bool:
        """Whether a node holds a small part of the article, as a callout does."""
        letters = self._kept_letters[node.last] - self._kept_letters[node.first]
        return bool(letters <= max(SHORT_CALLOUT, CALLOUT_SHARE * self._kept_letters[-1]))

    def _plain(self, node: Node) -> None:
        self._writer.end_line()
        if not self._is_written_in_lines(node):
            self._content(node)
        self._writer.end_line()

    def _is_written_in_lines(self, node: Node) -> bool:
        """Write a node that is one line or a stanza of its own: a callout's title, a verse."""
        if self._writer.is_within("aside") and is_callout_title(node):
            with self._writer.line("p"), self._writer.format("strong"):
                self._line_content(node)
            return True
        lines = stanza_lines(node)
        if lines:
            with self._writer.line("p"):
                for line in lines:
                    self._line_content(line)
                    self._writer.line_break()
        elif keeps_breaks(node):
            self._broken += 1
            self._content(node)
            self._broken -= 1
        else:
            return False
        return True

    def _heading(self, node: Node, level: int) -> None:
        with self._writer.line(f"h{min(level + self._shift, 6)}"):
            self._line_content(node)

    def _line_content(self, node: Node) -> None:
        """The content of a block that is one line: what would part it is only a space."""
        before: Node | Text | None = None
        for child in node.content:
            if isinstance(child, Text):
                self._text(child)
            elif is_anchor_sign(child):
                continue
            elif child.tag in BOUNDARIES:
                self._writer.text(" ")
                self._line_content(child)
                self._writer.text(" ")
            elif child.tag == "br" or child.content:
                if is_seam(before, child):
                    self._writer.text(" ")
                self._node(child)
            before = child

    def _paragraph(self, node: Node) -> None:
        if is_caption(node) and self._caption(node):
            return
        if not self._is_written_in_lines(node):
            with self._writer.line("p"):
                self._content(node)

    def _link(self, node: Node) -> None:
        attributes = self._notes.link_attributes(node)
        if attributes is None:
            self._content(node)
            return
        with self._writer.format("a", attributes):
            self._content(node)

    def _quotation(self, node: Node) -> None:
        """Quotation marks of ``q`` are drawn by browsers; in an article they are letters."""
        at = 2 if self._quote_depth % 2 else 0
        self._quote_depth += 1
        self._writer.text(self._quotes[at])
        self._content(node)
        self._writer.text(self._quotes[at + 1])
        self._quote_depth -= 1

    def _phrase(self, node: Node) -> None:
        phrase = phrase_of(node)
        if phrase is None:
            self._content(node)
            return
        with self._writer.format(*phrase):
            self._content(node)

    def _picture(self, node: Node) -> None:
        if node not in self._objects and not self._whole:
            return
        image = self._pictures.build(node, self._writer.container)
        if image is None:
            return
        if self._writer.in_text and is_inline_picture(node, image):
            self._writer.inline(image)
        elif self._writer.is_within("figure") or self._writer.container.tag in ("td", "th"):
            self._writer.object(image)
        else:
            self._writer.end_line()
            with self._writer.block("figure"):
                self._writer.object(image)

    def _formula(self, node: Node) -> None:
        math = rebuild_formula(node.element)
        if math.get("alttext") or len(math):
            self._writer.inline(math)

    def _preformatted(self, node: Node) -> None:
        if is_code(node):
            self._code(node)
        else:
            write_preformatted(node, self._writer, self._notes)

    def _code(self, node: Node) -> None:
        code = build_code(node.element)
        if code is not None:
            self._writer.object(code)

    def _definitions(self, node: Node) -> None:
        if node.tag == "dl":
            with self._writer.block("dl"):
                self._content(node)
        elif self._writer.container.tag == "dl":
            with self._writer.block(node.tag):
                self._content(node)
        else:
            self._plain(node)

    def _block_quote(self, node: Node) -> None:
        if is_post(node):
            with self._writer.block("aside", {"class": "embed"}):
                self._content(node)
            return
        cite = self._addresses.web(node.element.get("cite"))
        with self._writer.block("blockquote", {"cite": cite} if cite else {}):
            self._content(node)

    def _embed(self, node: Node) -> None:
        if node not in self._objects and not self._whole:
            return
        card = self._embeds.build(node)
        if card is not None:
            self._writer.object(card)

    def _figure(self, node: Node) -> None:
        if self._writer.is_within("figure"):
            self._plain(node)
            return
        with self._writer.block("figure"):
            self._content(node)

    def _caption(self, node: Node) -> bool:
        """Write a node as the caption of the figure that is open or just written; False if there is none."""
        container = self._writer.container
        if container.tag == "figure":
            with self._writer.block("figcaption"):
                self._content(node)
            return True
        self._writer.end_line()
        before = last_child(container)
        if before is None or before.tag != "figure" or before.find("figcaption") is not None:
            return False
        with self._writer.block("figcaption") as caption:
            self._content(node)
        if caption.getparent() is not None:
            before.append(caption)
        return True

    def _table(self, node: Node) -> None:
        if is_code_table(node):
            code = build_table_code(node)
            if code is not None:
                self._writer.object(code)
            return
        if not is_data_table(node, self._words) or self._writer.is_within("table"):
            self._plain(node)
            return
        self._whole_table(node)

    def _whole_table(self, node: Node) -> None:
        self._whole += 1
        write_table(node, self._writer, self._content)
        self._whole -= 1

"""The blocks of an article: paragraphs, lists, quotations, code, tables, figures and the rest.

One walk in the order of the tree, as ``dom.flatten`` does it. A ``Setting`` goes down with it: how
text is set where the walk is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postil.dom.elements import BLOCKS
from postil.gui.reader.captions import caption_setting, words_in
from postil.gui.reader.cards import card_setting, site_of
from postil.gui.reader.code import BOX_PADDING, write_code
from postil.gui.reader.folding import Fold
from postil.gui.reader.formats import (
    CHIP_SPACE,
    BlockStyle,
    BoxKind,
    Decoration,
)
from postil.gui.reader.headings import TITLE, heading_block, heading_chars
from postil.gui.reader.markers import item_markers, marker_width
from postil.gui.reader.object_writer import ObjectWriter
from postil.gui.reader.phrases import has_chip_edges, phrase_style, quotation_marks
from postil.gui.reader.table_plan import rows_of
from postil.gui.reader.tables import enlargeable_table, write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from lxml.etree import _Element

    from postil.dom.flatten import Flat, Run
    from postil.gui.reader.enlargeable import EnlargeableTable
    from postil.gui.reader.images import PageObjects
    from postil.gui.reader.setting import Look, Setting
    from postil.gui.reader.writer import Writer

INDENT_EM = 1.3
QUOTE_INDENT = 23
"""The bar and the space between it and the words."""
_HOLDERS = frozenset({"article", "section", "div"})
"""Elements that only hold blocks, unless they have a class."""


class BlockWriter:
    """Writes a tree of allowed elements through a Writer."""

    def __init__(
        self, writer: Writer, flat: Flat, objects: PageObjects, look: Look, title: _Element | None = None
    ) -> None:
        self._writer = writer
        self._flat = flat
        self._object_writer = ObjectWriter(writer, flat, objects, look)
        self._look = look
        self._metrics = look.metrics
        self._theme = look.theme
        self._title = title
        self._numbers = 0
        self.images = self._object_writer.images
        """What the article has, in order, once it is written; so the next two."""
        self.tables: list[EnlargeableTable] = []
        self.folds: list[Fold] = []

    def write(self, element: _Element, setting: Setting, after_title: Callable[[], None]) -> None:
        """Write what is in ``element``; ``after_title`` is called once the page's own title is written."""
        for _step in self.writing(element, setting, after_title):
            pass

    def writing(
        self, element: _Element, setting: Setting, after_title: Callable[[], None]
    ) -> Generator[None, None, None]:
        """Write it block by block, one for each step."""
        self._after_title = after_title
        yield from self._writing(element, setting)
        self._writer.end_block()

    def _writing(self, element: _Element, setting: Setting) -> Generator[None, None, None]:
        """What ``_children`` does; what only holds other blocks is entered."""
        self._run(self._flat.run(element, "text"), setting)
        for child in element:
            if child.tag in _HOLDERS and not child.get("class"):
                self._writer.end_block()
                yield from self._writing(child, self._localised(child, setting))
                self._writer.end_block()
            else:
                self._element(child, setting)
            self._run(self._flat.run(child, "tail"), setting)
            yield

    # The walk.

    def _children(self, element: _Element, setting: Setting) -> None:
        self._run(self._flat.run(element, "text"), setting)
        for child in element:
            self._element(child, setting)
            self._run(self._flat.run(child, "tail"), setting)

    def _run(self, run: Run | None, setting: Setting) -> None:
        if run is not None:
            self._writer.text(run.start, run.text, setting.chars, setting.block)

    def _element(self, element: _Element, setting: Setting) -> None:
        tag = element.tag
        if tag == "img":
            self._object_writer.image(element, setting)
        elif tag == "math":
            self._object_writer.formula(element, setting)
        elif tag == "br":
            self._writer.end_line()
        elif tag in BLOCKS:
            self._writer.end_block()
            self._block(element, self._localised(element, setting))
            self._writer.end_block()
        elif isinstance(tag, str):
            self._phrase(element, self._localised(element, setting))

    def _block(self, element: _Element, setting: Setting) -> None:
        match element.tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._heading(element, setting)
            case "p" if self._metrics.indented and not setting.in_cell and not setting.list_depth:
                self._children(element, self._indented(element, setting))
            case "ul" | "ol":
                self._list(element, setting)
            case "blockquote":
                self._quotation(element, setting)
            case "pre":
                self._code(element, setting)
            case "table":
                self._table(element, setting)
            case "figcaption" | "caption":
                self._caption(element, setting)
            case "hr":
                self._rule(setting)
            case "dt":
                self._term(element, setting)
            case "dd":
                self._meaning(element, setting)
            case "details":
                self._details(element, setting)
            case "summary":
                self._summary(element, setting)
            case "aside":
                self._aside(element, setting)
            case "section" if "footnotes" in (element.get("class") or ""):
                self._footnotes(element, setting)
            case _:
                self._children(element, setting)

    def _localised(self, element: _Element, setting: Setting) -> Setting:
        """The setting in the language and direction that the element declares."""
        language, direction = element.get("lang"), element.get("dir")
        if language and language != setting.language:
            setting = setting.in_language(language)
        if direction in ("rtl", "ltr") and element.tag in BLOCKS:
            setting = replace(setting, block=replace(setting.block, rtl=direction == "rtl"))
        return setting

    def _phrase(self, element: _Element, setting: Setting) -> None:
        start, end = self._flat.span(element)
        inner = replace(setting, chars=phrase_style(element, setting.chars, self._theme))
        marks = ("", "")
        if start < end and element.tag == "q":
            marks = quotation_marks(setting.language)
        elif start < end and has_chip_edges(element, setting.chars):
            marks = (CHIP_SPACE, CHIP_SPACE)
        if marks[0]:
            self._writer.ornament(marks[0], setting.chars, setting.block)
        self._children(element, inner)
        if marks[1]:
            self._writer.ornament(marks[1], setting.chars, setting.block)

    # Blocks.

    def _heading(self, element: _Element, setting: Setting) -> None:
        is_title = element is self._title
        level = TITLE if is_title else int(str(element.tag)[1])
        text = self._flat.text[slice(*self._flat.span(element))]
        chars = heading_chars(level, self._metrics, self._theme)
        block = heading_block(level, text, metrics=self._metrics, width=setting.width, base=setting.block)
        self._children(element, replace(setting, chars=chars, block=block))
        if is_title:
            self._writer.end_block()
            self._after_title()

    def _indented(self, element: _Element, setting: Setting) -> Setting:
        """The setting of a paragraph that an indented first line tells from the one before, not a space."""
        before, after = element.getprevious(), element.getnext()
        block = setting.block
        follows = before is not None and before.tag == "p"
        return replace(
            setting,
            block=replace(
                block,
                hang=-self._metrics.indent if follows else 0,
                bottom=0 if after is not None and after.tag == "p" else block.bottom,
            ),
        )

    def _list(self, element: _Element, setting: Setting) -> None:
        depth = setting.list_depth + 1
        if "footnotes" in (element.get("class") or ""):
            setting = self._small(setting)
        markers = item_markers(element, depth)
        loose = any(child.tag in ("p", "div") for item in element for child in item)
        between = round(self._metrics.line_height * (0.36 if loose else 0.16))
        indent = marker_width(markers, setting.chars.size)
        inner = replace(
            setting,
            list_depth=depth,
            block=replace(setting.block, start=setting.indented(indent), bottom=between),
        )
        position = 0
        self._run(self._flat.run(element, "text"), inner)
        for child in element:
            if child.tag == "li":
                self._writer.end_block()
                self._writer.mark_item(markers[position])
                position += 1
            self._element(child, inner)
            self._run(self._flat.run(child, "tail"), inner)
        if setting.list_depth == 0:
            self._writer.end_block(space=self._metrics.gap)

    def _quotation(self, element: _Element, setting: Setting) -> None:
        block = setting.block
        inner = replace(
            setting,
            chars=replace(setting.chars, color=self._theme.page.quote),
            block=replace(
                block,
                start=setting.indented(QUOTE_INDENT),
                quotes=(*block.quotes, block.start, self._number()),
                bottom=self._metrics.gap,
            ),
        )
        self._children(element, inner)
        self._writer.end_block(space=self._metrics.gap)

    def _code(self, element: _Element, setting: Setting) -> None:
        write_code(self._writer, element, self._flat, setting=setting, look=self._look, box=self._number())

    def _table(self, element: _Element, setting: Setting) -> None:
        rows: list[_Element] = []
        captioned = False
        caption = " ".join(words_in(child, self._flat) for child in element if child.tag == "caption")
        for child in element:
            if child.tag == "caption":
                self._rows(rows, setting, captioned=captioned, caption=caption)
                rows = []
                captioned = True
                self._element(child, setting)
            else:
                rows += rows_of(child)
        self._rows(rows, setting, captioned=captioned, caption=caption)

    def _rows(self, rows: list[_Element], setting: Setting, *, captioned: bool, caption: str) -> None:
        plan = write_table(
            self._writer,
            rows,
            self._flat,
            setting=setting,
            look=self._look,
            captioned=captioned,
            fill=self._children,
        )
        if plan is not None and not setting.in_cell:
            start, end = self._flat.span(rows[0])[0], self._flat.span(rows[-1])[1]
            self.tables.append(enlargeable_table(plan, self._flat, start, end, caption))

    def _caption(self, element: _Element, setting: Setting) -> None:
        """Of a table, above it; of a figure, below its image."""
        text = self._flat.text[slice(*self._flat.span(element))]
        of_figure = element.tag == "figcaption"
        self._children(element, caption_setting(text, setting, look=self._look, of_figure=of_figure))

    def _rule(self, setting: Setting) -> None:
        line = self._metrics.line_height
        self._writer.empty_block(
            BlockStyle(
                line=line,
                top=round(line * 0.3),
                bottom=round(line * 0.4),
                decoration=Decoration.RULE,
                start=setting.block.start,
            )
        )

    def _term(self, element: _Element, setting: Setting) -> None:
        chars = replace(setting.chars, weight=600, color=self._theme.page.heading, hyphenation="")
        self._children(
            element, replace(setting, chars=chars, block=replace(setting.block, bottom=0, justified=False))
        )

    def _meaning(self, element: _Element, setting: Setting) -> None:
        block = replace(
            setting.block,
            start=setting.indented(round(self._metrics.size * INDENT_EM)),
            bottom=round(self._metrics.line_height * 0.4),
        )
        self._children(element, replace(setting, block=block))

    def _details(self, element: _Element, setting: Setting) -> None:
        summary = next((child for child in element if child.tag == "summary"), None)
        if summary is not None and not setting.in_cell:
            (start, summary_end), (_start, end) = self._flat.span(summary), self._flat.span(element)
            if start < summary_end < end:
                self.folds.append(Fold(start, summary_end, end, closed=element.get("open") is None))
        inner = replace(setting, block=replace(setting.block, start=setting.indented(24)))
        self._children(element, inner)
        self._writer.end_block(space=self._metrics.gap)

    def _summary(self, element: _Element, setting: Setting) -> None:
        chars = replace(setting.chars, weight=600, color=self._theme.page.heading, hyphenation="")
        block = replace(
            setting.block, decoration=Decoration.SUMMARY, bottom=round(self._metrics.line_height * 0.2)
        )
        self._children(element, replace(setting, chars=chars, block=block))

    def _aside(self, element: _Element, setting: Setting) -> None:
        kinds = {"callout": BoxKind.CALLOUT, "embed": BoxKind.EMBED}
        kind = kinds.get(element.get("class") or "")
        if kind is None or setting.in_cell or setting.block.box:
            self._children(element, setting)
            return
        block = replace(
            setting.block,
            box=(int(kind), self._number(), setting.block.start),
            start=setting.indented(BOX_PADDING + 4),
            end=setting.block.end + BOX_PADDING + 4,
        )
        inner = replace(setting, block=block)
        if kind is BoxKind.EMBED:
            inner = card_setting(inner, self._metrics.line_height)
        self._writer.end_block(space=self._metrics.gap)
        self._writer.begin_box()
        self._children(element, inner)
        if kind is BoxKind.EMBED and (site := site_of(element)):
            self._writer.end_block()
            self._writer.ornament(site, replace(inner.chars, color=self._theme.page.muted), inner.block)
        self._writer.end_block(space=self._metrics.gap + BOX_PADDING)

    def _footnotes(self, element: _Element, setting: Setting) -> None:
        self._writer.end_block(space=self._metrics.line_height)
        self._children(element, self._small(setting))

    def _small(self, setting: Setting) -> Setting:
        """The setting of footnotes."""
        size = self._metrics.size * 0.84
        if setting.chars.size <= size:
            return setting
        return replace(
            setting,
            chars=replace(setting.chars, size=size, color=self._theme.page.quote),
            block=replace(setting.block, line=round(self._metrics.line_height * 0.85)),
        )

    def _number(self) -> int:
        self._numbers += 1
        return self._numbers

"""Images and formulas: what stands in the text as an object, in its line or in a block of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetricsF, QTextCharFormat

from postil.gui.reader import formulas
from postil.gui.reader.captions import caption_setting, words_in
from postil.gui.reader.enlargeable import EnlargeableImage
from postil.gui.reader.formats import OBJECT_CHARACTER
from postil.gui.reader.images import FormulaObject, PageObject, PageObjects, asked_size, page_image
from postil.gui.widgets.plain_text import plain_tip

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.dom.flatten import Flat, Run
    from postil.gui.reader.setting import Look, Setting
    from postil.gui.reader.writer import Writer

_ASSET = "asset:"


class ObjectWriter:
    """Writes the images and formulas of one article through a Writer."""

    def __init__(self, writer: Writer, flat: Flat, objects: PageObjects, look: Look) -> None:
        self._writer = writer
        self._flat = flat
        self._objects = objects
        self._look = look
        self.images: list[EnlargeableImage] = []
        """The images that were written, in order."""

    def image(self, element: _Element, setting: Setting) -> None:
        """Write an ``img``; where it was not saved, what its place says."""
        run = self._flat.run(element, "object")
        if run is None:
            return
        source = element.get("src") or ""
        content = self._look.asset(source.removeprefix(_ASSET)) if source.startswith(_ASSET) else None
        if not setting.in_cell or content:
            self.images.append(self._enlargeable(element, run, source if content else ""))
        item = page_image(
            content,
            asked=asked_size(element),
            room=setting.room,
            alt=element.get("alt") or "",
            colors=self._look.theme.page,
        )
        chars = QTextCharFormat(self._writer.format(setting.chars))
        title = (element.get("title") or "").strip()
        chars.setToolTip(plain_tip(title or element.get("alt") or ""))
        self._place(run, item, chars, setting)
        if title and self._is_alone(run) and not setting.in_cell:
            # A caption that extraction left out of the article's words: shown, but not part of the text.
            caption = caption_setting(title, setting, look=self._look, of_figure=True)
            self._writer.end_block()
            self._writer.ornament(title, caption.chars, caption.block)
            self._writer.end_block()

    def formula(self, element: _Element, setting: Setting) -> None:
        """Write a ``math``; where it cannot be drawn, its words."""
        run = self._flat.run(element, "object")
        if run is None:
            return
        display = element.get("display") == "block"
        size = setting.chars.size * (1.1 if display else 1.04)
        drawn = formulas.draw(element, size=size, color=setting.chars.color)
        if drawn is None:
            words = " ".join("".join(str(part) for part in element.itertext()).split())
            shown = run.text if run.text != OBJECT_CHARACTER else words or "□"
            self._writer.words_for(
                run.start, run.text, shown, replace(setting.chars, italic=True), setting.block
            )
            return
        plain = self._writer.format(setting.chars)
        chars = QTextCharFormat(plain)
        chars.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        chars.setToolTip(plain_tip(run.text) if run.text != OBJECT_CHARACTER else "")
        item = FormulaObject(drawn, x_height=QFontMetricsF(plain.font()).xHeight())
        self._place(run, item, chars, setting, centred=display)

    # Parts.

    def _enlargeable(self, element: _Element, run: Run, source: str) -> EnlargeableImage:
        caption = (element.get("title") or "").strip()
        for figure in element.iterancestors("figure"):
            for words in figure.iter("figcaption"):
                caption = words_in(words, self._flat)
        return EnlargeableImage(
            run.start, source.removeprefix(_ASSET), (element.get("alt") or "").strip(), caption
        )

    def _place(
        self, run: Run, item: PageObject, chars: QTextCharFormat, setting: Setting, *, centred: bool = True
    ) -> None:
        """Put an object in its line, or, where it is all of the line, in a block of its own."""
        block = setting.block
        if self._is_alone(run) and not setting.in_cell:
            gap = self._look.metrics.gap
            block = replace(
                block,
                line=1,
                even=False,
                centred=centred,
                justified=False,
                hang=0,
                top=max(block.top, round(gap * 1.3)),
                bottom=max(block.bottom, gap),
            )
        self._writer.object(run.start, run.text, self._objects.add(item), chars, block)

    def _is_alone(self, run: Run) -> bool:
        text = self._flat.text
        before = run.start == 0 or text[run.start - 1] == "\n"
        return before and (run.end == len(text) or text[run.end] == "\n")

"""Every element of an article has its look in the document, and its words are there once."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor
from tests.gui.reader.articles import RICH, asset, page

from postil.dom.elements import ALLOWED, MATH
from postil.gui import fonts
from postil.gui.reader.document import ArticleDocument, build_document
from postil.gui.reader.formats import BOX, CHIP, MARKER, QUOTES, BoxKind, Chip
from postil.gui.reader.metrics import Metrics, metrics_of
from postil.gui.reader.setting import Look
from postil.gui.reader.writer import PADDING
from postil.gui.theme import theme
from postil.settings import Settings

pytestmark = pytest.mark.gui

LIGHT = theme("light")


def build(html: str = RICH, **fields: object) -> ArticleDocument:
    built = build_document(page(**fields), html, Look(Metrics(), LIGHT, asset, 672))
    built.document.setTextWidth(672 + 2 * PADDING)
    return built


def block_of(built: ArticleDocument, words: str) -> QTextBlock:
    return built.document.findBlock(built.positions.to_document(built.text.index(words)))


def letters_of(built: ArticleDocument, words: str) -> QTextCharFormat:
    cursor = QTextCursor(built.document)
    cursor.setPosition(built.positions.to_document(built.text.index(words)) + 1)
    return cursor.charFormat()


def test_the_rich_article_has_all_elements_that_there_are() -> None:
    used = set(re.findall(r"<([a-z0-9]+)", RICH))
    rare = {"address", "article", "bdi", "bdo", "cite", "dfn", "footer", "h1", "h4", "h5", "h6", "header"}
    rare |= {"s", "samp", "span", "time", "var", "wbr", "tfoot"}
    assert ALLOWED - MATH - used == rare
    built = build("<div>" + "".join(f"<{tag}>in {tag}</{tag}>" for tag in rare - {"wbr", "tfoot"}) + "</div>")
    shown = built.document.toPlainText().replace("\u00ad", "")
    assert all(f"in {tag}" in shown for tag in rare - {"wbr", "tfoot"})


def test_the_words_of_the_article_are_in_the_document_in_their_order() -> None:
    built = build()
    shown = built.document.toPlainText().replace("\u00ad", "").replace("\u202f", "")
    words = re.findall(r"\w+", re.sub(r"p\(n\)=1/\(1\+n\^2\)|\\sum x\^k/k!", "", built.text))
    at = 0
    for word in words:
        at = shown.index(word, at) + len(word)


def test_lists_quotations_and_boxes_carry_what_is_painted() -> None:
    built = build()
    assert block_of(built, "First comes the mark").blockFormat().property(MARKER) == "3."
    assert block_of(built, "a page in the same").blockFormat().property(MARKER) == "ring"
    assert len(block_of(built, "Setting type is").blockFormat().property(QUOTES)) == 2
    assert len(block_of(built, "A quotation inside").blockFormat().property(QUOTES)) == 4
    assert block_of(built, "best, at = 0.0").blockFormat().property(BOX)[0] == BoxKind.CODE
    assert block_of(built, "A pencil may be").blockFormat().property(BOX)[0] == BoxKind.CALLOUT
    assert block_of(built, "Film: how").blockFormat().property(BOX)[0] == BoxKind.EMBED


def test_letters_carry_their_look() -> None:
    built = build()
    assert letters_of(built, "marginalia").fontWeight() == 700
    assert letters_of(built, "somebody was").fontItalic()
    assert letters_of(built, "view.highlight").property(CHIP) == Chip.CODE
    assert letters_of(built, "Ctrl").property(CHIP) == Chip.KEY
    assert letters_of(built, "address").anchorHref() == "https://example.org/address"
    assert letters_of(built, "struck").fontStrikeOut()
    raised = QTextCharFormat.VerticalAlignment.AlignSuperScript
    assert letters_of(built, "2; neither").verticalAlignment() == raised
    assert letters_of(built, "Grade\t").fontFamilies()[0] == fonts.INTERFACE
    assert letters_of(built, "resolve(quote").fontFamilies()[0] == fonts.CODE
    assert letters_of(built, "Setting type").foreground().color().name() == LIGHT.page.quote


def test_lines_of_text_have_one_distance() -> None:
    built = build()
    for words in ("For most of", "Press", "Читання", "القراءة", "阅读是", "Emoji are"):
        block = block_of(built, words)
        built.document.documentLayout().blockBoundingRect(block)
        layout = block.layout()
        baselines = [layout.lineAt(n).y() + layout.lineAt(n).ascent() for n in range(layout.lineCount())]
        steps = {round(b - a, 2) for a, b in pairwise(baselines)}
        assert steps <= {32.0}, words


def test_wrapped_code_hangs_and_eighty_letters_fit() -> None:
    line = "x" * 80
    built = build(f"<div><pre>{line}\n    y({'argument, ' * 12})</pre></div>")
    first, second = block_of(built, "xx"), block_of(built, "y(")
    for block in (first, second):
        built.document.documentLayout().blockBoundingRect(block)
    assert first.layout().lineCount() == 1
    assert second.layout().lineCount() > 1
    hang = second.layout().lineAt(1).x() - second.layout().lineAt(0).x()
    assert hang == pytest.approx(8 * 8.4, abs=2)


def test_columns_of_numbers_stand_at_their_right() -> None:
    built = build()
    assert block_of(built, "€9.80").blockFormat().alignment() == Qt.AlignmentFlag.AlignRight


def test_headings_and_anchors_are_known() -> None:
    built = build()
    assert [heading.text for heading in built.headings][:2] == [
        "The width of a line",
        "What belongs in a margin",
    ]
    assert built.headings[0].level == 2
    fn1 = built.anchor("fn1")
    assert fn1 is not None
    assert built.text[fn1:].startswith("The word is older")
    assert built.anchor("nothing") is None


def test_quotation_marks_are_drawn_but_are_no_text() -> None:
    built = build()
    assert "said look here across" in built.text
    assert "said “look here” across" in built.document.toPlainText()
    ukrainian = build("<div><p lang='uk'>Він сказав <q>так</q>.</p></div>")
    assert "«так»" in ukrainian.document.toPlainText()


def test_measures_follow_the_settings() -> None:
    metrics = metrics_of(Settings(text_size=24, column_width=30.0, line_height=1.5, justify=True))
    assert (metrics.size, metrics.column, metrics.line_height) == (24, 720, 36)
    assert metrics.justify


def test_justified_text_is_set_so_but_not_headings() -> None:
    built = build_document(page(), RICH, Look(Metrics(justify=True), LIGHT, asset, 672))
    justified = Qt.AlignmentFlag.AlignJustify
    assert block_of(built, "For most of").blockFormat().alignment() == justified
    assert block_of(built, "The width of a line").blockFormat().alignment() != justified


def test_however_deep_things_stand_there_is_room_for_words() -> None:
    depth = 70
    html = "<ul><li>" * depth + "<blockquote>deepest words</blockquote>" + "</li></ul>" * depth
    built = build(f"<div>{html}</div>")
    block = block_of(built, "deepest words")
    built.document.documentLayout().blockBoundingRect(block)
    assert block.blockFormat().leftMargin() <= 336
    assert block.layout().lineCount() == 1


def test_a_caption_beside_the_text_is_shown_and_is_not_text() -> None:
    """Extraction keeps a caption that is no part of the article's words as the image's title."""
    built = build(
        '<div><figure><img src="asset:none" title="The mole at dusk"/></figure><p>After it.</p></div>'
    )
    assert built.text == "\ufffc\nAfter it."
    shown = built.document.toPlainText()
    assert shown.index("The mole at dusk") < shown.index("After it.")
    cursor = QTextCursor(built.document)
    cursor.setPosition(built.positions.to_document(built.text.index("After")))
    assert cursor.block().text() == "After it."
    assert cursor.atBlockStart()


def test_a_card_tells_the_site_that_it_leads_to() -> None:
    def card(words: str) -> str:
        built = build(
            f'<div><aside class="embed"><p><a href="https://films.example/e/1">{words}</a></p></aside></div>'
        )
        assert built.text == words
        return built.document.toPlainText().replace("\u00ad", "")

    assert card("How pencils are made").count("films.example") == 1
    assert card("films.example").count("films.example") == 1

"""Articles on paper: pages, notes, links and letters of a real PDF, read back with poppler."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from tests.gui.reader.articles import RICH, asset, png
from tests.gui.reader.readers import open_article, placed_at, placed_on

from postil.gui.reader.paper import POINTS, NotePlace, PaperArticle, PaperWishes
from postil.gui.reader.paper_output import PaperFailed, print_article, save_pdf
from postil.gui.theme import theme
from postil.jobs import Cancelled, Progress, Step
from postil.model.annotation import Color, Style
from postil.model.color_names import ColorNames

if TYPE_CHECKING:
    from pathlib import Path

    from postil.app.reading import OpenArticle

pytestmark = pytest.mark.gui

TEXT = open_article(RICH).text
LONG = (
    "<div>" + "<h2>A part</h2>" + "<p>It goes on and on, as such texts do, to its end.</p>" * 300 + "</div>"
)


def annotated() -> OpenArticle:
    return open_article(
        placed=(
            placed_on(TEXT, "somebody was there", "a", note="Who was **there**?", color=Color.GREEN),
            placed_on(TEXT, "sixty-six letters", "b", note="See #typography"),
            placed_on(TEXT, "Shorter lines", "c", color=Color.BLUE),
        )
    )


def words_of(file: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    read = subprocess.run([program, "-layout", str(file), "-"], check=True, capture_output=True)
    return " ".join(read.stdout.decode("utf-8").split())


def saved(tmp_path: Path, article: OpenArticle, wishes: PaperWishes | None = None) -> Path:
    file = tmp_path / "page.pdf"
    save_pdf(article, asset, wishes or PaperWishes(), file=file, progress=Progress())
    return file


def test_all_letters_can_be_read_back(tmp_path: Path) -> None:
    words = words_of(saved(tmp_path, annotated(), PaperWishes(notes=NotePlace.NONE)))
    assert (
        "A book that has been read with a pencil is another object than the book that left the printer"
        in words
    )
    assert "Incomprehensibility, overspecialization and counterrevolutionary typography" in words
    assert "Українська абетка має тридцять три літери" in words
    assert "\u00ad" not in words


def test_title_source_and_numbers_are_on_it(tmp_path: Path) -> None:
    words = words_of(saved(tmp_path, annotated()))
    assert words.count("On Reading Slowly") >= 2  # as title, and above later pages
    assert "https://example.org/slowly" in words
    pages = re.findall(r"(\d+) of (\d+)", words)
    assert [number for number, _total in pages] == [str(n) for n in range(1, int(pages[0][1]) + 1)]


@pytest.mark.parametrize("place", [NotePlace.SIDE, NotePlace.END])
def test_notes_are_written_where_they_are_wanted(tmp_path: Path, place: NotePlace) -> None:
    words = words_of(saved(tmp_path, annotated(), PaperWishes(notes=place)))
    assert "Who was there?" in words
    assert "See #typography" in words
    after = words.index("Notes") < words.index("Who was there?") if "Notes 1" in words else False
    assert after == (place is NotePlace.END)


def test_without_notes_there_are_none(tmp_path: Path) -> None:
    assert "Who was there?" not in words_of(saved(tmp_path, annotated(), PaperWishes(notes=NotePlace.NONE)))


def test_a_side_too_full_for_its_notes_continues_after_the_text(tmp_path: Path) -> None:
    long = "A very long note, said at length. " * 120
    noted = open_article(
        placed=tuple(
            placed_on(TEXT, quote, str(n), note=f"note{n} begins. {long} note{n} ends.")
            for n, quote in enumerate(("somebody", "pencil", "working space"))
        )
    )
    words = words_of(saved(tmp_path, noted))
    for n in range(3):
        assert f"note{n} begins." in words
        assert f"note{n} ends." in words


def test_highlights_that_were_not_found_are_written_below(tmp_path: Path) -> None:
    lost = open_article(placed=(placed_at("x", None, None, note="Kept anyway"),))
    assert "Kept anyway" in words_of(saved(tmp_path, lost))


def test_links_can_be_clicked(tmp_path: Path) -> None:
    assert b"https://example.org/address" in saved(tmp_path, annotated()).read_bytes()


@pytest.mark.parametrize(
    ("size", "points"),
    [(QPageSize.PageSizeId.A4, (595, 842)), (QPageSize.PageSizeId.Letter, (612, 792))],
)
def test_the_paper_is_the_one_that_was_chosen(
    tmp_path: Path, size: QPageSize.PageSizeId, points: tuple[int, int]
) -> None:
    content = saved(tmp_path, annotated(), PaperWishes(size=size)).read_bytes()
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)
    assert box is not None
    assert (round(float(box[1])), round(float(box[2]))) == points


def drawn(paper: PaperArticle, number: int) -> QImage:
    image = QImage(paper.paper.toSize() * 2, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.scale(2 * POINTS, 2 * POINTS)
    paper.paint(painter, number)
    painter.end()
    return image


def colors_of(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
    }


def test_highlights_are_painted_if_they_are_wanted() -> None:
    fill = "#ffe57e"
    with_them = drawn(PaperArticle(annotated(), asset, PaperWishes()), 0)
    without = drawn(PaperArticle(annotated(), asset, PaperWishes(highlights=False)), 0)
    assert fill in colors_of(with_them)
    assert fill not in colors_of(without)


def _rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()


def test_inks_over_each_other_are_blended_also_where_paper_blends_nothing(tmp_path: Path) -> None:
    sentence = "The whole of it is marked twice."
    html = f"<div><p>{sentence}</p></div>"
    start = open_article(html).text.index("whole")
    article = open_article(
        html,
        placed=(
            placed_at("one", start, start + 12, color=Color.YELLOW),
            placed_at("two", start + 6, start + 20, color=Color.RED),
        ),
    )
    inks = [QColor(theme("light").highlight(color).fill) for color in (Color.YELLOW, Color.RED)]
    product = [round(one * other / 255) for one, other in zip(*(_rgb(ink) for ink in inks), strict=True)]
    program = shutil.which("pdftoppm")
    if program is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    made = saved(tmp_path, article)
    subprocess.run(
        [program, "-r", "100", "-png", "-singlefile", str(made), str(tmp_path / "seen")], check=True
    )
    seen = {_rgb(QColor(name)) for name in colors_of(QImage(str(tmp_path / "seen.png")))}
    for wanted in (*(_rgb(ink) for ink in inks), product):
        assert any(max(abs(a - b) for a, b in zip(wanted, color, strict=True)) <= 2 for color in seen)


@pytest.mark.parametrize("place", [NotePlace.SIDE, NotePlace.END])
def test_the_note_on_the_page_comes_first_and_without_a_number(tmp_path: Path, place: NotePlace) -> None:
    article = annotated()
    noted = replace(article, page=replace(article.page, note="Read **twice**, once aloud."))
    words = words_of(saved(tmp_path, noted, PaperWishes(notes=place)))
    assert words.index("Read twice") < words.index("Who was there?")
    assert ("On the page" in words) == (place is NotePlace.END)
    assert "Read twice" not in words_of(saved(tmp_path, noted, PaperWishes(notes=NotePlace.NONE)))


def test_a_note_on_the_page_alone_is_written_too(tmp_path: Path) -> None:
    article = open_article()
    noted = replace(article, page=replace(article.page, note="Nothing else is marked."))
    assert "Nothing else is marked." in words_of(saved(tmp_path, noted))


@pytest.mark.parametrize("place", [NotePlace.SIDE, NotePlace.END])
def test_the_colour_of_a_noted_highlight_is_told_by_its_name(tmp_path: Path, place: NotePlace) -> None:
    article = open_article(
        placed=(
            placed_on(TEXT, "somebody was there", "a", note="Who?", color=Color.GREEN),
            placed_on(TEXT, "sixty-six", "b", note="How many?", color=Color.BLUE, style=Style.UNDERLINE),
        )
    )
    names = ColorNames(("", "", "Evidence_1", "", "", "", "", ""))
    words = words_of(saved(tmp_path, article, PaperWishes(notes=place, color_names=names)))
    assert "Evidence_1 (green)" in words
    assert "Blue, underlined" in words


def test_no_heading_stands_alone_at_the_foot_of_a_page() -> None:
    part = "<h2>A part</h2>" + "<p>It goes on, as such texts do, from line to line to its end.</p>" * 7
    paper = PaperArticle(open_article(f"<div>{part * 30}</div>"), asset, PaperWishes())
    layout = paper._document.documentLayout()
    block = paper._document.begin()
    while block.isValid():
        following = block.next()
        if block.blockFormat().headingLevel() and following.isValid():
            assert following.layout().lineCount() > 0
            tops = [layout.blockBoundingRect(each).top() // paper._height for each in (block, following)]
            assert tops[0] == tops[1]
        block = following


def test_an_image_higher_than_the_page_is_made_to_fit() -> None:
    html = '<div><p>Before.</p><figure><img src="asset:tall" alt="A tower"/></figure><p>After.</p></div>'
    paper = PaperArticle(open_article(html), lambda _name: png(100, 3000), PaperWishes())
    assert paper.pages <= 3
    red = png(300, 3000, (200, 10, 10))
    tall = PaperArticle(open_article(html), lambda _name: red, PaperWishes())
    assert any("#c80a0a" in colors_of(drawn(tall, number)) for number in range(tall.pages))


def test_what_was_there_stays_when_the_person_gives_up(tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(b"before")
    progress = Progress(lambda step: progress.cancel() if step.done == 1 else None)
    with pytest.raises(Cancelled):
        save_pdf(open_article(LONG), asset, PaperWishes(), file=file, progress=progress)
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


def test_progress_goes_to_the_last_page(tmp_path: Path) -> None:
    steps: list[Step] = []
    pages = save_pdf(
        open_article(LONG), asset, PaperWishes(), file=tmp_path / "page.pdf", progress=Progress(steps.append)
    )
    assert pages > 5
    assert steps[-1] == Step(pages, pages)
    assert [step.done for step in steps[1:]] == list(range(pages + 1))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PaperFailed, match="Choose another folder"):
        save_pdf(annotated(), asset, PaperWishes(), file=tmp_path / "no" / "page.pdf", progress=Progress())


def test_a_printer_gets_the_pages_that_were_chosen(tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(300)
    printer.setFullPage(True)
    printer.setFromTo(2, 3)
    assert print_article(open_article(LONG), asset, PaperWishes(), printer=printer, progress=Progress()) == 2
    words = words_of(tmp_path / "printed.pdf")
    assert re.findall(r"(\d+) of \d+", words) == ["2", "3"]

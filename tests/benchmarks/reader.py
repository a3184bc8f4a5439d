"""How fast the reader builds, paints and marks: prints figures, asserts nothing.

Run it with the interpreter of the project: ``python tests/benchmarks/reader.py``.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication
from tests.gui.reader.articles import RICH, asset, page
from tests.gui.reader.readers import open_article, placed_at

from postil.gui import fonts
from postil.gui.reader.metrics import Metrics
from postil.gui.reader.pane import ReaderPane
from postil.gui.theme import theme

TEXT = (
    "margin reader pencil page index sentence argument weather library copyist patience edition letter map "
    "distance return silence quotation chapter printer attention internationalization forgotten unanswered"
)
WORDS = TEXT.split()


def sentence(dice: random.Random) -> str:
    words = [dice.choice(WORDS) for _ in range(dice.randrange(8, 22))]
    at = dice.randrange(len(words))
    if dice.random() < 0.15:
        words[at] = f"<em>{words[at]}</em>"
    elif dice.random() < 0.1:
        words[at] = f'<a href="https://example.org/{at}">{words[at]}</a>'
    return " ".join(words).capitalize() + "."


def article(count: int) -> str:
    """About ``count`` words of all kinds of blocks, after the rich article."""
    dice = random.Random(7)
    blocks: list[str] = []
    written = 0
    while written < count:
        sentences = [sentence(dice) for _ in range(dice.randrange(3, 9))]
        written += sum(len(one.split()) for one in sentences)
        kind = dice.random()
        if kind < 0.06:
            blocks.append(f"<h2>{sentences[0]}</h2>")
        elif kind < 0.1:
            blocks.append("<ul>" + "".join(f"<li>{one}</li>" for one in sentences) + "</ul>")
        elif kind < 0.14:
            blocks.append(f"<blockquote><p>{' '.join(sentences)}</p></blockquote>")
        elif kind < 0.15:
            row = "".join(f"<td>{one[:20].split('<')[0]}</td>" for one in sentences)
            blocks.append(f"<table><tr>{row}</tr><tr>{row}</tr></table>")
        else:
            blocks.append(f"<p>{' '.join(sentences)}</p>")
    return RICH.removesuffix("</div>") + "".join(blocks) + "</div>"


def milliseconds(start: float) -> float:
    return (perf_counter() - start) * 1000


def measure(words: int, marks: int) -> None:
    opened = open_article(article(words), of=page(words=words))
    pane = ReaderPane(asset)
    pane.resize(1280, 800)
    pane.show()
    QApplication.processEvents()
    start = perf_counter()
    pane.show_article(opened, Metrics(), theme("light"))
    built = milliseconds(start)
    pane.grab()
    print(f"{words:>7} words: build {built:7.0f} ms, with first paint {milliseconds(start):7.0f} ms")

    start = perf_counter()
    pane.show_article(opened, Metrics(), theme("light"))
    pane.grab()
    print(f"{'':>7}        again (caches warm) {milliseconds(start):7.0f} ms")

    dice = random.Random(3)
    spans = sorted(dice.randrange(len(opened.text) - 200) for _ in range(marks))
    placed = tuple(placed_at(f"m{n}", at, at + dice.randrange(20, 180)) for n, at in enumerate(spans))
    start = perf_counter()
    pane.set_placed(placed)
    print(f"{'':>7}        {marks} marks set {milliseconds(start):7.1f} ms")

    view = pane._sheet.view
    paints: list[float] = []
    for step in range(60):
        view.verticalScrollBar().setValue(step * 90)
        start = perf_counter()
        view.viewport().grab()
        paints.append(milliseconds(start))
    print(f"{'':>7}        repaint p50 {statistics.median(paints):5.1f} ms, worst {max(paints):5.1f} ms")

    start = perf_counter()
    pane.go_to(len(opened.text) * 9 // 10)
    pane.grab()
    print(f"{'':>7}        to 90 % of the text {milliseconds(start):7.0f} ms")

    start = perf_counter()
    pane.set_look(theme=theme("dark"))
    pane.grab()
    print(f"{'':>7}        theme switch there {milliseconds(start):7.0f} ms")
    pane.deleteLater()


def main() -> None:
    application = QApplication([])
    fonts.load_fonts()
    measure(5_000, 200)
    measure(150_000, 5_000)
    application.quit()


if __name__ == "__main__":
    main()

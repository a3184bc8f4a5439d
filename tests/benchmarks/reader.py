"""How fast the reader builds, paints and marks: prints figures, asserts nothing.

Run it with the interpreter of the project: ``python tests/benchmarks/reader.py``, with a number of words
(5000, 150000, 769000) for that one only. A freeze is time in which the event loop answered nothing; after
each deed it is watched for some time more, since Qt goes on laying out. Beside it stands a QTextBrowser
with the same article.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTextBrowser
from tests.gui.reader.articles import RICH, asset, page
from tests.gui.reader.readers import open_article, placed_at

from postil.gui import fonts
from postil.gui.reader.document import prepare
from postil.gui.reader.metrics import Metrics
from postil.gui.reader.pane import ReaderPane
from postil.gui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from postil.app.reading import OpenArticle

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


class Heartbeat:
    """Runs the event loop and knows the longest time in which it answered nothing."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = perf_counter()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)

    def run(self, act: Callable[[], object], until: Callable[[], bool], settle: float = 0.3) -> float:
        """Do ``act`` and go on until it is finished and all is laid out; the milliseconds until finished."""
        self.longest, self._last = 0.0, perf_counter()
        self._timer.start()
        start = perf_counter()
        QTimer.singleShot(0, act)
        while not until():
            QApplication.processEvents()
        taken = milliseconds(start)
        end = perf_counter() + settle
        while perf_counter() < end:
            QApplication.processEvents()
        self._timer.stop()
        return taken

    def _beat(self) -> None:
        now = perf_counter()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self._last = now


class Shown:
    """A pane in which an article is opened as the window opens it."""

    def __init__(self, opened: OpenArticle) -> None:
        self.opened = opened
        self.pane = ReaderPane(asset)
        self.pane.resize(1280, 800)
        self.pane.show()
        self.look = (Metrics(), theme("light"))
        self.is_shown = False
        QApplication.processEvents()

    def open(self) -> None:
        """As ``gui/open_page.py`` does it; the article was read on a lane before."""
        self.is_shown = False
        self.pane.build_ahead(self.opened, *self.look, self._show)

    def _show(self) -> None:
        self.pane.show_article(self.opened, *self.look)
        self.pane.grab()
        self.is_shown = True

    def is_in(self, name: str) -> bool:
        """Whether the page is painted in the theme of that name."""
        look = self.pane._sheet._look
        return look is not None and look.theme.name == name


def bare(html: str) -> None:
    """The same article in a QTextBrowser that sets it as it comes."""
    browser = QTextBrowser()
    browser.resize(1280, 800)
    browser.show()
    QApplication.processEvents()
    beat = Heartbeat()
    done: list[bool] = []

    def show() -> None:
        browser.setHtml(html)
        browser.grab()
        done.append(True)

    taken = beat.run(show, lambda: bool(done), settle=1.5)
    print(f"{'':>7}        a bare QTextBrowser: open {taken:6.0f} ms, longest freeze {beat.longest:6.0f} ms")
    done.clear()

    def switch() -> None:
        browser.setStyleSheet("QTextBrowser { background: #1c1b22; color: #d8d8dd; }")
        browser.grab()
        done.append(True)

    taken = beat.run(switch, lambda: bool(done))
    print(f"{'':>7}        there: theme switch {taken:6.0f} ms, longest freeze {beat.longest:6.0f} ms")
    browser.deleteLater()


def measure(words: int, marks: int) -> None:
    html = article(words)
    opened = open_article(html, of=page(words=words))
    start = perf_counter()
    prepare(html)
    print(f"{words:>7} words: read on a lane {milliseconds(start):6.0f} ms")
    shown, beat = Shown(opened), Heartbeat()
    taken = beat.run(shown.open, lambda: shown.is_shown, settle=1.5)
    print(f"{'':>7}        open, cold {taken:6.0f} ms, longest freeze {beat.longest:6.0f} ms")
    shown.is_shown = False
    taken = beat.run(shown.open, lambda: shown.is_shown, settle=1.5)
    print(f"{'':>7}        open, warm {taken:6.0f} ms, longest freeze {beat.longest:6.0f} ms")
    for note in ("", "Remember **this** one. #weather"):
        set_marks(shown, marks, note)
        scroll(shown.pane)
    start = perf_counter()
    shown.pane.go_to(len(opened.text) * 9 // 10)
    shown.pane.grab()
    print(f"{'':>7}        to 90 % of the text {milliseconds(start):6.0f} ms")
    for name, where in (("dark", "there"), ("light", "at the top")):
        if where == "at the top":
            shown.pane.go_to(0)
        taken = beat.run(
            partial(shown.pane.set_look, theme=theme(name)),
            partial(shown.is_in, name),
            settle=1.5,
        )
        print(f"{'':>7}        theme switch {where} {taken:6.0f} ms, longest freeze {beat.longest:6.0f} ms")
    shown.pane.deleteLater()
    bare(html)


def set_marks(shown: Shown, marks: int, note: str) -> None:
    dice = random.Random(3)
    spans = sorted(dice.randrange(len(shown.opened.text) - 200) for _ in range(marks))
    ends = [at + dice.randrange(20, 180) for at in spans]
    placed = tuple(
        placed_at(f"m{n}", at, end, note=note) for n, (at, end) in enumerate(zip(spans, ends, strict=True))
    )
    start = perf_counter()
    shown.pane.set_placed(placed)
    shown.pane.grab()
    kind = "marks with notes" if note else "marks"
    print(f"{'':>7}        {marks} {kind} set and painted {milliseconds(start):6.1f} ms")


def scroll(pane: ReaderPane) -> None:
    """By the wheel, then by dragging the bar anywhere: each step to the picture of page and margin."""
    bar = pane._sheet.view.verticalScrollBar()
    pane.grab()
    for how, places in (
        ("wheel", [step * 90 for step in range(60)]),
        ("bar dragged", [bar.maximum() * (step * 37 % 60) // 60 for step in range(60)]),
    ):
        steps: list[float] = []
        for place in places:
            start = perf_counter()
            bar.setValue(place)
            pane.grab()
            steps.append(milliseconds(start))
        told = f"p50 {statistics.median(steps):5.1f} ms, worst {max(steps):5.1f} ms"
        print(f"{'':>7}        a step of scrolling, {how}: {told}")


def main() -> None:
    application = QApplication([])
    fonts.load_fonts()
    for words, marks in ((5_000, 200), (150_000, 5_000), (769_000, 5_000)):
        if len(sys.argv) < 2 or str(words) in sys.argv[1:]:
            measure(words, marks)
    application.quit()


if __name__ == "__main__":
    main()

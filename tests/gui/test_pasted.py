"""What is found in a clipboard or a drag, as browsers fill them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from postil.app.pasting import Pasted, PastedLink
from postil.gui.pasted import pasted_files, pasted_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.gui

PIECE = "<p>As warm as a <em>loaf</em>.</p>"
WALLS = "https://walls.example/a%20b?c=1&d=%C3%A9#end"


def mime(
    *, html: str = "", text: str = "", urls: tuple[str, ...] = (), others: Mapping[str, bytes] | None = None
) -> QMimeData:
    made = QMimeData()
    if html:
        made.setHtml(html)
    if text:
        made.setText(text)
    if urls:
        made.setUrls([QUrl(url) for url in urls])
    for kind, content in (others or {}).items():
        made.setData(kind, content)
    return made


def test_only_files_of_this_computer_are_files(tmp_path: Path) -> None:
    file = tmp_path / "a b.html"
    made = mime(urls=(QUrl.fromLocalFile(str(file)).toString(), "https://example.org/x.html"))
    assert pasted_files(made) == (file,)
    assert pasted_files(QMimeData()) == ()


@pytest.mark.parametrize(
    "others",
    [
        {"chromium/x-source-url": WALLS.encode()},
        {"text/x-moz-url-priv": WALLS.encode("utf-16-le")},
        {"text/x-moz-url-priv": WALLS.encode("utf-16-le") + b"\0\0"},
        {
            'application/x-qt-windows-mime;value="HTML Format"': (
                f"Version:0.9\r\nStartHTML:0000000160\r\nSourceURL:{WALLS}\r\n<html>{PIECE}".encode()
            )
        },
    ],
)
def test_a_piece_says_where_it_was_copied_from(others: dict[str, bytes]) -> None:
    assert pasted_of(mime(html=PIECE, text="As warm as a loaf.", others=others)) == Pasted(
        PIECE, "As warm as a loaf.", WALLS
    )


def test_without_that_it_has_no_source() -> None:
    assert pasted_of(mime(html=PIECE)) == Pasted(PIECE, "", None)
    assert pasted_of(mime(text="Words")) == Pasted("", "Words", None)


def test_a_dragged_link_has_its_title() -> None:
    others = {"text/x-moz-url": f"{WALLS}\nWarm\twalls".encode("utf-16-le")}
    made = mime(html=f'<a href="{WALLS}">Warm walls</a>', text=WALLS, urls=(WALLS,), others=others)
    assert pasted_of(made) == Pasted(links=(PastedLink(WALLS, "Warm walls"),))
    assert pasted_of(mime(urls=(WALLS, "https://b.example/", WALLS))) == Pasted(
        links=(PastedLink(WALLS), PastedLink("https://b.example/"))
    )


def test_a_picture_by_itself_is_nothing() -> None:
    picture = QMimeData()
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    picture.setImageData(image)
    assert pasted_of(picture) is None
    tag = '<meta charset="utf-8"><img src="https://walls.example/a.png" alt="A wall">'
    assert pasted_of(mime(html=tag, urls=("https://walls.example/a.png",))) is None
    assert (
        pasted_of(mime(html=f"<html><body>\n<!--StartFragment-->{tag}<!--EndFragment--></body></html>"))
        is None
    )
    assert pasted_of(mime(html=f"{tag}<p>and words</p>")) is not None
    assert pasted_of(QMimeData()) is None
    assert pasted_of(mime(text=" \n ")) is None

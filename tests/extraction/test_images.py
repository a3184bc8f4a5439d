from __future__ import annotations

import base64
import struct
import zlib

import pytest
from tests.extraction.pages_for_tests import article_of, page, rebuilt

from postil.dom.image_types import sniff_image
from postil.extraction.images import Images, image_size
from postil.extraction.links import Addresses
from postil.model.capture import Resource

HERE = Addresses("https://example.org/notes/ferry.html", "https://example.org/notes/ferry.html")


def png(width: int = 300, height: int = 200) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("saved_as", "written"),
    [
        ("ferry_files/pier.png", "ferry_files/pier.png"),
        ("ferry_files/pier.png", "./ferry_files/pier.png"),
        ("ferry files/pier 1.png", "ferry%20files/pier%201.png"),
        ("ferry_files/pier.png", "ferry_files/pier.png?v=3"),
        ("https://example.org/notes/pier.png", "pier.png"),
        ("/img/pier.png", "https://example.org/img/pier.png"),
    ],
)
def test_a_saved_image_is_found_however_the_page_names_it(saved_as: str, written: str) -> None:
    images = Images(HERE, (Resource(saved_as, png()),))
    asset = images.find([written])
    assert asset is not None
    assert asset.media_type == "image/png"
    assert list(images.used) == [asset.hash]


def test_a_data_address_is_an_image_by_its_bytes() -> None:
    content = base64.b64encode(png()).decode()
    html = rebuilt(f'<p>x</p><img src="data:text/plain;base64,{content}" alt="Pier">')
    assert '<img src="asset:' in html


def test_what_is_no_image_is_none() -> None:
    images = Images(HERE, (Resource("a.png", b"<html>not found</html>"), Resource("b.png", b"")))
    assert images.find(["a.png", "b.png", "c.png", "data:image/png;base64,????"]) is None
    assert not images.used


def test_a_dot_that_counts_visitors_is_none() -> None:
    assert Images(HERE, (Resource("t.png", png(1, 1)),)).find(["t.png"]) is None
    assert "img" not in rebuilt('<p>x</p><img src="https://t.example/t.gif" width="1" height="1">')


def test_an_image_that_was_not_saved_loads_nothing() -> None:
    html = rebuilt('<p>x</p><img src="https://far.example/p.jpg" alt="Pier">')
    assert '<img data-source="https://far.example/p.jpg" alt="Pier"/>' in html


def test_the_saved_copy_among_several_sources_is_taken() -> None:
    resources = (Resource("img/p-800.png", png()),)
    html = rebuilt(
        '<picture><source srcset="img/p-1600.webp 1600w, img/p-800.png 800w"><img src="img/p.jpg"></picture>',
        resources=resources,
    )
    assert 'src="asset:' in html


def test_an_image_that_singlefile_keeps_once_is_found() -> None:
    content = base64.b64encode(png()).decode()
    style = f'<style>:root{{--sf-img-4:url("data:image/png;base64,{content}")}}</style>'
    picture = (
        '<img src=\'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200">'
        "<rect fill-opacity=\"0\"/></svg>' style='background-image:var(--sf-img-4)!important' alt='Pier'>"
    )
    article = article_of(
        page(f"<p>A picture of the pier, as it was before the storm came.</p>{picture}", head=style)
    )
    assert [asset.media_type for asset in article.assets] == ["image/png"]
    assert article.metadata.lead_image == article.assets[0].hash


def test_sizes_and_kinds_are_told_by_the_bytes() -> None:
    assert image_size(png(31, 7), "image/png") == (31, 7)
    assert image_size(b"GIF89a" + struct.pack("<HH", 5, 6) + b"\0" * 9, "image/gif") == (5, 6)
    assert image_size(b"\x89PNG\r\n\x1a\n", "image/png") is None
    assert sniff_image(b"\xff\xd8\xff\xe0") == "image/jpeg"
    assert sniff_image(b"RIFF\0\0\0\0WEBPVP8 ") == "image/webp"
    assert sniff_image(b"\0\0\0\x1cftypavif") == "image/avif"
    assert sniff_image(b"<svg/>") is None


def test_a_late_image_that_was_loaded_when_the_page_was_saved_is_taken() -> None:
    """Browsers save what was shown under the late image's own name, whatever that name sounds like."""
    html = rebuilt(
        '<p>x</p><img data-src="img/lazy%20pier.png" src="./ferry_files/lazy pier.png" alt="Pier">',
        resources=(Resource("./ferry_files/lazy pier.png", png()),),
    )
    assert '<img src="asset:' in html


def test_what_holds_the_place_of_a_late_image_is_not_taken_for_it() -> None:
    html = rebuilt(
        '<p>x</p><img data-src="https://example.org/pier.png" src="ferry_files/placeholder.png" alt="Pier">',
        resources=(Resource("ferry_files/placeholder.png", png()),),
    )
    assert '<img data-source="https://example.org/pier.png" alt="Pier"/>' in html


def test_a_small_picture_in_the_page_is_shown_where_its_late_source_was_not_saved() -> None:
    """What saves pages in one file puts pictures where they were shown, and leaves their late sources."""
    for side, shown in ((48, True), (20, False)):
        inline = f"data:image/png;base64,{base64.b64encode(png(side, side)).decode()}"
        html = rebuilt(f'<p>x</p><img data-src="pier.png" src="{inline}" alt="Pier">')
        assert ('src="asset:' in html) is shown


def test_where_singlefile_found_an_image_does_not_replace_what_it_saved() -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='60'><path d='M0 0h90v60z'/></svg>"
    drawing = f"data:image/svg+xml,{svg}"
    kept = f'<img data-sf-original-src="https://pier.example/plan.svg" src="{drawing}" alt="Plan">'
    lost = '<img data-sf-original-src="https://pier.example/b.png" src="data:," alt="Bay">'
    html = rebuilt(kept + lost)
    assert html.count('src="asset:') == 1
    assert 'data-source="https://pier.example/b.png"' in html

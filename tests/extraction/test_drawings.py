from __future__ import annotations

import pytest
from tests.extraction.pages_for_tests import article_of, page

from postil.extraction.drawings import clean_drawing

START = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
)


def test_shapes_gradients_and_words_stay() -> None:
    drawing = clean_drawing(
        f"""{START}<defs>
        <linearGradient id="g">
        <stop offset="0" stop-color="red"/></linearGradient></defs>
        <path d="M0 0h9v9z" fill="url(#g)"/>
        <text x="1" y="2">Nine <tspan>miles</tspan></text></svg>""".encode()
    )
    assert drawing is not None
    for part in (b'viewBox="0 0 9 9"', b'fill="url(#g)"', b"stop-color", b"Nine ", b"miles"):
        assert part in drawing


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<path onclick="alert(1)" d="M0 0"/>',
        '<image href="https://evil.example/1.png"/>',
        '<image xlink:href="file:///etc/passwd"/>',
        '<use xlink:href="https://evil.example/x.svg#a"/>',
        '<a href="javascript:alert(1)"><path d="M0 0"/></a>',
        "<style>@import url(https://evil.example/x.css)</style>",
        '<path style="fill:url(https://evil.example/2)" d="M0 0"/>',
        '<path fill="url(https://evil.example/3#a)" d="M0 0"/>',
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml' onload='alert(1)'/></foreignObject>",
        '<animate attributeName="href" values="javascript:alert(1)"/>',
        '<set attributeName="onmouseover" to="alert(1)"/>',
    ],
)
def test_what_runs_or_loads_is_left_out(hostile: str) -> None:
    drawing = clean_drawing(f"{START}{hostile}<rect width='9' height='4' fill='blue'/></svg>".encode())
    assert drawing is not None
    for part in (b"alert", b"evil", b"passwd", b"href", b"onclick", b"<style", b"script"):
        assert part not in drawing


@pytest.mark.parametrize(
    "refused",
    [
        b"",
        b"<html/>",
        b"<svg",
        START.encode() + b"</svg>",
        START.encode() + b'<rect fill-opacity="0"/></svg>',
        START.encode() + b'<rect width="9" height="9" fill="#eee"/></svg>',
        START.encode() + b'<rect width="100%" height="100%" fill="#eee"/></svg>',
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        + START.encode()
        + b"<text>&a;</text></svg>",
        START.encode() + b"<g>" * 30_000 + b"</g>" * 30_000 + b"</svg>",
    ],
)
def test_what_shows_nothing_or_is_too_much_is_refused(refused: bytes) -> None:
    assert clean_drawing(refused) is None


def test_styles_become_attributes() -> None:
    drawing = clean_drawing(
        f"""{START}<style>.bar{{fill:teal;cursor:url(https://evil.example/c)}}</style>
        <rect class="bar" width="9" height="4"/>
        <path style="stroke:red;stroke-width:2" d="M0 0h9"/></svg>""".encode()
    )
    assert drawing is not None
    assert b'fill="teal"' in drawing
    assert b'stroke="red"' in drawing
    assert b"evil" not in drawing


def test_what_is_used_again_is_copied() -> None:
    drawing = clean_drawing(
        f"""{START}<defs><path id="mark" d="M1 1h2"/></defs>
        <use xlink:href="#mark" x="4" y="5"/></svg>""".encode()
    )
    assert drawing is not None
    assert drawing.count(b"M1 1h2") == 2
    assert b"translate(4 5)" in drawing
    assert b"<use" not in drawing


def test_uses_within_uses_end() -> None:
    layers = "".join(
        f'<g id="l{number}">{f"""<use href="#l{number + 1}"/>""" * 10}</g>' for number in range(20)
    )
    drawing = clean_drawing(
        f'{START}{layers}<g id="l20"><path d="M0 0h9"/></g><use href="#l0"/></svg>'.encode()
    )
    assert drawing is not None
    assert len(drawing) < 5_000_000


SHAPES = '<title>Tides</title><rect width="90" height="40"/>' + '<path d="M0 0h9v9z"/>' * 6


def test_a_drawing_in_the_page_is_a_picture_of_the_article() -> None:
    article = article_of(page(f'<figure><svg viewBox="0 0 400 200">{SHAPES}</svg></figure>'))
    assert [asset.media_type for asset in article.assets] == ["image/svg+xml"]
    assert f'<img src="asset:{article.assets[0].hash}" alt="Tides"/>' in article.html


@pytest.mark.parametrize(
    "sign",
    [
        f'<svg viewBox="0 0 24 24">{SHAPES}</svg>',
        f'<svg viewBox="0 0 512 512">{SHAPES}</svg>',
        f'<svg width="16" height="16" viewBox="0 0 400 200">{SHAPES}</svg>',
        f'<svg aria-hidden="true" viewBox="0 0 400 200">{SHAPES}</svg>',
        f'<button><svg viewBox="0 0 400 200">{SHAPES}</svg></button>',
        f'<a href="/"><svg viewBox="0 0 400 200">{SHAPES}</svg></a>',
    ],
)
def test_a_sign_in_the_page_is_no_picture(sign: str) -> None:
    assert not article_of(page(f"<div>{sign}</div>")).assets

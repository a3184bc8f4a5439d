from __future__ import annotations

import pytest

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
    drawing = clean_drawing(f"{START}{hostile}<rect width='9' height='9' fill='blue'/></svg>".encode())
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
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        + START.encode()
        + b"<text>&a;</text></svg>",
        START.encode() + b"<g>" * 30_000 + b"</g>" * 30_000 + b"</svg>",
    ],
)
def test_what_shows_nothing_or_is_too_much_is_refused(refused: bytes) -> None:
    assert clean_drawing(refused) is None

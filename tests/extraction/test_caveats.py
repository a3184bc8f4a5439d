"""What is told of how a page was read."""

from __future__ import annotations

import base64

import pytest

from postil.extraction.extract import extract
from postil.model.capture import Capture, Resource

PROSE = "The keeper wound the clockwork, trimmed the wick, and only then did she sit down to write. "
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAF0lEQVR4nGP8z0AaYCJR/aiGUQ1DSAMAR+4BH5X4vUsAAAAASUVORK5CYII="
)


def warnings(markup: str, *, charset: str = "utf-8", resources: tuple[Resource, ...] = ()) -> tuple[str, ...]:
    content = markup.encode(charset)
    return extract(Capture(content, "text/html", "HTML", "page.html", resources=resources)).warnings


def page(body: str, head: str = "") -> str:
    prose = "".join(f"<p>{number}. {PROSE * 3}</p>" for number in range(5))
    return (
        f"<!DOCTYPE html><html><head>{head}<title>Ledger</title></head>"
        f"<body><article><h1>Ledger</h1>{prose}{body}</article></body></html>"
    )


def test_of_a_page_that_is_whole_nothing_is_told() -> None:
    assert warnings(page("", '<meta charset="utf-8">')) == ()
    assert warnings(page("")) == (), "ASCII is the same in all of them"


def test_a_guessed_character_set_is_told() -> None:
    ukrainian = f"<p>{'Щовечора доглядачка підіймалася сходами до ліхтаря. ' * 8}</p>"
    assert warnings(page(ukrainian), charset="windows-1251") == (
        "It does not say its character set; windows-1251 was guessed.",
    )


@pytest.mark.parametrize(
    ("declared", "charset", "told"),
    [
        (
            "utf-8",
            "windows-1251",
            "It says that it is in the character set utf-8, and was read as windows-1251.",
        ),
        (
            "iso-8859-1",
            "utf-8",
            "It says that it is in the character set windows-1252, and was read as utf-8.",
        ),
    ],
)
def test_a_character_set_that_is_not_the_declared_one_is_told(declared: str, charset: str, told: str) -> None:
    ukrainian = f"<p>{'Щовечора доглядачка підіймалася сходами до ліхтаря. ' * 8}</p>"
    assert warnings(page(ukrainian, f'<meta charset="{declared}">'), charset=charset) == (told,)


@pytest.mark.parametrize(
    ("declared", "charset"), [("iso-8859-1", "windows-1252"), ("latin1", "latin-1"), ("x-nothing", "utf-8")]
)
def test_another_name_of_the_same_set_is_no_lie(declared: str, charset: str) -> None:
    assert warnings(page("<p>Ein Café in Köln.</p>", f'<meta charset="{declared}">'), charset=charset) == ()


def test_images_that_were_not_saved_are_counted() -> None:
    figures = "".join(
        f'<figure><img src="https://lamp.example/{number}.png" width="600" alt="Lamp {number}"></figure>'
        for number in range(2)
    )
    assert warnings(page(figures)) == ("2 images were not saved with the page.",)
    saved = Resource("https://lamp.example/0.png", DOT, "image/png")
    assert warnings(page(figures), resources=(saved,)) == ("1 image was not saved with the page.",)


def test_text_that_only_stands_in_noscript_is_told() -> None:
    hidden = "".join(f"<p>{number}. {PROSE * 3}</p>" for number in range(6))
    markup = (
        "<!DOCTYPE html><title>Ledger</title><body><div id=app></div>"
        f"<noscript><article><h1>Ledger</h1>{hidden}</article></noscript>"
    )
    assert warnings(markup) == (
        "Some of its text stood only in a part for browsers without scripts (noscript).",
    )

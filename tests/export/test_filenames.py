from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.export.reading import hostile_text

from postil.export.filenames import LONGEST, file_stem, same_name, with_mark

RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"
}


def assert_legal(name: str) -> None:
    """Legal on Windows, macOS and Linux, by their rules."""
    assert name
    assert name not in (".", "..")
    assert len(name.encode("utf-8")) <= 255
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', name)
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name)
    assert not set(name) & set("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert name[-1] not in " ."
    assert name[0] not in " .-~"
    assert name.split(".", maxsplit=1)[0].strip().casefold() not in RESERVED
    assert unicodedata.is_normalized("NFC", name)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The mill at the end of the valley", "The mill at the end of the valley"),
        ("AC/DC: live", "AC - DC - live"),
        ("What? “Yes!”", "What “Yes!”"),
        ("[[Other note]]", "((Other note))"),
        ("C# and F#", "C and F"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("Com¹", "_Com¹"),
        ("...", "Untitled"),
        ("", "Untitled"),
        (".hidden", "hidden"),
        ("trailing. . ", "trailing"),
        ("../../etc/passwd", "etc - passwd"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("Cafe\u0301", "Café"),
        ("Київ 2025", "Київ 2025"),
    ],
)
def test_names(title: str, expected: str) -> None:
    assert file_stem(title) == expected


@given(hostile_text | st.text() | st.text("aé😀\u0301\u200d\u3000.", min_size=60, max_size=200))
def test_every_title_makes_a_legal_name(title: str) -> None:
    stem = file_stem(title)
    assert_legal(stem)
    assert_legal(stem + ".md")
    assert len(stem.encode()) <= LONGEST + 1
    assert_legal(with_mark(stem, "abcdef 12") + ".md")


def test_a_long_title_ends_between_words() -> None:
    stem = file_stem("mill " * 60)
    assert stem == "mill " * 23 + "mill"


def test_a_cut_never_parts_a_letter_from_its_accents() -> None:
    stem = file_stem("x" * 118 + "q\u0301\u0302" * 3)
    assert not unicodedata.combining(stem[-1]) or stem.endswith("q\u0301\u0302")


def test_names_that_a_file_system_takes_for_one_are_one() -> None:
    assert same_name("CAFÉ") == same_name("cafe\u0301")
    assert same_name("Straße") == same_name("STRASSE")
    assert same_name("a") != same_name("b")

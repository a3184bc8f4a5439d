"""Books, read back as strict XML, and checked by epubcheck where that is installed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from tests.export.formats.sources import ARTICLE, MILL, highlight, lost, source, written

from postil.export.formats.book_markup import XHTML, BookMarkup, book_address
from postil.export.formats.epub import write_epub
from postil.model.annotation import Color
from postil.model.ids import PageId

if TYPE_CHECKING:
    from pathlib import Path

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect x="1"/><circle cx="4" id="1 2"/></svg>'
)
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + bytes(40)
IMAGES = {"a": PNG, "b": SVG, "c": WEBP, "d": b"no picture"}
HARD = (
    "<div>loose <h2>Two<p>in a heading</p></h2><p>in <table><tr><td>a line</td></tr></table></p>"
    '<ul><p>no item</p>words<li value="2" id="x">item</li></ul><li>no list</li><dl><dt>term</dt></dl>'
    "<dl><dt>term<h3>heading</h3></dt><dd>said</dd></dl><table><td>no row</td></table><tr><td>row</td></tr>"
    '<table><thead><tr><th><h2>head</h2></th></tr></thead><tr><td align="right" colspan="x">1</td>words</tr>'
    '<caption>late</caption></table><figure><figcaption>one</figcaption><img src="asset:a"/>'
    '<figcaption>two</figcaption> tail</figure><a href="#nowhere">no</a><a href="#x">yes</a>'
    '<a href="https://a.example/"><a href="https://b.example/[x]{y}">within</a></a>'
    '<time datetime="soon">t</time>'
    '<bdo>turned</bdo><p id="x">again</p><p id="9 9">bad</p><rt>ruby</rt><details>no summary</details>'
    '<details open="open"><summary>s <p>p</p></summary>d</details>'
    '<math alttext="a/b"><mfrac><mi>a</mi></mfrac></math>'
    '<math alttext="c/d" display="block"><mfrac><mi>c</mi><mi mathvariant="odd">d</mi></mfrac></math>'
    '<p><img src="asset:b"/><img src="asset:c" width="5px" alt="c"/><img src="asset:d" alt="d"/><img/></p>'
    "<header><address>who<footer>f</footer></address></header>"
    '<section><ol type="z" start="x"><li>o</li></ol></section>'
    '<p lang="no language" dir="up">p</p><p><hr/></p><a href="mailto:a@b.example">m</a></div>'
)


def book(*pages: object) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(written(write_epub, *pages)))  # type: ignore[arg-type]  # pages


def varied() -> tuple[object, ...]:
    """Pages of many scripts, with all that articles may have, and much that they may not."""
    placed = (
        highlight(
            "turned 🎡 all", note="Why?\n\n- a\n- [b](https://b.example/)", tags=("a",), color=Color.BLUE
        ),
        lost("It was here", note="Where?"),
    )
    hebrew = "<div><p>הגלגל הסתובב</p></div>"
    japanese = "<div><p><ruby>水車<rp>(</rp><rt>すいしゃ</rt><rp>)</rp></ruby></p></div>"
    return (
        source(MILL, placed),
        source(
            replace(MILL, id=PageId("hard"), address="https://[bad/", language="x y"),
            html=HARD,
            image=IMAGES.get,
        ),
        source(replace(MILL, id=PageId("he"), title="הטחנה", language="he", direction="rtl"), html=hebrew),
        source(replace(MILL, id=PageId("ja"), title="<水車> & \x00", language="ja"), html=japanese),
        source(replace(MILL, id=PageId("empty"), title="", byline=None), html="<div></div>"),
    )


def test_a_book_begins_with_its_type_and_lists_all_that_is_in_it() -> None:
    with book(*varied()) as archive:
        names = archive.namelist()
        assert names[0] == "mimetype"
        package = etree.fromstring(archive.read("EPUB/package.opf"))
        listed = {f"EPUB/{each.get('href')}" for each in package.iter("{*}item")}
        assert listed == {name for name in names if name.startswith("EPUB/")} - {"EPUB/package.opf"}
        fallbacks = [each.get("fallback") for each in package.iter("{*}item") if each.get("fallback")]
        assert fallbacks == ["no-picture"]
        spine = [each.get("idref") for each in package.iter("{*}itemref")]
        assert spine == ["title", "nav", *(f"page-{number}" for number in range(1, 6))]


def test_notes_are_footnotes_that_lead_back() -> None:
    with book(*varied()) as archive:
        root = etree.fromstring(archive.read("EPUB/page-00001.xhtml"))
    kind = "{http://www.idpf.org/2007/ops}type"
    (note,) = (each for each in root.iter(f"{{{XHTML}}}aside") if each.get(kind) == "footnote")
    (sign,) = (each for each in root.iter(f"{{{XHTML}}}a") if each.get(kind) == "noteref")
    assert sign.get("href") == f"#{note.get('id')}"
    assert any(each.get("href") == f"#{sign.get('id')}" for each in note.iter(f"{{{XHTML}}}a"))
    assert [each.get("class") for each in root.iter(f"{{{XHTML}}}mark")] == ["blue", "blue"]


def test_no_word_is_lost_where_markup_is_mended() -> None:
    root = etree.fromstring(HARD)
    made = BookMarkup().convert(root)

    def words(element: etree._Element) -> list[str]:
        return sorted(re.findall(r"\w+", " ".join(map(str, element.itertext()))))

    expected = words(root)
    for lost_in_formula in ("a",):  # a fraction without its lower half is told by its words, "a/b"
        expected.remove(lost_in_formula)
    assert words(made) == sorted([*expected, "a", "b"])


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.example/b c", "https://a.example/b%20c"),
        ("HTTPS://a.example:80/?q={x}", "HTTPS://a.example:80/?q=%7Bx%7D"),
        ("https://[bad/", None),
        ("https://a b/", None),
        ("javascript:x()", None),
        ("mailto:a@b.example", None),
        (None, None),
    ],
)
def test_an_address_is_right_or_left_out(address: str | None, kept: str | None) -> None:
    assert book_address(address) == kept


@pytest.mark.skipif(shutil.which("epubcheck") is None, reason="epubcheck is not installed")
def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(written(write_epub, *varied(), source(replace(MILL, id=PageId("two")), html=ARTICLE)))  # type: ignore[arg-type]  # pages
    checker = shutil.which("epubcheck") or ""
    # Some systems install the archive of the program itself under that name.
    with open(checker, "rb") as file:  # noqa: PTH123 - a name of the system
        command = ["java", "-jar", checker] if file.read(2) == b"PK" else [checker]
    checked = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in checked.stdout + checked.stderr, checked.stderr

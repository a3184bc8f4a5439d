from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract
from tests.importers.pages.web_archives import picture

from postil.errors import ImportFailed
from postil.extraction.extract import extract
from postil.importers.pages.epub import Epub

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

WORDS = (
    "The lock keeper raised the paddles slowly, and the barge rose with the brown water to the upper pound. "
    * 3
)
CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def document(body: str, *, title: str = "Unknown", head: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>{title}</title>{head}</head>{body}</html>'
    )


def package(
    items: dict[str, str], *, spine: tuple[str, ...], metadata: str = "", guide: str = "", toc: str = ""
) -> str:
    """A package document; ``items`` are ids and what an item says."""
    manifest = "".join(f'<item id="{key}" {said}/>' for key, said in items.items())
    order = "".join(f'<itemref idref="{key}"/>' for key in spine)
    return (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"{metadata}</metadata><manifest>{manifest}</manifest><spine{toc}>{order}</spine>"
        f"<guide>{guide}</guide></package>"
    )


def book(files: dict[str, str | bytes], *, container: str = CONTAINER) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        if container:
            archive.writestr("META-INF/container.xml", container)
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


XHTML = 'media-type="application/xhtml+xml"'
METADATA = (
    "<dc:title>Locks &amp; Weirs</dc:title><dc:language>en-GB</dc:language>"
    "<dc:date>1998-03-02T00:00:00Z</dc:date>"
    '<dc:creator id="a">Ida Lock</dc:creator><dc:creator id="b">Tom Weir</dc:creator>'
    '<dc:creator id="c">Ann Drawer</dc:creator>'
    '<meta refines="#a" property="role">aut</meta><meta refines="#c" property="role">ill</meta>'
)
NAV = document(
    '<body><nav epub:type="landmarks"><a href="two.xhtml">Start</a></nav><nav epub:type="toc"><ol>'
    '<li><a href="ch%20one.xhtml">The <i>Upper</i> Pound</a></li>'
    '<li><a href="two.xhtml#part">A part of it</a></li></ol></nav></body>'
)
SAMPLE: dict[str, str | bytes] = {
    "OPS/book.opf": package(
        {
            "nav": f'href="nav.xhtml" {XHTML} properties="nav"',
            "cover": f'href="cover.xhtml" {XHTML}',
            "one": f'href="ch%20one.xhtml" {XHTML}',
            "two": f'href="two.xhtml" {XHTML}',
            "face": 'href="face.png" media-type="image/png" properties="cover-image"',
        },
        spine=("cover", "nav", "one", "two"),
        metadata=METADATA,
    ),
    "OPS/nav.xhtml": NAV,
    "OPS/cover.xhtml": document('<body epub:type="cover"><img src="face.png"/></body>'),
    "OPS/ch one.xhtml": document(
        f'<body><a id="p1"/><h1>The Upper Pound</h1><p>{WORDS}'
        '<a href="notes.xhtml#n2" id="r1" epub:type="noteref">1</a></p>'
        '<img src="../OPS/img/a%20lock.png" alt="A lock"/></body>',
        head='<script src="x.js"/>',
    ),
    "OPS/two.xhtml": document(f"<body><h2>Weirs</h2><p>{WORDS}</p><p>Last words.</p></body>"),
    "OPS/notes.xhtml": document(
        '<body><ol><li id="n1">First.</li><li id="n2"><p>It took <b>nine</b> minutes. '
        '<a href="ch%20one.xhtml#r1" epub:type="backlink">back</a></p></li></ol></body>'
    ),
    "OPS/img/a lock.png": picture(),
    "OPS/face.png": picture(200),
}


def read(tmp_path: Path, content: bytes) -> list[Capture]:
    path = tmp_path / "book.epub"
    path.write_bytes(content)
    return list(Epub().read(path))


def titles(captures: list[Capture]) -> list[str | None]:
    return [capture.record.title for capture in captures]


class TestEpub(ImporterContract):
    importer = Epub()
    good = (("book.epub", book(SAMPLE)),)


def test_a_chapter_is_an_article_and_the_book_their_collection(tmp_path: Path) -> None:
    one, two = read(tmp_path, book(SAMPLE))
    assert [each.part for each in (one, two)] == ["OPS/ch one.xhtml", "OPS/two.xhtml"]
    assert titles([one, two]) == ["The Upper Pound", "A part of it"]
    assert one.clean
    record = one.record
    assert (record.byline, record.site, record.language) == ("Ida Lock, Tom Weir", "Locks & Weirs", "en-GB")
    assert (record.published, record.tags) == ("1998-03-02", ("Locks & Weirs",))
    assert one.saved is None
    assert record.added is None


def test_its_words_images_and_notes_are_in_the_article(tmp_path: Path) -> None:
    one, two = read(tmp_path, book(SAMPLE))
    article = extract(one)
    assert article.text.count("lock keeper") == 3
    assert "A lock" in article.html
    assert [asset.content for asset in article.assets] == [picture(), picture(200)]
    metadata = article.metadata
    assert metadata.lead_image == article.assets[1].hash
    assert (metadata.title, metadata.byline) == ("The Upper Pound", "Ida Lock, Tom Weir")
    assert (metadata.site, metadata.published) == ("Locks & Weirs", "1998-03-02")
    assert 'href="#note-1" role="doc-noteref"' in article.html
    assert '<ol class="footnotes"><li id="note-1">It took <b>nine</b> minutes.' in article.html
    assert 'role="doc-backlink">back</a>' in article.html
    assert extract(two).text.endswith("Last words.")
    assert not two.resources


def test_titles_from_ncx_headings_and_numbers(tmp_path: Path) -> None:
    ncx = (
        '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel>'
        '<text>From the\n NCX</text></navLabel><content src="1.html"/></navPoint><navPoint><navLabel><text>IV'
        '</text></navLabel><content src="4.html"/></navPoint></navMap></ncx>'
    )
    items = {str(number): f'href="{number}.html" {XHTML}' for number in range(1, 6)}
    items["ncx"] = 'href="toc.ncx" media-type="application/x-dtbncx+xml"'
    files: dict[str, str | bytes] = {
        "OPS/book.opf": package(
            items, spine=("1", "2", "3", "4", "5"), metadata="<dc:title>Locks</dc:title>", toc=' toc="ncx"'
        ),
        "OPS/toc.ncx": ncx,
        "OPS/1.html": document(f"<body><h1>Other</h1><p>{WORDS}</p></body>"),
        "OPS/2.html": document(f"<body><h2>A <em>heading</em></h2><p>{WORDS}</p></body>"),
        "OPS/3.html": document(f"<body><p>{WORDS}</p></body>"),
        "OPS/4.html": document(f"<body><p>{WORDS}</p></body>"),
        "OPS/5.html": document(f"<body><p>{WORDS}</p></body>", title="Its own title"),
    }
    captures = read(tmp_path, book(files))
    assert titles(captures) == ["From the NCX", "A heading", "Locks – 3", "Locks – IV", "Its own title"]


def test_a_document_of_many_chapters_is_not_called_after_the_first(tmp_path: Path) -> None:
    nav = "".join(f'<li><a href="{number % 2}.xhtml#c{number}">Song {number}</a></li>' for number in range(4))
    items = {key: f'href="{key}.xhtml" {XHTML}' for key in ("0", "1")}
    items["nav"] = f'href="nav.xhtml" {XHTML} properties="nav"'
    files: dict[str, str | bytes] = {
        "OPS/book.opf": package(items, spine=("0", "1"), metadata="<dc:title>Songs</dc:title>"),
        "OPS/nav.xhtml": document(f'<body><nav epub:type="toc"><ol>{nav}</ol></nav></body>'),
        "OPS/0.xhtml": document(f"<body><h1>Spring</h1><p>{WORDS}</p></body>"),
        "OPS/1.xhtml": document(f"<body><p>{WORDS}</p></body>"),
    }
    assert titles(read(tmp_path, book(files))) == ["Spring", "Songs – 2"]
    alone = {**files, "OPS/book.opf": package(items, spine=("1",), metadata="<dc:title>Songs</dc:title>")}
    assert titles(read(tmp_path, book(alone))) == ["Songs"]


def test_lists_of_contents_are_no_chapters(tmp_path: Path) -> None:
    links = "".join(
        f'<p><a href="text.xhtml#c{number}">The {number}. song of the canal</a></p>' for number in range(90)
    )
    items = {key: f'href="{key}.xhtml" {XHTML}' for key in ("list", "text")}
    files: dict[str, str | bytes] = {
        "OPS/book.opf": package(items, spine=("list", "text")),
        "OPS/list.xhtml": document(f"<body>{links}</body>"),
        "OPS/text.xhtml": document(f"<body><p>{WORDS}</p></body>"),
    }
    assert [each.part for each in read(tmp_path, book(files))] == ["OPS/text.xhtml"]


def test_what_only_leads_to_the_text_is_passed_over_unless_it_is_all(tmp_path: Path) -> None:
    items = {key: f'href="{key}.xhtml" {XHTML}' for key in ("cover", "front", "rights", "text")}
    guide = '<reference type="copyright-page" href="rights.xhtml"/>'
    files: dict[str, str | bytes] = {
        "OPS/book.opf": package(items, spine=("cover", "front", "rights", "text"), guide=guide),
        "OPS/cover.xhtml": document("<body><p>The cover of this book, by someone who paints.</p></body>"),
        "OPS/front.xhtml": document('<body epub:type="titlepage"><p>Locks and weirs, old canal.</p></body>'),
        "OPS/rights.xhtml": document("<body><p>No part of this may be copied by anyone at all.</p></body>"),
    }
    text = document(f"<body><p>{WORDS}</p></body>")
    assert [each.part for each in read(tmp_path, book({**files, "OPS/text.xhtml": text}))] == [
        "OPS/text.xhtml"
    ]
    assert len(read(tmp_path, book(files))) == 3


def test_a_long_preface_by_the_name_of_a_title_page_stays(tmp_path: Path) -> None:
    files = {
        "OPS/book.opf": package({"a": f'href="titlepage.xhtml" {XHTML}'}, spine=("a",)),
        "OPS/titlepage.xhtml": document(f"<body><p>{WORDS * 6}</p></body>"),
    }
    assert len(read(tmp_path, book(dict(files)))) == 1


def encryption(algorithm: str, target: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        f'<enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData>'
        f'<enc:CipherReference URI="{target}"/></enc:CipherData></enc:EncryptedData></encryption>'
    )


def test_locked_books_are_refused_and_hidden_fonts_are_not(tmp_path: Path) -> None:
    locked = encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OPS/ch%20one.xhtml")
    with pytest.raises(ImportFailed, match="DRM"):
        read(tmp_path, book({**SAMPLE, "META-INF/encryption.xml": locked}))
    fonts = encryption("http://www.idpf.org/2008/embedding", "OPS/a.otf")
    assert len(read(tmp_path, book({**SAMPLE, "META-INF/encryption.xml": fonts}))) == 2


@pytest.mark.parametrize("opf", ["", "<package", "<package><manifest><item id='a'/></manifest></package>"])
def test_without_a_sound_package_the_documents_come_by_name(tmp_path: Path, opf: str) -> None:
    files: dict[str, str | bytes] = {"OPS/book.opf": opf}
    files |= {f"OPS/{number}.xhtml": document(f"<body><p>{WORDS}</p></body>") for number in (10, 9, 1)}
    assert [each.part for each in read(tmp_path, book(files))] == [
        f"OPS/{number}.xhtml" for number in (1, 9, 10)
    ]
    assert len(read(tmp_path, book(files, container=""))) == 3


def test_a_missing_or_damaged_chapter_is_told_of(tmp_path: Path) -> None:
    content = bytearray(book(SAMPLE))
    at = content.index(b"<h2>Weirs")
    content[at : at + 4] = b"XXXX"  # the check sum of the entry is wrong now
    (one,) = read(tmp_path, bytes(content))
    assert one.part == "OPS/ch one.xhtml"


def test_broken_markup_and_other_prefixes_come(tmp_path: Path) -> None:
    prefixed = (
        '<?xml version="1.0"?><h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:body>'
        f"<h:p>{WORDS}</h:p><h:a id='x'/><h:p>Second.</h:p></h:body></h:html>"
    )
    broken = f"<html><body><p>{WORDS}<b>bold <p>unclosed <a id='1'/> after & that"
    files: dict[str, str | bytes] = {
        "OPS/book.opf": package(
            {"a": f'href="a.xhtml" {XHTML}', "b": f'href="b.xhtml" {XHTML}'}, spine=("a", "b", "a", "none")
        ),
        "OPS/a.xhtml": prefixed,
        "OPS/b.xhtml": broken.encode("utf-16"),
    }
    first, second = map(extract, read(tmp_path, book(files)))
    assert "Second." in first.text
    assert second.text.endswith("unclosed after & that")
    assert "<a" not in second.html


def test_entities_of_a_book_are_not_opened(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY l "lll">]>'
    opf = package({"a": f'href="a.xhtml" {XHTML}'}, spine=("a",), metadata="<dc:title>T&x;&l;</dc:title>")
    files: dict[str, str | bytes] = {
        "OPS/book.opf": opf.replace("<package", bomb + "<package", 1),
        "OPS/a.xhtml": document(f"<body><p>{WORDS}</p></body>"),
    }
    (capture,) = read(tmp_path, book(files))
    assert "root" not in str(capture.record)

from __future__ import annotations

from html import escape

import pytest
from tests.extraction.pages_for_tests import SENTENCES, article_of, page, paragraphs

from postil.dom.parse import parse_page
from postil.extraction.frames import frame_documents
from postil.model.capture import Resource

INNER = f"""<html><head><title>The ledger</title></head>
    <body><article><h1>The ledger</h1>{paragraphs(4)}</article></body></html>"""
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x02\x00\x00\x00\x90\x91h6"


def outer(frame: str, *, title: str = "") -> str:
    return f"<html><head><title>{title}</title></head><body><p>Menu</p>{frame}</body></html>"


def in_srcdoc(document: str, attributes: str = "") -> str:
    return f'<iframe {attributes} srcdoc="{escape(document)}"></iframe>'


def saved(source: str, document: str) -> Resource:
    return Resource(source, document.encode(), "text/html")


def test_an_article_wholly_in_a_frame_is_the_pages() -> None:
    article = article_of(outer(in_srcdoc(INNER)))
    assert article.text.startswith(SENTENCES[0])
    assert "Menu" not in article.text
    assert article.metadata.title == "The ledger"
    assert not article.plain


def test_a_frame_that_was_saved_as_a_file_is_found_by_its_name() -> None:
    markup = outer("<iframe src='./My%20page_files/frame.html'></iframe>", title="The ledger")
    article = article_of(markup, resources=(saved("My page_files/frame.html", INNER),))
    assert article.text.startswith(SENTENCES[0])


def test_a_page_of_frames_is_its_largest_article() -> None:
    markup = """<html><head><title>The ledger</title></head><frameset cols="20%,80%">
        <frame src="p_files/menu.html"><frame src="p_files/main.html"></frameset></html>"""
    menu = "<html><body><a href='/a'>Start</a> <a href='/b'>Contact</a></body></html>"
    article = article_of(
        markup, resources=(saved("p_files/menu.html", menu), saved("p_files/main.html", INNER))
    )
    assert article.text.startswith(SENTENCES[0])
    assert "Contact" not in article.text


def test_images_of_a_saved_frame_are_found_beside_it() -> None:
    document = INNER.replace(
        "</h1>", "</h1><p><img src='boat.png' alt='A boat' width='400' height='300'></p>"
    )
    article = article_of(
        outer("<iframe src='p_files/main.html'></iframe>"),
        resources=(saved("p_files/main.html", document), Resource("p_files/boat.png", PNG, "image/png")),
    )
    assert [asset.content for asset in article.assets] == [PNG]


def test_a_frame_amid_the_text_stands_where_it_stood() -> None:
    quote = f"<html><body><blockquote><p>{SENTENCES[4]} {SENTENCES[5]}</p></blockquote></body></html>"
    text = article_of(page(in_srcdoc(quote))).text
    lines = text.splitlines()
    at = lines.index(f"{SENTENCES[4]} {SENTENCES[5]}")
    assert 0 < at < len(lines) - 1


def test_a_hidden_frame_and_one_of_a_few_words_change_nothing() -> None:
    plain = article_of(page("")).text
    assert article_of(page(in_srcdoc(INNER, 'style="display:none"'))).text == plain
    for words in (
        "Advertisement",
        "You may like",
        "Get our letter every week. <input type=email><button>Yes</button>",
        "<a href=https://shop.example>The lamps that last, now at half their price.</a>",
    ):
        assert article_of(page(in_srcdoc(f"<body><p>{words}</p></body>"))).text == plain


def test_a_sentence_in_a_frame_amid_the_text_is_kept() -> None:
    quote = "<html><title>Quote</title><body><p>He counted the lamps twice.</p></body></html>"
    lines = article_of(page(in_srcdoc(quote))).text.splitlines()
    assert 0 < lines.index("He counted the lamps twice.") < len(lines) - 1


def test_a_frame_that_was_not_saved_is_only_an_address() -> None:
    plain = article_of(page("")).text
    markup = page("<iframe src='../../secret.html'></iframe><iframe src='file:///etc/passwd'></iframe>")
    assert article_of(markup, resources=(saved("secret.html", INNER),)).text == plain


@pytest.mark.parametrize(
    ("written", "known_as"),
    [
        ("inner/a.html", "https://mill.example/notes/inner/a.html"),
        ("/inner/a.html", "https://mill.example/inner/a.html"),
        ("https://mill.example/notes/a.html", "a.html"),
    ],
)
def test_a_frame_is_found_by_its_address_as_seen_from_the_page(written: str, known_as: str) -> None:
    document = parse_page(outer(f"<iframe src='{written}'></iframe>"))
    resources = (saved(known_as, INNER),)
    assert frame_documents(document, resources) == ()
    (frame,) = frame_documents(document, resources, "https://mill.example/notes/page")
    assert frame.element.get("src") == written


def test_frames_in_frames_are_followed_a_few_levels() -> None:
    document = INNER
    for _ in range(5):
        document = outer(in_srcdoc(document))
    frames = frame_documents(parse_page(document), ())
    assert [frame.depth for frame in frames] == [1, 2, 3]


def test_a_frame_that_holds_itself_ends() -> None:
    document = outer("<iframe src='a.html'></iframe><iframe src='a.html'></iframe>")
    frames = frame_documents(parse_page(document), (saved("a.html", document),))
    assert len(frames) == 14


def test_deep_frames_do_not_make_the_page_too_deep() -> None:
    deep = "<div>" * 180 + paragraphs(3) + "</div>" * 180
    document = f"<body>{deep}</body>"
    for _ in range(3):
        document = f"<body>{'<div>' * 150}{in_srcdoc(document)}{paragraphs(2)}</body>"
    assert SENTENCES[0] in article_of(document).text

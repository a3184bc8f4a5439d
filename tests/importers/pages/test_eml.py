from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from tests.importers.contract import ImporterContract
from tests.importers.pages.web_archives import picture

from postil.errors import ImportFailed, NotAPage
from postil.extraction.extract import extract
from postil.importers import registry
from postil.importers.pages.eml import Eml

if TYPE_CHECKING:
    from pathlib import Path

    from postil.model.capture import Capture

WORDS = "The tide gauge at the old quay was read twice a day by whoever lived in the customs house."
HIDDEN = "What only the list of letters should say."
PARAGRAPHS = "".join(f"<p>{number}. {WORDS}</p>" for number in range(1, 5))


def letter(html: str = "", text: str = "", **headers: str) -> EmailMessage:
    """A newsletter; names of headers with ``_`` for ``-``."""
    message = EmailMessage()
    head = {
        "From": "Nell Gauge <nell@news.quay.example>",
        "To": "reader@home.example",
        "Subject": "Reading № 7: “high water”",
        "Date": "Sat, 06 May 2023 07:15:00 +0200",
        "Message_ID": "<7@quay.example>",
        **headers,
    }
    for name, value in head.items():
        if value:
            message[name.replace("_", "-")] = value
    message.set_content(text or WORDS)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def newsletter() -> EmailMessage:
    """As newsletters come: both texts, an image sent along, a dot that counts, a file, layout by tables."""
    html = (
        f'<body><div style="display:none;max-height:0">{HIDDEN}</div><table width="100%"><tr><td><table><tr>'
        f'<td><img src="cid:tide@quay" width="12">{PARAGRAPHS}</td></tr></table>'
        '<img src="https://t.example/o.gif" width="1" height="1"></td></tr></table></body>'
    )
    message = letter(html, text="The plain one.")
    _plain, related = message.iter_parts()
    assert isinstance(related, EmailMessage)
    related.add_related(picture(), "image", "png", cid="<tide@quay>", filename="../../tide.png")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="con.pdf")
    return message


def read(tmp_path: Path, content: bytes, name: str = "letter.eml") -> Capture:
    path = tmp_path / name
    path.write_bytes(content)
    (capture,) = Eml().read(path)
    return capture


class TestEml(ImporterContract):
    importer = Eml()
    good = (("letter.eml", newsletter().as_bytes()), ("plain.eml", letter().as_bytes()))


def test_a_newsletter_is_an_article(tmp_path: Path) -> None:
    capture = read(tmp_path, newsletter().as_bytes())
    article = extract(capture)
    assert article.text.count(WORDS) == 4
    assert "<table" not in article.html
    assert HIDDEN not in article.text
    assert "plain one" not in article.text
    assert [asset.content for asset in article.assets] == [picture()]
    record = capture.record
    assert (record.title, record.byline, record.site) == (
        "Reading № 7: “high water”",
        "Nell Gauge",
        "quay.example",
    )
    assert record.published == "2023-05-06T07:15:00+02:00"
    assert capture.saved == datetime(2023, 5, 6, 5, 15, tzinfo=UTC)
    assert capture.address is None


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none !important">{}</div>',
        "<div style='color:#fff; max-height:0px; overflow:hidden'>{} <span>&zwnj;&nbsp;</span></div>",
        '<span class="preheader" style="font-size:1px;line-height:1px">{}</span>',
        '<p style="opacity:0">{}</p>',
        '<div style="font-size:0px;mso-hide:all">{}<br>&#847;</div>',
    ],
)
def test_words_that_are_hidden_are_no_part_of_it(tmp_path: Path, hidden: str) -> None:
    html = f"<html><body>{hidden.format(HIDDEN)}<p>{WORDS}</p></body></html>"
    article = extract(read(tmp_path, letter(html).as_bytes()))
    assert HIDDEN not in article.text
    assert WORDS in article.text


def test_a_body_that_hides_itself_hides_only_its_words(tmp_path: Path) -> None:
    table = f"<table><tr><td><p>{WORDS}</p></td></tr></table>"
    html = f'<html><body style="display:none">{HIDDEN}</body>{table}</html>'
    article = extract(read(tmp_path, letter(html).as_bytes()))
    assert article.text.strip() == WORDS


@pytest.mark.parametrize(
    "html",
    [
        f'<div style="display:none"><table><tr><td><p>{WORDS}</p></td></tr></table></div>',
        f'<table><tr><td style="font-size:0"><span style="font-size:14px">{WORDS}</span></td></tr></table>',
        f'<p style="font-size:10px;opacity:0.9">{WORDS}</p>',
    ],
)
def test_words_that_are_shown_stay(tmp_path: Path, html: str) -> None:
    assert WORDS in read(tmp_path, letter(html).as_bytes()).markup.decode()


def raw(*headers: str, body: bytes) -> bytes:
    head = ("From: a@quay.example", "Subject: =?koi8-r?B?8NLJzMnX?=", "MIME-Version: 1.0", *headers)
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


@pytest.mark.parametrize("declared", ["koi8-r", "utf-8", "none-such", ""])
def test_character_sets_are_found_also_where_they_are_wrong(tmp_path: Path, declared: str) -> None:
    body = f"<html><body>{'<p>Прилив поднялся выше старой отметки на причале.</p>' * 9}</body></html>"
    charset = f'; charset="{declared}"' if declared else ""
    content = raw(
        f"Content-Type: text/html{charset}", "Content-Transfer-Encoding: 8bit", body=body.encode("koi8-r")
    )
    capture = read(tmp_path, content)
    assert "Прилив поднялся" in extract(capture).text
    assert capture.record.title == "Прилив"


def test_plain_letters_flow(tmp_path: Path) -> None:
    body = b"The tide gauge was \r\nread by Nell.\r\n\r\n From here on.\r\n"
    capture = read(tmp_path, raw("Content-Type: text/plain; format=flowed", body=body))
    assert capture.media_type == "text/plain"
    text = "The tide gauge was read by Nell.\n\nFrom here on.\n"
    assert capture.markup.decode() == f"Прилив\n\n{text}"


def test_a_plain_letter_is_an_article_below_its_subject(tmp_path: Path) -> None:
    text = "\n".join([f"Dear all,\n\n{WORDS}", WORDS, WORDS, "\nNell"])
    capture = read(tmp_path, letter(text=text, Subject="Reading no. 8").as_bytes())
    article = extract(capture)
    metadata = article.metadata
    assert (metadata.title, metadata.byline, metadata.published) == (
        "Reading no. 8",
        "Nell Gauge",
        "2023-05-06",
    )
    assert article.text.startswith("Dear all,")


def test_what_stands_above_a_letter_is_surer_than_what_it_says(tmp_path: Path) -> None:
    html = f"<html><head><title>*|SUBJECT|*</title></head><body><h1>High water</h1>{PARAGRAPHS}</body></html>"
    article = extract(read(tmp_path, letter(html, Subject="Issue 12: <tides>").as_bytes()))
    metadata = article.metadata
    assert (metadata.title, metadata.byline) == ("Issue 12: <tides>", "Nell Gauge")
    assert (metadata.site, metadata.published) == ("quay.example", "2023-05-06T07:15:00+02:00")
    assert article.text.startswith("High water")


def test_parts_in_a_row_come_one_after_the_other(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"] = "a@quay.example"
    message["Subject"] = "Two"
    message.make_mixed()
    for text, subtype in (
        (f"<p>{WORDS}</p>", "html"),
        ("<p>And below.</p>", "html"),
        ("A list's foot.", "plain"),
    ):
        part = EmailMessage()
        part.set_content(text, subtype=subtype)
        message.attach(part)
    markup = read(tmp_path, message.as_bytes()).markup.decode()
    assert WORDS in markup
    assert "And below." in markup
    assert "foot" not in markup


def test_a_forwarded_letter_is_that_letter(tmp_path: Path) -> None:
    outer = letter(text="Have a look!", Subject="Fwd: Reading")
    outer.add_attachment(letter(f"<h1>Inner</h1>{PARAGRAPHS}", Subject="Inner", From="Tom <t@x.example>"))
    capture = read(tmp_path, outer.as_bytes())
    assert (capture.record.title, capture.record.byline) == ("Inner", "Tom")
    assert "Have a look" not in capture.markup.decode()


def test_a_letter_with_another_one_keeps_both(tmp_path: Path) -> None:
    outer = letter(text=f"{WORDS} " * 4)
    outer.add_attachment(letter("<p>What Tom wrote.</p>", Subject="Inner & other"))
    markup = read(tmp_path, outer.as_bytes()).markup.decode()
    assert markup.index(WORDS) < markup.index("<h2>Inner &amp; other</h2>") < markup.index("What Tom wrote.")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (
            '<a href="https://quay.example/tides/?ref=news&utm_source=x">View in browser</a>',
            "https://quay.example/tides/",
        ),
        (
            '<a href="https://mailchi.mp/quay/7?e=abc123">View this email in your browser</a>',
            "https://mailchi.mp/quay/7",
        ),
        ('<a href="https://quay.example/7"><b>Im Browser ansehen</b></a>', "https://quay.example/7"),
        ('<a href="https://click.quay.example/ls/click?upn=u001.abc">Read online</a>', None),
        ('<a href="https://e.example/c/eJwljkFuhDAMRV8DZYkck0BYZNFN91">View online</a>', None),
        ('<a href="https://quay.example/7">The whole story is to be read here</a>', None),
        ('<a href="javascript:alert(1)">View online</a>', None),
    ],
)
def test_its_address_is_known_where_that_is_sure(tmp_path: Path, link: str, address: str | None) -> None:
    assert read(tmp_path, letter(link + PARAGRAPHS).as_bytes()).address == address


def test_a_list_says_where_a_letter_was_posted(tmp_path: Path) -> None:
    message = letter(
        PARAGRAPHS, List_Post="<https://quay.example/p/high-water>", List_Id='"Quay Notes" <quay.example>'
    )
    capture = read(tmp_path, message.as_bytes())
    assert capture.address == "https://quay.example/p/high-water"
    assert capture.record.site == "Quay Notes"


def test_apple_s_and_mailboxes_wrappings_are_taken_off(tmp_path: Path) -> None:
    content = letter(PARAGRAPHS).as_bytes()
    wrapped = b"%d     \n" % len(content) + content + b'<?xml version="1.0"?><plist><dict/></plist>'
    assert WORDS in read(tmp_path, wrapped, "1.emlx").markup.decode()
    assert WORDS in read(tmp_path, b"From nell Sat May  6 07:15:00 2023\n" + content).markup.decode()


def test_outlook_s_own_form_says_what_to_do(tmp_path: Path) -> None:
    content = raw("Content-Type: application/ms-tnef; name=winmail.dat", body=b"x\x9f>\x22")
    with pytest.raises(NotAPage, match="winmail"):
        read(tmp_path, content)


def test_letters_without_end_are_refused(tmp_path: Path) -> None:
    body = b"".join(
        b"--%d\r\nContent-Type: multipart/mixed; boundary=%d\r\n\r\n" % (n, n + 1) for n in range(3000)
    )
    with pytest.raises(ImportFailed):
        read(tmp_path, raw("Content-Type: multipart/mixed; boundary=0", body=body))


@pytest.mark.parametrize("name", ["letter.eml", "letter", "letter.txt"])
def test_letters_are_known_by_their_headers(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(newsletter().as_bytes())
    (capture,) = registry.read(path)
    assert capture.format == "EML"


def test_a_saved_page_is_no_letter(tmp_path: Path) -> None:
    head = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nSnapshot-Content-Location: https://quay.example/\r\n"
    )
    assert Eml().confidence(head, tmp_path / "a.eml") == 0


def test_a_link_that_says_its_address_without_end_is_passed_over(tmp_path: Path) -> None:
    endless = "<a" + ' href="https://mill.example/x"' * 20_000
    online = '<a class="top" href="https://mill.example/weir">View online</a>'
    page = read(
        tmp_path, letter(html=f"<p>The weir was built when the mill was.</p>{online}{endless}").as_bytes()
    )
    assert page.address == "https://mill.example/weir"

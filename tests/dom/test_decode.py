from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.dom.decode import decode

RUSSIAN = "Старый мельник считал мешки при свете лампы и никогда не ошибался, сколько бы их ни привозили. "
JAPANESE = "粉屋の老人はランプの明かりで袋を数え、何袋運ばれてきても一度も間違えなかった。"
CHINESE = "老磨坊主在灯下数着麻袋，不管运来多少，他从来没有数错过一次，村里的人都很佩服他。"
KOREAN = "늙은 방앗간 주인은 등불 아래에서 자루를 세었고 한 번도 틀린 적이 없었다. "
GREEK = "Ο γέρος μυλωνάς μετρούσε τα σακιά στο φως της λάμπας και δεν έκανε ποτέ λάθος. "
ENGLISH = (
    "The old miller’s lamp — a “gift”, he said — burned on; the café was déjà closed, à côté, naïve façade. "
)


def page(text: str, head: str = "") -> str:
    return f"<html><head>{head}<title>x</title></head><body><p>{text * 6}</p></body></html>"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gbk"),
        (CHINESE, "big5"),
        (KOREAN, "euc_kr"),
        (GREEK, "iso8859_7"),
        (ENGLISH, "cp1252"),
    ],
)
def test_a_page_that_declares_nothing_is_read(text: str, encoding: str) -> None:
    if encoding == "big5":
        text = "老磨坊主在燈下數著麻袋，不管運來多少，他從來沒有數錯過一次，村裡的人都很佩服他。"
    assert decode(page(text).encode(encoding)).text == page(text)


@pytest.mark.parametrize(
    ("text", "encoding", "declaration"),
    [
        (RUSSIAN, "cp1251", '<meta charset="windows-1251">'),
        (RUSSIAN, "cp1251", '<meta http-equiv=content-type content="text/html; charset=cp1251">'),
        (CHINESE, "gbk", "<meta charset=gb2312>"),
        (JAPANESE, "cp932", "<META CHARSET='x-sjis'>"),
        (ENGLISH, "cp1252", "<meta charset=iso-8859-1>"),
    ],
)
def test_a_declaration_means_what_the_web_means_by_it(text: str, encoding: str, declaration: str) -> None:
    markup = page(text, declaration)
    decoded = decode(markup.encode(encoding))
    assert decoded.text == markup
    assert not decoded.guessed


@pytest.mark.parametrize(
    ("text", "encoding", "declaration"),
    [
        (RUSSIAN, "cp1251", "<meta charset=utf-8>"),
        (RUSSIAN, "cp1251", "<meta charset=iso-8859-1>"),
        (ENGLISH, "utf-8", "<meta charset=iso-8859-1>"),
        (ENGLISH, "utf-8", "<meta charset=utf-16>"),
        (ENGLISH, "utf-8", "<meta charset=no-such-thing>"),
        (ENGLISH, "cp1252", "<meta charset=utf-8>"),
    ],
)
def test_a_declaration_that_lies_is_overruled(text: str, encoding: str, declaration: str) -> None:
    markup = page(text, declaration)
    assert decode(markup.encode(encoding)).text == markup


def test_a_declaration_counts_up_to_64_kilobytes_in() -> None:
    markup = page(RUSSIAN, " " * 40_000 + "<meta charset=koi8-r>")
    assert decode(markup.encode("koi8-r")).encoding == "koi8-r"


def test_what_a_container_declares_counts_before_what_the_page_declares() -> None:
    markup = page(RUSSIAN, "<meta charset=koi8-r>")
    assert decode(markup.encode("cp1251"), declared="windows-1251").text == markup


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_wide_and_marked_text_is_read_without_its_mark(mark: bytes, encoding: str) -> None:
    markup = page(JAPANESE, "<meta charset=iso-8859-1>")
    assert decode(mark + markup.encode(encoding)).text == markup


def test_a_broken_byte_does_not_turn_a_utf8_page_into_another() -> None:
    content = page(RUSSIAN).encode().replace("ламп".encode(), b"\xd0", 1)
    decoded = decode(content)
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") == 1


def test_a_utf8_page_that_was_cut_in_a_character_loses_only_that() -> None:
    whole = "abc é"
    assert decode(whole.encode()[:-1]).text == "abc \ufffd"


def test_one_accent_is_windows_1252() -> None:
    decoded = decode(b"<p>The caf\xe9 was closed.</p>")
    assert decoded.text == "<p>The café was closed.</p>"
    assert decoded.guessed


def test_zero_bytes_are_dropped() -> None:
    assert decode(b"<p>wa\0ter\0</p>").text == "<p>water</p>"


def test_markup_does_not_mislead_the_guess() -> None:
    script = "<script>" + "var x = 'plain letters only';" * 200 + "</script>"
    markup = page(RUSSIAN, script)
    assert decode(markup.encode("koi8-r")).text == markup


@given(st.text())
def test_utf8_reads_back(text: str) -> None:
    expected = text.replace("\0", "").removeprefix("\ufeff")
    if len(text) > 1 and "\0" in text:
        return  # many zeros are UTF-16
    assert decode(text.encode("utf-8", "replace")).text == expected.encode("utf-8", "replace").decode()


@given(st.binary(), st.none() | st.text(max_size=20))
def test_no_bytes_fail(content: bytes, declared: str | None) -> None:
    text = decode(content, declared=declared).text
    assert "\0" not in text
    text.encode("utf-8")


def test_a_large_page_of_nothing_but_tags_is_answered() -> None:
    assert decode(b"<" * 5_000_000 + b"\xe9" * 20 + b"<meta" * 1_000_000).guessed

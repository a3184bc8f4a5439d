"""Links of Postil: what is made is read, and what is not one letter by letter is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postil.errors import NotFound
from postil.model.ids import AnnotationId, PageId, new_id
from postil.model.postil_link import PostilLink, is_postil_link, read_postil_link


def test_what_is_made_is_read() -> None:
    for _ in range(50):
        page, annotation = PageId(new_id()), AnnotationId(new_id())
        assert read_postil_link(PostilLink(page).address) == PostilLink(page)
        at = PostilLink(page, annotation)
        assert at.address == f"postil://page/{page}#hl-{annotation}"
        assert read_postil_link(at.address) == at


def test_scheme_and_host_may_be_of_any_case() -> None:
    # Both are the same in any case (RFC 3986, 6.2.2.1), and programs change it.
    assert read_postil_link("POSTIL://Page/abcd#hl-xyz") == PostilLink(PageId("abcd"), AnnotationId("xyz"))


@pytest.mark.parametrize(
    "link",
    [
        "",
        "postil:",
        "postil://page",
        "postil://page/",
        "postil://page/#hl-abc",
        "postil://page/abcd/",
        "postil://page/abcd/more",
        "postil://page/abcd?and=so",
        "postil://page/abcd?and=so#hl-xyz",
        "postil://page/abcd#",
        "postil://page/abcd#hl-",
        "postil://page/abcd#xyz",
        "postil://page/abcd#hl-xyz#hl-xyz",
        "postil://page/abcd#hl-xyz\n",
        "postil://page/abcd\n",
        " postil://page/abcd",
        "postil://page/abcd --library /tmp",
        "postil://page/../abcd",
        "postil://page/..",
        "postil://page/-abcd",
        "postil://page/%61bcd",
        "postil://page/abcd%0a",
        "postil://page/abc\x00d",
        "postil://page/abc\N{RIGHT-TO-LEFT OVERRIDE}d",
        "postil://page/аbcd",
        "postil://page/１２３",
        "postil://page:80/abcd",
        "postil://me@page/abcd",
        "postil://other/abcd",
        "postil:/page/abcd",
        "postil:page/abcd",
        "https://page/abcd",
        "file:///etc/hostname",
        "javascript:postil://page/abcd",
        "postil://page/" + "a" * 65,
        "postil://page/" + "a" * 10_000_000,
    ],
)
def test_what_is_no_link_is_refused_with_a_short_sentence(link: str) -> None:
    with pytest.raises(NotFound) as refused:
        read_postil_link(link)
    told = str(refused.value)
    assert len(told) < 200
    assert told.isprintable()


def test_an_odd_id_makes_no_odd_link() -> None:
    # Ids may come from a backup that somebody else made.
    made = PostilLink(PageId("a b)\n[x](javascript:1)"), AnnotationId('"><i>')).address
    assert made == "postil://page/a%20b%29%0A%5Bx%5D%28javascript%3A1%29#hl-%22%3E%3Ci%3E"
    with pytest.raises(NotFound):
        read_postil_link(made)


def test_a_link_is_told_by_its_scheme() -> None:
    assert is_postil_link("postil://anything")
    assert is_postil_link("Postil:")
    assert not is_postil_link("postilion://page/abcd")
    assert not is_postil_link("https://postil/")


@given(st.text())
def test_whatever_is_read_is_written_the_same_way(text: str) -> None:
    try:
        link = read_postil_link("postil://page/" + text)
    except NotFound:
        return
    assert link.address == "postil://page/" + text

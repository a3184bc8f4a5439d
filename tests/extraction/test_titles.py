"""Titles among what a page offers."""

from __future__ import annotations

import pytest
from tests.extraction.pages_for_tests import article_of, page


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ('The blue notebook<a class="headerlink" href="#top">¶</a>', "The blue notebook"),
        ('The blue notebook <a href="#top">#</a>', "The blue notebook"),
        ("Letters in C#", "Letters in C#"),
    ],
)
def test_a_title_has_no_sign_of_a_link_to_itself(heading: str, title: str) -> None:
    article = article_of(page("", title=title).replace(f"<h1>{title}</h1>", f"<h1>{heading}</h1>"))
    assert article.metadata.title == title
    assert "<h1" not in article.html

from __future__ import annotations

import pytest

from postil.dom.check import DEPTH, fault
from postil.dom.serialise import parse_article

HASH = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    "inner",
    [
        "<p lang='en' id='a'>words <a href='https://mill.example/?a=1#b'>link</a></p>",
        f"<figure><img src='asset:{HASH}' alt='a' data-source='https://mill.example/a.png'/></figure>",
        "<pre><code class='language-c++'>x</code></pre>",
        "<section class='footnotes'><ol class='footnotes'><li><a href='#fn1'>1</a></li></ol></section>",
        "<p><a href='mailto:keeper@mill.example'>write</a></p>",
        "<math display='block' alttext='x'><mi mathvariant='normal'>x</mi></math>",
    ],
)
def test_an_article_has_no_fault(inner: str) -> None:
    assert fault(parse_article(f"<div>{inner}</div>")) is None


@pytest.mark.parametrize(
    "inner",
    [
        "<script>x</script>",
        "<svg/>",
        "<p onclick='x'>a</p>",
        "<p style='color:red'>a</p>",
        "<p class='ad'>a</p>",
        "<a href='javascript:x'>a</a>",
        "<a href='/relative'>a</a>",
        "<a href='https://mill.example/ a'>a</a>",
        "<a href='file:///etc/hostname'>a</a>",
        "<img src='https://mill.example/a.png'/>",
        "<img src='asset:short'/>",
        "<blockquote cite='javascript:x'>a</blockquote>",
        "<code class='language-a b'>a</code>",
        "<iframe src='https://mill.example/'></iframe>",
        "<div>" * DEPTH + "</div>" * DEPTH,
    ],
)
def test_what_no_article_may_have_is_a_fault(inner: str) -> None:
    assert fault(parse_article(f"<div>{inner}</div>")) is not None

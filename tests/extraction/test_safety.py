"""Nothing that runs, loads or styles comes through, whatever a page tries."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from tests.extraction.pages_for_tests import article_of, page, paragraphs
from postil.dom.elements import ALLOWED, CLASSES, allowed_attributes
from postil.dom.flatten import flatten
from postil.dom.serialise import parse_article

if TYPE_CHECKING:
    from postil.model.article import Article

SCHEMES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
    "java\x00script:alert(1)", "\x01javascript:alert(1)", " javascript:alert(1)", "&#106;avascript:alert(1)",
    "java&#x09;script:alert(1)", "javascript&colon;alert(1)", "vbscript:msgbox(1)", "livescript:x", "mocha:x",
    "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD4=", "DATA:text/html,x",
    "file:///etc/passwd", "file://evil/share", "\\\\evil\\share", "obsidian://open?vault=x", "postil:open",
    "about:blank", "blob:https://example.org/1", "filesystem:https://x/", "view-source:https://x/", "ftp://x/",
    "ms-settings:", "intent://x#Intent;end", "tel:1", "sms:1", "feed:https://x/", "jar:https://x!/y", "ws://x/",
    "chrome://settings", "resource://gre/", "moz-extension://x/", "x-apple:1", "search-ms:q", "skype:x",
    "javascript://%0aalert(1)", "https:javascript:alert(1)//", "mailto:x@y?body=<script>\x00", "mailto:",
    "http://", "https:///", "http://[::1", "https://ex\u202eample.org/", "http:\\\\evil\\x\x7f",
)  # fmt: skip
CARRIERS = (
    '<p>One <a href="{}">link</a> in a sentence of the article, that goes on for some more words.</p>',
    '<p>A picture <img src="{}" alt="x" width="400" height="300"> between the words of this paragraph.</p>',
    '<blockquote cite="{}"><p>A quotation that somebody said on a morning in the harbour, long ago.</p></blockquote>',
    '<p><iframe src="{}" width="500" height="300"></iframe></p>',
    '<figure><picture><source srcset="{0} 2x"><img data-src="{0}" srcset="{0} 1x"></picture><figcaption>Pier</figcaption></figure>',
    '<video src="{0}" poster="{0}"><source src="{0}"></video>',
    '<object data="{0}"><param name="src" value="{0}"><embed src="{0}"></object>',
    '<p><svg><a xlink:href="{0}" href="{0}"><text>drawn</text></a><image href="{0}"/></svg> after a drawing, words.</p>',
    '<p><math><mtext><a href="{0}">x</a></mtext><maction actiontype="statusline#{0}" href="{0}"><mi>y</mi></maction></math> is it.</p>',
)
MARKUP = (
    "<script>alert(1)</script>", "<p>Words <script>alert(1)</script> go on, and on, and on.</p>",
    '<p onclick="alert(1)" onmouseover=alert(1)>A paragraph that listens to the mouse, it seems, all day.</p>',
    "<img src=x onerror=alert(1)>", "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>", "<svg><foreignObject><body onload=alert(1)>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>", "<body onload=alert(1)>", "<details open ontoggle=alert(1)>x</details>",
    "<style>@import 'https://evil.example/x.css'; p { background: url(https://evil.example/1) }</style>",
    '<p style="background:url(https://evil.example/2)">Styled words of a paragraph that is long enough.</p>',
    '<link rel="stylesheet" href="https://evil.example/x.css">', '<link rel="preload" href="https://evil.example/x" as="image">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">', '<base href="javascript:alert(1)//">',
    "<form action='https://evil.example/'><input name=a autofocus onfocus=alert(1)><button formaction='javascript:alert(1)'>Go</button></form>",
    "<isindex type=image src=1 onerror=alert(1)>", "<marquee onstart=alert(1)>Running words in a line</marquee>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<frameset onload=alert(1)>", "<audio src onerror=alert(1)>",
    "<template><script>alert(1)</script><p>In a template, words that nobody sees, not even the page.</p></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>Words</p></noscript>",
    "<textarea></textarea><img src=x onerror=alert(1)></textarea>", "<title><img src=x onerror=alert(1)></title>",
    "<xmp><img src=x onerror=alert(1)></xmp>", "<listing>&lt;script>alert(1)&lt;/script></listing>",
    "<!--><script>alert(1)</script>-->", "<!--[if IE]><script>alert(1)</script><![endif]-->", "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>", "<a name=getElementById id=cookie>An anchor with a name</a>",
    '<form id="document"><img name="body"></form>', '<p id="__proto__" class="x" data-x="y">A paragraph with an id, and words.</p>',
    "<table background='https://evil.example/3'><tr><td background='https://evil.example/4'>Cell one</td><td>two</td></tr><tr><th>a</th><td>b</td></tr></table>",
    "<ul type='javascript:x'><li value='1;x' style='list-style-image:url(https://evil.example/5)'>An item of a list</li></ul>",
    "<ol start='1e9' type='<'><li>First item of them</li></ol>", "<time datetime='javascript:alert(1)'>noon</time>",
    "<p lang='\"><script>alert(1)</script>' dir='javascript:x'>Words in no known language or direction.</p>",
    '<pre class="language-javascript:alert(1)"><code class="language-x onload=alert(1)">let x = 1;</code></pre>',
    "<portal src='https://evil.example/'></portal>", "<object type='text/html' data='https://evil.example/'>fallback words</object>",
    '<p><img src="https://tracker.example/t.gif" width="1" height="1"> A paragraph that counts its readers, sadly.</p>',
    '<img srcset="javascript:alert(1) 1x, data:text/html,x 2x">', '<a ping="https://evil.example/" href="https://ok.example/">pings</a>',
    '<a href="https://ok.example/" target="_blank" rel="opener" download="x.exe">downloads words</a>',
    "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>\">",
    "<img src=\"data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciPjxpbWFnZSBocmVmPSJodHRwOi8vZS8iLz48L3N2Zz4=\">",
    "<p>\x00\x01\x08\ud7ff￾ control characters among the words of a paragraph</p>", "<p>&#0;&#xD800;&#x1;&#x80; numbered ones</p>",
    "<plaintext><script>alert(1)</script>",
)  # fmt: skip


def assert_harmless(article: Article) -> None:
    tree = parse_article(article.html)
    assert flatten(tree).text == article.text
    hashes = {asset.hash for asset in article.assets}
    for element in tree.iter():
        assert element.tag in ALLOWED, element.tag
        for name, value in element.attrib.items():
            assert name in allowed_attributes(str(element.tag)), f"{element.tag} {name}"
            if name in ("href", "cite"):
                assert str(value).startswith(("http://", "https://", "mailto:", "#note-")), value
                assert not any(ord(letter) < 33 or ord(letter) == 127 for letter in str(value)), value
            elif name == "src":
                assert str(value).removeprefix("asset:") in hashes
            elif name == "data-source":
                assert str(value).startswith(("http://", "https://")), value
            elif name == "class":
                assert value in CLASSES.get(str(element.tag), ()) or str(value).startswith("language-")
            elif name in ("id",):
                assert str(value).startswith("note-")
    for asset in article.assets:
        if asset.media_type == "image/svg+xml":
            assert not any(word in asset.content for word in (b"script", b"onload", b"href", b"<image", b"<use"))


@pytest.mark.parametrize(("scheme", "carrier"), list(product(range(len(SCHEMES)), range(len(CARRIERS)))))
def test_no_address_comes_through_that_is_not_of_the_web(scheme: int, carrier: int) -> None:
    markup = CARRIERS[carrier].format(SCHEMES[scheme])
    assert_harmless(article_of(page(markup)))


@pytest.mark.parametrize("number", range(len(MARKUP)))
def test_no_markup_comes_through_that_runs_or_styles(number: int) -> None:
    article = article_of(page(MARKUP[number]))
    assert_harmless(article)
    assert "alert(1)" not in article.html or "alert(1)" in article.text


@pytest.mark.parametrize("number", range(len(MARKUP)))
def test_what_stands_in_the_words_of_a_page_stays_words(number: int) -> None:
    escaped = MARKUP[number].replace("&", "&amp;").replace("<", "&lt;")
    article = article_of(page(f"<p>Somebody wrote {escaped} in a letter, and it was printed in the paper.</p>"))
    assert_harmless(article)


def test_a_page_of_nothing_but_hostile_markup_is_harmless() -> None:
    assert_harmless(article_of("<html><body>" + "".join(MARKUP) + paragraphs(2) + "</body></html>"))

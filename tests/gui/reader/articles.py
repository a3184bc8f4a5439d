"""Articles of our own words for the tests of the reader, and pages to hold them."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime

from postil.model.ids import ContentHash, PageId, VersionId
from postil.model.page import Page, Status

RICH = """<div>
<p>A book that has been read with a pencil is another object than the book that left the printer. The words
are the same; what has changed is that <em>somebody was there</em>.</p>
<p>For most of the history of bound paper, the blank space around the text was <em>working space</em>. Scribes
left it wide on purpose, and readers filled it: with corrections, with glosses, with quarrels, with small
pointing hands that said <q>look here</q> across four hundred years. The habit has a name,
<strong>marginalia</strong>, and it has a lesson for anyone who makes software for reading.<sup><a href="#fn1"
id="r1">1</a></sup> A highlight is not decoration; it is an <a href="https://example.org/address">address</a>,
a place to which one means to return.</p>
<h2 id="s1">The width of a line</h2>
<p>People who set type agree that a line of about sixty-six letters, counting spaces, is comfortable for long
reading. Shorter lines break the rhythm of the sentence; longer ones make the eye lose its place on the way
back. Incomprehensibility, overspecialization and counterrevolutionary typography notwithstanding, words must be
broken where columns are narrow.</p>
<blockquote><p>Setting type is a courtesy to people one will never meet, and it is repeated ten thousand times
on every page.</p><p>It should then have the tact to vanish.</p><blockquote><p>A quotation inside a quotation
sits deeper still.</p></blockquote></blockquote>
<figure><img src="asset:figure" alt="Daily pages read over one year"/><figcaption><b>Figure 1.</b> Pages read per
day over one year. The dips are weekends; the gap in August is a mountain without electricity.</figcaption></figure>
<h3>What belongs in a margin</h3>
<ul><li>A question that the paragraph did not answer.</li><li>A pointer to another place:<ul><li>a page in the
same book,</li><li>a page in <em>another</em> book,<ol><li>with its number,</li><li>with the edition, because
numbers of pages do not last;</li></ol></li></ul></li><li>A disagreement, signed and dated, so that one can later
disagree with it in turn.</li></ul>
<ol start="3"><li>First comes the mark,</li><li>then the word,</li><li>and only then the argument.</li></ol>
<h2 id="s2">Tables, and other furniture</h2>
<p>A table is an argument in two dimensions. It must be given the room that it needs.</p>
<table><caption>Table 1. Pencils, with their virtues</caption><thead><tr><th>Grade</th><th>Hardness</th>
<th>Blackness</th><th>Point life</th><th>Erasability</th><th>Smear resistance</th><th>Price per dozen</th>
<th>Best use in the margin</th></tr></thead><tbody>
<tr><td>4H</td><td>very hard</td><td>low</td><td>long</td><td>poor</td><td>excellent</td><td>€14.20</td>
<td>hairline rules and brackets</td></tr>
<tr><td>HB</td><td>medium</td><td>medium</td><td>medium</td><td>good</td><td>good</td><td>€9.80</td>
<td>everyday notes, underlining</td></tr>
<tr><td>2B</td><td>soft</td><td>high</td><td>short</td><td>very good</td><td>fair</td><td>€10.40</td>
<td>emphatic disagreement</td></tr>
<tr><td>6B</td><td>very soft</td><td>very high</td><td>very short</td><td>good</td><td>poor</td><td>€12.10</td>
<td>drawing the author's portrait</td></tr></tbody></table>
<p>And a program is an argument that a machine can check:</p>
<pre><code class="language-python">def resolve(quote: str, prefix: str, text: str) -&gt; int:
    \"\"\"Find where a kept highlight stands now.\"\"\"
    best, at = 0.0, -1

    for match in re.finditer(re.escape(quote), text):   # the exact words first
        score = similarity(text[max(0, match.start() - 32):match.start()], prefix, weight=1.5)
        if score &gt; best:
            best, at = score, match.start()
    return at  # -1 when the passage is gone
</code></pre>
<p>Press <kbd>Ctrl</kbd>+<kbd>K</kbd> to see all commands, or call <code>view.highlight("yellow")</code> from a
script. Water is H<sub>2</sub>O and a circle has πr<sup>2</sup>; neither may disturb the distance of lines.</p>
<h2 id="s3">Other hands, other directions</h2>
<p lang="uk">Читання — це розмова з тим, кого немає в кімнаті. Українська абетка має тридцять три літери, і кожна
з них, зокрема ґ, є, і та ї, мусить виглядати так, ніби шрифт малювали саме для неї.</p>
<p lang="ar" dir="rtl">القراءة حوار مع من ليس في الغرفة. الهامش الأيمن هنا هو بداية السطر، والأرقام ١٢٣ تُكتب من
اليسار إلى اليمين، كما في عبارة HTML 5 داخل الجملة.</p>
<p lang="zh">阅读是与不在房间里的人交谈。汉字没有空格，换行的规则也不同：标点不应出现在行首，引号「如此」要成对。</p>
<p>Emoji are letters now, too: 📚 ✏️ 👩🏽‍💻 🇺🇦, and they must not make one line taller than its neighbours.</p>
<h2 id="s4">A little mathematics</h2>
<p>The chance that a reader comes back after <i>n</i> days falls as <math alttext="p(n)=1/(1+n^2)"><mi>p</mi><mo>(</mo>
<mi>n</mi><mo>)</mo><mo>=</mo><mfrac><mn>1</mn><mrow><mn>1</mn><mo>+</mo><msup><mi>n</mi><mn>2</mn></msup></mrow>
</mfrac></math>, which is why one writes things down. On a line of its own:</p>
<math display="block" alttext="\\sum x^k/k!"><mrow><munderover><mo>∑</mo><mrow><mi>k</mi><mo>=</mo><mn>0</mn></mrow>
<mi>∞</mi></munderover><mfrac><msup><mi>x</mi><mi>k</mi></msup><mrow><mi>k</mi><mo>!</mo></mrow></mfrac><mo>=</mo>
<msup><mi>e</mi><mi>x</mi></msup></mrow></math>
<hr/>
<dl><dt>Gloss</dt><dd>A short explanation of a hard word, between the lines or in the margin.</dd><dt>Manicule</dt>
<dd>A small drawn hand ☞ whose finger points at a passage worth remembering.</dd></dl>
<details open="open"><summary>On erasers</summary><p>A later reader may always erase; software should promise the
same, and keep it.</p></details>
<aside class="callout"><p><strong>Note.</strong> A pencil may be sharpened with a knife.</p><p>The knife should be
sharper than the pencil.</p></aside>
<aside class="embed"><p><a href="https://example.org/film">Film: how pencils are made</a></p><p>example.org</p></aside>
<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby> and a line<br/>broken in two, <del>struck</del> <ins>added</ins>
<mark>marked</mark> <small>small</small> <u>under</u> <abbr title="et cetera">etc.</abbr> soft\u00adhyphen 😀😀.</p>
<figure><img src="asset:missing" alt="A pencil that nobody kept" width="600" height="200"/>
<figcaption><b>Figure 2.</b> Not saved.</figcaption></figure>
<section class="footnotes"><ol class="footnotes"><li id="fn1"><p>The word is older than the habit of printing it;
lent books came back improved. <a href="#r1">↩</a></p></li><li id="fn2">That sixty-six letters are best is
folklore with footnotes of its own.</li></ol></section>
</div>"""


def page(**fields: object) -> Page:
    """A page of the library with the fields that matter to the reader."""
    values: dict[str, object] = {
        "id": PageId("p"),
        "title": "On Reading Slowly, and Writing in the Margin",
        "added": datetime(2026, 3, 14, tzinfo=UTC),
        "status": Status.READING,
        "original": ContentHash("0" * 64),
        "original_name": "slowly.html",
        "format": "HTML",
        "media_type": "text/html",
        "version": VersionId("v"),
        "address": "https://example.org/slowly",
        "byline": "Marta Havrylenko",
        "site": "The Margin",
        "language": "en",
        "published": "2026-03-12",
        "words": 3200,
    }
    return Page(**(values | fields))  # type: ignore[arg-type]


def png(width: int, height: int, rgb: tuple[int, int, int] = (59, 110, 165)) -> bytes:
    """An image of one colour, written by hand."""
    row = b"\0" + bytes(rgb) * width
    body = zlib.compress(row * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def asset(name: str) -> bytes | None:
    """The store of the tests: one image."""
    return png(160, 80) if name == "figure" else None


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

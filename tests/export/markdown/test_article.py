from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.export.reading import addresses, assert_inert, hostile_text, shown, tokens

from postil.dom.serialise import parse_article
from postil.export.markdown.article import to_markdown
from postil.export.markdown.escaping import WORD_JOINER, one_line


def written(html: str, *, heading: int | None = 2) -> str:
    return to_markdown(parse_article(f"<div>{html}</div>"), heading=heading)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Plain words.</p><p>More.</p>", "Plain words.\n\nMore."),
        ("<p>One <b>bold</b> and <em>slanted <i>twice</i></em>.</p>", "One **bold** and *slanted twice*."),
        ("<p><strong> spaced </strong>out</p>", "**spaced** out"),
        ("<p>line<br/>break<br/></p>", "line\\\nbreak"),
        ("<p>one<br/><br/>two</p>", "one\n\ntwo"),
        ("<h2>Head <b>ing</b></h2><h4>Low</h4>", "## Head **ing**\n\n#### Low"),
        ("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc"),
        ("<p>a</p><hr/><p>b</p>", "a\n\n---\n\nb"),
        ("<p>H<sub>2</sub>O, x<sup>2</sup>, 4<sup>th</sup></p>", "H₂O, x², 4\\^th"),
        ("<p><mark>m</mark> <del>d</del> <q>q</q> <u>u</u></p>", "==m== ~~d~~ “q” u"),
        ("<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby></p>", "漢字(かんじ)"),
        ("<p>Press <kbd>Ctrl</kbd>+<kbd>K</kbd></p>", "Press `Ctrl`+`K`"),
        ("<details><summary>More</summary><p>inside</p></details>", "**More**\n\ninside"),
        ('<aside class="callout"><p>Mind the gap</p></aside>', "> Mind the gap"),
        ("<figure><figcaption>The mill</figcaption></figure>", "The mill"),
        ("<dl><dt>mill</dt><dd>A house.</dd></dl>", "- **mill**\n\n  A house."),
    ],
)  # fmt: skip
def test_elements(html: str, expected: str) -> None:
    assert written(html) == expected


def test_nested_lists_keep_their_numbers() -> None:
    html = (
        '<ol start="3"><li>c<ul><li>x</li><li>y<ol><li>z</li></ol></li></ul></li>'
        '<li value="9">d</li><li>e</li></ol>'
    )
    assert written(html) == "3. c\n   - x\n   - y\n     1. z\n9. d\n10. e"


def test_items_of_several_paragraphs() -> None:
    assert written("<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>") == "- a\n\n  b\n- c"


def test_code_keeps_its_language_and_its_lines() -> None:
    html = '<pre><code class="language-python">def f():\n    return 1\n</code></pre>'
    assert written(html) == "```python\ndef f():\n    return 1\n```"


@pytest.mark.parametrize("language", ["dataview", "dataviewjs", "mermaid", "tasks", "nosuchlanguage", "x y"])
def test_code_in_a_language_that_would_run_is_only_shown(language: str) -> None:
    assert written(f'<pre><code class="language-{language}">LIST</code></pre>') == "```\nLIST\n```"


def test_code_with_fences_is_fenced_by_more() -> None:
    assert written("<pre><code>a\n```\nb</code></pre>") == "````\na\n```\nb\n````"


def test_code_cannot_command_a_template_processor() -> None:
    assert written("<p><code>&lt;% x %&gt;</code></p>") == f"`<{WORD_JOINER}% x %>`"


def test_a_table_with_caption_spans_alignment_and_pipes() -> None:
    html = (
        "<table><caption>Mills</caption>"
        '<thead><tr><th>Name</th><th align="right">Wheels</th></tr></thead>'
        '<tbody><tr><td rowspan="2">East</td><td align="right">1</td></tr>'
        '<tr><td align="right"><code>a|b</code></td></tr>'
        '<tr><td colspan="2">x|y<br/>z</td></tr></tbody></table>'
    )
    assert written(html) == (
        "Mills\n\n| Name | Wheels |\n| --- | --: |\n| East | 1 |\n|  | `a\\|b` |\n| x\\|y z |  |"
    )


def test_lists_and_tables_within_cells_stay_on_their_line() -> None:
    html = (
        "<table><tr><th>A</th></tr><tr><td><ul><li>one</li><li>two</li></ul></td></tr>"
        "<tr><td><p>p</p><pre>q\nr</pre></td></tr>"
        "<tr><td><table><tr><td>in</td><td>ner</td></tr></table></td></tr></table>"
    )
    assert written(html) == "| A |\n| --- |\n| one; two |\n| p `q r` |\n| in · ner |"


def test_footnotes_go_there_and_back_as_footnotes() -> None:
    html = (
        '<p>Word<sup><a href="#note-2" role="doc-noteref">1</a></sup>.</p>'
        '<ol class="footnotes"><li id="note-2"><p>The note. <a href="#note-1" role="doc-backlink">↩</a></p>'
        "<p>Its end.</p></li></ol>"
    )
    assert written(html) == "Word[^1].\n\n[^1]: The note.\n\n    Its end."


def test_a_reference_without_its_note_is_a_raised_number() -> None:
    assert written('<p>Word<a href="#note-2" role="doc-noteref">12</a></p>') == "Word¹²"


def test_links_keep_their_address_and_others_their_words() -> None:
    html = '<p><a href="https://example.org/a b">there</a> <a href="#note-1">here</a></p>'
    assert written(html) == "[there](https://example.org/a%20b) here"


def test_an_image_is_a_link_and_never_loads() -> None:
    html = '<p><img src="asset:00" alt="A [mill]" data-source="https://example.org/mill.png"/></p>'
    assert written(html) == "[A \\[mill\\]](https://example.org/mill.png)"
    assert written('<p><img src="asset:00" alt="A mill" data-source="mill_files/a.png"/></p>') == "A mill"


def test_an_exclamation_mark_does_not_make_a_link_an_image() -> None:
    html = '<p>Look!<a href="https://example.org/">here</a> <b>Stop!</b></p>'
    assert written(html) == "Look\\![here](https://example.org/) **Stop!**"
    assert_inert(written(html))


def test_a_number_and_its_dot_in_two_elements_are_no_list() -> None:
    assert written("<p><span>1</span>. word</p>") == "1\\. word"


def test_formulas_are_latex_where_they_are_latex() -> None:
    html = r'<p>So <math alttext="x^2 &lt; {{a}}"></math>.</p>'
    html += '<p><math display="block" alttext="E=mc^2"></math></p>'
    assert written(html) == "So $x^2 \\lt  { {a}}$.\n\n$$\nE=mc^2\n$$"
    assert written('<p><math alttext="the root of two"></math></p>') == "the root of two"
    assert written(r'<p><math alttext="\href{javascript:x}{y}"></math></p>') == "`\\href{javascript:x}{y}`"


def test_headings_are_bold_where_a_part_is_quoted() -> None:
    assert written("<h2>A <b>b</b></h2>", heading=None) == "**A b**"


def test_headings_go_down_with_the_note() -> None:
    assert written("<h2>A</h2><h6>B</h6>", heading=3) == "### A\n\n###### B"


IN_LINE = ("b", "em", "code", "a", "sup")
tags = st.sampled_from(["p", "li", "td", "h2", "blockquote", "dt", "figcaption", "pre", *IN_LINE])


@given(st.lists(st.tuples(tags, hostile_text), min_size=1, max_size=4))
def test_nothing_of_a_page_does_anything(parts: list[tuple[str, str]]) -> None:
    root = etree.Element("div")
    for tag, text in parts:
        around = {"li": "ul", "td": "table", "dt": "dl"}.get(tag, "p" if tag in IN_LINE else "div")
        parent = etree.SubElement(root, around)
        if tag == "td":
            parent = etree.SubElement(parent, "tr")
        element = etree.SubElement(parent, tag)
        element.text = one_line(text)
        if tag == "a":
            element.set("href", "https://example.org/" + one_line(text))
        element.tail = one_line(text) if tag in IN_LINE else None
    markdown = to_markdown(root, heading=3)
    assert_inert(markdown)
    assert all(address.startswith("https://example.org/") for address in addresses(markdown))


@given(st.lists(st.text("ab *_[]<>`#|!", min_size=1, max_size=8), min_size=1, max_size=5))
def test_paragraphs_say_what_the_article_says(texts: list[str]) -> None:
    root = etree.Element("div")
    for text in texts:
        etree.SubElement(root, "p").text = text
    assert shown(to_markdown(root, heading=2)) == " ".join(" ".join(texts).split())


def test_markdown_of_all_this_has_no_html() -> None:
    assert not [
        token for token in tokens(written("<p>&lt;b&gt;x&lt;/b&gt; &amp;lt;</p>")) if "html" in token.type
    ]


@given(hostile_text)
def test_words_alone_are_written_as_those_of_a_paragraph(words: str) -> None:
    alone, paragraph = etree.Element("div"), etree.Element("div")
    alone.text = etree.SubElement(paragraph, "p").text = one_line(words)
    assert to_markdown(alone) == to_markdown(paragraph)

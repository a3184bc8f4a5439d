from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extraction.test_extract import markup

from postil.dom.parse import parse_page
from postil.extraction.blocks import Text, read_blocks


def blocks_of(body: str) -> list[str]:
    return [block.text for block in read_blocks(parse_page(f"<!DOCTYPE html><body>{body}</body>")).blocks]


def test_a_block_ends_where_a_boundary_is() -> None:
    assert blocks_of("one <b>two</b><p>three</p>four<ul><li>five<li>six</ul>") == [
        "one two",
        "three",
        "four",
        "five",
        "six",
    ]


def test_one_line_break_is_a_space_and_two_part_blocks() -> None:
    assert blocks_of("<p>one<br>two<br><br>three<br>\n<br>four</p>") == ["one two", "three", "four"]


def test_scripts_styles_and_fields_are_no_text() -> None:
    assert blocks_of("<script>a</script><style>b</style><p>c<input value=d><button>e</button></p>") == ["c"]


def test_a_button_that_is_a_heading_is_text() -> None:
    assert blocks_of("<h3><button>How do I get there?</button></h3><p>By boat.</p>") == [
        "How do I get there?",
        "By boat.",
    ]


def test_a_shadow_root_is_text() -> None:
    body = '<my-part><template shadowrootmode="open"><p>within</p></template></my-part><p>outside</p>'
    assert blocks_of(body) == ["within", "outside"]


def test_a_formula_is_said_once() -> None:
    body = (
        '<p>so <span class="katex"><span class="katex-mathml"><math><mi>x</mi><annotation '
        'encoding="application/x-tex">x_1</annotation></math></span>'
        '<span class="katex-html">x1</span></span></p>'
    )
    assert blocks_of(body) == ["so x_1"]


def test_letters_in_links_bold_and_slanted_are_counted() -> None:
    html = parse_page("<p>one <a href=x>two <b>six</b></a> <em>ten</em></p>")
    block = read_blocks(html).blocks[0]
    assert (block.linked, block.strong, block.slanted) == (6, 3, 3)


def test_deep_nesting_loses_no_words() -> None:
    body = "<div>" * 150 + "<p>deep</p><p>deeper</p>" + "</div>" * 150 + "<p>after</p>"
    assert blocks_of(body) == ["deep", "deeper", "after"]


def test_what_is_hidden_is_known() -> None:
    page = read_blocks(
        parse_page('<p hidden>a</p><p style="display: none">b</p><p aria-hidden=true>c</p><p>d</p>')
    )
    assert [block.node.hidden for block in page.blocks] == [True, True, True, False]


@settings(max_examples=100, deadline=None)
@given(st.lists(markup(), max_size=5))
def test_every_word_is_in_one_block_and_every_node_covers_its_blocks(parts: list[str]) -> None:
    page = read_blocks(parse_page("".join(parts)))
    texts: list[list[str]] = [[] for _ in page.blocks]
    for node in page.nodes:
        assert 0 <= node.first <= node.last <= len(page.blocks)
        if node.parent is not None:
            assert node.parent.first <= node.first
            assert node.last <= node.parent.last
        for child in node.content:
            if isinstance(child, Text) and child.text.strip():
                assert node.first <= child.block < node.last
                texts[child.block].append(child.text)
    for block, pieces in zip(page.blocks, texts, strict=True):
        if not any(node.tag == "math" for node in page.nodes):
            assert sorted("".join(block.text.split())) == sorted("".join("".join(pieces).split()))

"""From verdicts on blocks to what is kept. In these pages a block's first letter says how likely it is."""

from __future__ import annotations

from postil.dom.parse import parse_page
from postil.extraction.blocks import read_blocks
from postil.extraction.classify import Judged
from postil.extraction.hints import Hints
from postil.extraction.selection import choose_kept

LIKELY = {"+": 0.9, "~": 0.4, "-": 0.02}
CUT = 0.5
LONG = "and so on, for as many words as a sentence of some length has in a text of this kind. " * 3


def kept(content: str, *, title: str = "") -> tuple[str, list[str]]:
    """The first letters and words of the kept blocks, and the files of the kept pictures."""
    page = read_blocks(parse_page(f"<!DOCTYPE html><html><body>{content}</body></html>"))
    judged = Judged(
        likelihoods=tuple(LIKELY[block.text[0]] for block in page.blocks),
        words=tuple(float(len(block.text.split())) for block in page.blocks),
        cut=CUT,
        plain=False,
    )
    chosen = choose_kept(page, judged, Hints(titles=(title,) if title else ()))
    texts = [block.text for block, each in zip(page.blocks, chosen.blocks, strict=True) if each]
    pictures = [node.element.get("src") or "" for node in page.nodes if node in chosen.objects]
    return "|".join(" ".join(text.split()[:2]) for text in texts), pictures


def test_a_list_is_kept_whole_with_its_greater_part() -> None:
    content = f"<p>+p {LONG}</p><ul><li>+a b c</li><li>+d e f</li><li>-g h</li></ul><p>-x {LONG}</p>"
    assert kept(content)[0] == "+p and|+a b|+d e|-g h"


def test_a_list_that_kept_words_announce_is_kept() -> None:
    listed = '<ul><li><a href="/1">~one place</a></li><li><a href="/2">~another place</a></li></ul>'
    assert kept(f"<p>+these are: {LONG}</p><p>+p as follows:</p>{listed}<p>-x</p>")[0].endswith(
        "~one place|~another place"
    )
    assert kept(f"<p>+these are: {LONG}</p><p>+p that follow.</p>{listed}<p>-x</p>")[0].endswith("+p that")


def test_a_list_of_contents_is_dropped_whole() -> None:
    entries = {"a": "+one", "b": "+two", "c": "~three"}
    links = "".join(f'<li><a href="#{name}">{words}</a></li>' for name, words in entries.items())
    contents = f"<ul>{links}</ul>"
    parts = "".join(f'<h2 id="{name}">+{name} part</h2><p>+text {LONG}</p>' for name in "abc")
    assert kept(contents + parts)[0] == "+a part|+text and|+b part|+text and|+c part|+text and"


def test_a_list_of_notes_is_no_list_of_contents() -> None:
    notes = "".join(f'<li id="{name}">+note {name} {LONG}<a href="#r{name}">^</a></li>' for name in "abc")
    text = "".join(f'<p>+p {LONG}<a id="r{name}" href="#{name}">1</a></p>' for name in "abc")
    assert kept(text + f"<ol>{notes}</ol>")[0].endswith("+note a|+note b|+note c")


def test_a_table_of_facts_is_kept_beside_kept_paragraphs() -> None:
    rows = "<tr><th>~Length</th><td>~12 miles</td></tr><tr><th>~Depth</th><td>~40 fathoms</td></tr>"
    facts = f"<table>{rows}</table>"
    assert kept(f"<div><p>-note</p>{facts}<p>+p {LONG}</p><p>+q {LONG}</p></div>")[0] == (
        "~Length|~12 miles|~Depth|~40 fathoms|+p and|+q and"
    )
    assert kept(f"<div>{facts}</div><div><p>+p {LONG}</p><p>+q {LONG}</p></div>")[0] == "+p and|+q and"


def test_a_table_that_is_surely_something_else_is_not_kept() -> None:
    other = "<table><tr><th>-Price</th><td>-12</td></tr><tr><th>-Sale</th><td>-40</td></tr></table>"
    assert kept(f"<div>{other}<p>+p {LONG}</p><p>+q {LONG}</p></div>")[0] == "+p and|+q and"


def test_a_doubtful_paragraph_among_kept_ones_of_its_kind_is_kept() -> None:
    other = f'<div class="card">-card {LONG}</div>'
    text = f'<p class="t">+p {LONG}</p>{other}<p class="t">~get it here</p>{other}<p class="t">+q {LONG}</p>'
    assert kept(f"<div>{text}</div>")[0] == "+p and|~get it|+q and"
    linked = text.replace("~get it here", '<a href="/x">~get it here</a>')
    assert kept(f"<div>{linked}</div>")[0] == "+p and|+q and"
    assert kept(f"<div>{text.replace('~get', '-get')}</div>")[0] == "+p and|+q and"
    assert kept(f"<div>{text}</div>".replace('"t">~', '"u">~'))[0] == "+p and|+q and"


def test_a_heading_is_kept_with_what_it_heads() -> None:
    content = f"<p>+p {LONG}</p><h2>~head</h2><div>-main article: other</div><p>+q {LONG}</p>"
    assert kept(content)[0] == "+p and|~head|+q and"


def test_a_heading_that_leads_to_another_page_is_kept_only_between_kept_text() -> None:
    content = '<p>+p {}</p><div><h2><a href="{}">~head</a></h2><p>-by somebody</p><p>+q {}</p></div>'
    assert kept(content.format(LONG, "/other", LONG))[0] == "+p and|+q and"
    assert kept(content.format(LONG, "#head", LONG))[0] == "+p and|~head|+q and"


def test_a_heading_is_one_by_its_role_and_in_a_box_of_its_own() -> None:
    for heading in (
        '<div role="heading" aria-level="3">~head</div>',
        "<div><header><h3>~head</h3></header></div>",
        '<div><div role="heading">~head</div></div>',
    ):
        content = f"<div><p>+p {LONG}</p>{heading}<p>-note</p><p>+q {LONG}</p></div>"
        assert kept(content)[0] == "+p and|~head|+q and", heading


def test_a_heading_over_a_form_to_sign_up_is_not_kept() -> None:
    form = '<section><h2>~join us</h2><form><input type="email"></form></section>'
    assert kept(f"<p>+p {LONG}</p>{form}<p>+q {LONG}</p>")[0] == "+p and|+q and"
    asks_nothing = form.replace("email", "submit")
    assert kept(f"<p>+p {LONG}</p>{asks_nothing}<p>+q {LONG}</p>")[0] == "+p and|~join us|+q and"


def test_headings_above_each_other_are_kept_together() -> None:
    assert (
        kept(f"<p>+p {LONG}</p><h2>~head</h2><h3>~below</h3><p>+q {LONG}</p>")[0]
        == "+p and|~head|~below|+q and"
    )


def test_a_heading_of_dropped_words_is_not_kept() -> None:
    aside = f"<section><h2>~sign up</h2><p>-mail {LONG}</p></section>"
    assert kept(f"<p>+p {LONG}</p>{aside}<p>+q {LONG}</p>")[0] == "+p and|+q and"


def test_the_title_is_dropped_where_it_comes_again() -> None:
    assert kept(f"<h1>+the ferry</h1><p>+p {LONG}</p>", title="+the ferry")[0] == "+p and"


def test_a_picture_is_kept_among_kept_paragraphs() -> None:
    assert kept(f'<p>+p {LONG}</p><img src="pier.jpg"><p>+q {LONG}</p>')[1] == ["pier.jpg"]


def test_a_picture_between_kept_paragraphs_is_kept_though_comments_follow_in_their_container() -> None:
    comments = f"<p>-c {LONG}</p>" * 6
    assert kept(f'<div><p>+p {LONG}</p><img src="pier.jpg"><p>+q {LONG}</p>{comments}</div>')[1] == [
        "pier.jpg"
    ]


def test_a_picture_far_from_the_text_is_not() -> None:
    menu = f"<p>-m {LONG}</p>" * 3
    assert kept(f'<img src="dot.jpg">{menu}<p>+p {LONG}</p><p>+q {LONG * 5}</p>')[1] == []


def test_a_picture_above_the_text_is_kept_unless_it_leads_elsewhere() -> None:
    text = f"<h1>-title</h1><p>+p {LONG}</p>"
    assert kept(f'<figure><img src="pier.jpg"></figure>{text}')[1] == ["pier.jpg"]
    assert kept(f'<a href="/big.jpg"><img src="pier.jpg"></a>{text}')[1] == ["pier.jpg"]
    assert kept(f'<a href="/"><img src="pier.jpg"></a>{text}')[1] == []


def test_a_link_that_leads_nowhere_makes_no_sign_of_a_picture() -> None:
    for link in ("<a>", '<a href="#">', '<a href="javascript:open()">'):
        picture = f'{link}<img src="pier.jpg"></a>'
        assert kept(f"{picture}<h1>-title</h1><p>+p {LONG}</p>")[1] == ["pier.jpg"], link


def test_a_picture_is_not_parted_from_the_text_by_its_caption_and_the_title() -> None:
    caption = f'<div class="photo-caption">-c {LONG}</div>'
    text = f"<p>+p {LONG}</p><p>+q {LONG}</p>"
    assert kept(f'<div><img src="pier.jpg">{caption}</div>{text}')[1] == ["pier.jpg"]
    head = f'<header><h1>-t {LONG}</h1><figure><img src="pier.jpg">{caption}</figure></header>'
    assert kept(head + text)[1] == ["pier.jpg"]
    assert kept(f'<div><img src="pier.jpg"><p>-c {LONG}</p></div>{text}')[1] == []


def test_pictures_one_after_another_at_the_end_are_kept() -> None:
    gallery = "".join(
        f'<figure><img src="{each}.jpg"><figcaption>-view {each}</figcaption></figure>' for each in "abc"
    )
    assert kept(f"<div><p>+p {LONG}</p>{gallery}</div><p>-x {LONG}</p>")[1] == ["a.jpg", "b.jpg", "c.jpg"]


def test_pictures_that_are_called_something_else_are_not_kept() -> None:
    for picture in (
        '<img src="/ads/1.png">',
        '<img src="/img/ajax-loader.gif">',
        '<img src="/assets/icons/more.svg">',
        '<img src="/img/print-header-logo.png">',
        '<img src="/layout/divider.gif">',
        '<div class="author-box"><img src="1.png"></div>',
        '<img class="avatar" src="1.png">',
    ):
        assert kept(f"<p>+p {LONG}</p>{picture}<p>+q {LONG}</p>")[1] == [], picture


def test_the_state_of_a_figure_is_not_what_it_is_called() -> None:
    figure = '<figure class="image fig--has-shares"><img src="pier.jpg"></figure>'
    assert kept(f"<p>+p {LONG}</p>{figure}<p>+q {LONG}</p>")[1] == ["pier.jpg"]


def test_a_caption_is_kept_where_it_may_be_text() -> None:
    def figure(caption: str) -> str:
        pictured = f'<figure><img src="1.jpg"><figcaption>{caption}</figcaption></figure>'
        return f"<p>+p {LONG}</p>{pictured}<p>+q {LONG}</p>"

    assert kept(figure("~The pier at noon"))[0] == "+p and|~The pier|+q and"
    assert kept(figure("-Photo: Somebody"))[0] == "+p and|+q and"


def test_who_is_quoted_is_kept_with_the_quotation() -> None:
    quoted = (
        "<figure><blockquote><p>+said {}</p></blockquote><figcaption>-Somebody Else</figcaption></figure>"
    )
    assert kept(f"<p>+p {LONG}</p>{quoted.format(LONG)}")[0] == "+p and|+said and|-Somebody Else"


def test_a_standfirst_that_is_the_first_paragraph_is_dropped() -> None:
    first = f"+ the first {LONG}"
    assert kept(f"<div><p>{first}</p></div><p>{first}</p><p>+ the second {LONG}</p>")[0] == "+ the|+ the"
    assert kept("<p>+ short</p><p>+ short</p>")[0] == "+ short|+ short"


def test_posts_in_a_row_are_kept_in_kept_text_and_at_its_end() -> None:
    posts = "".join(f'<blockquote class="twitter-tweet"><p>-post {each}</p></blockquote>' for each in "ab")
    both = "-post a|-post b"
    assert kept(f"<div><p>+p {LONG}</p>{posts}<p>+q {LONG}</p></div>")[0] == f"+p and|{both}|+q and"
    assert kept(f"<div><p>+p {LONG}</p>{posts}</div><p>-x {LONG}</p>")[0] == f"+p and|{both}"
    assert kept(f"<div><p>+p {LONG}</p></div><div><p>-x</p>{posts}</div>")[0] == "+p and"

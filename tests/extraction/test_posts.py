from __future__ import annotations

from itertools import product

import pytest
from tests.extraction.pages_for_tests import SENTENCES, article_of, page

from postil.dom.parse import parse_page
from postil.dom.serialise import parse_article
from postil.extraction.blocks import read_blocks
from postil.extraction.classify import Judged
from postil.extraction.hints import Hints
from postil.extraction.posts import Post, find_thread, posts_to_name, settle_posts
from postil.extraction.selection import choose_kept

PEOPLE = ("Ulyana", "old_salt", "Mei Tanaka", "gullwatcher")

POST_SHAPES = {
    "phpBB": """<div id="p{n}" class="post bg{n}"><dl class="postprofile"><dt>
        <a href="./memberlist.php?mode=viewprofile&amp;u={n}"
        class="username">{who}</a></dt><dd>Posts: 12</dd></dl><div class="postbody"><p class="author">
        <time datetime="2024-05-0{n}T09:30:00+00:00">May {n}</time></p><div class="content">{text}</div>
        </div></div>""",
    "vBulletin": """<table id="post{n}" class="tborder"><tr><td class="thead">05-0{n}-2024</td></tr><tr>
        <td class="alt2">
        <a class="bigusername" href="member.php?u={n}">{who}</a></td><td class="alt1">
        <div id="post_message_{n}">{text}</div></td></tr></table>""",
    "Discourse": """<div class="topic-body crawler-post" itemprop="comment" itemscope
        itemtype="http://schema.org/Comment"><div class="crawler-post-meta"><span class="creator">
        <a itemprop="url"
        href="/u/{who}"><span itemprop="name">{who}</span></a></span><time class="post-time"
        datetime="2024-05-0{n}T09:30:00Z">May {n}</time></div><div class="post">{text}</div></div>""",
    "XenForo": """<article class="message message--post" data-author="{who}"><div class="message-inner">
        <div class="message-user">
        <h4 class="message-name"><a href="/members/{n}/" class="username">{who}</a></h4></div>
        <div class="message-main">
        <time class="u-dt" datetime="2024-05-0{n}T09:30:00+0000">May {n}</time><div class="message-body">
        <div class="bbWrapper">{text}</div></div></div></div></article>""",
    "questions": """<div id="answer-{n}" class="answer"><div class="post-layout"><div class="answercell">
        <div class="s-prose">{text}
        </div><div class="post-signature">
        <div class="user-action-time">answered <span title="2024-05-0{n} 09:30:00Z"
        class="relativetime">May {n}</span></div><div class="user-details">
        <a href="/users/{n}/x">{who}</a></div></div></div>
        </div></div>""",
    "table rows": """<tr class="athing comtr" id="4{n}"><td><table><tr><td class="default">
        <span class="comhead">
        <a href="user?id={who}" class="hnuser">{who}</a> <span class="age"
        title="2024-05-0{n}T09:30:00">{n} hours ago</span>
        </span><div class="comment"><span class="commtext">{text}</span></div></td></tr></table></td></tr>""",
    "Discuz": """<div id="post_{n}"><table class="plhin"><tr><td class="pls"><div class="authi">
        <a href="space-uid-{n}.html"
        class="xw1">{who}</a></div></td><td class="plc"><div class="authi"><em>发表于 2024-5-{n} 09:30
        </em></div>
        <div class="t_f">{text}</div></td></tr></table></div>""",
    "custom elements": """<thread-comment author="{who}"><div class="head"><a href="/user/{who}/">{who}</a>
        <time datetime="2024-05-0{n}T09:30:00Z">{n} h</time></div><div class="md">{text}</div>
        </thread-comment>""",
}


def thread_markup(shape: str, texts: tuple[str, ...] = SENTENCES[:4]) -> str:
    posts = "".join(
        POST_SHAPES[shape].format(n=number, who=PEOPLE[number - 1], text=f"<p>{text}</p>")
        for number, text in enumerate(texts, 1)
    )
    if shape == "table rows":
        posts = f"<table>{posts}</table>"
    return f"<html><body><nav><a href='/'>Home</a></nav><div class='thread'>{posts}</div></body></html>"


def posts_of(markup: str) -> tuple[Post, ...]:
    read = read_blocks(parse_page(markup))
    thread = find_thread(read, [True] * len(read.blocks))
    return () if thread is None else thread.posts


@pytest.mark.parametrize("shape", POST_SHAPES)
def test_posts_are_found_with_who_wrote_them(shape: str) -> None:
    assert [post.author for post in posts_of(thread_markup(shape))] == list(PEOPLE)


@pytest.mark.parametrize("shape", sorted(set(POST_SHAPES) - {"vBulletin"}))
def test_the_time_of_a_post_is_found(shape: str) -> None:
    moments = [post.moment for post in posts_of(thread_markup(shape))]
    assert moments == [f"2024-05-0{number} 09:30" for number in range(1, 5)]


def test_replies_within_a_post_are_posts_of_their_own() -> None:
    markup = """<div class="comment"><a class="author" href="/user/a">Ulyana</a><p>{}</p>
        <div class="replies"><div class="comment"><a class="author" href="/user/b">old_salt</a><p>{}</p>
        </div></div></div>
        <div class="comment"><a class="author" href="/user/c">Mei Tanaka</a><p>{}</p></div>""".format(
        *SENTENCES
    )
    read = read_blocks(parse_page(markup))
    thread = find_thread(read, [True] * len(read.blocks))
    assert thread is not None
    own = [[read.blocks[index].text for index in post.blocks] for post in thread.posts]
    assert own == [["Ulyana", SENTENCES[0]], ["old_salt", SENTENCES[1]], ["Mei Tanaka", SENTENCES[2]]]


def test_articles_without_authors_and_one_byline_are_no_thread() -> None:
    assert posts_of(page("")) == ()
    assert posts_of(page("<p class='author'>Ulyana</p>")) == ()


def test_links_that_all_say_the_same_are_no_names() -> None:
    cards = "".join(
        f"<div class='card'><a href='/user/{n}'>Follow</a><p>{SENTENCES[n]}</p></div>" for n in range(4)
    )
    assert posts_of(f"<body>{cards}</body>") == ()


def _settled(kept_posts: set[int]) -> list[str]:
    """The texts of kept posts, where at first only these were kept."""
    read = read_blocks(parse_page(thread_markup("phpBB")))
    kept = [any(block.text == SENTENCES[number] for number in kept_posts) for block in read.blocks]
    thread = find_thread(read, kept)
    assert thread is not None
    settle_posts(thread, kept, read)
    return [block.text for block, each in zip(read.blocks, kept, strict=True) if each]


def test_a_post_that_was_dropped_comes_back_where_its_kind_is_kept() -> None:
    assert _settled({0, 1, 3}) == list(SENTENCES[:4])


def test_half_of_a_thread_is_not_kept_without_the_other_half() -> None:
    assert _settled({0, 1}) == list(SENTENCES[:4])


def test_where_most_is_dropped_nothing_comes_back() -> None:
    assert _settled({0}) == [SENTENCES[0]]


def test_who_and_when_stand_before_each_post_of_the_article() -> None:
    texts = tuple(f"{SENTENCES[n]} {SENTENCES[n + 1]} {SENTENCES[n + 2]}" for n in range(4))
    article = article_of(thread_markup("XenForo", texts))
    lines = article.text.splitlines()
    assert lines == [
        line
        for number, (who, text) in enumerate(zip(PEOPLE, texts, strict=True), 1)
        for line in (f"{who} · 2024-05-0{number}", text)
    ]
    header = parse_article(article.html).find(".//header")
    assert header is not None
    assert header.findtext(".//b") == "Ulyana"
    time = header.find(".//time")
    assert time is not None
    assert time.get("datetime") == "2024-05-01 09:30"


def test_an_author_that_is_kept_already_is_not_written_again() -> None:
    posts = posts_of(thread_markup("XenForo"))
    assert posts_to_name(posts, [True] * 100) == {}


def test_one_post_alone_is_not_named() -> None:
    posts = posts_of(thread_markup("phpBB"))
    only_first = [index in posts[0].blocks[-1:] for index in range(100)]
    assert posts_to_name(posts, only_first) == {}


def test_a_thread_for_readers_without_scripts_is_read() -> None:
    texts = tuple(f"{SENTENCES[n]} {SENTENCES[n + 1]} {SENTENCES[n + 2]}" for n in range(4))
    body = thread_markup("Discourse", texts).split("<body>")[1].split("</body>")[0]
    article = article_of(f"<html><body><div id='app'></div><noscript>{body}</noscript></body></html>")
    assert [line for line in article.text.splitlines() if line in texts] == list(texts)
    assert all(who in article.text for who in PEOPLE)


def test_a_page_of_many_kinds_of_names_is_answered() -> None:
    kinds = ["".join(letters) for letters in product("abcdefgh", repeat=3)]
    parts = "".join(
        f"<div class='p{kind}'><a class='n{kind} user'>{who}</a><p>{SENTENCES[0]} {SENTENCES[1]}</p></div>"
        for kind in kinds
        for who in PEOPLE[:2]
    )
    assert len(posts_of(f"<body>{parts}</body>")) == 2


REPLY = """<li><div class="reply-head"><span class="reply-author">{who}</span> <b>Member</b></div>
    <div class="reply-content"><p>{text}</p></div></li>"""


def _chosen(markup: str, wanted: tuple[str, ...]) -> list[str]:
    """The texts that are kept where only those ``wanted`` are likely."""
    read = read_blocks(parse_page(markup))
    judged = Judged(
        likelihoods=tuple(0.9 if block.text in wanted else 0.05 for block in read.blocks),
        words=tuple(float(len(block.text.split())) for block in read.blocks),
        cut=0.5,
        plain=False,
    )
    kept = choose_kept(read, judged, Hints())
    return [block.text for block, each in zip(read.blocks, kept.blocks, strict=True) if each]


def test_a_list_of_posts_is_not_kept_as_a_list() -> None:
    replies = "".join(REPLY.format(who=who, text=SENTENCES[n]) for n, who in enumerate(PEOPLE))
    assert _chosen(f"<body><ul>{replies}</ul></body>", SENTENCES) == list(SENTENCES[:4])


def test_what_comes_after_the_last_post_of_a_thread_is_dropped() -> None:
    body = thread_markup("phpBB").split("<body>")[1].split("</body>")[0]
    copy = "".join(f"<p>{text}</p>" for text in SENTENCES[:4])
    markup = f"<body>{body}<noscript>{copy}</noscript><aside><p>{SENTENCES[4]}</p></aside></body>"
    assert _chosen(markup, SENTENCES) == list(SENTENCES[:4])


def test_what_looks_like_a_post_is_kept_though_it_names_nobody() -> None:
    last = f"<div class='post'><div class='content'>{SENTENCES[4]}</div></div>"
    markup = thread_markup("phpBB").replace("</body>", f"{last}</body>")
    assert _chosen(markup, SENTENCES) == list(SENTENCES[:5])


def test_a_banner_above_the_heading_of_a_thread_is_dropped_and_a_question_below_it_is_kept() -> None:
    body = thread_markup("phpBB").split("<body>")[1].split("</body>")[0]
    markup = f"<body><p>{SENTENCES[4]}</p><h1>The ferry</h1><p>{SENTENCES[5]}</p>{body}</body>"
    assert _chosen(markup, SENTENCES) == [SENTENCES[5], *SENTENCES[:4]]


def test_what_stands_around_the_comments_of_an_article_is_kept() -> None:
    replies = "".join(REPLY.format(who=who, text=SENTENCES[n]) for n, who in enumerate(PEOPLE[:2]))
    own = [f"{text} {text}" for text in SENTENCES[2:]]
    article = "".join(f"<p>{text}</p>" for text in own[:3])
    markup = f"<body>{article}<ul>{replies}</ul><p>{own[3]}</p></body>"
    assert _chosen(markup, (*SENTENCES, *own)) == [*own[:3], *SENTENCES[:2], own[3]]


@pytest.mark.parametrize(
    "mark", ["<span class='Avatar'>U</span><span class='username'>Ulyana</span>", "2. <b>Ulyana</b>"]
)
def test_letters_instead_of_pictures_and_places_in_a_list_are_no_names(mark: str) -> None:
    posts = "".join(
        f"<div class='post'><a href='/u/{n}'>{mark if n == 1 else who}</a><time datetime='2024-05-0{n}'>May"
        f"</time><p>{SENTENCES[n]}</p></div>"
        for n, who in enumerate(PEOPLE, 1)
    )
    assert [post.author for post in posts_of(f"<body>{posts}</body>")] == list(PEOPLE)


def test_one_person_may_write_all_answers() -> None:
    answers = "".join(
        f"<div class='answer-item'><p><a href='/user-profile/ulyana'>Ulyana</a> answered</p>"
        f"<div>{SENTENCES[n]}</div></div>"
        for n in range(3)
    )
    assert [post.author for post in posts_of(f"<body>{answers}</body>")] == ["Ulyana"] * 3


def test_names_with_from_in_them_are_no_authors() -> None:
    sections = "".join(
        f"<section><h3 class='hide-from-toc'>{who}</h3><p>{SENTENCES[n]}</p></section>"
        for n, who in enumerate(PEOPLE)
    )
    assert posts_of(f"<body>{sections}</body>") == ()


def test_the_author_of_a_thread_is_that_of_its_first_post() -> None:
    texts = tuple(f"{SENTENCES[n]} {SENTENCES[n + 1]} {SENTENCES[n + 2]}" for n in range(4))
    assert article_of(thread_markup("XenForo", texts)).metadata.byline == "Ulyana"


def test_what_was_done_is_no_name() -> None:
    posts = "".join(
        f"<div class='post'><div class='user'>asked</div><a class='user' href='/users/{n}'>{who}</a>"
        f"<p>{SENTENCES[n]}</p></div>"
        for n, who in enumerate(PEOPLE)
    )
    assert [post.author for post in posts_of(f"<body>{posts}</body>")] == list(PEOPLE)

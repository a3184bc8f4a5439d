from __future__ import annotations

import json
from html import escape

import pytest
from tests.extraction.pages_for_tests import SENTENCES, article_of, page

TITLE = "The blue notebook"
LINES = tuple(
    f"{SENTENCES[number % 6]} {SENTENCES[(number + 2) % 6]} This is part {name}."
    for number, name in enumerate(("one", "two", "three", "four", "five", "six", "seven"))
)
MARKUP = "".join(f"<p>{line}</p>" for line in LINES)
ARTICLE = {"title": TITLE, "slug": "the-blue-notebook", "content": MARKUP}
OTHER = {
    "title": "Another story",
    "content": "".join(f"<p>{line.replace('ferry', 'train')}</p>" for line in LINES * 3),
}
STATE = {"props": {"page": {"post": ARTICLE, "related": [OTHER, OTHER]}, "menu": ["Home", "News"]}}


def text(kind: str, **attributes: object) -> dict[str, object]:
    return {"type": kind, **attributes}


def contentful(kind: str, *content: object) -> dict[str, object]:
    return (
        {"nodeType": kind, "value": content[0]} if kind == "text" else {"nodeType": kind, "content": content}
    )


PROSEMIRROR = {
    "type": "doc",
    "content": [
        text("heading", attrs={"level": 2}, content=[text("text", text="The crossing")]),
        *(text("paragraph", content=[text("text", text=line)]) for line in LINES),
        text("paragraph", content=[
            text("text", text="See the "),
            text("text", text="timetable", marks=[
                {"type": "link", "attrs": {"href": "https://harbour.example/times"}}, {"type": "bold"},
            ]),
        ]),
        text("bulletList", content=[
            text("listItem", content=[text("paragraph", content=[text("text", text="bread")])]),
            text("listItem", content=[text("paragraph", content=[text("text", text="cheese")])]),
        ]),
    ],
}  # fmt: skip
RICH_TEXT = {
    "ProseMirror": PROSEMIRROR,
    "Slate": [
        text("heading-two", children=[{"text": "The crossing"}]),
        *(text("paragraph", children=[{"text": line}]) for line in LINES),
        text("paragraph", children=[
            {"text": "See the "},
            text("link", url="https://harbour.example/times", children=[{"text": "timetable", "bold": True}]),
        ]),
        text("ul_list", children=[
            text("list_item", children=[{"text": item}]) for item in ("bread", "cheese")
        ]),
    ],
    "Portable Text": [
        {"_type": "block", "style": "h2", "children": [{"_type": "span", "text": "The crossing"}]},
        *(
            {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": line}]}
            for line in LINES
        ),
        *(
            {"_type": "block", "listItem": "bullet", "children": [{"_type": "span", "text": item}]}
            for item in ("bread", "cheese")
        ),
    ],
    "Contentful": {
        "nodeType": "document",
        "content": [
            contentful("heading-2", contentful("text", "The crossing")),
            *(contentful("paragraph", contentful("text", line)) for line in LINES),
            contentful("unordered-list", *(
                contentful("list-item", contentful("paragraph", contentful("text", item)))
                for item in ("bread", "cheese")
            )),
        ],
    },
    "blocks of markup": [
        {"type": "header", "data": {"text": "The crossing", "level": 2}},
        *({"type": "paragraph", "data": {"text": line}} for line in LINES),
        {"type": "list", "data": {"items": ["bread", "cheese"]}},
    ],
}  # fmt: skip


def shell(content: str, *, head: str = "") -> str:
    """A page that scripts would have to draw."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{TITLE}</title>{head}</head>"
        f"<body><div id='app'>Loading …</div>{content}</body></html>"
    )


def script(source: str, kind: str = "text/javascript") -> str:
    inner = source.replace("</", "<\\/")
    return f"<script type='{kind}'>{inner}</script>"


def devalue(value: object) -> list[object]:
    """A value as a table of values that name each other by number."""
    table: list[object] = []

    def add(each: object) -> int:
        at = len(table)
        table.append(None)
        if isinstance(each, dict):
            table[at] = {name: add(held) for name, held in each.items()}
        elif isinstance(each, list):
            table[at] = [add(held) for held in each]
        else:
            table[at] = each
        return at

    add(value)
    return table


def stream(value: object) -> str:
    """Rows in pieces, as streamed pages have them."""
    body = "".join(f"<p>{line}</p>" for line in LINES)
    title = json.dumps({"title": TITLE, "description": "$2"})
    rows = f"1:{title}\n2:T{len(body.encode()):x},{body}3:{json.dumps(value)}\n"
    pieces = [rows[at : at + 700] for at in range(0, len(rows), 700)]
    return "".join(script(f"self.__next_f.push({json.dumps([1, piece])})") for piece in pieces)


JSON, LINKED = "application/json", "application/ld+json"
WAYS = {
    "Next.js": script(json.dumps(STATE), "application/json"),
    "Next.js streamed": stream({"post": ARTICLE}),
    "Nuxt 2": script(
        f"window.__NUXT__=(function(a,b){{return {{layout:a,data:[{{post:{{title:{json.dumps(TITLE)},"
        f"content:{json.dumps(MARKUP)},draft:b}}}}]}}}}('wide',false));"
    ),
    "Nuxt 3": script(json.dumps(devalue(STATE)), "application/json"),
    "SvelteKit": script(
        "const data = [null,{type:'data',data:{post:" + json.dumps(ARTICLE) + "},uses:{}}];"
    ),
    "Remix": script("window.__remixContext = " + json.dumps({"state": {"loaderData": STATE}}) + ";"),
    "Redux": script("window.__INITIAL_STATE__ = " + json.dumps(STATE) + ";window.other={a:1}"),
    "Redux with undefined": script(
        "window.__PRELOADED_STATE__ = " + json.dumps(STATE).replace('"menu"', '"user":undefined,"menu"')
    ),
    "Apollo": script("window.__APOLLO_STATE__=" + json.dumps({"Post:1": ARTICLE, "Post:2": OTHER})),
    "parsed string": script(f"window.state = JSON.parse({json.dumps(json.dumps(STATE))})"),
    "JSON-LD": script(
        json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(LINES)}), LINKED
    ),
    "attribute": f"<div id='page' data-page='{escape(json.dumps(STATE))}'></div>",
    "numbered characters": script(json.dumps(STATE).replace("<", "\\u003c").replace(">", "\\u003e"), JSON),
    **{
        f"rich text: {name}": script(json.dumps({"title": TITLE, "body": body}), JSON)
        for name, body in RICH_TEXT.items()
    },
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_the_article_is_found_in_the_data(way: str) -> None:
    article = article_of(shell(WAYS[way]))
    assert [line for line in article.text.splitlines() if line in LINES] == list(LINES)
    assert "train" not in article.text
    assert not article.plain


@pytest.mark.parametrize("name", RICH_TEXT)
def test_rich_text_keeps_its_structure(name: str) -> None:
    html = article_of(shell(WAYS[f"rich text: {name}"])).html
    assert "<h2>The crossing</h2>" in html
    assert "<li>bread</li><li>cheese</li>" in html
    if "timetable" in json.dumps(RICH_TEXT[name]):
        assert '<a href="https://harbour.example/times"><strong>timetable</strong></a>' in html


def test_a_cut_body_is_completed_from_the_data_that_goes_on_as_it_begins() -> None:
    state = {"title": TITLE, "content": "".join(f"<p>{line}</p>" for line in LINES)}
    content = f"<article><h1>{TITLE}</h1><p>{LINES[0]}</p><p>Subscribe to read on.</p></article>"
    text = article_of(shell(content + script(json.dumps(state), "application/json"))).text
    assert [line for line in text.splitlines() if line in LINES] == list(LINES)


def test_a_page_that_shows_its_text_is_read_from_its_body() -> None:
    html = page(script(json.dumps(STATE), "application/json"))
    assert article_of(html).text == article_of(page("")).text


def test_another_article_in_the_data_is_not_taken() -> None:
    article = article_of(shell(script(json.dumps({"stories": [OTHER, OTHER]}), "application/json")))
    assert "train" not in article.text


def test_comments_in_the_data_are_no_article() -> None:
    comments = [{"author": "Mei", "text": line} for line in LINES]
    state = {"title": TITLE, "comments": comments}
    assert "part one" not in article_of(shell(script(json.dumps(state), "application/json"))).text


def test_a_preloaded_thread_keeps_who_said_what() -> None:
    posts = [
        {
            "id": number,
            "username": name,
            "created_at": f"2024-05-0{number}T09:30:00.000Z",
            "cooked": f"<p>{line}</p>",
        }
        for number, (name, line) in enumerate(zip(("Ulyana", "old_salt", "mei"), LINES, strict=False), 1)
    ]
    topic = json.dumps({"title": TITLE, "post_stream": {"posts": posts}})
    preloaded = json.dumps({"site": "{}", "topic_15": topic})
    article = article_of(
        shell(f"<div class='hidden' id='data-preloaded' data-preloaded='{escape(preloaded)}'></div>")
    )
    assert article.text.splitlines() == [
        "Ulyana · 2024-05-01", LINES[0], "old_salt · 2024-05-02", LINES[1], "mei · 2024-05-03",
        LINES[2],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [
        "x=" + "[" * 200_000,
        "x=" + '{"a":' * 50_000,
        'x={"a":z' * 50_000,
        'x=["' * 50_000,
        "x=" + json.dumps({"title": TITLE, "items": [ARTICLE] * 200}),
        "x=" + json.dumps([[[[TITLE]]]] * 50_000),
        "x=" + json.dumps({"title": TITLE, "content": "<p>" * 200_000 + LINES[0] * 20}),
    ],
)
def test_hostile_data_is_answered(source: str) -> None:
    article_of(shell(script(f"/* {LINES[0] * 5} */;{source}")))

from __future__ import annotations

from html import escape

import pytest
from tests.extraction.pages_for_tests import SENTENCES, article_of, page, paragraphs

from postil.dom.parse import parse_page
from postil.extraction.blocks import read_blocks
from postil.extraction.shadow import fill_slots


def shown(component: str) -> str:
    html = parse_page(f"<!DOCTYPE html><body>{component}</body>")
    fill_slots(html)
    return " ".join(" ".join(map(str, html.itertext())).split())


@pytest.mark.parametrize(
    "mark", ["shadowrootmode=open", "shadowmode=closed", "shadowroot=open", "data-savepage-shadowroot"]
)
def test_content_is_shown_once_where_its_slot_is(mark: str) -> None:
    component = f"""<x-card><template {mark}><p>before</p><slot name="title"></slot>
        <p>between</p>
        <slot></slot><p>after</p></template>some <b>bold</b> text<h2
        slot="title">Title</h2> and more</x-card>"""
    assert shown(component) == "before Title between some bold text and more after"


def test_a_slot_shows_its_own_content_where_nothing_is_put_into_it() -> None:
    component = """<x-card><template shadowrootmode=open><slot name="title">No title</slot>
        <slot>Nothing</slot></template>
        <h2 slot="title">Title</h2></x-card>"""
    assert shown(component) == "Title Nothing"


def test_what_has_no_slot_is_not_lost() -> None:
    assert (
        shown("<x-a><template shadowrootmode=open><p>Shell</p></template><p>Inside</p></x-a>")
        == "Shell Inside"
    )
    named = "<x-a><template shadowrootmode=open><slot name=a></slot></template><p slot=b>Inside</p></x-a>"
    assert shown(named) == "Inside"


def test_a_component_within_a_component_fills_its_own_slots() -> None:
    component = """<x-outer><template shadowrootmode=open><x-inner><template shadowrootmode=open>
        <i>[</i><slot></slot><i>]</i>
        </template><slot></slot></x-inner></template>words</x-outer>"""
    assert shown(component).replace(" ", "") == "[words]"


def test_an_article_in_a_slot_is_read_in_its_place() -> None:
    content = f"""<x-part><template shadowrootmode=open><div><h2>The road</h2><slot></slot></div></template>
        {paragraphs(2)}</x-part>"""
    text = article_of(page(content)).text
    assert text.index("The road") < text.index(SENTENCES[0], text.index("The road"))


def test_a_tower_of_components_is_not_made_too_deep() -> None:
    shell = f"<template shadowrootmode=open>{'<div>' * 60}<slot></slot></template>"
    html = parse_page(f"<body>{''.join(f'<x-a>{shell}' for _ in range(60))}the words</body>")
    fill_slots(html)
    assert "the words" in [block.text for block in read_blocks(html).blocks]


def test_a_shadow_root_that_is_kept_in_an_attribute_is_opened() -> None:
    inner = escape("<p>inner</p>")
    outer = escape(f'<p>outer</p><slot></slot><x-b data-scrapbook-shadowdom="{inner}"></x-b>')
    assert shown(f'<x-a data-scrapbook-shadowdom="{outer}"><b>light</b></x-a>') == "outer light inner"


def test_a_shadow_root_of_older_pages_is_opened_out_of_its_json() -> None:
    kept = '{"data": "<i>kept</i> <slot></slot>", "mode": "open"}'
    assert shown(f"<x-a data-scrapbook-shadowroot='{kept}'>light</x-a>") == "kept light"
    for wrong in ("[1]", '"a"', "{", '{"data": 5}', "[" * 2000):
        assert shown(f"<x-a data-scrapbook-shadowroot='{wrong}'>light</x-a>") == "light"

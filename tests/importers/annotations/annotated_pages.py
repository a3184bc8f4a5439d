"""Pages as their tools annotate them, for tests: the markup is as SingleFile and WebScrapBook write it."""

from __future__ import annotations

COMMENT = """<!--
 Page saved with SingleFile
 url: https://orchard.example/grafting
 saved date: Sat Mar 07 2026 18:20:00 GMT+0200 (Eastern European Standard Time)
-->"""


def sf_highlight(words: str, number: int, color: str = "yellow", tag: str = "span") -> str:
    """Words as SingleFile's editor marks them."""
    classes = f"single-file-highlight single-file-highlight-{color}"
    return f'<{tag} class="{classes}" data-singlefile-highlight-id={number}>{words}</{tag}>'


def sf_note(words: str, number: int, color: str = "yellow") -> str:
    """A note as SingleFile's editor leaves it at the end of a page."""
    cite = (
        "https://www.w3.org/TR/annotation-model/#selector(type=CssSelector,"
        f'value=[data-single-file-note-refs~="{number}"])'
    )
    return (
        f"<single-file-note data-note-id={number}><template shadowrootmode=open>"
        "<style>.note{all:initial;position:absolute}</style>"
        f'<div class="note note-anchored note-{color}" data-color=note-{color} style="left: 9px; top: 9px">'
        "<header><img class=note-anchor src=data:,><img class=note-remove src=data:,></header>"
        f"<blockquote cite='{cite}'><textarea dir=auto>{words}</textarea></blockquote>"
        "<div class=note-resize></div></div></template></single-file-note>"
    )


def sf_page(content: str, *, notes: str = "", html: str = "") -> str:
    """A page that SingleFile saved: its attributes unquoted, its end tags left out."""
    return (
        f"<!DOCTYPE html> <html lang=en {html}>{COMMENT}<meta charset=utf-8><title>Grafting</title>"
        "<style>.sf-hidden{display:none!important}</style><body>"
        f"<nav><a href=https://orchard.example/>Start</a></nav><article><h1>Grafting</h1>{content}</article>"
        f"{notes}<style class=single-file-highlights-stylesheet>.single-file-highlight-yellow{{}}</style>"
        "<script data-template-shadow-root>(()=>{const NOTE_TAGNAME='single-file-note'})()</script>"
    )


def wsb_marker(words: str, name: str, style: str = "background: #FFFF00;", **attributes: str) -> str:
    """Words as WebScrapBook's line marker marks them."""
    more = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return (
        f'<scrapbook-linemarker data-scrapbook-id="{name}" data-scrapbook-elem="linemarker" '
        f'style="{style}"{more}>{words}</scrapbook-linemarker>'
    )


def wsb_sticky(content: str, name: str, classes: str = "styled plaintext") -> str:
    """A sticky note of WebScrapBook."""
    return (
        f'<scrapbook-sticky data-scrapbook-id="{name}" data-scrapbook-elem="sticky" dir="ltr" '
        f'class="{classes}">{content}</scrapbook-sticky>'
    )

"""Markup that no sane program writes, for laws that hold whatever the page is."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    "<p>", "</p>", "<b>", "</b>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<caption>",
    "<script>", "</script>", "<style>", "</style>", "<!--", "-->", "<svg>", "</svg>", "<desc>",
    "<foreignObject>", "<title>", "</title>", "<textarea>", "</textarea>", '<a href="',
    "<a href='x'>", "</a>", "'", '"', ">", "<select>", "<option>", "</select>",
    "<template shadowrootmode=open>", "<template>", "</template>", "<frameset>", "<frame src=x>",
    "<noframes>", "</noframes>", "</", "<", "&amp;", "&lt", "<?php x ?>", "<iframe>", "</iframe>",
    "<noscript>", "</noscript>", "<math>", "<mi>", "</math>", "<div>", "</div>", "<body>",
    "</body>", "</html>", "<head>", "</head>", "<br>", "<li>", "<ul>", "<h1>", "</h1>", "=", "/",
    "<p/>", "<form>", "<button>", "<xmp>", "</xmp>", "<input>", "<nobr>", "<font color=red>",
    "<!doctype html>", "&nbsp;", "water ", "мельница ", "水車",
)  # fmt: skip


def soups() -> st.SearchStrategy[str]:
    """Pages of tags in any order."""
    return st.lists(st.sampled_from(PIECES), max_size=16).map("".join)

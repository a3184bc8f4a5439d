"""What names and words say of a part of a page, as data. To change a pattern, change it here.

The groups of names are features of the learned model: a match is evidence, never a verdict. Adding or
removing a group changes the model's columns, so the model must be trained anew.
"""

from __future__ import annotations

import re

_NAMES = {
    "good": "article content entry post body story text main blog prose markdown rich wysiwyg copy",
    "strong": """article-?_?(?:body|content|text) entry-?content post-?(?:content|body) story-?body
        body-?(?:text|copy) rich-?text prose markdown""",
    "comment": "comment disqus respond repl(?:y|ies)",
    "navigation": "nav menu crumb pagination pager skip toc toolbar topbar",
    "foot": r"footer foot\b copyright legal disclaimer bottom",
    "head": "header masthead banner hero headline title",
    "side": "side rail right secondary complementary",
    "share": "share social follow facebook twitter addthis whatsapp",
    "related": """relat recommend more- trending popular read-?next also latest most similar teaser promo card
        carousel slider outbrain taboola list""",
    "advert": r"\bads?\b advert sponsor banner dfp gpt partner affiliate commercial",
    "offer": """newsletter subscri sign-?up paywall premium login register account modal popup overlay cookie
        consent gdpr""",
    "facts": "meta byline author date time tag categor kicker credit info bio profile",
    "caption": "caption credit figure image photo gallery media video player",
    "widget": "widget module block component plugin",
    "hidden": "hidden hide sr-only visually screen-reader invisible collapse d-none",
    "forum": "message thread topic answer question forum post-?text comment-?(?:body|content|text) reply",
    "product": "product price cart buy spec descr review rating",
    "code": "code highlight syntax snippet",
}

NAME_GROUPS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (group, re.compile("|".join(names.split()))) for group, names in _NAMES.items()
)
"""Groups of class, id and role names in lower case: patterns for any case take five times as long."""

CJK = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Scripts that write no spaces between words (Thai, Japanese, Chinese), as a range for a pattern."""

UNSPACED = re.compile(f"[{CJK}]")
SENTENCE_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u0964\u06d4\u061f][\"'\u201d\u2019)\]»]*(?=\s|$)")
UNSPACED_SENTENCE_END = re.compile(r"[\u3002\uff01\uff1f]")
DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}\b|\b\d{1,2}:\d\d\b|"
    r"\b(?:19|20)\d\d年|\b(?:19|20)\d\d\b"
)
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
"""A style that says that an element is not to be seen."""
BAR = re.compile(r"[|»›•·→]")
UNRELATED_PICTURE = re.compile(
    r"avatar|author|byline|bio(?:$|[\s_-])|profile|share|sharing|social|logo|icon|advert|newsletter|promo|related|"
    r"recommend|sponsor|comment|sprite|pixel|tracking",
    re.IGNORECASE,
)
"""Names of pictures, and of what holds only them, that are no part of an article."""

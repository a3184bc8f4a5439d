"""An article's tree to markup and back, so that what is read back flattens to the same text.

Articles are written as XML that is also HTML (no void element but the real ones is left empty), and
read back by an XML parser that loads nothing and expands nothing: no repair of markup can move an
offset between two readings.
"""

from __future__ import annotations

import re

from lxml import etree

from postil.dom.elements import VOID

_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=True,
    remove_comments=True,
    remove_pis=True,
)
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTROLS = bytes({*range(0x20)} - set(b"\t\n\r"))
_NONCHARACTERS = ("\ufffe", "\uffff")


def without_control_characters(text: str) -> str:
    """``text`` without the code points that XML does not allow (controls, lone surrogates)."""
    try:
        content = text.encode()
    except UnicodeEncodeError:  # a surrogate
        return _FORBIDDEN.sub("", text)
    clean = len(content.translate(None, _CONTROLS)) == len(content) and not any(
        nothing in text for nothing in _NONCHARACTERS
    )
    return text if clean else _FORBIDDEN.sub("", text)


def serialise(root: etree._Element) -> str:
    """The markup of an article. Its outermost element is a ``div``."""
    for element in root.iter():
        if (
            isinstance(element.tag, str)
            and element.tag not in VOID
            and element.text is None
            and not len(element)
        ):
            element.text = ""
    return etree.tostring(root, encoding="unicode", method="xml", with_tail=False)


def parse_article(html: str) -> etree._Element:
    """The tree of an article's markup, as ``serialise`` wrote it."""
    return etree.fromstring(html.encode("utf-8"), parser=_PARSER)

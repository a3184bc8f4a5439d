"""An article as XHTML that validators of books accept: right elements in the right places, names unique.

Browsers forgive what e-readers refuse: a block within a line, a list item without a list, a link to a name
that is nowhere. What may not stand where it stands becomes the nearest thing that may; no word is lost.
The models are those of the HTML standard (https://html.spec.whatwg.org), for elements of ``dom.elements``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from postil.dom.elements import HEADINGS, MATH, PHRASES
from postil.export.formats.book_math import is_sound, math_attributes
from postil.export.formats.words import exactly
from postil.export.markdown.escaping import safe_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
MATHML = "http://www.w3.org/1998/Math/MathML"
XML = "http://www.w3.org/XML/1998/namespace"
_MATH_NAMES: dict[str, str] = {None: MATHML}  # type: ignore[dict-item]  # None is the default namespace
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_COUNT = re.compile("[0-9]{1,5}")
_WHOLE = re.compile("-?[0-9]{1,6}")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?(?::[0-9]{1,5})?", re.ASCII)
_LANGUAGE = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_LINES = frozenset({"p", "pre", "summary", *HEADINGS})
"""Blocks that hold nothing but what stands within a line."""
_TRANSPARENT = frozenset({"a", "ins", "del"})
"""They hold whatever may stand where they stand."""
_PLAIN = {"header": "div", "footer": "div", "address": "div", "article": "div", "time": "span"}
"""Elements whose rules are more than they are worth."""
_ROLES = {"a": ("doc-noteref", "doc-backlink"), "aside": ("doc-footnote",)}
"""What an element may say that it is; books say it twice, as ``role`` and as ``epub:type``."""
_CHECKED = {
    "colspan": _COUNT, "rowspan": _COUNT, "width": _COUNT, "height": _COUNT, "start": _WHOLE, "value": _WHOLE,
    "type": re.compile("[1aAiI]"), "scope": re.compile("row|col|rowgroup|colgroup"),
    "dir": re.compile("ltr|rtl|auto"), "reversed": re.compile(".*"), "open": re.compile(".*"),
    "alt": re.compile("(?s).*"), "title": re.compile("(?s).*"), "class": re.compile(".*"),
}  # fmt: skip
"""Attributes that stay where their value is one that they may have."""


@dataclass(frozen=True, slots=True)
class _Around:
    """Where an element stands."""

    in_line: bool = False
    """Whether only what stands within a line may stand here."""
    in_link: bool = False
    no_headings: bool = False
    """Whether headings and sections may not stand here: in a cell that heads others, in a term."""


@dataclass(slots=True)
class BookMarkup:
    """Makes the XHTML of one document, in which no name comes twice."""

    has_math: bool = False
    _names: set[str] = field(default_factory=set)
    _known: frozenset[str] = frozenset()

    def convert(self, root: _Element) -> _Element:
        """The tree as XHTML: in its namespace, all in order. The tree itself is not changed."""
        self._known |= {name for each in root.iter() if (name := each.get("id")) and _NAME.fullmatch(name)}
        return self._element(root, _Around())

    def _element(self, element: _Element, around: _Around) -> _Element:
        tag = str(element.tag)
        if tag == "math":
            return self._math(element)
        name = _name(element, tag, around)
        made = etree.Element(f"{{{XHTML}}}{name}")
        self._set_attributes(element, made, name)
        within = _within(name, around)
        made.text = _kept(element.text)
        if name == "table":
            self._fill_table(element, made)
        else:
            self._fill(element, made, within)
        if name in ("ul", "ol"):
            _wrap_strays(made, "li", {"li"})
        elif name == "tr":
            _wrap_strays(made, "td", {"td", "th"})
        elif name == "figure":
            _place_caption(made)
        return made

    def _fill(self, element: _Element, made: _Element, within: _Around) -> None:
        for child in element:
            if isinstance(child.tag, str):
                copied = self._element(child, within)
                copied.tail = _kept(child.tail)
                made.append(copied)

    def _fill_table(self, table: _Element, made: _Element) -> None:
        """A caption, one head, one body: whatever the order and number that they came in."""
        made.text = None
        for caption in table.findall("caption")[:1]:
            made.append(self._element(caption, _Around()))
        heads: list[_Element] = []
        bodies: list[_Element] = []
        for part in table:
            rows = [part] if part.tag == "tr" else part.findall("tr")
            (heads if part.tag == "thead" and not bodies else bodies).extend(rows)
        for name, rows in (("thead", heads), ("tbody", bodies)):
            if rows:
                group = etree.SubElement(made, f"{{{XHTML}}}{name}")
                for row in rows:
                    copied = self._element(row, _Around())
                    copied.text = None
                    group.append(copied)
        for cell in made.iter(f"{{{XHTML}}}tr"):
            cell.tail = None

    def _math(self, element: _Element) -> _Element:
        """A formula; its words where it is not sound enough for a validator."""
        if not is_sound(element):
            words = etree.Element(f"{{{XHTML}}}span")
            words.set("class", "formula")
            words.text = _kept(element.get("alttext")) or "".join(map(str, element.itertext()))
            return words
        self.has_math = True
        return _math_copy(element)

    def _set_attributes(self, element: _Element, made: _Element, name: str) -> None:
        for key, value in element.attrib.items():
            attribute, said = str(key), exactly(str(value))
            if attribute.startswith("data-") and attribute != "data-source":
                made.set(attribute, said)
            elif attribute == "id":
                self._set_id(made, said)
            elif attribute == "lang" and _LANGUAGE.fullmatch(said):
                made.set("lang", said)
                made.set(f"{{{XML}}}lang", said)
            elif attribute in _CHECKED and _may_have(name, attribute) and _CHECKED[attribute].fullmatch(said):
                made.set(attribute, said)
        align = element.get("align")
        if name in ("td", "th") and align in ("left", "right", "center"):
            made.set("class", align)
        if name == "img":
            made.set("src", element.get("src") or "")
            made.set("alt", element.get("alt") or "")
        if name == "a":
            self._set_link(element, made)
        role = element.get("role") or ""
        if role in _ROLES.get(name, ()) and (name != "a" or made.get("href")):
            made.set("role", role)
            made.set(f"{{{OPS}}}type", role.removeprefix("doc-"))

    def _set_id(self, made: _Element, name: str) -> None:
        if _NAME.fullmatch(name) and name not in self._names:
            self._names.add(name)
            made.set("id", name)

    def _set_link(self, element: _Element, made: _Element) -> None:
        address = element.get("href") or ""
        if address.startswith("#"):
            if address[1:] in self._known:
                made.set("href", address)
        elif (whole := book_address(address)) is not None:
            made.set("href", whole)


def book_address(address: str | None) -> str | None:
    """An address of the web that is spelled after all rules; None for one that is not, or leads elsewhere."""
    safe = safe_address(address)
    if safe is None or safe.lower().startswith("mailto:"):
        return None
    host = re.split("[/?#]", safe.split("://", 1)[-1], maxsplit=1)[0]
    return safe if _HOST.fullmatch(host) and "://" in safe and safe.count("#") < 2 else None


def _name(element: _Element, tag: str, around: _Around) -> str:
    """What an element becomes where it stands."""
    if tag == "a" and around.in_link:
        return "span"
    if tag == "bdo" and element.get("dir") not in ("ltr", "rtl"):
        return "span"
    parent = element.getparent()
    above = parent.tag if parent is not None else ""
    if around.in_line:
        if tag == "hr":
            return "br"
        return tag if tag in PHRASES and tag not in _PLAIN and _is_in_ruby(tag, str(above)) else "span"
    if tag in _PLAIN:
        return _PLAIN[tag]
    if around.no_headings and (tag in HEADINGS or tag in ("section", "aside")):
        return "div"
    if not _has_its_parent(element, tag, str(above)):
        return "div"
    return tag if _is_in_ruby(tag, str(above)) else "span"


def _has_its_parent(element: _Element, tag: str, above: str) -> bool:
    """Whether an element that is a part of another one stands in it, and is whole itself."""
    if tag == "li":
        return above in ("ul", "ol")
    if tag in ("dt", "dd"):
        return above == "dl" and _is_list_of_terms(element.getparent())
    if tag == "dl":
        return _is_list_of_terms(element)
    if tag in ("td", "th"):
        parent = element.getparent()
        return parent is not None and parent.tag == "tr" and _is_row(parent)
    if tag == "tr":
        return _is_row(element)
    if tag in ("thead", "tbody", "tfoot", "caption"):
        return above == "table"
    if tag == "table":
        return any(True for _row in element.iter("tr"))
    if tag == "figcaption":
        return above == "figure"
    if tag == "summary":
        return above == "details" and element.getprevious() is None
    if tag == "details":
        return len(element) > 0 and element[0].tag == "summary" and not (element.text or "").strip()
    return True


def _is_row(element: _Element) -> bool:
    """Whether a ``tr`` stands in a table."""
    parent = element.getparent()
    if parent is None or parent.tag == "table":
        return parent is not None
    above = parent.getparent()
    return parent.tag in ("thead", "tbody", "tfoot") and above is not None and above.tag == "table"


def _is_list_of_terms(element: _Element | None) -> bool:
    """Whether a ``dl`` has terms, each with what is said of it, and nothing else."""
    tags = [str(child.tag) for child in element] if element is not None else []
    texts = [element.text, *(child.tail for child in element)] if element is not None else []
    is_whole = bool(tags) and tags[0] == "dt" and tags[-1] == "dd" and set(tags) <= {"dt", "dd"}
    return is_whole and not any((text or "").strip() for text in texts)


def _is_in_ruby(tag: str, above: str) -> bool:
    return tag not in ("rt", "rp") or above == "ruby"


def _within(name: str, around: _Around) -> _Around:
    """Where the children of an element stand."""
    in_line = around.in_line if name in _TRANSPARENT else name in _LINES or name in PHRASES
    return replace(
        around,
        in_line=in_line,
        in_link=around.in_link or name == "a",
        no_headings=around.no_headings or name in ("th", "dt"),
    )


def _may_have(name: str, attribute: str) -> bool:
    """Whether an attribute belongs to what the element became."""
    owners = {
        "colspan": ("td", "th"), "rowspan": ("td", "th"), "scope": ("th",), "width": ("img",),
        "height": ("img",), "alt": ("img",), "start": ("ol",), "type": ("ol",), "reversed": ("ol",),
        "value": (), "open": ("details",),
    }.get(attribute)  # fmt: skip
    return owners is None or name in owners


def _wrap_strays(made: _Element, name: str, allowed: Iterable[str]) -> None:
    """Put what may not stand in a list or a row into items or cells."""
    tags = {f"{{{XHTML}}}{each}" for each in allowed}
    for child in tuple(made):
        item = child if child.tag in tags else _wrapped(child, name)
        if (item.tail or "").strip():
            words = etree.Element(f"{{{XHTML}}}{name}")
            words.text, item.tail = item.tail, None
            item.addnext(words)
    if (made.text or "").strip():
        words = etree.Element(f"{{{XHTML}}}{name}")
        words.text, made.text = made.text, None
        made.insert(0, words)


def _wrapped(element: _Element, name: str) -> _Element:
    wrapper = etree.Element(f"{{{XHTML}}}{name}")
    wrapper.tail, element.tail = element.tail, None
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, wrapper)
        wrapper.append(element)
    return wrapper


def _place_caption(figure: _Element) -> None:
    """A figure has one caption, at its beginning or at its end."""
    captions = figure.findall(f"{{{XHTML}}}figcaption")
    for caption in captions:
        is_last = caption.getnext() is None and not (caption.tail or "").strip()
        is_first = caption.getprevious() is None and not (figure.text or "").strip()
        if caption is not captions[-1] or not (is_last or is_first):
            caption.tag = f"{{{XHTML}}}div"


def _math_copy(element: _Element) -> _Element:
    made = etree.Element(f"{{{MATHML}}}{element.tag}", nsmap=_MATH_NAMES)
    for name, value in math_attributes(element):
        made.set(name, value)
    made.text = _kept(element.text)
    for child in element:
        if child.tag in MATH:
            copied = _math_copy(child)
            copied.tail = _kept(child.tail)
            made.append(copied)
    return made


def _kept(text: str | None) -> str | None:
    return exactly(text) if text else text

"""Figures: which file an image means, its alternative text, its caption.

Pages load images late: the address waits in a data attribute, in ``srcset``, in the sources of a
``picture`` or in a ``noscript`` copy, while ``src`` holds an empty placeholder.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from postil.dom.image_types import sniff_image
from postil.dom.serialise import without_control_characters
from postil.extraction.blocks import Node, Text
from postil.extraction.images import decode_data, image_size
from postil.extraction.writer import unwrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

    from postil.extraction.images import Images

_LATE_SOURCES = (
    "data-src", "data-lazy-src", "data-original", "data-lazy", "data-original-src", "data-url", "data-image",
    "data-img-src", "data-full-src", "data-hi-res-src", "data-actualsrc", "data-large-file", "data-orig-file",
    "data-cfsrc", "data-echo", "data-pin-media", "data-old-hires", "data-savepage-src", "data-src-medium",
    "nitro-lazy-src",
)  # fmt: skip
_OLD_SOURCES = ("data-sf-original-src", "data-sf-original-srcset")
"""Where SingleFile found an image that it put into ``src``, if it was asked to say so: the last resort."""
_SETS = ("srcset", "data-srcset", "data-lazy-srcset", "data-original-set")
_IMAGE_NAME = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|bmp|svg)\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"(?:^|[/_-])(?:blank|spacer|placeholder|transparent|pixel|1x1|loading|lazy|grey|empty)[\w-]*\.(?:gif|png|svg|jpe?g)",
    re.IGNORECASE,
)
_SET_ENTRY = re.compile(r"\s*(\S+?),?(?:\s+([\d.]+)([wx])\s*)?(?:,|$|(?<=,))")
_SINGLEFILE_IMAGE = re.compile(r"--sf-img-(\d+)\s*:\s*url\(\s*[\"']?(data:[^\"')]+)")
_SINGLEFILE_USE = re.compile(r"var\(\s*--sf-img-(\d+)\s*\)")
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:wp-)?(?:fig)?caption(?!-?(?:id|wrapper|container))|image-?(?:text|title|descr)",
    re.IGNORECASE,
)
_CAPTIONED = re.compile(
    r"wp-caption|\bcaption\b|image-?(?:wrap|container|block|box|holder)|(?:^|[\s_-])(?:figure|photo|thumb(?:inner|image)?)"
    r"(?:[\s_-]|$)",
    re.IGNORECASE,
)
_INLINE_RASTER = re.compile(r"data:image/(?:png|gif|webp|bmp);base64,", re.IGNORECASE)
_LONG_SOURCE = 2_000
"""Characters of a source that holds its image: placeholders are shorter."""
_SMALL_PICTURE = 32
"""Pixels on each side; what holds the place of a late image has fewer."""
_DIGITS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*")
_STYLED = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*(\d{1,5})(?:\.\d+)?px", re.IGNORECASE)
_SMALLEST = 3
_SIGN = 40
_INLINE_PICTURE = re.compile(r"emoji|smil(?:ey|ies)|icon|emoticon", re.IGNORECASE)


def build_image(node: Node, images: Images, shared: Mapping[str, str]) -> _Element | None:
    """A new ``img``: from the store if its bytes were saved, else with its address as data.

    ``shared`` are the page's images by number, as SingleFile keeps those used twice. None for an
    image that shows nothing: a dot, a placeholder, a source that is no address.
    """
    element = node.element
    if is_dot(element):
        return None
    sources = image_sources(element, shared)
    asset = images.find(sources)
    image = etree.Element("img")
    if asset is not None:
        image.set("src", f"asset:{asset.hash}")
    else:
        address = next((found for source in sources if (found := images.addresses.web(source))), None)
        if address is None:
            return None
        image.set("data-source", address)
    image.set("alt", without_control_characters(" ".join((element.get("alt") or "").split())))
    for name in ("width", "height"):
        match = _DIGITS.fullmatch(element.get(name) or "")
        if match is not None and int(match.group(1)) > _SMALLEST:
            image.set(name, match.group(1))
    return image


def image_sources(element: _Element, shared: Mapping[str, str]) -> list[str]:
    """Every file that an image may mean, the likeliest first."""
    style = element.get("style") or ""
    found = [shared[number] for number in _SINGLEFILE_USE.findall(style) if number in shared]
    written = (element.get("src") or "").strip()
    late = [value.strip() for name in _LATE_SOURCES if (value := element.get(name))]
    late += [entry for name in _SETS for entry in _set_entries(element.get(name))]
    late += [
        value.strip()
        for name, value in element.attrib.items()
        if str(name).startswith("data-")
        and name not in _OLD_SOURCES
        and isinstance(value, str)
        and _looks_like_image(value)
        and value not in late
    ]
    late += _picture_sources(element)
    if written and not _is_placeholder(written, late):
        found.append(written)
    found += late
    found += _noscript_sources(element)
    found += [value.strip() for name in _OLD_SOURCES if (value := element.get(name))]
    found += [written] if _is_picture(written) else []
    return [source for source in found if source]


def shared_images(html: _Element) -> dict[str, str]:
    """The images that SingleFile keeps once, as variables of a style sheet, by their number."""
    found: dict[str, str] = {}
    for style in html.iter("style"):
        if style.text and "--sf-img-" in style.text:
            found.update(_SINGLEFILE_IMAGE.findall(style.text))
    return found


def is_dot(element: _Element) -> bool:
    """Whether an image is so small that it only counts visitors."""
    for name in ("width", "height"):
        match = _DIGITS.fullmatch(element.get(name) or "")
        if match is not None and int(match.group(1)) < _SMALLEST:
            return True
    return any(size < _SMALLEST for size in _styled_sizes(element))


def _styled_sizes(element: _Element) -> list[int]:
    """The width and height that an element's own style gives it, in pixels."""
    return [int(size) for size in _STYLED.findall(element.get("style") or "")]


def is_caption(node: Node) -> bool:
    """Whether a node is the caption of a picture beside it."""
    return node.tag == "figcaption" or bool(node.names and _CAPTION.search(node.names))


def is_captioned(node: Node) -> bool:
    """Whether a node's names say that it holds a picture and its caption."""
    return bool(node.names and _CAPTIONED.search(node.names))


def is_in_noscript(node: Node) -> bool:
    """Whether a node is for browsers without scripts."""
    return any(each.tag == "noscript" for each in node.ancestors())


def is_inline_picture(node: Node, image: _Element) -> bool:
    """Whether a picture within a line stays there: a sign among the words."""
    width, height = (int(image.get(name) or 0) for name in ("width", "height"))
    if width or height:
        return max(width, height) <= _SIGN
    styled = _styled_sizes(node.element)
    if styled:
        return max(styled) <= _SIGN
    return bool(_INLINE_PICTURE.search(node.names)) or _is_amid_text(node)


def tidy_figure(figure: _Element) -> None:
    """A written figure shows something and has one caption; one that does not is no figure."""
    shown = list(figure.iter("img", "pre", "table", "math", "blockquote", "aside"))
    captions = figure.findall("figcaption")
    if not shown:
        for caption in captions:
            _to_paragraphs(caption)
        unwrap(figure)
        return
    for paragraph in figure.findall("p"):
        if not captions and figure.index(paragraph) == len(figure) - 1:
            paragraph.tag = "figcaption"
            captions = [paragraph]
    for extra in captions[1:]:
        _to_paragraphs(extra)


def _to_paragraphs(caption: _Element) -> None:
    if caption.text or any(child.tag not in ("p", "ul", "ol") for child in caption):
        caption.tag = "p" if not any(child.tag in ("p", "ul", "ol") for child in caption) else "div"
    else:
        unwrap(caption)


def _is_amid_text(node: Node) -> bool:
    parent = node.parent
    assert parent is not None
    at = parent.content.index(node)
    return any(isinstance(each, Text) and not each.text.isspace() for each in parent.content[at + 1 : at + 2])


def _set_entries(value: str | None) -> list[str]:
    """The addresses of a ``srcset``, the largest first."""
    if not value:
        return []
    if value.strip()[:5].lower() == "data:":
        return [value.strip().split()[0]]
    entries = [
        (float(match.group(2) or 1) * (1000 if match.group(3) == "x" else 1), match.group(1))
        for match in _SET_ENTRY.finditer(value)
        if match.group(1)
    ]
    return [address.rstrip(",") for _, address in sorted(entries, key=lambda entry: -entry[0])]


def _picture_sources(element: _Element) -> list[str]:
    parent = element.getparent()
    if parent is None or parent.tag not in ("picture", "source"):
        return []
    return [
        entry
        for source in parent.iter("source")
        for name in ("srcset", "data-srcset")
        for entry in _set_entries(source.get(name))
    ]


def _noscript_sources(element: _Element) -> list[str]:
    """A copy of the image for browsers without scripts, beside it."""
    neighbour = element.getnext()
    if neighbour is None or neighbour.tag != "noscript":
        return []
    return [source for image in neighbour.iter("img") if (source := (image.get("src") or "").strip())]


def _looks_like_image(value: str) -> bool:
    return (
        len(value) < 2_000
        and " " not in value.strip()
        and _IMAGE_NAME.search(value) is not None
        and "{" not in value
    )


def _is_placeholder(source: str, late: Sequence[str]) -> bool:
    """Whether a source only holds the place of one of ``late``. One of the same name is that one, loaded."""
    if source.startswith("data:"):
        return bool(late) and len(source) < _LONG_SOURCE
    loaded = _file_name(source) in {_file_name(each) for each in late}
    return bool(late) and not loaded and _PLACEHOLDER.search(source) is not None


def _is_picture(source: str) -> bool:
    """Whether a short source that holds its image shows more than a blur or a blank.

    What saves pages puts small pictures into them, too, and leaves the addresses of late sources.
    """
    if not _INLINE_RASTER.match(source) or len(source) >= _LONG_SOURCE:
        return False
    content = decode_data(source) or b""
    size = image_size(content, sniff_image(content) or "")
    return size is not None and min(size) >= _SMALL_PICTURE


def _file_name(source: str) -> str:
    return unquote(source.partition("?")[0].rpartition("/")[2])

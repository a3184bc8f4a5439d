"""The picture that stands for an article: the one its page names, or the first large one in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postil.extraction.images import image_size
from postil.model.ids import ContentHash

if TYPE_CHECKING:
    from lxml.etree import _Element

    from postil.extraction.images import Images

_NAMES = frozenset({"og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"})
_LARGE = 200


def lead_image(html: _Element, tree: _Element, images: Images) -> ContentHash | None:
    """The hash of the lead image, if the page was saved with one."""
    named = [
        content
        for meta in html.iter("meta")
        if (meta.get("property") or meta.get("name") or "").lower() in _NAMES
        and (content := meta.get("content"))
    ]
    asset = images.find(named) if named else None
    if asset is not None:
        return asset.hash
    for image in tree.iter("img"):
        source = image.get("src")
        if source is None:
            continue
        found = images.used[ContentHash(source.removeprefix("asset:"))]
        size = image_size(found.content, found.media_type)
        if size is None or max(size) >= _LARGE:
            return found.hash
    return None

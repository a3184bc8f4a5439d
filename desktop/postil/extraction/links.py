"""Addresses: what a page's links may become in an article.

Only http, https and mailto addresses and fragments of the page itself survive. Everything else, and
whatever only looks like an address after a browser has dropped its control characters, is no link.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

if TYPE_CHECKING:
    from lxml.etree import _Element

_IGNORED = re.compile("[\\x00-\\x20\\x7f-\\x9f\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\ufeff]+")
_INNER = re.compile("[\\x00-\\x1f\\x7f-\\x9f]+")
_UNSAFE = re.compile(r'["<>\\^`{|}\s]')
_MAIL = re.compile(r"mailto:[^\s@<>\"]+@[^\s@<>\"]+$", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_LONGEST = 4_000
_NOWHERE = "https:"
"""Where no page is known, an address that only lacks its scheme is still one of the web's."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Resolves what a page writes as an address against where the page was."""

    page: str | None
    """The page's own address (http or https), if known."""
    base: str | None
    """What relative addresses are relative to: the page, or its ``base`` element."""

    def fragment(self, written: str | None) -> str | None:
        """The identifier within this page that an address points to, not decoded; None if elsewhere."""
        text = _tidied(written)
        if not text or "#" not in text:
            return None
        if text.startswith("#"):
            return text[1:] or None
        resolved = self._joined(text)
        if resolved is None or self.page is None:
            return None
        address, fragment = urldefrag(resolved)
        return fragment or None if address == urldefrag(self.page)[0] else None

    def link(self, written: str | None) -> str | None:
        """The address for ``href``: http, https or mailto; None where it may not be one."""
        text = _tidied(written)
        if not text or len(text) > _LONGEST:
            return None
        if text[:7].lower() == "mailto:":
            return text if _MAIL.match(text) else None
        return self.web(text)

    def web(self, written: str | None) -> str | None:
        """The absolute http or https address; None where it is not one."""
        text = _tidied(written)
        if not text or len(text) > _LONGEST:
            return None
        resolved = self._joined(text)
        return resolved if resolved is not None and is_web_address(resolved) else None

    def _joined(self, text: str) -> str | None:
        """``text`` made absolute. A scheme of its own must be the web's; backslashes are slashes."""
        scheme = _SCHEME.match(text)
        if scheme is not None and scheme.group().lower() not in ("http:", "https:"):
            return None
        try:
            joined = urljoin(self.base or _NOWHERE, text.replace("\\", "/"))
        except ValueError:
            return None
        return _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode()), joined)


def addresses_of(html: _Element, page: str | None) -> Addresses:
    """The addresses of a parsed page that was saved from ``page``."""
    page = page if page is not None and is_web_address(page) else None
    outer = Addresses(page, page)
    declared = next((outer.web(each.get("href")) for each in html.iter("base") if each.get("href")), None)
    return Addresses(page, declared or page)


def is_web_address(address: str) -> bool:
    """Whether an address is absolute, http or https, and names a host."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and not _IGNORED.search(address)


def _tidied(written: str | None) -> str:
    return _IGNORED.sub(
        lambda match: " " if match.group().strip(" ") == "" else "", _INNER.sub("", written or "")
    ).strip()

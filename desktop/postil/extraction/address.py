"""The address that a page gives as its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

from postil.extraction.claims import Claim
from postil.model.article import Source

if TYPE_CHECKING:
    from postil.extraction.declarations import Declarations

_DAY = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)")
_LINKS = 3
"""So many canonical links are looked at."""


def own_address(said: Declarations, saved_from: str | None) -> Claim | None:
    """The address that the page calls its own; never a front page in place of a page below it."""
    base = joined(saved_from or "", said.base)
    own = web_address(saved_from or "")
    claims = [Claim(link, Source.LINK, "canonical") for link in said.canonical[:_LINKS]]
    claims += said.tags.claims("og:url")
    for claim in claims:
        found = web_address(joined(base, claim.value.strip())) if claim.value.strip() else None
        if found and not (own and is_front_page(found) and not is_front_page(own)):
            return claim.with_value(found)
    return Claim(own, Source.ADDRESS) if own else None


def joined(base: str, address: str) -> str:
    """``address`` as seen from ``base``; nothing where one of them is no address."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def web_address(address: str) -> str | None:
    """``address`` without its fragment, if it is one of the web's."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit((parts.scheme.lower(), parts.netloc, parts.path or "/", parts.query, fragment))


def is_front_page(address: str) -> bool:
    """Whether the address is that of a whole site."""
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


def day_in_address(address: str | None) -> str | None:
    """The day that blogs and newspapers write into their addresses: ``/2025/03/04/``."""
    match = _DAY.search(urlsplit(address or "").path)
    return f"{match[1]}-{match[2]}-{match[3]}" if match else None

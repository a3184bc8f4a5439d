"""Addresses of the web, told to be the same page's or not.

An address is written in many ways: with or without ``www.``, over HTTP or HTTPS, with what a newsletter
or an advertisement added to know its readers. ``address_key`` writes all of them in one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "piwik_", "matomo_", "hsa_", "__hs", "_hs", "vero_", "ns_")
"""Parameters that begin so tell which campaign a reader came from (Google Analytics, Matomo, HubSpot …)."""

TRACKING_PARAMETERS = frozenset({
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid",
    "twclid", "ttclid", "li_fat_id", "igshid", "igsh", "mc_cid", "mc_eid", "mkt_tok", "mkwid",
    "s_cid", "s_kwcid", "ocid", "cmpid", "cmp", "ncid", "icid", "ito", "smid", "smtyp", "sref",
    "srsltid", "ref_src", "ref_url", "referrer", "cn-reloaded", "campaign_id", "campaignid", "spm",
    "scm", "share_token", "wt_mc", "wt_zmc", "xtor", "partner", "guccounter", "guce_referrer",
    "guce_referrer_sig", "oly_anon_id", "oly_enc_id", "rb_clickid", "soc_src", "soc_trk",
    "sc_campaign", "sc_channel", "sc_content", "sc_country", "sc_geo", "sc_medium", "sc_outcome",
    "trk", "trkcampaign", "zanpid", "_ga", "_gl", "_branch_match_id", "_openstat", "epik", "ef_id",
    "elqtrackid", "wickedid", "hsctatracking", "openexternalbrowser", "feature", "si", "at_medium",
    "at_campaign", "at_creation",
})  # fmt: skip
"""Parameters that tell who sent the reader, and nothing of what is read."""

VIEW_PARAMETERS = frozenset(
    {"amp", "outputtype", "print", "printable", "printpage", "printview", "print-view"}
)
"""Parameters that ask for the same page in another dress."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE = "!$&'()*+,;=:@/?%-._~"
_ESCAPE = re.compile("%([0-9a-fA-F]{2})")
_VIEW_SIGNS = ("!", "/")
"""What begins a fragment that names a page of a program in the browser."""
_LAST_PARTS = ("/amp", "/amp.html", "/index.html", "/index.htm", "/index.php")


def address_key(address: str | None) -> str | None:
    """What all spellings of an address have in common; None for what is no address of the web.

    Left out: the scheme, ``www.``, the default port, the fragment (unless it names a page of a program
    that runs in the browser, ``#!`` or ``#/``), the slash at the end, the name of an index file, a view for
    phones at the end of the path, and parameters that track readers or only choose a view. The parameters
    that are left are in order. The key of a key is the key.
    """
    try:
        parts = urlsplit((address or "").strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return None
    host = host.removeprefix("www.") if host.count(".") > 1 else host
    place = host if port in (None, *_DEFAULT_PORTS.values()) else f"{host}:{port}"
    path, query = _path(parts.path), _query(parts.query)
    view = "#" + _spelled(parts.fragment) if parts.fragment[:1] in _VIEW_SIGNS else ""
    return f"https://{place}{path}{query}{view}"


def address_keys(addresses: Iterable[str | None]) -> frozenset[str]:
    """The keys of those that are addresses of the web."""
    return frozenset(key for address in addresses if (key := address_key(address)) is not None)


def page_keys(address: str | None, canonical: str | None) -> frozenset[str]:
    """The keys by which a page is known: where it was saved from, and what it says that its address is.

    A page that says that it is the front page of a site, and was saved from elsewhere, says so of every
    page of the site: that is not believed.
    """
    own, said = address_key(address), address_key(canonical)
    if own is not None and said is not None and said != own and not _is_deep(said):
        said = None
    return frozenset(key for key in (own, said) if key is not None)


def _is_deep(key: str) -> bool:
    """Whether a key names more than a site."""
    parts = urlsplit(key)
    return bool(parts.path.strip("/") or parts.query or parts.fragment)


def is_tracking(parameter: str) -> bool:
    """Whether a parameter of an address tells nothing of the page."""
    name = parameter.casefold()
    return name in TRACKING_PARAMETERS or name in VIEW_PARAMETERS or name.startswith(TRACKING_PREFIXES)


def _path(path: str) -> str:
    """The path in one spelling, without what stands at its end for nothing."""
    written = _spelled(path).rstrip("/")
    while (shorter := _shortened(written)) != written:
        written = shorter
    return written


def _shortened(path: str) -> str:
    for part in _LAST_PARTS:
        if path.casefold().endswith(part):
            return path[: -len(part)].rstrip("/")
    return path


def _query(query: str) -> str:
    parameters = [each for each in query.split("&") if each and not is_tracking(each.partition("=")[0])]
    return "?" + "&".join(sorted(map(_spelled, parameters))) if parameters else ""


def _spelled(part: str) -> str:
    """In one spelling (RFC 3986, 6.2.2): escaped where it must be and nowhere else, escapes in capitals."""
    return quote(_ESCAPE.sub(_escape, part), safe=_SAFE)


def _escape(match: re.Match[str]) -> str:
    letter = chr(int(match[1], 16))
    return letter if letter.isascii() and (letter.isalnum() or letter in "-._~") else match[0].upper()

"""Why an index cannot be used: the one reason to set it aside and make it anew."""

from __future__ import annotations


class Unusable(Exception):
    """The index is damaged, old, or another library's."""

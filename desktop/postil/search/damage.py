"""Why an index cannot be used: the one reason to set it aside and make it anew."""

from __future__ import annotations


class Unusable(Exception):  # noqa: N818 - no failure of the person's: the index is rebuilt
    """The index is damaged, old, or another library's."""

"""The extractor's version. It is here by itself: whoever asks only for it need not load the extractor."""

from __future__ import annotations

EXTRACTOR = "postil 3"
"""Name and version of the extractor: it changes whenever the text of an article may change."""

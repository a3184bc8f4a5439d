"""Finding: a query in, pages, highlights and notes out, each with the words that answer."""

from __future__ import annotations

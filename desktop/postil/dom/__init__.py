"""Markup without opinions: decode, parse, flatten to text with offsets, serialise."""

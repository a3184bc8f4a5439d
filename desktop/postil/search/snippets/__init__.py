"""The text around a hit, and where in a text the hits are."""

"""The details panel: all that is known of a page, line by line."""

"""The library pane: places on the left, the list of pages beside them."""

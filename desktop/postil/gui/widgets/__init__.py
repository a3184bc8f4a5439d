"""Small parts that several panes use."""

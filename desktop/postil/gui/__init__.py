"""The window. The only package that knows Qt; it reaches the core through app."""

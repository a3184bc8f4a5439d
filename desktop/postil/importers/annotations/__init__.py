"""Highlights and notes that are written into saved pages, one module a tool that writes them."""

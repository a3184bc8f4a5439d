"""Postil: read saved web pages, write in their margins, and find everything again."""

__version__ = "0.1.0"

"""Imports, exports, preferences, shortcuts."""

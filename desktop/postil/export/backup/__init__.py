"""Backups: the archive, and what in it is for people."""

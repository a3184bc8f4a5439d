"""The library: opened once, it holds every deed a person can do. Both front ends begin here."""

from __future__ import annotations

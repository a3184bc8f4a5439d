"""The start: words on the command line go to the command line, none opens the window."""

from __future__ import annotations


def main() -> int:
    """Run the program; the exit status is returned."""
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""Search as you type."""

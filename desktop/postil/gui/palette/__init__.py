"""Every command by name."""

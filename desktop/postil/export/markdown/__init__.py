"""Text of pages as Markdown that says the same and does nothing else."""

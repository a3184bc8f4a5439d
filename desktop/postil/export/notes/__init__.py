"""Notes of pages: Markdown files that live in a folder of the person's own."""

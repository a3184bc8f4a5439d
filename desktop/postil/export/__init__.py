"""Notes as the user's own files: an article and its annotations in, text out."""

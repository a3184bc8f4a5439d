"""Notes and highlights as lists and editors."""

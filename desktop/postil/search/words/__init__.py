"""What a word is found by, in each language."""

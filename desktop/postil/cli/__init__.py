"""The command line: words in, lines or JSON out."""

"""The full-text index: a cache of the library that can be thrown away and rebuilt."""

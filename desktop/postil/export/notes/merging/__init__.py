"""Merging what Postil has to say into a file that a person has been writing in."""

"""The reader: our own QTextDocument, our own painting, offsets in code points."""

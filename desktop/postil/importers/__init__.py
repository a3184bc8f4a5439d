"""One file a saved-page format, behind one protocol: bytes on disk in, a Capture out."""

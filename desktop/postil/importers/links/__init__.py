"""Links: files that say where a page is and hold nothing of it. Nothing is fetched."""

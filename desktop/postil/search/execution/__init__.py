"""How a query runs on the segments: what matches, what it counts for, in which order."""

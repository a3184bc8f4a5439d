"""The segments of the index: what their files hold, how they are written, merged, and read."""

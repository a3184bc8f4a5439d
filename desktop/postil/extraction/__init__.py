"""The article out of its page: a Capture in, an Article out. Start with extract.py."""

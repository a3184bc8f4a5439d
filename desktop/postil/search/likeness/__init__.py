"""Which pages are the same or related, by the words they share."""

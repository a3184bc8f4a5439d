"""What other tools read: a module a format."""

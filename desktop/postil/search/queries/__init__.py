"""What is typed: its language, what may follow, what was meant, what is asked of long sentences."""

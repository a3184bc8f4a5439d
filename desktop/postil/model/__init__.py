"""The nouns: frozen dataclasses and enums that every layer speaks in. Standard library only."""

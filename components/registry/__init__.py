"""The registry, and how images come into it."""

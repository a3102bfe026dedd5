"""The stack's components, one a file, and the pure logic and settings they share."""

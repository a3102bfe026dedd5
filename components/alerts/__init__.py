"""What is worth waking somebody for."""

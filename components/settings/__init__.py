"""What a stack may decide, and what makes sense in it."""

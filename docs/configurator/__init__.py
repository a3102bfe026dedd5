"""The page that asks what a stack may decide, and writes its stack file."""

"""What Azure refuses beyond types and names: one function a rule, each with its source."""

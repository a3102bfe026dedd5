"""What a run found, as a model and in the forms that people and machines read. Never part of the pack."""

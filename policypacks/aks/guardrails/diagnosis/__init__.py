"""What stands in the way of a first deployment, or soon will. Never part of the pack."""

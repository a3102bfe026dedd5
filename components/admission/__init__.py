"""What the cluster refuses beyond Pod Security, by policies that the API server itself evaluates."""

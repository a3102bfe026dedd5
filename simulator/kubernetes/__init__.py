"""An offline provider for Kubernetes: the real protocol on one side, a real API server on the other."""

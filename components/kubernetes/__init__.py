"""Objects inside the cluster, and how the program reaches it."""

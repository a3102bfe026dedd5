"""The cluster, its nodes and the identities it acts under."""

"""Writes the simulator's schema from the installed SDK and from Azure's own client libraries."""

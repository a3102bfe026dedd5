"""Logs and metrics, and how they are read."""

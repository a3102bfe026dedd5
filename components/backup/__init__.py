"""Backups of what runs in the cluster."""

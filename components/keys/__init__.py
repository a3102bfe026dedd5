"""Vaults, keys, and what is encrypted with them."""

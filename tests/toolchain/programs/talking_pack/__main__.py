"""A policy pack that speaks where its port is expected."""
# ruff: noqa: T201  what it prints is what is tested

print("hello")

"""The parts of the platform, each put together of components: what `__main__.py` is made of.

They take the stack's own settings, so that other programs use the components and not these.
"""

"""A program with a mistake in it."""

raise ValueError("this program is wrong")

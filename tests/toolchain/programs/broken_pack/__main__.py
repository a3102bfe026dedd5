"""A policy pack with a mistake in it."""

raise ValueError("this pack is wrong")

"""The simulated Azure: rejects what Azure is known to reject and fills in what Azure fills in."""

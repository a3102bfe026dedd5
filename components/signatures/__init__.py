"""Images that nobody trusted has signed do not run."""

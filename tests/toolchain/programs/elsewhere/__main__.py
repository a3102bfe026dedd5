"""A program whose virtual environment nobody has made."""

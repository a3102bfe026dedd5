"""A program that dies in the middle."""

import os

os.abort()

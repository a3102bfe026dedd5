"""A program that ends by itself."""

import sys

sys.exit(1)

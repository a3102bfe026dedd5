"""Starts the command: `python policypacks/aks/guardrails`, or `python -m guardrails` from policypacks/aks."""

import sys
from pathlib import Path

if not __package__:  # started by its path: Python looks for imports in this very folder then
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from guardrails.command.app import main

main()

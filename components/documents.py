"""YAML is read as the policy pack reads it: within limits, and by the same code.

The pack stands alone wherever it is copied, so what both need lives in it.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "policypacks" / "aks"))

from guardrails.documents import read_mapping
from guardrails.schemas import ConfigurationError

__all__ = ["ConfigurationError", "read_mapping"]

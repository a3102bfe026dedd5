"""The policy pack: the guardrails of this folder, served to the Pulumi engine."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from guardrails.server import serve

serve()

"""The package `hardened-aks` for programs in any language; the engine starts it."""

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from components.serving import serve  # noqa: E402

serve(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])

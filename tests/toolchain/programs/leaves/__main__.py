"""Ends at once, and leaves a process behind that holds its output."""

import os
import subprocess
from pathlib import Path

Path(os.environ["PROCESSES"]).write_text(str(subprocess.Popen(["sleep", "60"]).pid), "utf-8")

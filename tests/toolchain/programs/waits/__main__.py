"""A program that starts another one, names all who run, and waits much longer than anybody would."""

import os
import subprocess
import sys
import time
from pathlib import Path

child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
file = Path(os.environ["PROCESSES"])
named = file.with_suffix(".named")
named.write_text(f"{os.getppid()} {os.getpid()} {child.pid}", "utf-8")
named.rename(file)
time.sleep(600)

"""Start the language host as the engine expects it: serve on a free port, and print that port."""

import argparse
import asyncio
import signal
from pathlib import Path

from toolchain.language_host.bare_sdk import import_nothing_but_the_protocol


def main() -> None:
    """Serve until the engine ends this process."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parser = argparse.ArgumentParser(prog="pulumi-language-python")
    parser.add_argument("--executor", type=Path, required=True, help="the SDK's pulumi-language-python-exec")
    parser.add_argument("engine", nargs="?", default="", help="address of the engine's gRPC server")
    arguments, _logging_flags = parser.parse_known_args()

    import_nothing_but_the_protocol()
    from toolchain.language_host.server import serve  # noqa: PLC0415  only now are the messages alone importable

    asyncio.run(serve(arguments.engine, arguments.executor))


main()

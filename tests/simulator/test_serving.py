"""A provider's process ends when it is told to, whichever of its threads is told."""

import os
import signal
import subprocess
import sys

import pytest

from tests.engine import ROOT

TOLD = """
import sys, threading, time
from signal import pthread_kill
from simulator.protocol import provider_pb2_grpc
from simulator.serving import serve

def tell():
    time.sleep(0.3)  # the main thread waits for the engine's end by then
    pthread_kill(threading.get_ident(), int(sys.argv[1]))

threading.Thread(target=tell, daemon=True).start()
serve(provider_pb2_grpc.ResourceProviderServicer())
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_any_thread_ends_the_process(number: signal.Signals) -> None:
    """The engine never writes to a provider's standard input; its end is the engine's."""
    read, write = os.pipe()
    with subprocess.Popen([sys.executable, "-c", TOLD, str(int(number))], stdin=read, cwd=ROOT, text=True) as told:
        try:
            code = told.wait(timeout=60)
        finally:
            told.kill()
    os.close(read)
    os.close(write)

    assert code == -number

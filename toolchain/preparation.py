"""What `make setup` prepares: the virtual environment, and the Pulumi engine with its Python language host."""

from pathlib import Path

from toolchain.kubernetes_build import prepare_kubernetes
from toolchain.linters_build import prepare_linters
from toolchain.peers_build import prepare_peers
from toolchain.pulumi_engine import prepare_engine
from toolchain.steps import SetupError
from toolchain.virtual_environment import prepare_environment
from toolchain.yaml_language_host import prepare_yaml_host

PARTS = {
    "environment": prepare_environment,
    "engine": prepare_engine,
    "yaml_host": prepare_yaml_host,
    "kubernetes": prepare_kubernetes,
    "linters": prepare_linters,
    "peers": prepare_peers,
}


def prepare(parts: list[str]) -> str | None:
    """Prepare the named parts in the current directory; return an error's text, or nothing."""
    try:
        for part in parts:
            PARTS[part](Path.cwd())
    except SetupError as error:
        return f"\nSet-up stopped: {error}\nRun `make setup` again to go on from here."
    except KeyboardInterrupt:
        return "\nSet-up was interrupted: run `make setup` again to go on from here."
    except KeyError as unknown:
        return f"unknown part {unknown}; there are: {', '.join(PARTS)}"
    return None

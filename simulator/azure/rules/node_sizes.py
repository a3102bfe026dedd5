"""Virtual machine sizes of node pools, by what their names say.

Naming: https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions. Which region offers which size is not
among what a name says.
"""

import re

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified

FAMILIES = frozenset(
    "A B D DC DS E EC F FS FX G GS H HB HC HX L LS M MS NC ND NG NM NP NV".split()  # noqa: SIM905 - one line
)
FEWEST_CPUS = 2
FEWEST_CPUS_OF_SYSTEM_POOL = 4
_SIZE = re.compile(
    r"(?:Standard|Basic)_(?P<family>[A-Z]+)(?P<cpus>\d+)(?:-\d+)?[a-z]*(?:_[A-Za-z0-9]+)*", re.IGNORECASE
)


def size_is_offered(request: Request) -> ArmError | None:
    """A pool's machines are of a size that exists and has two CPUs or more."""
    size = request.text("vmSize")
    if not size:
        return None
    found = _SIZE.fullmatch(size)
    if found and found["family"].upper() in FAMILIES and int(found["cpus"]) >= FEWEST_CPUS:
        return None
    message = (
        f"The value of parameter agentPoolProfile.vmSize is invalid. Virtual Machine size: '{size}' is not available."
    )
    return ArmError(400, "InvalidParameter", message)


def system_pool_is_strong_enough(request: Request) -> ArmError | None:
    """Machines of a system pool have four CPUs or more, and are not of the B series."""
    found = _SIZE.fullmatch(request.text("vmSize"))
    if not found or request.get("mode") != "System":
        return None
    if int(found["cpus"]) >= FEWEST_CPUS_OF_SYSTEM_POOL and found["family"].upper() != "B":
        return None
    message = (
        f"A system node pool requires {FEWEST_CPUS_OF_SYSTEM_POOL} vCPUs, and not the B series; it has {found[0]}."
    )
    return ArmError(400, "InvalidParameter", message)


EVIDENCE: Rules = {
    size_is_offered: verified(
        "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/invalidparameter-error",
        "InvalidParameter",
    ),
    system_pool_is_strong_enough: documented(
        "https://learn.microsoft.com/azure/aks/use-system-pools", "InvalidParameter"
    ),
}

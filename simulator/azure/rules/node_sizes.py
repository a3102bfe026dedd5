"""Virtual machine sizes of node pools, by what their names say.

Naming: https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions. Which region offers which size is not
among what a name says.
"""

import re

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, verified

FAMILIES = frozenset(
    "A B D DC DS E EC F FS FX G GS H HB HC HX L LS M MS NC ND NG NM NP NV".split()  # noqa: SIM905 - one line
)
FEWEST_CPUS = 2
ADVISED_CPUS_OF_SYSTEM_POOL = 4
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
    return ArmError(400, "InvalidParameter", f"The requested VM size {size} is not available in the current region.")


def system_pool_is_strong_enough(request: Request) -> ArmError | None:
    """Machines of a system pool have two CPUs or more."""
    found = _SIZE.fullmatch(request.text("vmSize"))
    if not found or request.get("mode") != "System" or int(found["cpus"]) >= FEWEST_CPUS:
        return None
    name = request.text("agentPoolName")
    message = f"System node pool must use VM sku with more than 2 cores and 4GB memory. Nodepool name: {name}."
    return ArmError(400, "SystemPoolSkuTooLow", message)


def system_pool_is_as_strong_as_advised(request: Request) -> str | None:
    """Microsoft asks for four CPUs in a system pool, and for none of the B series; Azure takes others all the same."""
    found = _SIZE.fullmatch(request.text("vmSize"))
    if not found or request.get("mode") != "System":
        return None
    if int(found["cpus"]) >= ADVISED_CPUS_OF_SYSTEM_POOL and found["family"].upper() != "B":
        return None
    asked = f"{ADVISED_CPUS_OF_SYSTEM_POOL} vCPUs and no B series"
    return f"Azure accepts {found[0]} in a system node pool, for which Microsoft requires {asked}."


EVIDENCE: Rules = {
    size_is_offered: verified(
        "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/invalidparameter-error",
        "InvalidParameter",
    ),
    system_pool_is_strong_enough: verified(
        "https://github.com/MicrosoftDocs/azure-dev-docs/issues/216", "SystemPoolSkuTooLow"
    ),
    system_pool_is_as_strong_as_advised: verified("https://github.com/MicrosoftDocs/azure-docs/issues/121181"),
}

"""Microsoft.Compute/virtualMachines."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP

RESOURCE = Resource(
    kind="azure-native:compute:VirtualMachine",
    path=f"{GROUP}/providers/Microsoft.Compute/virtualMachines/{{vmName}}",
    write_only=("osProfile.adminPassword",),
)

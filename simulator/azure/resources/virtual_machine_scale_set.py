"""Microsoft.Compute/virtualMachineScaleSets."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP

RESOURCE = Resource(
    kind="azure-native:compute:VirtualMachineScaleSet",
    path=f"{GROUP}/providers/Microsoft.Compute/virtualMachineScaleSets/{{vmScaleSetName}}",
    write_only=("virtualMachineProfile.osProfile.adminPassword",),
)

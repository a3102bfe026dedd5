"""What every pool of nodes has in common, as Azure is sent it."""

from components.cluster.node_hardening import NodePoolSize, PoolProfile

SYSTEM: NodePoolSize = {
    "name": "system",
    "vm_size": "Standard_D4ds_v5",
    "min_count": 3,
    "max_count": 5,
    "taints": ["CriticalAddonsOnly=true:NoSchedule"],
    "profile": PoolProfile.STANDARD,
}
HARDENED = {
    "type": "VirtualMachineScaleSets",
    "enableAutoScaling": True,
    "maxPods": 110,
    "availabilityZones": ["1", "2", "3"],
    "vnetSubnetID": "/vnet/nodes",
    "orchestratorVersion": "1.36",
    "osType": "Linux",
    "osSKU": "AzureLinux",
    "osDiskType": "Ephemeral",
    "osDiskSizeGB": 128,
    "enableEncryptionAtHost": True,
    "enableNodePublicIP": False,
    "securityProfile": {"enableSecureBoot": True, "enableVTPM": True, "sshAccess": "Disabled"},
    "kubeletConfig": {"podMaxPids": 4096, "containerLogMaxFiles": 5, "containerLogMaxSizeMB": 50},
    "upgradeSettings": {"maxSurge": "33%", "drainTimeoutInMinutes": 30, "nodeSoakDurationInMinutes": 5},
    "tags": {"a": "b"},
}

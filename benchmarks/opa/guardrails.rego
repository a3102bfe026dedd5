# Twenty of the pack's guardrails in Rego, for a list of resources as the engine tells them: type, urn, properties.
package guardrails

deny contains ["aks-local-accounts-disabled", r.urn] if {
	some r in clusters
	object.get(r.properties, "disableLocalAccounts", false) != true
}

deny contains ["aks-kubernetes-rbac-enabled", r.urn] if {
	some r in clusters
	object.get(r.properties, "enableRBAC", true) != true
}

deny contains ["aks-run-command-disabled", r.urn] if {
	some r in clusters
	object.get(r.properties, ["apiServerAccessProfile", "disableRunCommand"], false) != true
}

deny contains ["aks-pool-encryption-at-host", r.urn] if {
	some r in clusters
	some pool in object.get(r.properties, "agentPoolProfiles", [])
	object.get(pool, "enableEncryptionAtHost", false) != true
}

deny contains ["acr-admin-user-disabled", r.urn] if {
	some r in registries
	object.get(r.properties, "adminUserEnabled", false) != false
}

deny contains ["acr-public-network-disabled", r.urn] if {
	some r in registries
	lower(object.get(r.properties, "publicNetworkAccess", "Enabled")) != "disabled"
}

deny contains ["acr-anonymous-pull-disabled", r.urn] if {
	some r in registries
	object.get(r.properties, "anonymousPullEnabled", false) != false
}

deny contains ["acr-sku-premium", r.urn] if {
	some r in registries
	lower(object.get(r.properties, ["sku", "name"], "")) != "premium"
}

deny contains ["kv-purge-protection", r.urn] if {
	some r in vaults
	object.get(r.properties, ["properties", "enablePurgeProtection"], false) != true
}

deny contains ["kv-rbac-authorization", r.urn] if {
	some r in vaults
	object.get(r.properties, ["properties", "enableRbacAuthorization"], false) != true
}

deny contains ["kv-rbac-authorization", r.urn] if {
	some r in vaults
	count(object.get(r.properties, ["properties", "accessPolicies"], [])) > 0
}

deny contains ["kv-public-network-disabled", r.urn] if {
	some r in vaults
	access := lower(object.get(r.properties, ["properties", "publicNetworkAccess"], "Enabled"))
	not access in {"disabled", "securedbyperimeter"}
}

deny contains ["st-https-only", r.urn] if {
	some r in accounts
	object.get(r.properties, "enableHttpsTrafficOnly", true) != true
}

deny contains ["st-min-tls", r.urn] if {
	some r in accounts
	lower(object.get(r.properties, "minimumTlsVersion", "")) in {"tls1_0", "tls1_1"}
}

deny contains ["st-shared-key-disabled", r.urn] if {
	some r in accounts
	object.get(r.properties, "allowSharedKeyAccess", true) != false
}

deny contains ["st-no-public-blob", r.urn] if {
	some r in accounts
	object.get(r.properties, "allowBlobPublicAccess", false) != false
}

deny contains ["st-infrastructure-encryption", r.urn] if {
	some r in accounts
	object.get(r.properties, ["encryption", "requireInfrastructureEncryption"], false) != true
}

deny contains ["k8s-no-privileged", r.urn] if {
	some r in deployments
	some container in containers(r)
	object.get(container, ["securityContext", "privileged"], false) == true
}

deny contains ["k8s-no-host-network", r.urn] if {
	some r in deployments
	object.get(r.properties, ["spec", "template", "spec", "hostNetwork"], false) == true
}

deny contains ["k8s-no-host-pid", r.urn] if {
	some r in deployments
	object.get(r.properties, ["spec", "template", "spec", "hostPID"], false) == true
}

deny contains ["k8s-no-privilege-escalation", r.urn] if {
	some r in deployments
	object.get(r.properties, ["spec", "template", "spec", "os", "name"], "linux") != "windows"
	some container in containers(r)
	object.get(container, ["securityContext", "allowPrivilegeEscalation"], true) != false
}

# Each list is made once for all the rules: how else would a judge of many resources be written?
clusters := of_type("azure-native:containerservice:ManagedCluster")

registries := of_type("azure-native:containerregistry:Registry")

vaults := of_type("azure-native:keyvault:Vault")

accounts := of_type("azure-native:storage:StorageAccount")

deployments := of_type("kubernetes:apps/v1:Deployment")

of_type(token) := [r | some r in input; r.type == token]

containers(r) := [one |
	some kind in ["containers", "initContainers", "ephemeralContainers"]
	some one in object.get(r.properties, ["spec", "template", "spec", kind], [])
]

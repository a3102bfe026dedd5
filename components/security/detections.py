"""What an attack on cluster, registry or vault looks like in the logs.

Techniques: https://attack.mitre.org/matrices/enterprise/containers and the matrix of
https://learn.microsoft.com/azure/defender-for-cloud/alerts-containers.
"""

from components.alerts.log_sources import AUDIT, LOGINS, REPOSITORIES, VAULT
from components.alerts.queries import Detection
from components.governance.policies import PLATFORM_NAMESPACES
from components.signatures import ratify

_PERSON = """Account !startswith "system:" and Account !in ("aksService", "hcpService", "masterclient", "nodeclient")"""
_PEOPLE = f"""| where {_PERSON}
"""
_PLATFORM = ", ".join(f'"{one}"' for one in (*PLATFORM_NAMESPACES, ratify.NAMESPACE))
_APPLICATIONS = f"""| where Account startswith "system:serviceaccount:"
| where tostring(split(Account, ":")[2]) !in ({_PLATFORM})
"""
# Admission and quota refuse with the same code what roles allow. The message may hold words of the
# caller's, the decision does not:
# https://kubernetes.io/docs/reference/labels-annotations-taints/audit-annotations/.
_BY_ROLES = """| where tostring(Annotations["authorization.k8s.io/decision"]) != "allow"
"""
# What AKS runs there may take over its node; what a person puts there hides.
_OUTSIDE = f"""| where tostring(ObjectRef.namespace) !in ("kube-system", "gatekeeper-system") or ({_PERSON})
"""
_ROW = "by Account, IP, Resource"
_PODS = f"""| extend Pod = strcat(ObjectRef.namespace, "/", ObjectRef.name)
| summarize Count = dcount(AuditId), Pods = make_set(Pod, 20) {_ROW}"""

DETECTIONS = (
    Detection(
        name="pod-exec",
        title="Somebody opened a shell in a container, or put a container for debugging into a pod",
        severity="Medium",
        query=f"""{AUDIT}{_PEOPLE}| where ObjectRef.resource == "pods"
| where (ObjectRef.subresource in ("exec", "attach") and Verb == "create")
    or (ObjectRef.subresource == "ephemeralcontainers" and Verb in ("patch", "update"))
{_PODS}""",
        tactics=("Execution",),
        techniques=("T1609",),
        details={"Pods": "Pods"},
    ),
    Detection(
        # kubectl of 1.31 and later asks over WebSockets, which is a GET:
        # https://kubernetes.io/blog/2024/08/20/websockets-transition/.
        name="pod-exec-websocket",
        title="Somebody opened a shell in a container, with kubectl of 1.31 or later",
        severity="Medium",
        query=f"""{AUDIT}{_PEOPLE}| where ObjectRef.resource == "pods" and Verb == "get"
| where ObjectRef.subresource in ("exec", "attach")
{_PODS}""",
        tactics=("Execution",),
        techniques=("T1609",),
        needs_reads=True,
        details={"Pods": "Pods"},
    ),
    Detection(
        name="cluster-admin-binding",
        title="Somebody was given much of the cluster",
        severity="High",
        query=f"""{AUDIT}{_PEOPLE}| where ObjectRef.resource in ("clusterrolebindings", "rolebindings")
| where Verb in ("create", "update", "patch") and toint(ResponseStatus.code) < 300
| extend Role = coalesce(tostring(RequestObject.roleRef.name), tostring(ResponseObject.roleRef.name))
| where Role in ("cluster-admin", "admin")
    or (ObjectRef.resource == "clusterrolebindings" and (Role == "edit" or Role startswith "system:"))
| summarize Count = dcount(AuditId), Bindings = make_set(tostring(ObjectRef.name), 20) {_ROW}""",
        tactics=("Persistence", "PrivilegeEscalation"),
        techniques=("T1098", "T1078"),
        details={"Bindings": "Bindings"},
    ),
    Detection(
        name="wildcard-role",
        title="A role that may do anything was made",
        severity="Medium",
        query=f"""{AUDIT}{_PEOPLE}| where ObjectRef.resource in ("clusterroles", "roles")
| where Verb in ("create", "update", "patch") and toint(ResponseStatus.code) < 300
| where tostring(RequestObject.rules) has '"verbs":["*"]'
| summarize Count = dcount(AuditId), Roles = make_set(tostring(ObjectRef.name), 20) {_ROW}""",
        tactics=("PrivilegeEscalation",),
        techniques=("T1098",),
        details={"Roles": "Roles"},
    ),
    Detection(
        name="privileged-pod",
        title="A pod that can take over its node was made",
        severity="High",
        query=f"""{AUDIT}{_OUTSIDE}| where ObjectRef.resource == "pods" and Verb == "create"
| where toint(ResponseStatus.code) < 300
| extend Spec = tostring(RequestObject.spec)
| where Spec has_any ('"privileged":true', '"hostPID":true', '"hostIPC":true', '"hostNetwork":true', '"hostPath":')
| summarize Count = dcount(AuditId), Namespaces = make_set(tostring(ObjectRef.namespace), 20) {_ROW}""",
        tactics=("PrivilegeEscalation", "Execution"),
        techniques=("T1611", "T1610"),
        details={"Namespaces": "Namespaces"},
    ),
    Detection(
        name="secret-reads",
        title="Somebody read many secrets",
        severity="High",
        query=f"""{AUDIT}{_PEOPLE}| where ObjectRef.resource == "secrets" and Verb in ("get", "list", "watch")
| where toint(ResponseStatus.code) < 300
| summarize Count = dcount(AuditId), Namespaces = make_set(tostring(ObjectRef.namespace), 20) {_ROW}
| where Count > 10""",
        tactics=("CredentialAccess",),
        techniques=("T1552",),
        needs_reads=True,
        details={"Namespaces": "Namespaces"},
    ),
    Detection(
        name="many-refusals",
        title="Somebody tries what he may not do",
        severity="Medium",
        query=f"""{AUDIT}{_PEOPLE}| where toint(ResponseStatus.code) in (401, 403)
{_BY_ROLES}| summarize Count = dcount(AuditId), Resources = make_set(tostring(ObjectRef.resource), 20) {_ROW}
| where Count > 20""",
        tactics=("Discovery",),
        techniques=("T1613",),
        details={"Resources": "Resources"},
    ),
    Detection(
        # Operators read those of their own namespace day and night. A list of all namespaces names none.
        name="application-secret-reads",
        title="An application read secrets of another namespace",
        severity="High",
        query=f"""{AUDIT}{_APPLICATIONS}| where ObjectRef.resource == "secrets"
| where Verb in ("get", "list", "watch") and toint(ResponseStatus.code) < 300
| where tostring(ObjectRef.namespace) != tostring(split(Account, ":")[2])
| summarize Count = dcount(AuditId), Namespaces = make_set(tostring(ObjectRef.namespace), 20) {_ROW}""",
        tactics=("CredentialAccess",),
        techniques=("T1552",),
        needs_reads=True,
        details={"Namespaces": "Namespaces"},
    ),
    Detection(
        name="application-refusals",
        title="An application tries what it may not do",
        severity="Medium",
        query=f"""{AUDIT}{_APPLICATIONS}| where toint(ResponseStatus.code) == 403
{_BY_ROLES}| summarize Count = dcount(AuditId), Resources = make_set(tostring(ObjectRef.resource), 20) {_ROW}
| where Count > 5""",
        tactics=("Discovery",),
        techniques=("T1613",),
        details={"Resources": "Resources"},
    ),
    Detection(
        name="anonymous-access",
        title="Somebody without a name was let in",
        severity="High",
        query=f"""{AUDIT}| where Account == "system:anonymous" and toint(ResponseStatus.code) < 300
| where RequestUri !startswith "/healthz" and RequestUri !startswith "/livez"
| where RequestUri !startswith "/readyz" and RequestUri !startswith "/version"
| summarize Count = dcount(AuditId), Requests = make_set(RequestUri, 20) {_ROW}""",
        tactics=("InitialAccess",),
        techniques=("T1190",),
        details={"Requests": "Requests"},
    ),
    Detection(
        name="admission-webhook-change",
        title="What checks deployments was changed",
        severity="High",
        query=f"""{AUDIT}{_PEOPLE}| where ObjectRef.resource in (
    "mutatingwebhookconfigurations", "validatingwebhookconfigurations", "validatingadmissionpolicies")
| where Verb in ("create", "update", "patch", "delete") and toint(ResponseStatus.code) < 300
| summarize Count = dcount(AuditId), Webhooks = make_set(tostring(ObjectRef.name), 20) {_ROW}""",
        tactics=("DefenseEvasion", "Persistence"),
        techniques=("T1562",),
        details={"Webhooks": "Webhooks"},
    ),
    Detection(
        name="network-policy-deleted",
        title="A network policy was deleted",
        severity="Medium",
        query=f"""{AUDIT}{_PEOPLE}| where ObjectRef.resource in ("networkpolicies", "ciliumnetworkpolicies")
| where Verb in ("delete", "deletecollection") and toint(ResponseStatus.code) < 300
| extend Policy = strcat(ObjectRef.namespace, "/", ObjectRef.name)
| summarize Count = dcount(AuditId), Policies = make_set(Policy, 20) {_ROW}""",
        tactics=("DefenseEvasion",),
        techniques=("T1562",),
        details={"Policies": "Policies"},
    ),
    Detection(
        name="registry-refusals",
        title="Somebody tries to sign in to the registry",
        severity="Medium",
        query=f"""{LOGINS}| where ResultDescription startswith "40"
| summarize Count = count() {_ROW}
| where Count > 20""",
        tactics=("CredentialAccess",),
        techniques=("T1110",),
    ),
    Detection(
        name="registry-push-in-person",
        title="A person, not a pipeline, pushed an image",
        severity="High",
        query=f"""{REPOSITORIES}| where OperationName == "Push" and Account contains "@"
| summarize Count = count(), Images = make_set(strcat(Repository, ":", Tag), 20) {_ROW}""",
        tactics=("Persistence",),
        techniques=("T1525",),
        details={"Images": "Images"},
    ),
    Detection(
        name="registry-mass-delete",
        title="Many images were deleted",
        severity="High",
        query=f"""{REPOSITORIES}| where OperationName in ("Delete", "Untag")
| summarize Count = count(), Repositories = make_set(Repository, 20) {_ROW}
| where Count > 20""",
        tactics=("Impact",),
        techniques=("T1485",),
        details={"Repositories": "Repositories"},
    ),
    Detection(
        name="vault-refusals",
        title="Somebody tries to read a vault",
        severity="Medium",
        query=f"""{VAULT}| where HttpStatusCode == 403
| summarize Count = count(), Operations = make_set(OperationName, 20) {_ROW}
| where Count > 5""",
        tactics=("CredentialAccess",),
        techniques=("T1555",),
        details={"Operations": "Operations"},
    ),
    Detection(
        name="vault-mass-read",
        title="Somebody read many secrets of a vault",
        severity="High",
        query=f"""{VAULT}| where OperationName in ("SecretGet", "SecretList", "KeyGet") and HttpStatusCode < 300
| summarize Count = dcount(RequestUri) {_ROW}
| where Count > 25""",
        tactics=("CredentialAccess", "Collection"),
        techniques=("T1555",),
    ),
    Detection(
        name="vault-destruction",
        title="A key, secret or vault was deleted",
        severity="High",
        query=f"""{VAULT}| where OperationName endswith "Delete" or OperationName endswith "Purge"
| where HttpStatusCode < 300
| summarize Count = count(), Operations = make_set(OperationName, 20), Items = make_set(RequestUri, 20) {_ROW}""",
        tactics=("Impact",),
        techniques=("T1485",),
        details={"Operations": "Operations", "Items": "Items"},
    ),
)

CLUSTER_CHANGES = """AzureActivity
| where ResourceGroup =~ "{0}" and OperationNameValue startswith "Microsoft.ContainerService/managedClusters/"
| where OperationNameValue endswith "/write"
| where ActivityStatusValue in ("Success", "Succeeded")
| where tostring(parse_json(Claims)["http://schemas.microsoft.com/identity/claims/objectidentifier"]) !~ "{1}"
| summarize Count = count() by Account = Caller, IP = CallerIpAddress, Resource = _ResourceId"""
"""Who but the deployer changed a cluster or pool of a resource group, by its name and the deployer's object id."""

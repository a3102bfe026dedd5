"""Who may do what: the role assignments of a graph, by the one who holds them."""

from collections import defaultdict

from components.identity.roles import Role
from docs.picture.graph import Graph, Resource

ELIGIBLE = "authorization:PimRoleEligibilitySchedule"
_SHORT = {"Aks": "AKS", "Acr": "ACR", "Rbac": "RBAC", "Dns": "DNS"}
_SCOPES = {
    "containerservice:ManagedCluster": "cluster",
    "containerregistry:Registry": "registry",
    "operationalinsights:Workspace": "logs",
    "monitor:AzureMonitorWorkspace": "metrics",
    "dashboard:Grafana": "Grafana",
    "network:VirtualNetwork": "network",
}


def role(assignment: Resource) -> str:
    """Return the name of the role that an assignment gives."""
    name = Role(str(assignment.known("roleDefinitionId")).rsplit("/", 1)[-1]).name
    return " ".join(_SHORT.get(word.title(), word.title()) for word in name.split("_"))


def scope(graph: Graph, assignment: Resource) -> str:
    """Return what an assignment is about: the first resource that its scope comes from."""
    found = graph.sources(assignment, "scope")
    if not found:
        return "elsewhere"
    name = found[0].name.replace("network-", "").replace("-", " ")
    if found[0].kind == "resources:ResourceGroup":
        return "platform" if len(graph.users(found[0], ("network:VirtualNetwork",))) else name
    named = {"network:Subnet": f"subnet {name}", "keyvault:Vault": name, "privatedns:PrivateZone": f"zone {name}"}
    return named.get(found[0].kind, _SCOPES.get(found[0].kind, name))


def holder(graph: Graph, assignment: Resource) -> str:
    """Return who holds a role: an identity's name or a persona's; for others the name of the grant."""
    found = graph.sources(assignment, "principalId")
    persona = graph.component(assignment, "Persona")
    return (found[0] if found else persona or assignment).name


def grants(graph: Graph) -> dict[str, list[str]]:
    """Return each holder's roles with their scopes; those that are only eligible say so."""
    held: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in graph.of("authorization:RoleAssignment", ELIGIBLE):
        name = role(one) + (" on activation" if one.kind == ELIGIBLE else "")
        held[holder(graph, one)][name].add(scope(graph, one))
    for cluster in graph.of("containerservice:ManagedCluster"):
        groups = len(cluster.known("aadProfile.adminGroupObjectIDs", []))
        held[f"administrators ({groups} Entra group{'s' * (groups != 1)})"]["all of Kubernetes"].add("cluster")
    return {
        who: [f"{name}: {', '.join(sorted(scopes))}" for name, scopes in sorted(roles.items())]
        for who, roles in sorted(held.items())
    }

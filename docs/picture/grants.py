"""Who may do what: the role assignments of a graph, by the one who holds them."""

from collections import Counter, defaultdict

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


def times(number: float) -> str:
    """Return what is added to a text that holds more than once."""
    return f" \N{MULTIPLICATION SIGN} {number:g}" if number > 1 else ""


def role(assignment: Resource) -> str:
    """Return the name of the role that an assignment gives."""
    name = Role(str(assignment.known("roleDefinitionId")).rsplit("/", 1)[-1]).name
    return " ".join(_SHORT.get(word.title(), word.title()) for word in name.split("_"))


def scope(graph: Graph, assignment: Resource) -> str:
    """Return what an assignment is about: the first resource that its scope comes from."""
    found = graph.sources(assignment, "scope")
    if not found:
        return "elsewhere"
    name = graph.plain(found[0]).replace("network-", "").replace("-", " ")
    if found[0].kind == "resources:ResourceGroup":
        return "platform" if len(graph.users(found[0], ("network:VirtualNetwork",))) else name
    named = {"network:Subnet": f"subnet {name}", "keyvault:Vault": name, "privatedns:PrivateZone": f"zone {name}"}
    return named.get(found[0].kind, _SCOPES.get(found[0].kind, name))


def holder(graph: Graph, assignment: Resource) -> tuple[str, str]:
    """Return the stamp and the name of who holds a role: an identity's or a persona's; for others the grant's."""
    found = graph.sources(assignment, "principalId")
    who = found[0] if found else graph.component(assignment, "Persona") or assignment
    return graph.stamp(who) or "", graph.plain(who)


def grants(graph: Graph) -> dict[str, list[str]]:
    """Return each holder's roles with their scopes; those that are only eligible say so.

    What each stamp has, with the same roles, is told once with the number of them, and so is what a role reaches.
    """
    held: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for one in graph.of("authorization:RoleAssignment", ELIGIBLE):
        given = role(one) + (" on activation" if one.kind == ELIGIBLE else "")
        held[holder(graph, one)][given, scope(graph, one)] += 1
    for cluster in graph.of("containerservice:ManagedCluster"):
        groups = len(cluster.known("aadProfile.adminGroupObjectIDs", []))
        held["", f"administrators ({groups} Entra group{'s' * (groups != 1)})"]["all of Kubernetes", "cluster"] += 1
    alike: dict[tuple[str, frozenset[tuple[tuple[str, str], int]]], list[str]] = defaultdict(list)
    for (stamp, name), roles in held.items():
        alike[name, frozenset(roles.items())].append(stamp)
    told: dict[str, list[str]] = {}
    for (name, granted), stamps in sorted(alike.items(), key=lambda item: (item[0][0], -len(item[1]))):
        scopes: dict[str, list[str]] = defaultdict(list)
        for (given, where), number in sorted(granted):
            scopes[given].append(f"{where}{times(number)}")
        one_kind = sum(other == name for other, _ in alike) == 1
        who = name + times(len(stamps)) if one_kind else ", ".join(stamp + name for stamp in stamps)
        told[who] = [f"{given}: {', '.join(wheres)}" for given, wheres in scopes.items()]
    return told

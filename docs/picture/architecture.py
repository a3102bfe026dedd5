"""Lays the platform out as its operators think of it: people, networks, services, what watches and what holds."""

from docs.picture import facts
from docs.picture.grants import ELIGIBLE, grants, holder
from docs.picture.graph import Graph, Resource
from docs.picture.svg import Drawing, lines

WIDTH = 1120
PEOPLE, NETWORK, SERVICES = (24, 190), (262, 560), (868, 228)
"""Left edge and width of the three columns."""
TOP = 92
PROXY = {"DNS proxy": ("dnsSettings.enableProxy", True)}
PITCH = 56
"""Distance of private endpoints, and of the services that they lead to."""


def draw(graph: Graph) -> str:
    """Return the picture of a stack with a firewall of its own, as SVG."""
    stack = graph.resources[0].urn.split(":")[2]
    picture = Drawing(
        f"Architecture of the stack {stack}",
        f"Networks, services, identities and rules of the {len(graph.cloud)} resources that the stack previews.",
    )
    picture.text((24, 42), f"What the stack {stack} builds", "title", width=600)
    picture.text(
        (24, 66), f"{len(graph.cloud)} Azure resources, read from a preview on the real engine", width=800, kind="fact"
    )
    bottom = max(_networks(picture, graph), _people(picture, graph))
    bottom = _panels(picture, graph, bottom + 24)
    bottom = _grants(picture, graph, bottom + 24)
    for number, row in enumerate(lines(f"Resources by service: {facts.inventory(graph)}", WIDTH - 60)):
        picture.text((24, bottom + 28 + 16 * number), row, "label", width=WIDTH - 40)
        end = bottom + 28 + 16 * number
    return picture.svg(WIDTH, end + 20)


def _networks(picture: Drawing, graph: Graph) -> float:
    (cluster,) = graph.of("containerservice:ManagedCluster")
    subnets = graph.of("network:Subnet")
    nodes = next(one for one in subnets if graph.users(one, (cluster.kind,), "agentPoolProfiles"))
    network = _network(graph, nodes)
    inside = [one for one in subnets if _network(graph, one) == network]
    x, width = NETWORK
    out, out_width = SERVICES
    _way_out(picture, graph)
    picture.area((out, TOP), out_width, 124, "Internet", "outside")
    for number, row in enumerate(facts.allowed(graph)):
        picture.text((out + 14, TOP + 60 + 18 * number), row, width=out_width - 24)

    endpoints = graph.of("network:PrivateEndpoint")
    top = TOP + 124 + 44
    height = max(PITCH * len(endpoints) + 92, 420)
    picture.area((x, top), width, height, f"Platform network  {_prefixes(network)}", "network")
    picture.text((x + width - 14, top + 23), "every subnet with its own rules", "label", width=240, anchor="end")
    picture.line((x + 150, top - 2), (x + 150, TOP + 126))
    picture.text((x + 162, top - 17), "0.0.0.0/0 of the nodes", "label", width=380)
    api_y = top + 40
    _api_server(picture, graph, cluster, inside, api_y)
    _nodes(picture, graph, cluster, inside, (api_y + 136, top + height - 16))
    _endpoints(picture, graph, inside, (api_y, top + height - 16))
    return float(top + height)


def _way_out(picture: Drawing, graph: Graph) -> None:
    x, width = NETWORK
    addresses = f"public addresses of the platform: {len(graph.of('network:PublicIPAddress'))}"
    for firewall in graph.of("network:AzureFirewall"):
        (subnet,) = graph.sources(firewall, "ipConfigurations", "network:Subnet")
        (policy,) = graph.of("network:FirewallPolicy")
        title = f"Hub network  {_prefixes(_network(graph, subnet))}"
        name = f"Azure Firewall {firewall.known('sku.tier')}, zones {', '.join(firewall.known('zones'))}"
        said = [
            (
                f"threat intelligence {policy.known('threatIntelMode')}, intrusion detection "
                f"{policy.known('intrusionDetection.mode')}, {facts.true_of(policy, PROXY)}"
            ),
            f"subnet {subnet.known('addressPrefix')}, {addresses}",
        ]
        break
    else:
        title, name, said = "Way out", "None of the platform's own", [addresses]
        if graph.of("network:NatGateway"):
            name, said = "NAT gateway", ["lets everything out and nothing in", addresses]
    picture.area((x, TOP), width, 124, title, "network")
    picture.card((x + 20, TOP + 38), width - 40, name, said, "network box")
    picture.line((x + width - 20, TOP + 66), (SERVICES[0] - 2, TOP + 66))


def _api_server(picture: Drawing, graph: Graph, cluster: Resource, inside: list[Resource], y: float) -> None:
    x = NETWORK[0] + 16
    subnet = next(one for one in inside if graph.users(one, (cluster.kind,), "apiServerAccessProfile"))
    picture.area((x, y), 300, 114, f"API server  {subnet.known('addressPrefix')}", "subnet")
    picture.card(
        (x + 12, y + 34),
        276,
        f"AKS {cluster.known('kubernetesVersion')}, {cluster.known('sku.tier')}",
        facts.api_server(cluster),
        "network box",
    )
    picture.line((PEOPLE[0] + PEOPLE[1] + 2, y + 66), (x - 2, y + 66))


def _nodes(
    picture: Drawing, graph: Graph, cluster: Resource, inside: list[Resource], span: tuple[float, float]
) -> None:
    x, (y, end) = NETWORK[0] + 16, span
    subnet = next(one for one in inside if graph.users(one, (cluster.kind,), "agentPoolProfiles"))
    picture.area((x, y), 300, end - y, f"Nodes  {subnet.known('addressPrefix')}", "subnet")
    picture.line((x + 150, y - 1), (x + 150, y - 20))
    below = y + 34
    for name, size in facts.pools(graph, cluster):
        below += 8 + picture.card((x + 12, below), 276, f"Pool {name}", [size], "nodes box")
    for row in (row for fact in facts.nodes(cluster) for row in lines(fact, 276)):
        below += 16
        picture.text((x + 12, below), row, width=284)


def _endpoints(picture: Drawing, graph: Graph, inside: list[Resource], span: tuple[float, float]) -> None:
    (x, width), (y, end) = NETWORK, span
    left, subnet_width = x + width - 224, 208
    subnet = next(one for one in inside if graph.users(one, ("network:PrivateEndpoint",)))
    picture.area((left, y), subnet_width, end - y, f"Endpoints  {subnet.known('addressPrefix')}", "subnet")
    nodes_end = x + 316
    picture.line((nodes_end + 1, y + 210), (left - 2, y + 210))
    zones = len(graph.of("privatedns:PrivateZone"))
    picture.text((left + 12, y + 42), f"{zones} private zones name them", "label", width=subnet_width - 16)
    out, out_width = SERVICES
    for number, endpoint in enumerate(facts.endpoints(graph)):
        middle = y + 52 + PITCH * number
        picture.box((left + 12, middle + 8), subnet_width - 24, 30, "network box")
        (group,) = endpoint.known("privateLinkServiceConnections.0.groupIds")
        picture.text((left + 24, middle + 28), f"{group}", "name", width=subnet_width - 40)
        name, fact = facts.about(graph, facts.target(graph, endpoint))
        picture.card((out, middle), out_width, name, [fact], "data box")
        picture.line((left + subnet_width - 12, middle + 23), (out - 2, middle + 23))


def _people(picture: Drawing, graph: Graph) -> float:
    x, width = PEOPLE
    assignments = graph.of("authorization:RoleAssignment", ELIGIBLE)
    people = sorted({holder(graph, one) for one in assignments if graph.component(one, "Persona")})
    credentials = graph.of("managedidentity:FederatedIdentityCredential")
    # The others are workloads', whose issuer is the cluster itself.
    pipelines = [one for one in credentials if "githubusercontent" in one.known("issuer", "")]
    cards = [("Administrators", "Entra, of the cluster")]
    cards += [(name.replace("-", " ").capitalize(), "Entra group") for name in people]
    cards += [(f"Pipeline {one.name}", "GitHub, no stored secret") for one in pipelines]
    top = TOP + 124 + 44
    height = 44 + 58 * len(cards)
    picture.area((x, top), width, height, "Who comes in", "people")
    for number, (name, fact) in enumerate(cards):
        picture.card((x + 12, top + 36 + 58 * number), width - 24, name, [fact], "people box")
    return float(top + height)


def _panels(picture: Drawing, graph: Graph, y: float) -> float:
    panels = (
        ("Encrypted with keys of our own", "keys", facts.keys(graph)),
        ("Watched", "watch", facts.watching(graph)),
        ("Held in place", "rules", facts.holding(graph)),
    )
    width = (WIDTH - 48 - 2 * 16) / 3
    rows = [[row for fact in said for row in _item(fact, width - 28)] for _, _, said in panels]
    height = 40 + 18 * max(map(len, rows))
    for number, (title, kind, _) in enumerate(panels):
        x = 24 + number * (width + 16)
        picture.area((x, y), width, height, title, kind)
        for place, row in enumerate(rows[number]):
            picture.text((x + 14, y + 46 + 18 * place), row, width=width - 14)
    return y + height


def _grants(picture: Drawing, graph: Graph, y: float) -> float:
    columns: list[list[tuple[str, str]]] = [[], [], []]
    width = (WIDTH - 48) / len(columns) - 10
    for who, roles in grants(graph).items():
        rows = [(who, "name"), *((row, "fact") for role in roles for row in _item(role, width - 30))]
        min(columns, key=len).extend(rows)
    height = 50 + 17 * max(map(len, columns))
    title = "Who may do what: every role that is granted, and where; platform is its resource group"
    picture.area((24, y), WIDTH - 48, height, title, "people")
    for number, column in enumerate(columns):
        for place, (row, kind) in enumerate(column):
            x = 38 + number * (width + 10) + (0 if kind == "name" else 12)
            picture.text((x, y + 50 + 17 * place), row, kind, width=width - 12)
    return y + height


def _item(text: str, width: float) -> list[str]:
    first, *rest = lines(text, width)
    return [first, *(f"\u2003{row}" for row in rest)]


def _network(graph: Graph, subnet: Resource) -> Resource:
    return graph.sources(subnet, "virtualNetworkName", "network:VirtualNetwork")[0]


def _prefixes(network: Resource) -> str:
    return ", ".join(network.known("addressSpace.addressPrefixes"))

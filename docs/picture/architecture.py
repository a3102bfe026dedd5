"""Lays the platform out as its operators think of it: people, networks, services, what watches and what holds."""

from docs.picture import facts
from docs.picture.egress import way_out
from docs.picture.grants import ELIGIBLE, grants, holder
from docs.picture.graph import Graph
from docs.picture.stamps import draw_further
from docs.picture.svg import Drawing, card_height, lines

WIDTH = 1120
PEOPLE, NETWORK, SERVICES = (24, 190), (262, 560), (868, 228)
"""Left edge and width of the three columns."""
TOP = 92
PITCH = 56
"""Distance of private endpoints, and of the services that they lead to."""


def draw(graph: Graph, source: str = "a recorded preview") -> str:
    """Return the picture of a stack as SVG: the first stamp in full, and what the others are."""
    stack = graph.resources[0].urn.split(":")[2]
    picture = Drawing(
        f"Architecture of the stack {stack}",
        f"Networks, services, identities and rules of the {len(graph.cloud)} resources that the stack previews.",
        source,
    )
    picture.text((24, 42), f"What the stack {stack} builds", "title", width=600)
    picture.text((24, 66), f"{facts.title(graph)}, read from a preview on the real engine", width=800, kind="fact")
    bottom = max(_networks(picture, graph), _people(picture, graph))
    if len(graph.stamps) > 1:
        top, x = bottom + 24, (PEOPLE[0] + PEOPLE[1] + NETWORK[0]) / 2
        bottom = draw_further(picture, graph, (24, top), WIDTH - 48)
        if graph.of("network:AzureFirewall"):
            picture.line((x, top - 1), (x, TOP + 66), (NETWORK[0] - 2, TOP + 66))
            picture.text((x - 10, TOP + 70), "0.0.0.0/0 of the others", "label", width=190, anchor="end")
    bottom = _panels(picture, graph, bottom + 24)
    bottom = _grants(picture, graph, bottom + 24)
    for number, row in enumerate(lines(f"Resources by service: {facts.inventory(graph)}", WIDTH - 60)):
        picture.text((24, bottom + 28 + 16 * number), row, "label", width=WIDTH - 40)
        end = bottom + 28 + 16 * number
    return picture.svg(WIDTH, end + 20)


def _networks(picture: Drawing, graph: Graph) -> float:
    """Draw the first stamp and its way out, and return where its network ends."""
    here = graph.at(graph.stamps[0])
    cluster = facts.cluster(here)
    x, width = NETWORK
    leaves = _way_out(picture, here)
    top = TOP + 124 + 44
    inside = top + 40
    api_server = 34 + card_height(276, facts.version(cluster), facts.api_server(cluster)) + 12
    pools, said = facts.pools(here, cluster), [row for fact in facts.nodes(cluster) for row in lines(fact, 276)]
    nodes = 46 + sum(8 + card_height(276, f"Pool {name}", [size]) for name, size in pools) + 16 * len(said)
    height = max(PITCH * len(facts.endpoints(here)) + 104, api_server + nodes + 78, 420)
    many = len(graph.stamps) > 1
    title = f"{'First stamp' if many else 'Platform network'}  {facts.prefixes(here)}"
    picture.area((x, top), width, height, title, "network")
    label = facts.region(here) if many else "every subnet with its own rules"
    picture.text((x + width - 14, top + 23), label, "label", width=260, anchor="end")
    if leaves:
        picture.line((x + 150, top - 2), (x + 150, TOP + 126))
        picture.text((x + 162, top - 17), "0.0.0.0/0 of the nodes", "label", width=380)
    _api_server(picture, here, (inside, api_server))
    _nodes(picture, here, said, (inside + api_server + 22, top + height - 16))
    _endpoints(picture, here, (inside, top + height - 16))
    return float(top + height)


def _way_out(picture: Drawing, here: Graph) -> bool:
    (x, width), (out, out_width) = NETWORK, SERVICES
    way = way_out(here)
    picture.area((x, TOP), width, 124, way.place, "network")
    picture.card((x + 20, TOP + 38), width - 40, way.name, way.said, "network box")
    picture.area((out, TOP), out_width, 124, "Internet", "outside")
    for number, row in enumerate(way.reaches):
        picture.text((out + 14, TOP + 60 + 18 * number), row, width=out_width - 24)
    if way.leaves:
        picture.line((x + width - 20, TOP + 66), (out - 2, TOP + 66))
    return way.leaves


def _api_server(picture: Drawing, here: Graph, span: tuple[float, float]) -> None:
    x, (y, height), cluster = NETWORK[0] + 16, span, facts.cluster(here)
    picture.area((x, y), 300, height, f"API server  {facts.subnet(here, facts.API_SERVER)}", "subnet")
    picture.card((x + 12, y + 34), 276, facts.version(cluster), facts.api_server(cluster), "network box")
    picture.line((PEOPLE[0] + PEOPLE[1] + 2, y + 66), (x - 2, y + 66))


def _nodes(picture: Drawing, here: Graph, said: list[str], span: tuple[float, float]) -> None:
    x, (y, end) = NETWORK[0] + 16, span
    picture.area((x, y), 300, end - y, f"Nodes  {facts.subnet(here, facts.NODES)}", "subnet")
    picture.line((x + 150, y - 1), (x + 150, y - 20))
    below = y + 34
    for name, size in facts.pools(here, facts.cluster(here)):
        below += 8 + picture.card((x + 12, below), 276, f"Pool {name}", [size], "nodes box")
    for row in said:
        below += 16
        picture.text((x + 12, below), row, width=284)


def _endpoints(picture: Drawing, here: Graph, span: tuple[float, float]) -> None:
    (x, width), (y, end) = NETWORK, span
    left, subnet_width = x + width - 224, 208
    picture.area((left, y), subnet_width, end - y, f"Endpoints  {facts.subnet(here, facts.ENDPOINTS)}", "subnet")
    nodes_end = x + 316
    picture.line((nodes_end + 1, y + 210), (left - 2, y + 210))
    picture.text((left + 12, y + 42), facts.zones(here), "label", width=subnet_width - 16)
    out, out_width = SERVICES
    for number, endpoint in enumerate(facts.endpoints(here)):
        middle = y + 52 + PITCH * number
        picture.box((left + 12, middle + 8), subnet_width - 24, 30, "network box")
        (group,) = endpoint.known("privateLinkServiceConnections.0.groupIds")
        picture.text((left + 24, middle + 28), f"{group}", "name", width=subnet_width - 40)
        name, fact = facts.about(here, facts.target(here, endpoint))
        picture.card((out, middle), out_width, name, [fact], "data box")
        picture.line((left + subnet_width - 12, middle + 23), (out - 2, middle + 23))


def _people(picture: Drawing, graph: Graph) -> float:
    x, width = PEOPLE
    assignments = graph.of("authorization:RoleAssignment", ELIGIBLE)
    people = sorted({holder(graph, one)[1] for one in assignments if graph.component(one, "Persona")})
    credentials = graph.of("managedidentity:FederatedIdentityCredential")
    # The others are workloads', whose issuer is the cluster itself.
    pipelines = [one for one in credentials if "githubusercontent" in one.known("issuer", "")]
    cards = [("Administrators", "Entra, of the cluster")]
    cards += [(name.replace("-", " ").capitalize(), "Entra group") for name in people]
    cards += [(f"Pipeline {one.name}", "GitHub, no stored secret") for one in pipelines]
    top = TOP + 124 + 44
    height = 46 + sum(8 + card_height(width - 24, name, [fact]) for name, fact in cards)
    picture.area((x, top), width, height, "Who comes in", "people")
    below = top + 36.0
    for name, fact in cards:
        below += 8 + picture.card((x + 12, below), width - 24, name, [fact], "people box")
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
        rows = [(row, "name") for row in lines(who, width - 30, "name")]
        rows += [(row, "fact") for role in roles for row in _item(role, width - 30)]
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

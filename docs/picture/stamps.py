"""The stamps beside the first: each with its subnets while they are few, one card each when they are many."""

from collections import Counter

from docs.picture import facts
from docs.picture.egress import way_out
from docs.picture.grants import times
from docs.picture.graph import Graph
from docs.picture.svg import Drawing, card_height

FEW = 6
"""Stamps that are shown with their subnets."""
GAP, HEAD = 14, 38
Card = tuple[str, list[str], str]
"""Name, facts and kind."""


def draw_further(picture: Drawing, graph: Graph, at: tuple[float, float], width: float) -> float:
    """Draw all stamps but the first in one frame, and return where it ends."""
    x, y = at
    stamps = graph.stamps[1:]
    few = len(stamps) <= FEW
    columns = min(max(len(stamps), 2), 3) if few else 4
    room = (width - GAP) / columns - GAP
    inner = room - 2 * GAP if few else room
    cards = {stamp: _cards(graph.at(stamp)) if few else [_summary(stamp, graph.at(stamp))] for stamp in stamps}
    heights = {stamp: sum(8 + card_height(inner, *card[:2]) for card in of) - 8 for stamp, of in cards.items()}
    rows = [stamps[start : start + columns] for start in range(0, len(stamps), columns)]
    tall = [max(heights[stamp] for stamp in row) + (HEAD + GAP if few else 0) for row in rows]
    said = "each with a network, endpoints, vaults and keys of its own; registry, logs and people are shared"
    title = f"{facts.count(len(stamps), 'further stamp')}, {said}"
    end = y + HEAD + sum(tall) + GAP * len(rows)
    picture.area(at, width, end - y, title, "group")
    top = y + HEAD
    for row, height in zip(rows, tall, strict=True):
        for number, stamp in enumerate(row):
            left, below = x + GAP + number * (room + GAP), top
            if few:
                here = graph.at(stamp)
                picture.area((left, top), room, height, f"{_named(stamp, here)}  {facts.prefixes(here)}", "network")
                left, below = left + GAP, top + HEAD
            for name, about, kind in cards[stamp]:
                below += 8 + picture.card((left, below), inner, name, about, kind)
        top += height + GAP
    return end


def _named(stamp: str, here: Graph) -> str:
    return ", ".join(filter(None, (stamp.removesuffix("-"), facts.region(here))))


def _cards(here: Graph) -> list[Card]:
    cluster = facts.cluster(here)
    services = Counter(facts.TARGETS[facts.target(here, one).kind] for one in facts.endpoints(here))
    reached = ", ".join(name + times(number) for name, number in services.items())
    pools = [f"{name}: {size}" for name, size in facts.pools(here, cluster)]
    return [
        (facts.version(cluster), [f"API server in {facts.subnet(here, facts.API_SERVER)}"], "network box"),
        (f"Nodes {facts.subnet(here, facts.NODES)}", [*pools, way_out(here).short], "nodes box"),
        (f"Endpoints {facts.subnet(here, facts.ENDPOINTS)}", [reached], "data box"),
    ]


def _summary(stamp: str, here: Graph) -> Card:
    pools = facts.pools(here, facts.cluster(here))
    size = f"{facts.version(facts.cluster(here))}, {facts.count(len(pools), 'pool')}"
    return _named(stamp, here), [facts.prefixes(here), size, way_out(here).short], "network box"

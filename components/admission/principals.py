"""Who asks: people and pipelines are judged, Kubernetes itself is not."""

PEOPLE = {
    "people": "!request.userInfo.groups.exists(g, g in"
    " ['system:masters', 'system:nodes', 'system:serviceaccounts:kube-system'])"
}
"""Kubernetes makes and aggregates its own roles, AKS those of its add-ons."""
BREAK_GLASS = "system:masters"
"""The group of the certificate that Azure itself signs in with; with local accounts off, nobody else is in it."""

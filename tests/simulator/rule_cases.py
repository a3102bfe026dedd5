"""Rule -> the code Azure refuses with, an act that it refuses, and a neighbour that it lets pass."""

from tests.simulator import (
    cases_backups,
    cases_clusters,
    cases_data,
    cases_egress,
    cases_identity,
    cases_network,
    cases_operations,
    cases_pools,
    cases_services,
)
from tests.simulator.acts import Case

CASES: dict[str, Case] = {
    **cases_network.CASES,
    **cases_identity.CASES,
    **cases_data.CASES,
    **cases_clusters.CASES,
    **cases_egress.CASES,
    **cases_pools.CASES,
    **cases_services.CASES,
    **cases_backups.CASES,
    **cases_operations.CASES,
}
"""By the name of the rule; several ways to break one are told apart in brackets."""

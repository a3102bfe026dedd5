"""What is judged: the stack prod as the engine has told it to the policy pack, thinned out or repeated."""

from collections.abc import Iterator

from pulumi.runtime.proto import analyzer_pb2 as proto

from tests.policypacks.recordings import Recording


def recorded(size: int) -> Recording:
    """Return that many resources of the stack prod; when it has fewer, the same again under other URNs."""
    once = Recording.stored("prod")
    if size <= len(once.resources):
        return _first(once, size)
    copies, rest = divmod(size, len(once.resources))
    parts = [*(once.copied(number) for number in range(copies)), _first(once, rest)]
    return Recording(
        tuple(one for part in parts for one in part.resources),
        proto.AnalyzeStackRequest(resources=[one for part in parts for one in part.stack.resources]),
    )


def _first(recording: Recording, size: int) -> Recording:
    """Return so many of the resources, and with each all that it was given outputs of, as an engine would tell them."""
    known = {one.urn: one for one in recording.stack.resources}
    chosen: dict[str, None] = {}

    def choose(urn: str) -> None:
        if urn in known and urn not in chosen:
            for target in sorted({*known[urn].dependencies, *_sources(known[urn])}):
                choose(target)
            chosen[urn] = None

    for urn in known:
        choose(urn)
    first = set(list(chosen)[:size])
    return Recording(
        tuple(one for one in recording.resources if one.urn in first),
        proto.AnalyzeStackRequest(resources=[one for one in recording.stack.resources if one.urn in first]),
    )


def _sources(resource: proto.AnalyzerResource) -> Iterator[str]:
    return (urn for one in resource.propertyDependencies.values() for urn in one.urns)

"""What of a stack no guardrail looks at, and what to do about it: silence would pass for a verdict."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from guardrails.custom import is_opaque
from guardrails.generic import is_of_unknown_type
from guardrails.kinds import HELM_RELEASE
from guardrails.stack import Stack
from guardrails.tokens import is_foreign


def not_evaluated(stack: Stack, unread: Mapping[str, Collection[str]]) -> Iterator[str]:
    """Yield a notice for each way to make what nobody judges.

    Args:
        stack: The resources as they will be.
        unread: What templates and scripts make that is not judged in full, by the name of the template.

    """
    foreign = Counter(one.token for one in stack.resources if is_foreign(one.token))
    if foreign:
        yield (
            f"{foreign.total()} resources of Azure are not evaluated, for another provider makes them: "
            f"{_counted(foreign)}. Define them with azure-native to have them judged."
        )
    opaque = Counter(one.token for one in stack.resources if is_opaque(one.token))
    if opaque:
        yield (
            f"What {opaque.total()} resources make or run is not evaluated, for no guardrail knows their types: "
            f"{_counted(opaque)}. Review them by hand, or use kinds that the pack knows."
        )
    if unread:
        named = "; ".join(f"{name}: {', '.join(sorted(what))}" for name, what in sorted(unread.items()))
        yield (
            f"What these templates and scripts make is not evaluated in full, on its own at most: {named}. "
            "Define it with azure-native to have it judged with the rest."
        )
    unknown = sorted(one.name for one in stack.resources if is_of_unknown_type(one.token, one.raw))
    if unknown:
        yield (
            f"The type of {len(unknown)} generic resources is known only after the update, so that nothing judges "
            f"them: {', '.join(unknown)}. Write resource_provider_namespace and resource_type as texts."
        )
    releases = sorted(one.name for one in stack.resources if one.token == HELM_RELEASE)
    if releases:
        yield (
            f"What {len(releases)} Helm releases install is not evaluated: {', '.join(releases)}. "
            "Use kubernetes.helm.v4.Chart to have their objects judged."
        )


def _counted(types: Counter[str]) -> str:
    return ", ".join(f"{token} ({count})" for token, count in sorted(types.items()))

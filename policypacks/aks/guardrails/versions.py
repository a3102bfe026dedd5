"""What Azure makes of an absent property at older versions of its API."""

from guardrails.checks import Check, where
from guardrails.props import Problems, Props, decided


def since(version: str, check: Check, *, before: Check) -> Check:
    """As `check`; as the stricter `before` where the resource names an API version older than `version`."""

    def judge(props: Props) -> Problems:
        found = list(decided(check, props))
        yield from found or where(lambda one: one.text("azureApiVersion", version) < version, before)(props)

    return judge

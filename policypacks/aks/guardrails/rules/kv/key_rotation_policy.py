"""A key must be rotated by the vault."""

from collections.abc import Mapping
from math import inf
from typing import Any

from guardrails.checks import is_present
from guardrails.frameworks import azure_policy, cis_azure, mcsb, psrule
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.lifetimes import days_parameter, duration_days
from guardrails.props import Problems, Props, select
from guardrails.subjects import KEY

_POLICY = "properties.rotationPolicy"


def check(key: Props, values: Mapping[str, Any]) -> Problems:
    """A trigger counts from creation, or back from the expiry, which the key has to have."""
    actions = key.objects(f"{_POLICY}.lifetimeActions")
    rotating = select(actions, lambda action: action.text("action.type").lower() == "rotate")
    if not rotating:
        yield f"must have an action of type rotate in {_POLICY}.lifetimeActions"
    elif not select(rotating, lambda action: _age(key, action) <= values["days"]):
        yield f"must be rotated within {values['days']} days by {_POLICY}.lifetimeActions"


def _age(key: Props, action: Props) -> float:
    """Return the key's age in days when the action rotates it, infinite when it never does."""
    after = duration_days(action.text("trigger.timeAfterCreate"))
    before = duration_days(action.text("trigger.timeBeforeExpiry"))
    if after is None and before is not None and is_present(key, "properties.attributes.expires"):
        life = duration_days(key.text(f"{_POLICY}.attributes.expiryTime"))
        after = None if life is None else life - before
    return inf if after is None else after


def _policy(
    trigger: dict[str, str], expiry: str = "P2Y", action: str = "rotate", **properties: object
) -> dict[str, object]:
    actions = [{"action": {"type": action}, "trigger": trigger}]
    policy = {"attributes": {"expiryTime": expiry}, "lifetimeActions": actions}
    return {"properties": {"rotationPolicy": policy, **properties}}


_EXPIRES = {"expires": 1830297600}


GUARDRAIL = Guardrail(
    title="The vault rotates the key by itself",
    applies_to=KEY,
    severity=Severity.MEDIUM,
    why="A rotation that people must remember does not happen, or happens on the day the key has expired.",
    fix="Set rotation_policy.lifetime_actions=[{'action': {'type': 'rotate'}, 'trigger': "
    "{'time_after_create': 'P90D'}}] in the properties of the Key.",
    link="https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation",
    absent="Azure rotates nothing by itself, so absent fails; before an expiry it rotates only a key that has one, in "
    "attributes.expires.",
    requirements=("004-3", "002-17"),
    controls=(
        cis_azure("3.3.8"),
        mcsb("DP-6"),
        azure_policy("d8cf8476-a2ec-4916-896e-992351803c44"),
        psrule("Azure.KeyVault.AutoRotationPolicy"),
    ),
    check=check,
    parameters=days_parameter(365, "The greatest age of a key, in days."),
    passing={
        "90 days after creation": _policy({"timeAfterCreate": "P90D"}),
        "a year after creation": _policy({"timeAfterCreate": "P1Y"}),
        "30 days before a year is over": _policy({"timeBeforeExpiry": "P30D"}, expiry="P1Y", attributes=_EXPIRES),
        "90 days after creation, whatever is said of the expiry": _policy(
            {"timeAfterCreate": "P90D", "timeBeforeExpiry": "P30D"}, attributes=_EXPIRES
        ),
        **{
            f"{period} after creation, and as much is allowed": Example(
                _policy({"timeAfterCreate": period}), settings={"days": days}
            )
            for period, days in (("P1Y", 365), ("P1M", 30), ("P1W", 7), ("P1D", 1), ("P1Y2M3W4D", 450))
        },
    },
    failing={
        "rotation is left at Azure's default": {"properties": {"kty": "RSA"}},
        "a warning only": _policy({"timeBeforeExpiry": "P30D"}, action="notify"),
        "18 months after creation": _policy({"timeAfterCreate": "P18M"}),
        "a month before two years are over": _policy({"timeBeforeExpiry": "P1M"}, attributes=_EXPIRES),
        "30 days before an expiry that the key does not have": _policy({"timeBeforeExpiry": "P30D"}, expiry="P1Y"),
        "no trigger": _policy({}),
        "at once, which is no period": _policy({"timeAfterCreate": "P0D"}),
        **{
            f"{period} after creation, and a day less is allowed": Example(
                _policy({"timeAfterCreate": period}), settings={"days": days}
            )
            for period, days in (("P1Y", 364), ("P1M", 29), ("P1W", 6), ("P2D", 1))
        },
    },
)

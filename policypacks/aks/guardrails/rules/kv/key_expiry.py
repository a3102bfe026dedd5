"""A key must expire."""

from guardrails.checks import is_present
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, all_of, any_of, select
from guardrails.subjects import KEY

_DATE = "properties.attributes.expires"
_POLICY = "properties.rotationPolicy"
_PERIOD = f"{_POLICY}.attributes.expiryTime"


def check(key: Props) -> Problems:
    """A rotation policy gives its expiry to the versions that it makes; the one before them is only replaced."""

    def replaced() -> bool:
        return all_of(
            lambda: is_present(key, _PERIOD),
            lambda: bool(select(key.objects(f"{_POLICY}.lifetimeActions"), _rotates_by_age)),
        )

    if not any_of(lambda: is_present(key, _DATE), replaced):
        yield f"must set {_DATE}, or {_PERIOD} and a rotation after creation"


def _rotates_by_age(action: Props) -> bool:
    return all_of(
        lambda: action.text("action.type").lower() == "rotate",
        lambda: is_present(action, "trigger.timeAfterCreate"),
    )


def _policy(period: str, action: str, **trigger: str) -> dict[str, object]:
    actions = [{"action": {"type": action}, "trigger": trigger}]
    return {"properties": {"rotationPolicy": {"attributes": {"expiryTime": period}, "lifetimeActions": actions}}}


GUARDRAIL = Guardrail(
    title="The key expires, itself or by its rotation policy",
    applies_to=KEY,
    severity=Severity.MEDIUM,
    why="A key that never expires is never replaced: what leaked years ago still opens everything.",
    fix="Set rotation_policy in the properties of the Key, with attributes.expiry_time (P1Y) and a rotation by "
    "time_after_create, or attributes.expires.",
    link="https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation",
    absent="Azure lets a key live for ever, so absent fails; an expiry in the rotation policy does not affect the "
    "version that there is, so without a rotation after creation it fails, too.",
    requirements=("002-17", "004-3"),
    controls=(
        cis_azure("3.3.1"),
        cis_azure("3.3.2"),
        mcsb("DP-6"),
        azure_policy("152b15f7-8e1f-4c1f-ab71-8c010ba5dbc0"),
        checkov("CKV_AZURE_40"),
    ),
    check=check,
    passing={
        "a date": {"properties": {"attributes": {"expires": 1830297600}}},
        "a rotation policy": _policy("P1Y", "rotate", timeAfterCreate="P180D"),
    },
    failing={
        "the expiry is left at Azure's default": {"properties": {"kty": "RSA"}},
        "a rotation policy without an expiry": {
            "properties": {
                "rotationPolicy": {
                    "lifetimeActions": [{"action": {"type": "rotate"}, "trigger": {"timeAfterCreate": "P180D"}}]
                }
            }
        },
        "an expiry of versions that nothing makes": {
            "properties": {"rotationPolicy": {"attributes": {"expiryTime": "P1Y"}}}
        },
        "an expiry, and a warning": _policy("P1Y", "notify", timeBeforeExpiry="P30D"),
        "an expiry, and a rotation before one that the key does not have": _policy(
            "P1Y", "rotate", timeBeforeExpiry="P30D"
        ),
    },
)

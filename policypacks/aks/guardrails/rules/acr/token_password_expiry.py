"""A password of a registry token must expire."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.lifetimes import moment
from guardrails.props import Problems, Props
from guardrails.subjects import REGISTRY_TOKEN


def check(token: Props, values: Mapping[str, Any]) -> Problems:
    """Counts from the password's creation where that is given and past, else from now: it can only become better."""
    longest, now = timedelta(days=values["days"]), datetime.now(UTC)

    def judge(password: Props) -> Problems:
        expiry = moment(password.text("expiry"))
        if expiry is None:
            yield f"must give {password.path} an expiry"
        elif expiry - min(moment(password.text("creationTime")) or now, now) > longest:
            yield f"must let {password.path} expire within {values['days']} days"

    yield from token.each("credentials.passwords", judge)


GUARDRAIL = Guardrail(
    title="Passwords of registry tokens expire soon",
    applies_to=REGISTRY_TOKEN,
    severity=Severity.HIGH,
    why="A token is no identity: its password has no owner, no conditional access, and without an expiry "
    "it works until someone remembers it.",
    fix="Give each of credentials.passwords on the Token an expiry at most 90 days ahead, or use an Entra"
    " ID identity instead.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions",
    absent="A password without an expiry never expires, so it fails; a token without passwords passes.",
    requirements=("000-7",),
    controls=(cis_aks("5.1.2"), mcsb("IM-3")),
    check=check,
    parameters={
        "days": {
            "type": "integer",
            "minimum": 1,
            "default": 90,
            "description": "The longest life of a password, in days.",
        }
    },
    passing={
        "the password lives for 60 days": {
            "credentials": {
                "passwords": [
                    {"name": "password1", "creationTime": "2026-11-01T00:00:00Z", "expiry": "2026-12-31T00:00:00Z"}
                ]
            }
        },
        "the password has expired": {
            "credentials": {"passwords": [{"name": "password1", "expiry": "2020-01-01T00:00:00Z"}]}
        },
        "no passwords": {"status": "disabled"},
        "the password lived for 90 days": {
            "credentials": {
                "passwords": [
                    {"name": "password1", "creationTime": "2020-01-01T00:00:00Z", "expiry": "2020-03-31T00:00:00Z"}
                ]
            }
        },
        "times that name no zone are of UTC": {
            "credentials": {
                "passwords": [
                    {"name": "password1", "creationTime": "2020-01-01T00:00:00", "expiry": "2020-03-31T00:00:00"}
                ]
            }
        },
    },
    failing={
        "the password never expires": {"credentials": {"passwords": [{"name": "password1"}]}},
        "the password lives for a year": {
            "credentials": {
                "passwords": [
                    {"name": "password1", "creationTime": "2026-11-01T00:00:00Z", "expiry": "2027-11-01T00:00:00Z"}
                ]
            }
        },
        "the password is said to be created in the far future": {
            "credentials": {
                "passwords": [
                    {"name": "password1", "creationTime": "9999-01-01T00:00:00Z", "expiry": "9999-01-31T00:00:00Z"}
                ]
            }
        },
        "the password expires in the far future": {
            "credentials": {"passwords": [{"name": "password1", "expiry": "9999-01-01T00:00:00Z"}]}
        },
        "the expiry is no date": {"credentials": {"passwords": [{"name": "password1", "expiry": "never"}]}},
        "the password lived for a year": {
            "credentials": {
                "passwords": [
                    {"name": "password1", "creationTime": "2020-01-01T00:00:00Z", "expiry": "2020-12-31T00:00:00Z"}
                ]
            }
        },
    },
)

"""A public load balancer must not lead to logins or a cluster's API."""

from functools import partial

from guardrails.checks import number, place
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.props import Problems, Props, Undecided, any_of, decided, sift
from guardrails.references import last_name
from guardrails.security_rules import ADMINISTRATION
from guardrails.stack import Resource, Stack
from guardrails.subjects import INBOUND_NAT_RULE, LOAD_BALANCER, PUBLIC_ADDRESS

_LISTS = ("inboundNatRules", "inboundNatPools", "loadBalancingRules")


def check(balancer: Resource, stack: Stack) -> Problems:
    """The port behind decides, whatever the one in front."""
    own = [one for path in _LISTS for one in balancer.listed(path, INBOUND_NAT_RULE.token)]
    listed, unclear = sift((one for one in own if isinstance(one, Resource)), _leads_to_login)
    alone, unknown = sift(
        stack.pointing(INBOUND_NAT_RULE, balancer, "loadBalancerName"),
        lambda rule: _leads_to_login(rule) and rule.points_at("loadBalancerName", balancer),
    )
    for rule in (*listed, *alone):
        yield from decided(_published, balancer, rule)
    yield from (*(one for one in own if isinstance(one, Undecided)), *unclear, *unknown)


def _leads_to_login(rule: Props) -> bool:
    return number(rule, "backendPort") in ADMINISTRATION


def _published(balancer: Resource, rule: Resource) -> Problems:
    frontends = balancer.objects("frontendIPConfigurations")
    public = [one for one in frontends if one.has("publicIPAddress") or one.has("publicIPPrefix")]
    if public and (len(public) == len(frontends) or any_of(*(partial(_starts_at, rule, one) for one in public))):
        yield f"must not publish {ADMINISTRATION[number(rule, 'backendPort')]}{place(rule) or f' (by {rule.name})'}"


def _starts_at(rule: Props, frontend: Props) -> bool:
    return last_name(rule.text("frontendIPConfiguration.id")) == frontend.text("name").lower()


_OUT, _IN = {"name": "out", "publicIPAddress": {"id": Output("address")}}, {"name": "in", "subnet": {"id": "services"}}
_BALANCER = (
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/example/providers/Microsoft.Network"
    "/loadBalancers/balancer"
)


def _rule(port: int, frontend: str = "out") -> Values:
    return {
        "name": "way",
        "backendPort": port,
        "frontendIPConfiguration": {"id": f"{_BALANCER}/frontendIPConfigurations/{frontend}"},
    }


def _balancer(*frontends: Values, **lists: Values) -> dict[str, ExampleResource]:
    properties = {"frontendIPConfigurations": list(frontends), **{key: [rule] for key, rule in lists.items()}}
    return {
        "address": ExampleResource(PUBLIC_ADDRESS.token),
        "balancer": ExampleResource(LOAD_BALANCER.token, properties),
    }


def _alone(port: int) -> ExampleResource:
    return ExampleResource(INBOUND_NAT_RULE.token, {**_rule(port), "loadBalancerName": Output("balancer", "name")})


GUARDRAIL = StackGuardrail(
    title="No public load balancer leads to logins or a cluster's API",
    applies_to=LOAD_BALANCER,
    severity=Severity.HIGH,
    why="Behind such a rule SSH, Remote Desktop or the API server of a machine without a public address is on the "
    "Internet, one security rule away from everybody.",
    fix="Remove the rule from inbound_nat_rules, inbound_nat_pools or load_balancing_rules and come in through a "
    "bastion, or let it start at a frontend with a subnet.",
    link="https://learn.microsoft.com/azure/load-balancer/inbound-nat-rules",
    absent="A load balancer without rules or frontends leads nowhere, so absent passes.",
    requirements=("002-2",),
    controls=(mcsb("NS-1"), mcsb("NS-2")),
    check=check,
    passing={
        "a web server is published": {**_balancer(_OUT, inboundNatRules=_rule(8443)), "rule": _alone(443)},
        "SSH is led to from inside": _balancer(_IN, inboundNatRules=_rule(22, "in")),
        "SSH is led to from the inner one of two frontends": _balancer(_IN, _OUT, inboundNatRules=_rule(22, "in")),
        "a rule of its own is another's": {
            **_balancer(_OUT),
            "other": ExampleResource(LOAD_BALANCER.token, {"frontendIPConfigurations": [_IN]}),
            "rule": ExampleResource(
                INBOUND_NAT_RULE.token, {**_rule(22, "in"), "loadBalancerName": Output("other", "name")}
            ),
        },
        "there are no rules": _balancer(_OUT),
        "there are no frontends": _balancer(inboundNatRules=_rule(22)),
        "there is nothing": {"balancer": ExampleResource(LOAD_BALANCER.token)},
    },
    failing={
        "SSH is published": _balancer(_OUT, inboundNatRules=_rule(22)),
        "SSH is published beside an inner frontend": _balancer(_IN, _OUT, inboundNatRules=_rule(22)),
        "SSH is published beside an inner frontend, by an id that ends in a slash": _balancer(
            _IN, _OUT, inboundNatRules=_rule(22, "out/")
        ),
        "where the rule starts is left out": _balancer(_OUT, inboundNatRules={"name": "way", "backendPort": 22}),
        "SSH of a scale set is published": _balancer(_OUT, inboundNatPools=_rule(22)),
        "Remote Desktop is published by a prefix": _balancer(
            {"name": "out", "publicIPPrefix": {"id": "prefix"}}, inboundNatRules=_rule(3389)
        ),
        "the API server is published": _balancer(_OUT, loadBalancingRules=_rule(6443)),
        "a rule of its own publishes SSH": {**_balancer(_OUT), "rule": _alone(22)},
    },
)

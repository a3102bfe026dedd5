"""A team's routes answer for hosts that are its own, whatever gateway they hang from."""

from components.admission.examples import SUFFIX, in_default, route, virtual_service
from components.admission.hosts import IN_FULL, is_service_of_others
from components.admission.policy import AdmissionPolicy, Match

_HOST = f"web.{SUFFIX}"
_OTHERS = "web.shop.svc.cluster.local"

POLICY = AdmissionPolicy(
    title="Hosts of a route are named in full, end as the platform's do, and are no services of other namespaces.",
    fix="Name hosts below a suffix of the platform, or services of your own.",
    controls=("002-2",),
    link="https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec",
    match=(
        Match("gateway.networking.k8s.io", ("httproutes", "grpcroutes", "tlsroutes"), version="*"),
        Match("networking.istio.io", ("virtualservices",), version="*"),
    ),
    variables={
        "hosts": "dyn(object).spec.?hostnames.orValue([]) + dyn(object).spec.?hosts.orValue([])",
        "attached": "dyn(object).spec.?parentRefs.orValue([]).exists(p, p.?kind.orValue('Gateway') != 'Service')",
        "rules": "dyn(object).spec.?rules.orValue([])",
        "redirections": "variables.rules.map(r,"
        " r.?filters.orValue([]).filter(f, f.?requestRedirect.?scheme.orValue('') == 'https'))",
        # Whom it sends on to the same host, from one listener, it takes from nobody.
        "upgrades": "size(variables.redirections) > 0 && variables.redirections.all(r, size(r) > 0"
        " && r.all(f, f.requestRedirect.?hostname.orValue('') == ''))"
        " && dyn(object).spec.?parentRefs.orValue([]).all(p, p.?kind.orValue('Gateway') == 'Service'"
        " || p.?sectionName.orValue('') != '')",
        # What a namespace exports to itself alone changes no call of others.
        "alone": "dyn(object).spec.?exportTo.orValue([]) == ['.']",
        # Within the mesh a host is the name of a service.
        "outside": "variables.attached || dyn(object).spec.?gateways.orValue([]).exists(g, g != 'mesh')",
    },
    offending="(variables.attached && size(variables.hosts) == 0 && !variables.upgrades ? ['all hosts'] : [])"
    f" + variables.hosts.filter(h, !h.matches('{IN_FULL}')"
    " || (variables.outside && !variables.suffixes.exists(s, h.endsWith('.' + s)))"
    f" || (!variables.alone && {is_service_of_others('h')}))",
    passing=(
        route("a host of the platform", _HOST, f"shop.{SUFFIX}"),
        route("a service of the mesh", parent="Service"),
        route("everybody to HTTPS", section="http", redirect={"scheme": "https"}),
        virtual_service("a host of the platform, by Istio", _HOST),
        virtual_service("a service of the mesh, by Istio", "web", gateways=("mesh",)),
        virtual_service("a service of others, for itself", _OTHERS, gateways=("mesh",), exported=(".",)),
        in_default(virtual_service("a service of its own", "web.default.svc.cluster.local", gateways=("mesh",))),
    ),
    failing=(
        route("every host"),
        route("everybody to HTTPS, also who came by it", redirect={"scheme": "https"}),
        route("everybody to HTTP", section="http", redirect={"scheme": "http"}),
        route("everybody to another host", section="http", redirect={"scheme": "https", "hostname": "web.example.org"}),
        route("a wildcard", f"*.{SUFFIX}"),
        route("somebody else's host", _HOST, "web.example.org"),
        virtual_service("every host, by Istio", "*"),
        virtual_service("every service of the mesh", "*", gateways=("mesh",)),
        virtual_service("a service of others", _OTHERS, gateways=("mesh",)),
        virtual_service(
            "a service of others, for itself and them", _OTHERS, gateways=("mesh",), exported=(".", "shop")
        ),
        virtual_service("a service of others, in short", "Web.Shop.svc", gateways=("mesh",)),
        virtual_service("somebody else's host, by Istio", "web.example.org", gateways=("mesh", "edge")),
    ),
)

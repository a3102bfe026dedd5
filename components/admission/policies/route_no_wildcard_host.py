"""A team's routes answer for hosts that are its own, whatever gateway they hang from."""

from components.admission.examples import SUFFIX, in_default, route, service_entry, virtual_service
from components.admission.hosts import IN_FULL, is_own_service
from components.admission.policy import AdmissionPolicy, Match

_HOST = f"web.{SUFFIX}"
_OTHERS = "web.shop.svc.cluster.local"

POLICY = AdmissionPolicy(
    title="Hosts of a route are named in full, and end as the platform's do or are services of its namespace.",
    fix="Name hosts below a suffix of the platform, or services of your own; set exportTo to [.] for all others.",
    controls=("002-2",),
    link="https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec",
    match=(
        Match("gateway.networking.k8s.io", ("httproutes", "grpcroutes", "tlsroutes"), version="*"),
        Match("networking.istio.io", ("virtualservices", "serviceentries"), version="*"),
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
        # In a route a name without a dot is a service of the same namespace, in a ServiceEntry a host of everybody's.
        "short": "object.kind != 'ServiceEntry'",
        "outside": "variables.attached || dyn(object).spec.?gateways.orValue([]).exists(g, g != 'mesh')",
    },
    offending="(variables.attached && size(variables.hosts) == 0 && !variables.upgrades ? ['all hosts'] : [])"
    f" + variables.hosts.filter(h, !h.matches('{IN_FULL}') || !(variables.suffixes.exists(s, h.endsWith('.' + s))"
    f" || (!variables.outside && (variables.alone || {is_own_service('h')}"
    " || (variables.short && !h.contains('.'))))))",
    passing=(
        route("a host of the platform", _HOST, f"shop.{SUFFIX}"),
        route("a service of the mesh", parent="Service"),
        route("everybody to HTTPS", section="http", redirect={"scheme": "https"}),
        virtual_service("a host of the platform, by Istio", _HOST),
        virtual_service("a service of the mesh, by Istio", "web", gateways=("mesh",)),
        virtual_service("a service of others, for itself", _OTHERS, gateways=("mesh",), exported=(".",)),
        virtual_service("a host of the platform, for the mesh", _HOST, gateways=("mesh",)),
        *(
            in_default(virtual_service(f"a service of its own, as {host}", host, gateways=("mesh",)))
            for host in (
                "web.default",
                "Web.Default.svc",
                "web.default.svc.cluster.local",
                "web.default.svc.clusterset.local.",
            )
        ),
        service_entry("a host of the platform, by an entry", _HOST),
        service_entry("somebody else's host, for itself", "login.example.org", exported=(".",)),
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
        *(
            virtual_service(f"a service of others, as {host}", host, gateways=("mesh",))
            for host in ("Web.Shop.svc", "web.shop", "kubernetes.default")
        ),
        virtual_service("somebody else's host, for the mesh", "login.example.org", gateways=("mesh",)),
        virtual_service("somebody else's host, for the mesh by default", "login.example.org", gateways=()),
        virtual_service("every service of the mesh, for itself", "*", gateways=("mesh",), exported=(".",)),
        service_entry("somebody else's host, by an entry", "login.example.org"),
        service_entry("a service of others, by an entry", "web.shop"),
        service_entry("what everybody calls a service of theirs", "web"),
        virtual_service("somebody else's host, by Istio", "web.example.org", gateways=("mesh", "edge")),
    ),
)

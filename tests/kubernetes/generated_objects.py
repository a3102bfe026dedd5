"""Objects of every kind that admission judges, as hypothesis makes them of the good examples by changing some parts."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from components.admission import examples
from components.admission.examples import IMAGE, OPERATORS, OTHERS, REGISTRY, SUFFIX
from components.admission.exemption import label
from components.admission.policy import Example
from tests.kubernetes.generated_pods import BOOLEANS, OF_CONTAINER, SECURITY, maybe

_NONE = st.none()
_PROBE = st.sampled_from(({"httpGet": {"path": "/alive", "port": 8080}}, {"tcpSocket": {"port": 8080}}))
_SHARED = maybe(cpu=st.just("1"), memory=st.just("1Gi"))
_AMOUNTS = maybe(cpu=st.just("100m"), memory=st.just("128Mi"))
_CONTAINER = maybe(
    image=st.sampled_from(
        (
            IMAGE,
            IMAGE.upper().partition("/")[0] + "/" + IMAGE.partition("/")[2],
            IMAGE.replace("1.4.2", "latest"),
            IMAGE.replace("platform", "production/crew"),
            f"{REGISTRY}/web",
            f"{REGISTRY}/web:",
            f"{REGISTRY}/web:1.4.2",
            f"{REGISTRY}/web:latest",
            f"{REGISTRY}/web@sha256:0123",
            f"{REGISTRY}.example.net/web:1",
            "localhost:5000/web",
            "nginx:1.27",
            "docker.io/library/nginx",
        )
    ),
    resources=_NONE | maybe(requests=_AMOUNTS, limits=_AMOUNTS),
    livenessProbe=_NONE | _PROBE,
    readinessProbe=_NONE | _PROBE,
    securityContext=_NONE | maybe(**OF_CONTAINER, readOnlyRootFilesystem=BOOLEANS),
)
_POD = maybe(
    volumes=st.sampled_from((IMAGE, f"{REGISTRY}/model:1", "tools:latest", "docker.io/example/tools:1")).map(
        examples.image_volume
    )
    | st.sampled_from(("", "api://AzureADTokenExchange", "https://kubernetes.default.svc")).map(examples.token_volume),
    automountServiceAccountToken=_NONE | BOOLEANS,
    hostUsers=_NONE | BOOLEANS,
    initContainers=_CONTAINER.map(lambda changes: [examples.init_container(**_without_probes(changes))]),
    securityContext=_NONE | maybe(**SECURITY),
    serviceAccountName=st.sampled_from((None, "default", "shop")),
    nodeName=st.just("aks-system-0"),
    resources=maybe(requests=_SHARED, limits=_SHARED),
    tolerations=st.lists(
        st.fixed_dictionaries(
            {"operator": st.just("Exists")}, optional={"key": st.sampled_from(("team", "CriticalAddonsOnly"))}
        ),
        max_size=1,
    ),
)


def _without_probes(changes: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in changes.items() if not key.endswith("Probe")}


_HOSTS = (f"web.{SUFFIX}", f"shop.{SUFFIX}", f"*.{SUFFIX}", f"evil{SUFFIX}", "web.example.org")


@st.composite
def workloads(draw: st.DrawFn) -> Example:
    """Return a pod, a deployment or a cron job, now and then in the default namespace."""
    containers = [
        examples.container(name=f"app{number}", **draw(_CONTAINER)) for number in range(draw(st.integers(1, 2)))
    ]
    spec: dict[str, Any] = draw(_POD)
    kind = draw(st.sampled_from(("pod", "deployment", "cron job")))
    if kind == "deployment":
        return _placed(draw, examples.deployment(*containers, **spec))
    if kind == "cron job":
        spec |= {"restartPolicy": draw(st.sampled_from(("Never", "OnFailure")))}
        return _placed(draw, examples.cron_job(*containers, **spec))
    spec |= {"restartPolicy": draw(st.sampled_from((None, "Always", "Never", "OnFailure")))}
    return _placed(draw, examples.pod(*containers, **spec))


def _placed(draw: st.DrawFn, example: Example) -> Example:
    return examples.in_default(example) if draw(st.integers(0, 9)) == 0 else example


@st.composite
def services(draw: st.DrawFn) -> Example:
    """Return a service."""
    annotations = maybe(
        **{
            "service.beta.kubernetes.io/azure-load-balancer-internal": st.sampled_from(("true", "false", "True", "")),
            "service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout": st.just("5"),
            "service.beta.kubernetes.io/azure-pls-create": st.sampled_from(("true", "false")),
        }
    )
    spec = st.fixed_dictionaries(
        {"type": st.sampled_from(("ClusterIP", "LoadBalancer", "NodePort"))},
        optional={
            "externalIPs": st.lists(st.just("203.0.113.7"), max_size=1),
            "loadBalancerIP": st.sampled_from(("", "10.0.0.10")),
        },
    )
    return _placed(draw, examples.service("a service", draw(annotations), **draw(spec)))


@st.composite
def ingresses(draw: st.DrawFn) -> Example:
    """Return an ingress."""
    hosts = draw(st.lists(st.sampled_from(("", *_HOSTS)), max_size=2, unique=True))
    tls = draw(st.lists(st.sampled_from(_HOSTS), max_size=2, unique=True))
    fallback = {"defaultBackend": {"service": {"name": "web", "port": {"number": 443}}}}
    more: dict[str, Any] = fallback if not hosts or draw(BOOLEANS) else {}
    annotations = maybe(
        **{
            "nginx.ingress.kubernetes.io/server-alias": st.sampled_from(_HOSTS),
            "nginx.ingress.kubernetes.io/server-snippet": st.just("return 200;"),
        }
    )
    return examples.ingress("an ingress", *hosts, tls=tuple(tls), annotations=draw(annotations), **more)


@st.composite
def roles(draw: st.DrawFn) -> Example:
    """Return a role of one rule, which may name everything, and of what other roles grant."""
    rule = maybe(
        verbs=st.lists(st.sampled_from(("get", "list", "*")), min_size=1, max_size=2, unique=True),
        resources=st.lists(st.sampled_from(("pods", "*/scale", "*")), min_size=1, max_size=2, unique=True),
        apiGroups=st.lists(st.sampled_from(("", "apps", "*")), min_size=1, max_size=2, unique=True),
    )
    made = examples.role("a role", draw(st.sampled_from(("Role", "ClusterRole"))), (OTHERS,), **draw(rule))
    if made.manifest["kind"] == "Role":
        return made
    return replace(made, manifest={**made.manifest, **draw(_AGGREGATED)})


_BUILT_IN = "kubernetes.io/bootstrapping"
_AGGREGATED = st.sampled_from(
    [
        {},
        *(
            {"aggregationRule": {"clusterRoleSelectors": [selector]}}
            for selector in (
                {},
                {"matchLabels": {_BUILT_IN: "rbac-defaults"}},
                {"matchLabels": {_BUILT_IN: "rbac-defaults", "team": "shop"}},
                {"matchExpressions": [{"key": "team", "operator": "NotIn", "values": ["shop"]}]},
                {"matchExpressions": [{"key": "team", "operator": "Exists"}]},
            )
        ),
    ]
)


@st.composite
def bindings(draw: st.DrawFn) -> Example:
    """Return a binding of a cluster role to somebody."""
    kind = draw(st.sampled_from(("RoleBinding", "ClusterRoleBinding")))
    role = draw(st.sampled_from(("view", "edit", "system:node", "system:node-proxier", "cluster-admin")))
    made = examples.binding("a binding", kind, role, OTHERS)
    somebody = st.fixed_dictionaries(
        {
            "apiGroup": st.just("rbac.authorization.k8s.io"),
            "kind": st.sampled_from(("Group", "User")),
            "name": st.sampled_from((OPERATORS, OTHERS, "system:masters")),
        }
    ) | st.just({"kind": "ServiceAccount", "name": "shop", "namespace": "default"})
    return replace(made, manifest={**made.manifest, "subjects": draw(st.lists(somebody, max_size=2))})


@st.composite
def namespaces(draw: st.DrawFn) -> Example:
    """Return a namespace with labels."""
    labels = maybe(
        **{
            "pod-security.kubernetes.io/enforce": st.sampled_from(("privileged", "baseline", "restricted")),
            "pod-security.kubernetes.io/enforce-version": st.sampled_from(("latest", "v1.35")),
            "admission.gatekeeper.sh/ignore": st.sampled_from(("", "true")),
            "admissions.enforcer/disabled": st.just("true"),
            "control-plane": st.just(""),
            label("k8s-image-digest"): st.just("true"),
        }
    )
    made = examples.unlabelled()
    metadata = {**made.manifest["metadata"], "labels": draw(labels)}
    return replace(made, manifest={**made.manifest, "metadata": metadata})


@st.composite
def secrets(draw: st.DrawFn) -> Example:
    """Return a secret, maybe one that the cluster fills with a token."""
    kind = draw(st.sampled_from(("Opaque", "kubernetes.io/service-account-token")))
    metadata = {"name": "secret", "annotations": {"kubernetes.io/service-account.name": "shop"}}
    return _placed(
        draw, Example("a secret", {"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "type": kind})
    )


@st.composite
def gateways(draw: st.DrawFn) -> Example:
    """Return a gateway, of the Gateway API or of Istio's."""
    protocol = draw(st.sampled_from(("HTTP", "HTTPS", "TLS", "TCP")))
    hosts = draw(st.lists(st.sampled_from((*_HOSTS, "*.local")), max_size=1))
    port = draw(st.sampled_from((80, 443)))
    if draw(BOOLEANS):
        return examples.gateway("a gateway", protocol, *hosts, port=port)
    tls = draw(maybe(httpsRedirect=BOOLEANS, mode=st.sampled_from(("SIMPLE", "AUTO_PASSTHROUGH"))))
    return examples.istio_gateway(
        "a gateway of Istio's", protocol, *(f"shop/{host}" for host in hosts), port=port, **tls
    )


@st.composite
def routes(draw: st.DrawFn) -> Example:
    """Return a route, of the Gateway API or of Istio's."""
    hosts = draw(st.lists(st.sampled_from(_HOSTS), max_size=2, unique=True))
    if draw(BOOLEANS):
        redirection = maybe(scheme=st.sampled_from(("http", "https")), hostname=st.sampled_from(_HOSTS))
        return examples.route(
            "a route",
            *hosts,
            parent=draw(st.sampled_from(("Gateway", "Service"))),
            section=draw(st.sampled_from(("", "http"))),
            redirect=draw(redirection),
        )
    gateways = draw(st.lists(st.sampled_from(("mesh", "edge")), min_size=1, unique=True))
    hosts += draw(
        st.lists(
            st.sampled_from(("web", "web.shop", "web.agreement", "web.shop.svc", "web.agreement.svc.cluster.local")),
            max_size=1,
        )
    )
    exported = draw(st.lists(st.sampled_from((".", "shop")), max_size=1))
    return examples.virtual_service("a route of Istio's", *hosts, gateways=tuple(gateways), exported=tuple(exported))


@st.composite
def peer_authentications(draw: st.DrawFn) -> Example:
    """Return what says whether the mesh takes plain text."""
    modes = st.sampled_from(("DISABLE", "PERMISSIVE", "STRICT", "UNSET"))
    ports = draw(st.dictionaries(st.sampled_from(("8080", "8443")), modes))
    return examples.peer_authentication("an authentication of peers", draw(modes), **ports)


OBJECTS: tuple[tuple[st.SearchStrategy[Example], int], ...] = (
    (workloads(), 140),
    (services(), 30),
    (ingresses(), 40),
    (gateways(), 30),
    (routes(), 30),
    (peer_authentications(), 10),
    (roles(), 30),
    (bindings(), 30),
    (namespaces(), 30),
    (secrets(), 10),
)
"""Each sort, and how many of it are asked about: most policies are about pods."""

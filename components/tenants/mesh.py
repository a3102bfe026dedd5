"""What the mesh's services say to one another is encrypted, and each knows who speaks."""

from components.cluster.options import MESH_ROOT_NAMESPACE
from components.kubernetes.manifest import Manifest, metadata


def mutual_tls() -> Manifest:
    """Return what refuses, in the whole mesh, what does not come by mutual TLS; the add-on takes plain text, too.

    https://istio.io/latest/docs/reference/config/security/peer_authentication/
    """
    return {
        "apiVersion": "security.istio.io/v1",
        "kind": "PeerAuthentication",
        "metadata": metadata("default", MESH_ROOT_NAMESPACE),
        "spec": {"mtls": {"mode": "STRICT"}},
    }

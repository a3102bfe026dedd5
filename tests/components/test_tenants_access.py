"""How objects get into the cluster: by the program, by Flux, by Azure, or not at all."""

from pulumi import Output
from pulumi.runtime import rpc

from components.kubernetes.access import ClusterAccess
from components.tenants.delivery import Delivery
from tests.components.recorder import Run
from tests.components.tenancy import tenants


def test_without_access_the_stack_ends_at_the_cluster(run: Run) -> None:
    """Identities stand ready; no object, no provider."""
    kinds = tenants(run, ClusterAccess.NONE).kinds()

    assert "azure-native:managedidentity:UserAssignedIdentity" in kinds
    assert [kind for kind in kinds if "kubernetes" in kind] == []


def test_azure_makes_namespaces(run: Run) -> None:
    """With the same labels and share, closed by default, and never over what is there."""
    recorder = tenants(run, ClusterAccess.AZURE)
    inputs = recorder.inputs("azure-native:containerservice:ManagedNamespace", "shop")
    properties = inputs["properties"]

    assert [kind for kind in recorder.kinds() if "kubernetes" in kind] == []
    assert (inputs["managedNamespaceName"], inputs["resourceName"]) == ("shop", "aks")
    assert properties["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"
    assert properties["defaultNetworkPolicy"] == {"ingress": "AllowSameNamespace", "egress": "AllowSameNamespace"}
    assert properties["defaultResourceQuota"]["memoryRequest"] == "8Gi"
    assert (properties["adoptionPolicy"], properties["deletePolicy"]) == ("Never", "Keep")


def test_flux_fetches_what_is_written(run: Run) -> None:
    """After its extension; what leaves the repository leaves the cluster."""
    source = {"url": "https://github.com/example/platform", "branch": "main", "path": "manifests/dev", "token": None}
    recorder = tenants(run, ClusterAccess.RENDER, folder="manifests/dev", repository=source)
    delivered = recorder.inputs("azure-native:kubernetesconfiguration:FluxConfiguration")

    assert recorder.inputs("pulumi:providers:kubernetes")["renderYamlToDirectory"] == "manifests/dev"
    assert (delivered["gitRepository"]["url"], delivered["gitRepository"]["repositoryRef"]) == (
        source["url"],
        {"branch": "main"},
    )
    assert "configurationProtectedSettings" not in delivered
    assert delivered["kustomizations"]["tenants"]["path"] == "manifests/dev"
    assert delivered["kustomizations"]["tenants"]["prune"] is True
    assert "azure-native:kubernetesconfiguration:Extension::delivery" in recorder.waits_for(
        recorder.one("azure-native:kubernetesconfiguration:FluxConfiguration")
    )


def test_flux_signs_in_to_a_private_repository(run: Run) -> None:
    """With a token that stays a secret on its way, in the form that Azure asks for."""

    def described() -> None:
        source = {"url": "https://git.example/platform", "branch": "main", "path": "m", "token": Output.secret("t0ken")}
        Delivery("delivery", {"resource_group_name": "rg", "cluster_name": "aks", "repository": source})  # type: ignore[typeddict-item]

    delivered = run(described).inputs("azure-native:kubernetesconfiguration:FluxConfiguration")
    protected = delivered["configurationProtectedSettings"]

    assert delivered["gitRepository"]["httpsUser"] == "git"
    assert protected["value"] == {"httpsKey": "dDBrZW4="}
    assert protected[rpc._special_sig_key] == rpc._special_secret_sig


def test_direct_signs_in_with_the_clusters_user_file(run: Run) -> None:
    """On the server's side; the file is kept as a secret, though it holds none on a cluster without local accounts."""
    provider = tenants(run).inputs("pulumi:providers:kubernetes")

    assert provider["kubeconfig"]["value"] == "apiVersion: v1\n"
    assert provider["kubeconfig"][rpc._special_sig_key] == rpc._special_secret_sig
    assert provider["enableServerSideApply"] == "true"


def test_first_preview_needs_no_cluster(run: Run) -> None:
    """Nothing of it is known; every object is registered all the same."""
    recorder = tenants(run, preview=True)

    assert ("Namespace", "shop") in {(r.inputs.get("kind"), r.name) for r in recorder.registered}

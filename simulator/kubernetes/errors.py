"""Why a request to Kubernetes fails, in the words that a user sees."""


class KubernetesError(Exception):
    """A request cannot be met; the text says why."""


class UnreachableError(KubernetesError):
    """The API server does not answer."""


class NoCredentialError(KubernetesError):
    """The kubeconfig leads to no credential on this machine."""


class NoSuchKindError(KubernetesError):
    """The API server does not serve this kind (yet)."""


class RefusedError(KubernetesError):
    """The API server has answered no."""

    def __init__(self, code: int, reason: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        """HTTP status."""
        self.reason = reason
        """The API's own word, such as `Forbidden` or `Conflict`."""

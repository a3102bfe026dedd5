"""HTTP to one API server: where a kind lives, and the verbs that the provider needs.

Source: https://kubernetes.io/docs/reference/using-api/api-concepts/ and .../server-side-apply/.
"""

import json
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any
from urllib.parse import urlencode

import urllib3

from simulator.kubernetes.errors import KubernetesError, NoSuchKindError, RefusedError, UnreachableError
from simulator.kubernetes.kubeconfig import Access

Object = dict[str, Any]
"""A Kubernetes object as JSON."""

MANAGER = "pulumi-kubernetes"
TIMEOUT = urllib3.Timeout(connect=5, read=60)
NOT_FOUND = 404


@dataclass(frozen=True)
class Place:
    """Where the API server keeps objects of a kind."""

    plural: str
    namespaced: bool


class Client:
    """One caller of one API server; safe for use by several threads."""

    def __init__(
        self,
        access: Access,
        *,
        user: str = "",
        groups: Sequence[str] = (),
        warned: Callable[[str], object] = lambda _: None,
    ) -> None:
        """Connect at the first request.

        Args:
            access: The server and the credential.
            user: Somebody else to ask as (impersonation), with the groups given.
            groups: Such as Entra group ids.
            warned: Is told every warning of the server, also of requests that it refuses.

        """
        self.access = access
        self._warned = warned
        self._headers = urllib3.HTTPHeaderDict({"Accept": "application/json"})
        if user:
            self._headers.add("Impersonate-User", user)
        for group in groups:
            self._headers.add("Impersonate-Group", group)
        trust = ssl.create_default_context(cadata=access.authority)
        self._pool = urllib3.PoolManager(ssl_context=trust, timeout=TIMEOUT, retries=False, maxsize=16)
        self._places: dict[str, dict[str, Place]] = {}
        self._lock = Lock()

    def place(self, api_version: str, kind: str) -> Place:
        """Return where a kind lives; asked again each time it is missing, because definitions come at run time.

        Raises:
            NoSuchKindError: The server does not serve it.

        """
        known = self._places.get(api_version, {})
        if kind not in known:
            known = self._places[api_version] = self._discovered(api_version)
        if kind not in known:
            raise NoSuchKindError(f"the API server has no kind {kind} in {api_version}")
        return known[kind]

    def path(self, body: Mapping[str, Any], name: str | None = None) -> str:
        """Return the URL path of an object, or without a name of its collection."""
        place = self.place(body["apiVersion"], body["kind"])
        namespace = (body.get("metadata") or {}).get("namespace") or self.access.namespace or "default"
        within = f"/namespaces/{namespace}" if place.namespaced else ""
        return f"{_root(body['apiVersion'])}{within}/{place.plural}{f'/{name}' if name else ''}"

    def apply(self, body: Object, *, manager: str = MANAGER, dry_run: bool = False, force: bool = False) -> Object:
        """Create or change an object by server-side apply, strictly: an unknown field is refused."""
        query = {"fieldManager": manager, "fieldValidation": "Strict", "force": str(force).lower()}
        path = self.path(body, body["metadata"]["name"])
        return self.request("PATCH", path, body, query | _dry(dry_run), "application/apply-patch+yaml")

    def create(self, body: Object, *, dry_run: bool = False) -> Object:
        """Create an object, strictly; one that exists already is refused."""
        query = {"fieldManager": MANAGER, "fieldValidation": "Strict"}
        return self.request("POST", self.path(body), body, query | _dry(dry_run))

    def read(self, body: Mapping[str, Any]) -> Object | None:
        """Return an object as it is now, by kind, namespace and name; None if there is none."""
        try:
            return self.request("GET", self.path(body, body["metadata"]["name"]))
        except RefusedError as refusal:
            if refusal.code == NOT_FOUND:
                return None
            raise

    def delete(self, body: Mapping[str, Any], propagation: str = "Background") -> bool:
        """Ask for an object to go, by kind, namespace and name; tell whether it was there."""
        try:
            options = {"propagationPolicy": propagation}
            self.request("DELETE", self.path(body, body["metadata"]["name"]), options)
        except RefusedError as refusal:
            if refusal.code == NOT_FOUND:
                return False
            raise
        return True

    def request(
        self,
        verb: str,
        path: str,
        body: Object | None = None,
        query: Mapping[str, str] | None = None,
        content_type: str = "application/json",
    ) -> Object:
        """Send one request and return the answer.

        Raises:
            RefusedError: The server says no.
            UnreachableError: It says nothing.

        """
        headers = self._signed()
        headers["Content-Type"] = content_type
        url = f"{self.access.server}{path}" + (f"?{urlencode(query)}" if query else "")
        sent = None if body is None else json.dumps(body)
        try:
            answer = self._pool.request(verb, url, body=sent, headers=headers)
        except urllib3.exceptions.HTTPError as error:
            raise UnreachableError(unreachable(self.access.server, error)) from error
        for warning in answer.headers.getlist("Warning"):
            self._warned(warning)
        try:
            decoded: Object = json.loads(answer.data)
        except ValueError:
            decoded = {"message": answer.data.decode(errors="replace").strip()}
        if answer.status >= 400:  # noqa: PLR2004  HTTP's line between yes and no
            raise RefusedError(
                answer.status, decoded.get("reason", ""), decoded.get("message", f"HTTP {answer.status}")
            )
        return decoded

    def _signed(self) -> urllib3.HTTPHeaderDict:
        with self._lock:
            if "Authorization" not in self._headers:
                self._headers["Authorization"] = f"Bearer {self.access.token()}"
            return self._headers.copy()

    def _discovered(self, api_version: str) -> dict[str, Place]:
        try:
            listed = self.request("GET", _root(api_version)).get("resources", [])
        except RefusedError as refusal:
            if refusal.code == NOT_FOUND:
                return {}
            raise
        return {each["kind"]: Place(each["name"], each["namespaced"]) for each in listed if "/" not in each["name"]}


def unreachable(server: str, error: Exception) -> str:
    """Say that an API server does not answer, and what brings one up."""
    cause = getattr(error, "reason", None) or error
    return f"the Kubernetes API server {server} cannot be reached ({cause}). A local run needs `make kube-up` first."


def _root(api_version: str) -> str:
    return f"/apis/{api_version}" if "/" in api_version else f"/api/{api_version}"


def _dry(dry_run: bool) -> dict[str, str]:  # noqa: FBT001
    return {"dryRun": "All"} if dry_run else {}


__all__ = ["MANAGER", "Client", "KubernetesError", "Object", "Place", "unreachable"]

"""Reads a kubeconfig: which API server, trusted how, and with which credential.

Source: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/ and, for credentials of other programs,
https://kubernetes.io/docs/reference/config-api/client-authentication.v1beta1/.
"""

import json
import os
import subprocess
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from simulator.kubernetes.errors import KubernetesError, NoCredentialError

EXEC_LIMIT = 60
"""Seconds that another program has to answer with a credential."""


@dataclass(frozen=True)
class Access:
    """One context of a kubeconfig."""

    server: str
    """Address with scheme and port."""
    authority: str | None
    """Certificates to trust, as PEM; None for the machine's own."""
    namespace: str
    """Where objects go that name no namespace; empty where the context says nothing."""
    user: Mapping[str, Any]
    """The kubeconfig's entry for the user."""

    def token(self) -> str:
        """Return the bearer token, asking the program that the kubeconfig names where there is one.

        Raises:
            NoCredentialError: There is none, or the program gives none.

        """
        match self.user:
            case {"token": str(token)}:
                return token
            case {"tokenFile": str(file)}:
                return Path(file).read_text("utf-8").strip()
            case {"exec": Mapping() as program}:
                return _ask(program)
        raise NoCredentialError("the kubeconfig signs in with neither `token`, `tokenFile` nor `exec`")


def read(text: str, context: str | None = None, cluster: str | None = None) -> Access:
    """Read a kubeconfig.

    Args:
        text: Its contents, or the path of the file.
        context: The context to use, else the current one.
        cluster: The cluster to use, else the context's.

    Raises:
        KubernetesError: It is no kubeconfig, or what it refers to is not in it.

    """
    config = _parsed(text)
    name = context or config.get("current-context")
    chosen = _entry(config, "context", name)
    at = _entry(config, "cluster", cluster or chosen.get("cluster"))
    return Access(
        server=str(at.get("server", "")).rstrip("/"),
        authority=_authority(at),
        namespace=chosen.get("namespace") or "",
        user=_entry(config, "user", chosen.get("user")),
    )


def _parsed(text: str) -> Mapping[str, Any]:
    if text.lstrip().startswith("{") or "\n" in text or ":" in text:
        try:
            config = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise KubernetesError("the kubeconfig is not YAML") from error
    else:
        file = Path(text).expanduser()
        if not file.is_file():
            raise KubernetesError(f"there is no kubeconfig {text}")
        return _parsed(file.read_text("utf-8") + "\n")
    if not isinstance(config, Mapping):
        raise KubernetesError("the kubeconfig is not an object with clusters, users and contexts")
    return config


def _entry(config: Mapping[str, Any], sort: str, name: object) -> Mapping[str, Any]:
    for entry in config.get(f"{sort}s") or ():
        if entry.get("name") == name:
            found: Mapping[str, Any] = entry.get(sort) or {}
            return found
    raise KubernetesError(f"the kubeconfig has no {sort} '{name}'")


def _authority(cluster: Mapping[str, Any]) -> str | None:
    if data := cluster.get("certificate-authority-data"):
        return b64decode(data).decode()
    if file := cluster.get("certificate-authority"):
        return Path(file).read_text("utf-8")
    return None


def _ask(program: Mapping[str, Any]) -> str:
    command = [program["command"], *(program.get("args") or ())]
    version = program.get("apiVersion", "client.authentication.k8s.io/v1")
    question = {"apiVersion": version, "kind": "ExecCredential", "spec": {"interactive": False}}
    added = {entry["name"]: entry["value"] for entry in program.get("env") or ()}
    env = {**os.environ, **added, "KUBERNETES_EXEC_INFO": json.dumps(question)}
    try:
        done = subprocess.run(command, env=env, check=False, capture_output=True, text=True, timeout=EXEC_LIMIT)  # noqa: S603
    except FileNotFoundError as error:
        raise NoCredentialError(f"the kubeconfig signs in with `{command[0]}`, which is not on PATH") from error
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise NoCredentialError(f"`{command[0]}` of the kubeconfig gives no token: {error}") from error
    try:
        token = json.loads(done.stdout)["status"]["token"] if done.returncode == 0 else None
    except (ValueError, KeyError, TypeError):
        token = None
    if not isinstance(token, str):
        raise NoCredentialError(
            f"`{' '.join(command[:2])}` of the kubeconfig gives no token: {_last_line(done.stderr)}"
        )
    return token


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it says nothing"])[-1]

"""A kubeconfig leads to one server with one credential, or says what is missing."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from simulator.kubernetes import kubeconfig
from simulator.kubernetes.errors import KubernetesError, NoCredentialError


def written(credential: dict[str, Any], **context: str) -> str:
    """Return a kubeconfig as text."""
    return json.dumps(
        {
            "clusters": [{"name": "c", "cluster": {"server": "https://127.0.0.1:1/"}}],
            "contexts": [{"name": "x", "context": {"cluster": "c", "user": "u", **context}}],
            "current-context": "x",
            "users": [{"name": "u", "user": credential}],
        }
    )


def program(script: str) -> dict[str, Any]:
    """Return a user whose credential comes from a program."""
    return {"exec": {"command": sys.executable, "args": ["-c", script], "env": [{"name": "EXTRA", "value": "added"}]}}


def test_text_and_file_are_read_alike(tmp_path: Path) -> None:
    file = tmp_path / "config"
    file.write_text(written({"token": "t"}, namespace="team"))

    for given in (str(file), file.read_text()):
        access = kubeconfig.read(given)
        assert (access.server, access.namespace, access.token()) == ("https://127.0.0.1:1", "team", "t")


def test_a_token_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from-file\n")

    assert kubeconfig.read(written({"tokenFile": str(tmp_path / "token")})).token() == "from-file"


def test_a_program_is_asked_for_a_token() -> None:
    script = "import json, os; print(json.dumps({'status': {'token': os.environ['EXTRA']}}))"

    assert kubeconfig.read(written(program(script))).token() == "added"


@pytest.mark.parametrize(
    ("user", "said"),
    [
        ({"username": "me"}, "signs in with neither `token`, `tokenFile` nor `exec`"),
        ({"exec": {"command": "no-such-program"}}, "`no-such-program`, which is not on PATH"),
        (program("print('hello')"), "gives no token: it says nothing"),
        (program("import sys; sys.exit('sign in first')"), "gives no token: sign in first"),
        (program("import time; time.sleep(60)"), "gives no token: Command"),
        ({"exec": {"command": os.devnull}}, "gives no token: [Errno 13] Permission denied"),
    ],
)
def test_a_credential_that_cannot_be_had_is_explained(
    user: dict[str, Any], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kubeconfig, "EXEC_LIMIT", 1)
    with pytest.raises(NoCredentialError) as refused:
        kubeconfig.read(written(user)).token()
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/no/such/file", "there is no kubeconfig /no/such/file"),
        ("{", "the kubeconfig is not YAML"),
        ("- a\n", "not an object with clusters"),
        ("current-context: gone\n", "the kubeconfig has no context 'gone'"),
        (written({}, cluster="other"), "the kubeconfig has no cluster 'other'"),
        (written({}, user="other"), "the kubeconfig has no user 'other'"),
    ],
)
def test_what_is_no_kubeconfig_is_explained(text: str, said: str) -> None:
    with pytest.raises(KubernetesError) as refused:
        kubeconfig.read(text)
    assert said in str(refused.value)

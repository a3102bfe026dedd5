"""Secrets, and what a check makes of them, reach no message; all else stays readable."""

import pytest
from guardrails.props import Problems, Props
from guardrails.testing import analyzer_of
from guardrails.values import Secret

from tests.policypacks.analyzing import a_guardrail, analyze


def test_secrets_never_reach_a_message() -> None:
    def check(cluster: Props) -> Problems:
        yield f"must not use the password {cluster.text('login.password')}"
        yield f"must not use {cluster.text('pin')} as pin (nor '{cluster.text('pin')}')."
        raise ValueError(cluster.text("login.password"))

    messages = " ".join(
        one[2]
        for one in analyze(
            analyzer_of((a_guardrail(check),)), {"login": Secret({"password": "hunter2-secret"}), "pin": Secret("77")}
        )
    )

    assert "hunter2" not in messages
    assert "must not use [secret] as pin (nor '[secret]')." in messages
    assert messages.count("[secret]") == 4


@pytest.mark.parametrize("written", ["ZQxK9.docker.io/team/tool:1", "ZQxK9.localhost", "ZQxK9"])
def test_what_a_check_makes_of_a_secret_is_hidden_too(written: str) -> None:
    def check(pod: Props) -> Problems:
        image = pod.text("image")
        yield f"must not run an image from {image.partition('/')[0].lower()}, on port {pod.get('port')}"

    (found,) = analyze(analyzer_of((a_guardrail(check),)), {"image": Secret(written), "port": Secret(8443)})

    assert "must not run an image from [secret], on port [secret]." in found[2]


@pytest.mark.parametrize(
    "secret",
    [
        "users:\n- name: u\n  user: {token: abcdef0123456789}\n  automountServiceAccount: false\n",
        "User ID=must;Resources=limits;Encrypt=True",
        "token",
    ],
)
def test_words_of_a_secret_file_are_not_what_is_hidden(secret: str) -> None:
    """Else nobody could read the message, and an exemption of a property would no longer know it."""

    def check(_: Props) -> Problems:
        yield "must set automountServiceAccountToken to false for its user, or limits.cpu"

    (found,) = analyze(analyzer_of((a_guardrail(check),)), {"kubeconfig": Secret(secret)})

    assert "must set automountServiceAccountToken to false for its user, or limits.cpu." in found[2]


def test_a_secret_within_another_leaves_none_of_it() -> None:
    def check(cluster: Props) -> Problems:
        yield f"must not use {cluster.text('long')}"

    (found,) = analyze(analyzer_of((a_guardrail(check),)), {"short": Secret("ab12"), "long": Secret("ab12 cd34")})

    assert "must not use [secret]." in found[2]

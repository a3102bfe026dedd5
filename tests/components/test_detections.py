"""What Sentinel and the alerts ask the logs about attacks."""

import re

import pytest

from components.alerts.health_queries import HEALTH_QUERIES
from components.alerts.queries import Detection, HealthQuery
from components.security.detections import DETECTIONS

REFUSALS = [one for one in HEALTH_QUERIES if one.name == "admission-refusals"]


@pytest.mark.parametrize("detection", DETECTIONS, ids=lambda one: one.name)
def test_only_what_needs_reads_asks_for_nothing_else(detection: Detection) -> None:
    """AKSAuditAdmin has neither get nor list: a question about them alone has no answer without reads."""
    verbs = set(re.findall(r'Verb (?:==|in) \(?((?:"\w+"(?:, )?)+)', detection.query))
    asked = {verb.strip('"') for listed in verbs for verb in listed.split(", ")}

    assert (asked != set() and asked <= {"get", "list", "watch"}) == detection.needs_reads


def query(name: str) -> str:
    """Return the text of a detection."""
    (found,) = (one for one in DETECTIONS if one.name == name)
    return found.query


def test_each_way_into_a_container_is_seen() -> None:
    """By POST, by GET as kubectl of 1.31 asks, and by a container that is put into the pod."""
    ways = ['ObjectRef.subresource in ("exec", "attach") and Verb == "create"', 'Verb in ("patch", "update")']

    assert [way in query("pod-exec") for way in (*ways, 'subresource == "ephemeralcontainers"')] == [True] * 3
    websocket = [
        '| where ObjectRef.resource == "pods" and Verb == "get"',
        '| where ObjectRef.subresource in ("exec", "attach")',
    ]
    assert set(websocket) <= set(query("pod-exec-websocket").splitlines())


def test_a_stolen_token_of_an_application_is_seen() -> None:
    """All service accounts count but those of AKS, of its add-ons and of the platform."""
    for name in ("application-secret-reads", "application-refusals"):
        who = query(name).splitlines()[3:5]
        assert who[0] == '| where Account startswith "system:serviceaccount:"'
        assert who[1].startswith('| where tostring(split(Account, ":")[2]) !in ("aks-istio-egress", ')
        assert {'"kube-system"', '"flux-system"', '"ratify"'} < set(who[1].rpartition("(")[2].rstrip(")").split(", "))


def test_an_operator_may_read_the_secrets_of_its_own_namespace() -> None:
    """It does so day and night, and would raise an incident an hour; a list of all namespaces names none."""
    line = '| where tostring(ObjectRef.namespace) != tostring(split(Account, ":")[2])'

    assert line in query("application-secret-reads").splitlines()
    assert line not in query("application-refusals")


@pytest.mark.parametrize("name", ["many-refusals", "application-refusals"])
def test_what_admission_refuses_is_no_attempt_at_what_roles_forbid(name: str) -> None:
    """By what the API server noted: a message names what was asked for, which whoever asks calls as he likes."""
    assert '| where tostring(Annotations["authorization.k8s.io/decision"]) != "allow"' in query(name).splitlines()
    assert "ResponseStatus.message" not in query(name)


def test_a_person_in_a_namespace_of_aks_is_seen() -> None:
    """What AKS runs there may be privileged; a person puts it there to hide it."""
    (outside,) = (line for line in query("privileged-pod").splitlines() if "kube-system" in line)

    assert outside.startswith('| where tostring(ObjectRef.namespace) !in ("kube-system", "gatekeeper-system") or (')
    assert 'Account !startswith "system:"' in outside


def test_wide_roles_are_seen_where_they_are_given_for_the_whole_cluster() -> None:
    """In a namespace, edit is what each team's operators have."""
    lines = query("cluster-admin-binding").splitlines()

    assert '| where Role in ("cluster-admin", "admin")' in lines
    assert (
        '    or (ObjectRef.resource == "clusterrolebindings" and (Role == "edit" or Role startswith "system:"))'
        in lines
    )


def test_vaults_name_the_person_by_either_claim() -> None:
    """A deleted vault has the claim's whole name, and the application that the person used beside it."""
    for name in ("vault-refusals", "vault-mass-read", "vault-destruction"):
        assert (
            '| extend Person = tostring(Claims["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"])\n'
            "| extend Account = coalesce(tostring(Claims.upn), Person, tostring(Claims.appid))"
        ) in query(name)


@pytest.mark.parametrize("asking", [*DETECTIONS, *REFUSALS], ids=lambda one: one.name)
def test_a_table_that_nothing_has_written_to_is_empty(asking: Detection | HealthQuery) -> None:
    """The union always finds one table, whose columns are all that the question reads of the others."""
    source, _, question = asking.query.partition("\n")
    columns = re.fullmatch(r"union isfuzzy=true \(datatable\(([\w:, ]+)\) \[\]\), \w+(, \w+)?", source)
    assert columns
    there = {one.partition(":")[0] for one in columns[1].split(", ")}

    assigned = set(re.findall(r"(\w+) =(?![=~])", question))
    texts = re.sub(r"""\"[^"]*\"|'[^']*'""", "", question)
    read = set(re.findall(r"(?<![.\w])(_?[A-Z]\w+)\b(?!\()", texts)) - assigned
    assert {"TimeGenerated", "_ResourceId"} < there
    assert read <= there


@pytest.mark.parametrize("detection", DETECTIONS, ids=lambda one: one.name)
def test_every_detection_names_who_from_where_and_what(detection: Detection) -> None:
    """The columns that incidents are made of."""
    assert detection.query.splitlines()[-1].startswith(("| summarize", "| where"))
    assert "by Account, IP, Resource" in detection.query

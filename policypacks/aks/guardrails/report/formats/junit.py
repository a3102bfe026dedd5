"""JUnit's XML, which every pipeline shows: a suite for each subject, a case for each guardrail and resource."""

from collections import defaultdict
from typing import Final
from xml.etree import ElementTree as ET

from guardrails.guardrail import Level
from guardrails.report.model import Finding, Result
from guardrails.run import Kind
from guardrails.urns import name_of, type_of

_SKIPPED: Final = {Kind.EXEMPTED, Kind.UNDECIDED}


def write(result: Result) -> str:
    """Return the document.

    Mandatory problems are failures and crashes errors; exempted and undecided ones are skipped, with the reason, and so
    is a case that the baseline has whole: a pipeline's list shows what was skipped, and fails nothing for it. Advisory
    problems pass, and say so in the case's output; a guardrail without findings is one case that passes.
    """
    suites: dict[str, dict[tuple[str, str], list[Finding]]] = defaultdict(dict)
    for guardrail in result.guardrails:
        if guardrail.on and guardrail.judged and guardrail.name not in result.verdicts_of_guardrails:
            suites[guardrail.subject][guardrail.name, f"all {guardrail.judged}"] = []
    for one in result.findings:
        if one.kind is not Kind.NOTICE:
            suites[one.guardrail.split("-")[0]].setdefault((one.guardrail, one.urn), []).append(one)
    root = ET.Element("testsuites", name=f"guardrails {result.project}/{result.stack}")
    for subject, cases in sorted(suites.items()):
        suite = ET.SubElement(root, "testsuite", name=subject)
        for (name, urn), findings in sorted(cases.items()):
            resource = f"{type_of(urn)} {name_of(urn)}".strip()
            _case(ET.SubElement(suite, "testcase", classname=name, name=resource, time="0"), findings)
        _count(suite)
    if result.errors:
        suite = ET.SubElement(root, "testsuite", name="engine")
        case = ET.SubElement(suite, "testcase", classname="engine", name="run", time="0")
        _told(ET.SubElement(case, "error", message="The engine could not run to its end."), "\n".join(result.errors))
        _count(suite)
    _count(root)
    _make_legal(root)
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(case: ET.Element, findings: list[Finding]) -> None:
    if not findings:
        return
    worst = next((one for one in findings if not one.known), findings[0])
    text = "\n".join(map(_said, findings))
    where = f"{worst.location.file}:{worst.location.line}\n{worst.urn}"
    fix = f"\nFix: {worst.fix}\nSee: {worst.link}" if worst.fix else ""
    if worst.kind is Kind.CRASH:
        _told(ET.SubElement(case, "error", message=worst.title), f"{text}\n{where}")
    elif worst.known and worst.kind is not Kind.EXEMPTED:
        ET.SubElement(case, "skipped", message=text)
    elif worst.level is Level.MANDATORY:
        kind = worst.severity.value
        _told(ET.SubElement(case, "failure", message=worst.title, type=kind), f"{text}{fix}\n{where}")
    elif worst.kind in _SKIPPED:
        ET.SubElement(case, "skipped", message=f"{worst.kind}: {text}")
    else:
        _told(ET.SubElement(case, "system-out"), f"advisory: {text}{fix}\n{where}")


def _said(finding: Finding) -> str:
    return "\n".join([f"in the baseline: {finding.problem}" if finding.known else finding.problem, *finding.notes])


def _count(element: ET.Element) -> None:
    cases = list(element.iter("testcase"))
    for attribute, child in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(attribute, str(sum(case.find(child) is not None for case in cases)))
    element.set("tests", str(len(cases)))


def _told(element: ET.Element, text: str) -> None:
    element.text = text


def _make_legal(root: ET.Element) -> None:
    """Leave out of every text what XML 1.0 cannot hold; packs of others name their policies as they like."""
    for element in root.iter():
        element.text = element.text and _legal(element.text)
        element.attrib.update({key: _legal(value) for key, value in element.attrib.items()})


def _legal(text: str) -> str:
    return "".join(
        sign
        for sign in text
        if sign in "\t\n\r" or " " <= sign <= "\ud7ff" or "\ue000" <= sign <= "\ufffd" or sign >= "\U00010000"
    )

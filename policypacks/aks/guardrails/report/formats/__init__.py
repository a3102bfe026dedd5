"""The forms of a result, each from the model alone."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from guardrails.report import store
from guardrails.report.formats import gantt, html, junit, markdown, oscal, sarif
from guardrails.report.model import Result
from guardrails.report.options import Form


class _Writer(NamedTuple):
    file: str
    write: Callable[[Result], str]


WRITERS: Final[Mapping[Form, _Writer]] = {
    Form.JSON: _Writer(store.FILE, store.to_json),
    Form.SARIF: _Writer("guardrails.sarif", sarif.write),
    Form.JUNIT: _Writer("guardrails.xml", junit.write),
    Form.MARKDOWN: _Writer("guardrails.md", markdown.write),
    Form.OSCAL: _Writer("guardrails.oscal.json", oscal.write),
    Form.HTML: _Writer("guardrails.html", html.write),
    Form.GANTT: _Writer("time-to-deploy.svg", gantt.write),
}
"""Each form's file and how it is made; an empty text where the result has nothing for it."""

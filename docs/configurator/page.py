"""The configurator: one HTML file that asks what a stack may decide, checks it as the program would, and writes it."""

import base64
import hashlib
import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

import yaml
from guardrails.report.formats.html import LOOK
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from components import naming, regions, settings
from components.cluster import node_hardening, vm_size
from components.network import addressing
from components.settings import checks, cluster, network, registry, tenants
from components.versions import KUBERNETES
from docs.configurator import questions
from docs.configurator.questions import LOCATION, ROOT, sentences

FOLDER = Path(__file__).parent
SCRIPTS = ("cidr", "read", "rules", "rules_parts", "yaml", "state", "form", "page")
"""In the order in which they need each other."""


def page() -> str:
    """Return the page."""
    style = LOOK.read_text("utf-8") + (FOLDER / "page.css").read_text("utf-8")
    script = "\n".join((FOLDER / f"{name}.js").read_text("utf-8").replace('"use strict";\n', "") for name in SCRIPTS)
    layout = yaml.safe_load((FOLDER / "layout.yaml").read_text("utf-8"))
    data = {
        "QUESTIONS": questions.questions(),
        "PRESETS": presets(layout),
        "LAYOUT": {key: layout[key] for key in ("groups", "replace", "examples")},
        "FACTS": facts(),
        "UNCHECKED": unchecked(script),
    }
    script = "".join(('"use strict";\n', *(f"const {name} = {_literal(of)};\n" for name, of in data.items()), script))
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("page.html.j2").render(
        csp=f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'; "
        "form-action 'none'",
        style=Markup(style),  # noqa: S704 - our own files
        script=Markup(script),  # noqa: S704 - our own files, and data without a `<`
    )


def presets(layout: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return each preset's title, words, stack name, and values by setting."""
    found = {}
    for name, of in layout["presets"].items():
        file = _stack_file(of["like"])
        values = {"location" if key == LOCATION else key: value for key, value in file.items()}
        found[name] = {
            **{key: of[key] for key in ("title", "words", "stack")},
            "values": json.loads(json.dumps({**values, **of.get("set", {})}, default=str)),
        }
    return found


def facts() -> dict[str, Any]:
    """Return the figures that checks compare with."""
    rule = naming.Kind.APPLICATION_VAULT.value
    return {
        "project": yaml.safe_load((ROOT / "Pulumi.yaml").read_text("utf-8"))["name"],
        "private": [str(one) for one in checks.PRIVATE],
        "reserved": [str(one) for one in checks.RESERVED],
        "nodePodPrefix": checks.NODE_POD_PREFIX,
        "reservedAddresses": checks.RESERVED_ADDRESSES,
        "systemVcpus": checks.SYSTEM_VCPUS,
        "surgePercent": node_hardening.SURGE_PERCENT,
        "smallestSpace": addressing.SMALLEST_SPACE,
        "widestOperatorRange": network.WIDEST_OPERATOR_RANGE,
        "versions": KUBERNETES.supported,
        "regions": regions.SHORT_NAMES,
        "unpaired": sorted(regions.UNPAIRED),
        "vmSize": vm_size.PATTERN.pattern.replace("?P<", "?<"),
        "nested": sorted(cluster.NESTED),
        "nestedFrom": cluster.NESTED_FROM,
        "upstreams": registry.UPSTREAMS,
        "publishedByAnybody": registry.PUBLISHED_BY_ANYBODY,
        "buildRegions": registry.BUILD_REGIONS,
        "endings": tenants.ENDINGS,
        "systemNamespaces": tenants.SYSTEM_NAMESPACES,
        "subnets": sentences(addressing.SubnetPlan),
        "name": {"prefix": rule.prefix, "minimum": rule.minimum, "maximum": rule.maximum},
    }


def unchecked(script: str) -> list[str]:
    """Return what only a preview checks: the first lines of the checks that the script has not."""
    known = set(re.findall(r'^  "([a-z_]+\.[a-z_]+)":', script, re.MULTILINE))
    return [said for name, said in all_checks().items() if name not in known]


def all_checks() -> dict[str, str]:
    """Return every check of the settings, `module.function` -> the first line of what it says of itself."""
    modules = [
        importlib.import_module(f"{settings.__name__}.{one.name}") for one in pkgutil.iter_modules(settings.__path__)
    ]
    found = {name: check for module in modules for name, check in _combinations(module).items()}
    single = set(questions.checks(questions.questions()))
    owners = {one.rsplit(".", 1)[-1]: one for one in (module.__name__ for module in (*modules, regions))}
    for name in sorted(single):
        place, function = name.split(".")
        module = importlib.import_module(owners[place])
        held = vars(module).get(function) or next(
            vars(one)[function] for one in vars(module).values() if isinstance(one, type) and function in vars(one)
        )
        found[name] = getattr(held, "wrapped", held)
    return {name: (inspect.getdoc(check) or name).split("\n", 1)[0] for name, check in found.items()}


def _combinations(module: ModuleType) -> dict[str, Any]:
    """Return the checks of settings together that a module defines; all yield problems."""
    place = module.__name__.rsplit(".", 1)[-1]
    functions = {name: one for name, one in vars(module).items() if inspect.isfunction(one)}
    return {
        f"{place}.{name}": one
        for name, one in functions.items()
        if one.__module__ == module.__name__
        and "return" in one.__annotations__
        and get_type_hints(inspect.unwrap(one))["return"] == Iterator[checks.Problem]
    }


def _stack_file(stack: str) -> dict[str, Any]:
    """Return an example's settings: copies of our stacks, since those of the project itself are a fork's own."""
    found: dict[str, Any] = yaml.safe_load((FOLDER / "stacks" / f"{stack}.yaml").read_text("utf-8"))["config"]
    return found


def _literal(value: object) -> str:
    """Return a value as JavaScript that cannot end the script it stands in."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"

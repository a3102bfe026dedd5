"""`guardrails config explain`: each value of a guardrail's setting, and the layer it comes from."""

import os
from typing import Annotated, Any

import typer

from guardrails.catalog import catalog
from guardrails.command.listing import find, names
from guardrails.command.output import Format, log, show
from guardrails.configuration import Configuration, Setting
from guardrails.surroundings import read_documents, read_today

app = typer.Typer(no_args_is_help=True, help="How guardrails are applied.")


@app.callback()
def _group() -> None:
    """How guardrails are applied."""


@app.command("explain")
def explain(
    guardrail: Annotated[str, typer.Argument(autocompletion=names, help="Its name, such as aks-private-cluster.")],
    stack: Annotated[str, typer.Option(help="The stack's name, as in `pulumi stack ls`.")],
    resource: Annotated[str, typer.Option(help="URN of a resource, to see what its own layers change.")] = "",
    form: Annotated[Format, typer.Option("--format")] = Format.TABLE,
) -> None:
    """Say, for one guardrail in one stack, each value and the layer it comes from."""
    found = find(guardrail)
    documents = read_documents(os.environ)
    today, file = read_today(os.environ), documents.configuration_file
    configuration = Configuration(documents.configuration, catalog(), today, file)
    setting = configuration.setting(found, stack)
    if resource:
        setting = configuration.at_resource(found, setting, resource)
    else:
        for layer in documents.configuration.get("resources", ()):
            if found.name in layer["guardrails"]:
                log(f"Single resources differ: {layer['resource']}. Give --resource to see what holds there.")
    show(records(setting), ("key", "value", "origin"), form)


def records(setting: Setting) -> list[dict[str, Any]]:
    """Return level, unknown and each parameter, with value and origin."""
    values = {
        "level": setting.level.value,
        "unknown": setting.unknown.value,
        **setting.parameters,
    }
    return [{"key": key, "value": value, "origin": setting.origins[key]} for key, value in values.items()]

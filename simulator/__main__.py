"""`python -m simulator`: looks into the simulated Azure and changes it behind Pulumi's back, as an operator could."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from simulator.azure import portal
from simulator.azure.client import Client
from simulator.azure.errors import ArmError, ProviderError
from simulator.azure.night import pass_night
from simulator.azure.world import World, opened, state_file

ROOT = Path(__file__).parents[1]
NAME = Annotated[str, typer.Argument(help="An ARM id, its end, or a name that only one resource has.")]

app = typer.Typer(
    name="simulator",
    help=f"{__doc__.partition(': ')[2]}\n\nThe Azure is that of SIMULATED_AZURE_STATE, or of local runs.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.command("list")
def list_resources(text: Annotated[str, typer.Argument(help="A part of the type or id.")] = "") -> None:
    """List types and ids."""
    with _azure() as world:
        for body in portal.found(world, text):
            typer.echo(f"{world.kind(body['id'])}\t{body['id']}")


@app.command("deleted")
def list_deleted() -> None:
    """List types and ids of what is deleted and keeps its name, as vaults do until they are recovered."""
    with _azure() as world:
        for kind, arm_id in world.kept():
            typer.echo(f"{kind}\t{arm_id}")


@app.command()
def show(name: NAME) -> None:
    """Show a resource as Azure answers it."""
    with _azure() as world:
        typer.echo(json.dumps(portal.one(world, name), indent=2, sort_keys=True))


@app.command("set")
def set_property(
    name: NAME,
    path: Annotated[str, typer.Argument(help="Such as count, tags.owner, properties.sku.name, rules.0.priority.")],
    value: Annotated[str, typer.Argument(help="JSON, or a text; null removes the property.")],
) -> None:
    """Change one property; Pulumi learns of it at its next refresh."""
    with _azure() as world:
        changed = portal.change(world, name, path, portal.read_value(value))
    typer.echo(f"{changed['id']}: {path} is {value} now.")


@app.command()
def night() -> None:
    """Let AKS do what it does by itself: scale pools to their limit, install patches and node images."""
    with _azure() as world:
        for arm_id in pass_night(world):
            typer.echo(f"{arm_id} is not what it was.")


@app.command()
def delete(name: NAME) -> None:
    """Delete a resource and what is inside it, unless Azure refuses."""
    with _azure() as world:
        arm_id = portal.remove(world, name, Client.configured({}))
    typer.echo(f"{arm_id} is gone.")


@contextmanager
def _azure() -> Iterator[World]:
    """Open the simulated Azure; what it refuses ends the command with 1."""
    try:
        with opened(state_file(ROOT)) as world:
            yield world
    except (ArmError, ProviderError) as error:
        sys.stderr.write(f"simulator: {error}\n")
        raise typer.Exit(1) from None


if __name__ == "__main__":
    app()

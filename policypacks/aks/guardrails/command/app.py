"""The parts of the command, put together."""

from collections.abc import Sequence
from typing import Final

import typer

from guardrails.command import exemptions, settings
from guardrails.command.listing import explain, list_guardrails
from guardrails.command.output import log
from guardrails.schemas import ConfigurationError

_EXIT_CODES: Final = (
    "Exit codes: 0 all is well; 1 there is something to mend, and it is told; 2 the command, or a file it reads, is "
    "wrong. Data goes to stdout, all else to stderr; NO_COLOR is respected. The files are those of the pack, or those "
    "that GUARDRAILS_CONFIG and GUARDRAILS_EXEMPTIONS name; GUARDRAILS_TODAY asks for another day."
)

app = typer.Typer(
    name="guardrails",
    help="Reads the policy pack: its guardrails, how they are set, what is exempted.",
    epilog=_EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("list")(list_guardrails)
app.command()(explain)
app.add_typer(settings.app, name="config")
app.add_typer(exemptions.app, name="exemptions")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and end the process with its exit code."""
    try:
        app(arguments, prog_name="guardrails")
    except ConfigurationError as error:
        log(f"guardrails: {error}")
        raise SystemExit(2) from None

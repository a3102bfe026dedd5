"""The parts of the command, put together. Only what is asked for is loaded: a preview must not wait for the rest."""

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

import typer

from guardrails.report.options import Exit

_EXIT_CODES: Final = (
    "Exit codes: 0 all is well; 1 there is something to mend, and it is told; 2 the command, or a file it reads, is "
    "wrong; 3 the engine could not run. Data goes to stdout, all else to stderr; NO_COLOR is respected. The files are "
    "those of the pack, or those that GUARDRAILS_CONFIG and GUARDRAILS_EXEMPTIONS name; GUARDRAILS_TODAY asks for "
    "another day."
)

_COMMANDS: Final = {
    "preview": ("preview", "preview"),
    "analyze": ("results", "analyze"),
    "report": ("results", "report"),
    "diff": ("results", "diff"),
    "timeline": ("results", "timeline"),
    "list": ("listing", "list_guardrails"),
    "explain": ("listing", "explain"),
    "doctor": ("doctor", "doctor"),
    "config": ("settings", "app"),
    "exemptions": ("exemptions", "app"),
}
"""Command -> the module that has it, loaded only when it is asked for, and its name there."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and end the process with its exit code."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        _app(given)(given, prog_name="guardrails")
    except Exception as error:  # noqa: BLE001  told in full, with an exit code of ours
        from guardrails.schemas import ConfigurationError  # noqa: PLC0415 - nor does the engine wait for it

        if not isinstance(error, ConfigurationError):
            # Python's own exit code would say that there is something to mend.
            sys.excepthook(type(error), error, error.__traceback__)
            raise SystemExit(Exit.FAILED) from None
        sys.stderr.write(f"guardrails: {error}\n")
        raise SystemExit(Exit.USAGE) from None


def _app(arguments: Sequence[str]) -> typer.Typer:
    app = typer.Typer(
        name="guardrails",
        help="Runs the policy pack, reports what it found, and reads it: its guardrails, their settings, exemptions.",
        epilog=_EXIT_CODES,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    asked = [name for name in _COMMANDS if name in arguments[:1]]
    for name in asked or _COMMANDS:
        module, attribute = _COMMANDS[name]
        part = getattr(import_module(f"guardrails.command.{module}"), attribute)
        if isinstance(part, typer.Typer):
            app.add_typer(part, name=name)
        else:
            passed_on = {"ignore_unknown_options": True, "allow_extra_args": True} if name == "preview" else {}
            app.command(name, context_settings=passed_on)(part)
    if len(asked) == 1:
        app.callback()(_group)  # otherwise a single command takes the place of the group
    return app


def _group() -> None:
    """Keep the name of the command a word of its own."""

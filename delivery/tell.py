"""`python -m delivery.tell {comment,issue}`: write a file to a pull request, or to the one issue that is about it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from delivery import github


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0, or 1 with what is missing or what GitHub said."""
    parser = argparse.ArgumentParser("delivery.tell", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    comment = commands.add_parser("comment", help="one comment for each mark, written anew")
    comment.add_argument("number", type=int)
    issue = commands.add_parser(
        "issue", help="one open issue for each mark, written anew; closed where the file is empty"
    )
    issue.add_argument("title")
    for command in (comment, issue):
        command.add_argument("--mark", required=True, help="tells what we wrote from what others wrote")
        command.add_argument("--file", type=Path, required=True)
    asked = parser.parse_args(arguments)
    try:
        text = asked.file.read_text("utf-8")
        if asked.command == "comment":
            github.put_comment(asked.number, asked.mark, text)
        elif text.strip():
            github.put_issue(asked.mark, asked.title, text)
        else:
            github.close_issue(asked.mark)
    except FileNotFoundError:
        sys.stderr.write(f"{asked.file} is missing: the job that writes it failed before, and its log says why\n")
        return 1
    except github.GitHubError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Texts that somebody else wrote, for terminals and logs: what a terminal would obey is shown instead."""

import json


def visible(text: str, keep: str = "") -> str:
    """Return the text with its unprintable signs written as JSON writes them, but for those in `keep`.

    Escape sequences, signs that turn the direction of reading, and ends of lines, after which a log's reader might take
    the rest for a command of its own.
    """
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign in keep else json.dumps(sign)[1:-1] for sign in text)

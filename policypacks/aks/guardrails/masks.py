"""Secrets hidden in what a guardrail says: whole ones, and what a check has cut from one."""

import re
from collections.abc import Callable
from functools import lru_cache

MASK = "[secret]"
_SHORTEST = 4
"""Letters of a secret that is hidden inside words too, and of a piece that is hidden at all."""
_PIECE = re.compile(r"[\w.-]+")
"""What checks take texts apart into: images, hosts, ARM ids, lists."""


@lru_cache(maxsize=4)  # the findings about a resource share its secrets
def hiding(secrets: tuple[str, ...]) -> Callable[[str], str]:
    """Return what hides secrets in a text, in whatever case they are written there.

    Pieces that are plain words stay: a secret file, such as a kubeconfig, has many that guardrails speak with, and an
    exemption names a property by them.
    """
    pieces = {_trimmed(piece) for secret in secrets for piece in _PIECE.findall(secret) if not _is_word(piece)}

    def hide_piece(found: re.Match[str]) -> str:
        return MASK if _trimmed(found[0]) in pieces else found[0]

    def hide(text: str) -> str:
        wholes = sorted({one for one in secrets if len(one) <= len(text)}, key=len, reverse=True)
        if wholes:
            text = re.sub("|".join(map(_pattern, wholes)), MASK, text, flags=re.IGNORECASE)
        return _PIECE.sub(hide_piece, text)

    return hide


def _pattern(secret: str) -> str:
    """A short secret, or a word, is hidden where it is no part of another word or number."""
    if len(secret) >= _SHORTEST and not secret.isalpha():
        return re.escape(secret)
    return rf"(?<!\w)(?<!\d\.){re.escape(secret)}(?!\w|\.\d)"


def _trimmed(piece: str) -> str:
    return piece.strip(".-").lower()


def _is_word(piece: str) -> bool:
    return len(piece) < _SHORTEST or (piece.isalpha() and (piece.islower() or piece.istitle()))

"""Secrets by which somebody is known again: made at random, and kept only as a hash."""

from __future__ import annotations

import secrets
from hashlib import sha256

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
"""The letters of recovery codes: none that is taken for another or for a digit (I, L and O)."""

CODES = 10  # recovery codes at a time, as most services give


def new_secret() -> str:
    """Make a secret that nobody guesses, for a link, a cookie or a token: 32 random bytes in base64url.

    >>> len(new_secret())
    43
    """
    return secrets.token_urlsafe(32)


def new_id() -> str:
    """Make the id of a new person, sign-in, token or invitation: it names and opens nothing (16 random bytes).

    >>> len(new_id())
    22
    """
    return secrets.token_urlsafe(16)


def digest(secret: str) -> str:
    """Give the SHA-256 of a random secret, which is what is kept of it.

    A slow hash is for what people think up. What is random with 72 bits or more cannot be tried out.

    >>> digest("abc")[:8]
    'ba7816bf'
    """
    return sha256(secret.encode()).hexdigest()


def new_code() -> str:
    """Make a recovery code: sixteen random letters in groups of four, some 72 bits.

    >>> [len(group) for group in new_code().split("-")]
    [4, 4, 4, 4]
    """
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def read_code(typed: str) -> str:
    """Read a recovery code as people type it, with or without its dashes, in any case.

    >>> read_code("abcd efgh-jkmnPQRS")
    'ABCD-EFGH-JKMN-PQRS'
    """
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))

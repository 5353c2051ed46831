"""Passwords: which are good enough, how they are kept, and whether one is right."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from legday.kinds import BadInput

# OWASP, Password Storage Cheat Sheet: argon2id with at least 19 MiB, two passes, one lane.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

LEAST, MOST = 10, 200
"""How many letters a password has. NIST SP 800-63B asks for a length and for no mixture of signs."""

# A crowd at the door must not take the memory of the machine, 19 MiB each; the others wait a tenth of a second.
_AT_ONCE = BoundedSemaphore(2)

# What people choose first, bare or with digits and signs around it; and rows of keys.
COMMON = """
admin administrator angel asdf asdfgh asdfghjkl baseball basketball batman butterfly changeme charlie chocolate
computer daniel default dragon facebook flower football forever freedom google gymlife hallo hello hockey hunter
iloveyou internet jennifer jessica jesus jordan killer legday legs liverpool login love lovely master michael
michelle monkey mustang mypassword nothing passw passwd password passwort pokemon princess purple qazwsx qwerty
qwertyuiop qwertz qwertzuiop samsung schatz secret shadow soccer starwars summer sunshine superman test testing
thomas trustno tigger user welcome whatever winter workout zaq zxcvbn zxcvbnm letmein access
"""
ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm")
LEET = str.maketrans("@4301!$57", "aaeoiisst")
SIGNS = re.compile(r"[\W\d_]+")
AROUND = re.compile(rf"^{SIGNS.pattern}|{SIGNS.pattern}$")


def check_password(password: str, name: str = "") -> None:
    """Raise ``BadInput`` for a password that somebody guesses: too short, a common word, a row of keys, one's name.

    >>> check_password("three squats and a nap")
    >>> check_password("P@ssw0rd2026!")
    Traceback (most recent call last):
    legday.kinds.BadInput: This password is one of the first that are tried. Take a few words that nobody puts together.
    """
    if len(password) < LEAST:
        raise BadInput("This password is too short.", f"Take {LEAST} letters or more, such as a few words.")
    if len(password) > MOST:
        raise BadInput("This password is too long.", f"Take up to {MOST} letters.")
    plain = unicodedata.normalize("NFKC", password).casefold()
    if guessed(plain, name):
        raise BadInput(
            "This password is one of the first that are tried.", "Take a few words that nobody puts together."
        )


def guessed(plain: str, name: str) -> bool:
    """Whether a password in small letters is common, a row, a repetition or somebody's name with something added.

    >>> [guessed(plain, "Anna") for plain in ("12345678901", "legslegslegs", "anna2026!!", "kiwi-on-rails")]
    [True, True, True, False]
    """
    if re.fullmatch(r"(.{1,4}?)\1+.{0,3}", plain) or len(set(plain)) < 4:
        return True
    if any(plain in row * 3 or plain in row[::-1] * 3 for row in ROWS):
        return True
    core = AROUND.sub("", plain)
    own = AROUND.sub("", name.casefold())
    common = {*COMMON.split(), own, own * 2, f"{own}legday"}
    return not core or not common.isdisjoint((core, core.translate(LEET), SIGNS.sub("", core)))


def hash_password(password: str) -> str:
    """Give what is kept of a password: its argon2id hash with a salt of its own."""
    with _AT_ONCE:
        return HASHER.hash(_same(password))


def is_right(password: str, kept: str | None) -> bool:
    """Whether a password is the one that is kept; with nothing kept it takes as long and is never right.

    >>> is_right("anything", None)
    False
    """
    with _AT_ONCE:
        try:
            return HASHER.verify(kept or _nobody(HASHER), _same(password[:MOST])) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outgrown(kept: str) -> bool:
    """Whether a hash was made with less work than is asked for today, and should be made anew at the next sign-in."""
    return HASHER.check_needs_rehash(kept)


@cache
def _nobody(hasher: PasswordHasher) -> str:
    return hasher.hash("the password of nobody")


def _same(password: str) -> str:
    return unicodedata.normalize("NFKC", password)  # one keyboard writes an umlaut as one sign, another as two
